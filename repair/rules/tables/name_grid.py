"""Grids of names.

## What it does
Keeps the printed rows of a grid of names and puts a tab between two names; the blank
inside a name of two characters goes.

## Why it happens
Names are set in columns with blanks; the extractor keeps one blank for either kind.

## Example
`方学平 林 涛 唐小明` becomes `方学平⇥林涛⇥唐小明`.

## Safety
Safe when every row but the last has the same number of names, or all names are as many
as the heading says. Every word must read as a name, or the line is no grid.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import lists

RULE = Rule("TB023", "name-grid", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Grids of names."""
    return lists.name_grids(context)
