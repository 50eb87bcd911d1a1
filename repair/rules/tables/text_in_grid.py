"""Captions and notes inside the grid.

## What it does
Takes the empty cells off a caption in the first row of a table and off a note (注：…) in
its last, so that they stand above and below the table as text.

## Why it happens
A caption set between the rules of the table is read as a row.

## Example
`表1 主要指标⇥⇥` above `指标⇥单位⇥2020年` becomes `表1 主要指标`.

## Safety
Safe: only tabs at the end of the line go, and only above a header or behind 注：.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB007", "text-in-grid", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Captions and notes inside the grid."""
    return repairs.outside_texts(context)
