"""Columns parted by wide blanks.

## What it does
Puts a tab for three blanks or more (two full-width ones) between two columns.

## Why it happens
Plain-text extractors keep the place of a column with blanks.

## Example
Four rows such as `第一中学    初级    2.99` become rows of three cells.

## Safety
Safe when four lines or more, one below the other, have the same two gaps or more and are
no sentences; three lines, or rows of two cells, are proposed, fewer left alone. Contents
pages and forms to be filled in (姓名：　　　) keep their blanks.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import notations

RULE = Rule("TB003", "aligned-table", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Columns parted by wide blanks."""
    return notations.aligned_tables(context)
