"""Tables that page breaks cut in pieces.

## What it does
Takes out the blank lines between the pieces of a table, so that it is one run of rows.

## Why it happens
Every page is read by itself; the table goes on, the text gets a blank line.

## Example
Rows 1 to 20 of a table, a blank line, rows 21 to 25: one table of 25 rows.

## Safety
Safe where the piece has no header of its own and its cells are those of the columns
above. A piece with another header is another table and stays apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB004", "table-pieces", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Tables that page breaks cut in pieces."""
    return repairs.between_pieces(context)
