"""A circled number that was read as something else

## What it does
In text read from page images, writes the circled number where an item of a run begins
with @, GD or ○ and the item before or behind it has its number.

## Why it happens
Tesseract's Chinese model has no circled numbers: of 144 ① none was read. Our own reading
tells them by their ring; other engines' files come without the page.

## Example
`①查看水面；@填写日志；③上报` → `①查看水面；②填写日志；③上报`

## Safety
Safe: no clause begins with @, and the run leaves one number for the place. Hanzi that were
read for a circled number (人, 四, 工) may be the clause's own and are left.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.ocr.signs import circled
from repair.proofs import Unprintable
from repair.rules import Rule

RULE = Rule(
    code="OC011",
    name="circled-number-misread",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)


def find(context: Context) -> Iterator[Fix]:
    """Items of a run whose number was misread."""
    for item in circled(context.text):
        read = context.text[item.start : item.end]
        yield Fix(
            item.start,
            item.end,
            item.number,
            f"{read} begins an item beside {item.beside}.",
            0.96,
            evidence=(f"the item beside it is {item.beside}", f"no clause begins with {read}"),
            proof=Unprintable(),
        )
