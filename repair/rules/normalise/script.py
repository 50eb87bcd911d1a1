"""A text or a page in traditional characters.

## What it does
With `--normalize script`, writes a text that is traditional throughout, or a page of it that
is, in simplified characters, with OpenCC's tables for characters and phrases (t2s).

## Why it happens
Gazettes of Hong Kong, Macau and Taiwan, and old ones, are printed so.

## Example
`縣政府公報` becomes `县政府公报`.

## Safety
A normalisation, off unless asked for. A simplified text with a few traditional forms is not
its business (see CH101).
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.proofs import Script
from repair.rules import Rule
from repair.words.rare import in_traditional, traditional_forms
from repair.words.script import converter, traditional

RULE = Rule("NM031", "script", Stage.NORMALISE, Safety.SAFE, normalises="script")


def find(context: Context) -> Iterator[Fix]:
    """Every stretch that OpenCC writes otherwise."""
    if not context.get(traditional_forms):
        return
    whole = context.get(in_traditional)
    habits = context.profile.habits
    convert = converter("t2s").convert
    for line in context.document.lines:
        if not traditional().search(line.text):
            continue
        plain = convert(line.text)
        if len(plain) != len(line.text):
            continue
        for at, (old, new) in enumerate(zip(line.text, plain, strict=True), line.start):
            if old != new and (whole or habits.at(at).script == "traditional"):
                yield Fix(at, at + 1, new, f"{old} is {new} in simplified script", proof=Script())
