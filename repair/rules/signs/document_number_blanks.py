"""Blanks inside a document number.

## What it does
Takes the blanks between issuer, year, number and 号 away.

## Why it happens
Page models set blanks around digits.

## Example
`临政字〔2016〕 25 号` becomes `临政字〔2016〕25号`.

## Safety
Safe: a document number has no blanks (GB/T 9704), and no digits meet. Blanks before the
issuer stay, and so does a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("SG002", "document-number-blanks", Stage.SIGNS, Safety.SAFE)

_B = r"([ \u3000]*)"
_NUMBER = re.compile(rf"{_B}〔{_B}(?:19|20)\d\d{_B}〕{_B}(?:第{_B})?\d{{1,5}}{_B}号")
_ISSUER = re.compile(r"[\u4e00-\u9fff]")


def find(context: Context) -> Iterator[Fix]:
    """Every run of blanks inside a number."""
    text = context.text
    at = text.find("〔")
    while at >= 0:
        start = at
        while start and text[start - 1] in " \u3000":
            start -= 1
        match = _NUMBER.match(text, start)
        if match and start and _ISSUER.match(text, start - 1):
            for number in range(1, 7):
                if match[number]:
                    yield Fix(*match.span(number), "", "no blank stands in a document number")
        at = text.find("〔", at + 1)
