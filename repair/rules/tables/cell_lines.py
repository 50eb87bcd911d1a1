"""Tables whose cells became lines.

## What it does
Proposes to put the cells of a row back into one line when every cell stands in a line of
its own, with running numbers at equal distances.

## Why it happens
Some extractors write the text boxes of a page one below the other.

## Example
`1`, `修渠`, `县水务局`, `2`, `植树`, `县林业局` … in lines of their own: rows of three cells.

## Safety
Proposed only: an empty cell leaves no line, so that nothing proves which is which. Three
rows or more must have the same distance between their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import notations

RULE = Rule("TB013", "cell-lines", Stage.TABLES, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Tables whose cells became lines."""
    return notations.cell_lines(context)
