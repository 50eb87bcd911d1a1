"""Cells over several rows, read in the middle one.

## What it does
Proposes to put agencies into the first row below a heading that has none, where they stand
in the middle of rows without.

## Why it happens
A cell that goes over several rows of print has its text in the middle, and there it is read;
in the table it belongs to the first of the rows.

## Example
Below a heading four tasks, of which only the second names who is responsible.

## Safety
Review: nothing says that the other rows name nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables.centred import centred_cells

RULE = Rule("TB015", "centred-cell", Stage.TABLES, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Agencies in the middle of the rows they are for."""
    return centred_cells(context)
