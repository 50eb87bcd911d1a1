"""Commas, stops and figures of the CNKI font.

## What it does
Writes `o` between hanzi as ， and `∀` as 。; figures in the letters s–| (s is 0, t is 1, … | is
9) before 年 or % as figures.

## Why it happens
Older files of the CNKI library carry a font that keeps these signs at the codes of ASCII
letters and of ∀.

## Example
`调查表明o产量增加∀` becomes `调查表明，产量增加。`

## Safety
Safe where the document has two ∀ after hanzi and two `o` between hanzi, which no sound text
has; figures are proposed. Everything else of this font is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.ciphers import cnki_sign
from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.proofs import Cipher
from repair.rules import Rule

RULE = Rule("FC017", "cnki-font", Stage.CIPHERS, Safety.SAFE)

_STOP = lazy("(?<=[一-龥)）”s-|0-9])∀")
_COMMA = lazy("(?<=[一-龥)）”])o(?=[一-龥“(（])")
_FIGURES = re.compile(r"(?<![A-Za-z])[s-|]{1,4}(?=[年%％])")


def find(context: Context) -> Iterator[Fix]:
    """The signs, if the document has enough of both."""
    text = context.text
    if text.count("∀") < 2 or len(_COMMA.findall(text)) < 2 or len(_STOP.findall(text)) < 2:
        return
    for pattern in (_STOP, _COMMA, _FIGURES):
        for match in pattern.finditer(text):
            after = "".join(cnki_sign(char) or char for char in match[0])
            yield Fix(
                match.start(),
                match.end(),
                after,
                f"{match[0]} is {after} in the CNKI font",
                confidence=0.97 if pattern is not _FIGURES else 0.8,
                safety=Safety.SAFE if pattern is not _FIGURES else Safety.REVIEW,
                evidence=(f"∀ stands for 。 {text.count('∀')} times in this document",),
                proof=Cipher("cnki"),
            )
