"""The number of a list member, lost or replaced

## What it does
Where 二、三、四 stand without 一、, or 1. 2. 4. without 3., it proposes the number for the one
line in the gap that looks like the other members.

## Why it happens
An extractor reads 一、 as a line or leaves it out; one that writes Markdown counts lists
itself and puts `(1)` for 一、.

## Example
`（1）改革范围` above `二、窗口设置`, `三、工作流程` and `四、职责分工` → `一、改革范围`

## Safety
Review: numbers are facts, and the print itself may have skipped one. Proposed only where two
other members stand around, the number stands nowhere in the gap, and exactly one line fits:
with a mark that belongs to no list, or without any.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.structure.numbering import lost_numbers

RULE = Rule(code="LN016", name="list-number", stage=Stage.SIGNS, safety=Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Proposals for list numbers that are missing."""
    for lost in context.get(lost_numbers):
        yield Fix(
            lost.start,
            lost.end,
            lost.mark,
            f"The list lacks its number {lost.mark.strip()}.",
            confidence=0.7,
            safety=Safety.REVIEW,
            evidence=lost.evidence,
            group=str(lost.start),
        )
