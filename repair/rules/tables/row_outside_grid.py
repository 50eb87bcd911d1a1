"""Rows that left the grid of their table.

## What it does
Gives a heading row (三、…, （一）…) that stands as plain text between two pieces of a table its
empty cells back, and an item with its text below it the tab between them. Agencies that were
read line by line after the rows of their page go back into these rows.

## Why it happens
On a page without rules the extractor writes the rows as paragraphs.

## Example
Between row 14 and row 15 of a table of three columns, `三、保障措施` becomes `三、保障措施⇥⇥`.

## Safety
Safe where the running numbers of the table go on over the lines between without a gap, and
for agencies where as many rows lack them. With fewer, some rows share one: a proposal. Other
cells that stand by themselves are not put anywhere; agencies among them are noted.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables.loose_rows import left_rows, loose_cells

RULE = Rule("TB008", "row-outside-grid", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Rows that left the grid of their table."""
    yield from left_rows(context)
    yield from loose_cells(context)
