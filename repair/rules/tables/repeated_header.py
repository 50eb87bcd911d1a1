"""Headers repeated after a page break.

## What it does
Deletes the header of a later piece of a table when it says what the first header says.

## Why it happens
Word processors repeat the head of a table on every page.

## Example
`序号⇥任务⇥单位` at the top of the second page goes; the rows below it follow the first page's.

## Safety
Safe: the engine compares the line with the header above again, and nothing but rows of
the same table may stand between them. On a page that lost a column the repetition may
lack one label of three or more; the rest must stand in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB005", "repeated-header", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Headers repeated after a page break."""
    return repairs.repeated_headers(context)
