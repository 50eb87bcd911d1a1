"""Rows that a page end cut in two.

## What it does
Puts the lower half of a row, which stands at the top of the next page without a number,
behind the upper half, cell by cell.

## Why it happens
A long row is set over two pages, and each page is read by itself.

## Example
`7⇥完善制度,加强⇥县财` and, after the page break, `⇥监督。⇥政局` become one row.

## Safety
Safe in tables that number their rows, when a sentence of the upper half has no end where
the others of its column have one, or a list of agencies stops inside a name. The engine
checks that every cell is the upper cell and then the lower, and that no digits meet. Where
the cut fell into a cell, so that the two lines have one cell more than a row, a word must
reach from one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs
from repair.tables.broken_cells import broken_cells

RULE = Rule("TB010", "cut-row", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Rows that a page end cut in two."""
    yield from repairs.cut_rows(context)
    yield from broken_cells(context)
