"""A heading row and the row below it in one line.

## What it does
Parts `（二）分项标题 16. 任务` in a first cell: the heading becomes a row of its own.

## Why it happens
Both stood in one cell for the extractor, as two paragraphs.

## Example
`（二）公开内容 16. 制定方案⇥制定全县方案。⇥县政府办` becomes two rows.

## Safety
Safe: the number behind the blank must be the next running number of the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB009", "rows-run-together", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """A heading row and the row below it in one line."""
    return repairs.run_together(context)
