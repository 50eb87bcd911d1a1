"""Merged cells filled down.

## What it does
With `--fill-merged`, writes what a merged cell says into every row it spans, and the role
of a roster into every row of its group. Without the option it does nothing.

## Why it happens
A merged cell stands once in print; a row by itself then does not say what group it is of.

## Example
`社会保障⇥养老` over `⇥医疗` becomes `社会保障⇥养老` over `社会保障⇥医疗`.

## Safety
Asked for, and checked by the engine: only an empty cell is filled, with the nearest
filled cell above it. Only columns from the left that name groups are filled; a heading
row stays as it is, an empty number too.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB012", "fill-merged", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Merged cells filled down."""
    return repairs.filled_cells(context)
