"""Rows whose cells stand in the wrong columns.

## What it does
Puts the cells of a row back into their columns: a lost first column, an empty column too
many, cells moved by one place, a cell cut in two, two cells in one. Only tabs (and the
blank between two cells that ran together) change.

## Why it happens
A page model reads the grid of each page anew; merged cells at the edge make it lose or
invent a column.

## Example
In a table of 分类、内容、要求、分值 the row `（二）保障经费⇥1.列入预算⇥5` becomes
`⇥（二）保障经费⇥1.列入预算⇥5`.

## Safety
The shapes of all cells of a column (一、, （一）, 1., integer, agencies, person …) make a model;
a row with the right number of cells moves only when that explains it far better than
where it stands, and a row with another number only when one placing stands out or its
whole piece moves alike. What is less sure is proposed. Tables of fewer than four rows
stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB006", "shifted-row", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Rows whose cells stand in the wrong columns."""
    return repairs.shifted_rows(context)
