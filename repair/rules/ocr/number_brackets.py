"""The brackets of a document number that were read as others.

## What it does
In text read from page images, writes the six-corner brackets of a document number, 〔2017〕
4号, where 【】, 《》 or 〈〉 were read.

## Why it happens
Tesseract's Chinese model has never seen 〔 and 〕 and gives the nearest brackets it knows.

## Example
`淄政发【2017】4号` → `淄政发〔2017〕4号`

## Safety
Safe: a year between brackets, before a number and 号, after a hanzi, is a document number,
and GB/T 9704 sets its year in six-corner brackets. The square brackets [ ] that other
tools leave are the business of the signs family. No digit changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule(
    code="OC003",
    name="document-number-brackets-misread",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_NUMBER = lazy(
    r"(?<=[一-鿿] )([【《〈])( ?(?:19|20)\d\d ?)([】》〉])(?= ?第? ?\d{1,4} ?号)"
    r"|(?<=[一-鿿])([【《〈])( ?(?:19|20)\d\d ?)([】》〉])(?= ?第? ?\d{1,4} ?号)"
)


def find(context: Context) -> Iterator[Fix]:
    """Years of document numbers between brackets of titles."""
    for match in _NUMBER.finditer(context.text):
        pair = match[0][0] + match[0][-1]
        for start, after in ((match.start(), "〔"), (match.end() - 1, "〕")):
            yield Fix(
                start,
                start + 1,
                after,
                f"{pair} around the year of a document number is 〔〕.",
                0.97,
                evidence=("a year and a number with 号 after a hanzi are a document number",),
                group=str(match.start()),
            )
