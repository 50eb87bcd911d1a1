"""The number of a chapter or article that was not read as a numeral

## What it does
In text read from page images, writes the numeral in 第-章 or 第:条 where the headings of the
same kind before and behind it leave one number for the place.

## Why it happens
一 is a bar and is read as a dash; of 二 and 三 on a worn page dots are left.

## Example
`第-章 总则` → `第一章 总则`, when 第二章 is the next chapter

## Safety
Safe for a single bar before the second heading of its kind: 一 is the only numeral that is a
bar. Numbers that only the order tells are proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.ocr.numbers import lost_numbers
from repair.proofs import Unprintable
from repair.rules import Rule

RULE = Rule(
    code="OC013",
    name="heading-number-misread",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)


def find(context: Context) -> Iterator[Fix]:
    """Headings whose number was not read."""
    for item in lost_numbers(context.text):
        read = context.text[item.start : item.end]
        yield Fix(
            item.start,
            item.end,
            item.number,
            f"{read or 'Nothing'} was read for the number {item.number}.",
            0.97 if item.sure else 0.8,
            Safety.SAFE if item.sure else Safety.REVIEW,
            (f"beside it stands {item.beside}", "no such sign is printed in a heading's number"),
            proof=Unprintable() if item.sure else None,
        )
