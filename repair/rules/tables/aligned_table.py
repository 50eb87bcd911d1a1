"""Columns parted by wide blanks.

## What it does
Puts a tab for three blanks or more (two full-width ones) between two columns, and for any
blank between the columns of a table with numbered rows.

## Why it happens
Plain-text extractors keep the place of a column with blanks.

## Example
Four rows such as `第一中学    初级    2.99` become rows of three cells.

## Safety
Safe when four lines or more, one below the other, have the same two gaps or more and are
no sentences; three lines, or rows of two cells, are proposed, fewer left alone. Single
blanks part columns only below a header that begins with 序号 and names four columns or more,
where three rows or more, numbered from 1, all have as many words as the header. Contents
pages and forms to be filled in (姓名：　　　) keep their blanks.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import notations
from repair.tables.numbered_rows import numbered_rows

RULE = Rule("TB003", "aligned-table", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Columns parted by wide blanks."""
    yield from notations.aligned_tables(context)
    yield from numbered_rows(context)
