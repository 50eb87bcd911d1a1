"""Two heads in one cell of the header.

## What it does
Parts a header cell at its blank when the header has fewer cells than the rows below.

## Why it happens
Narrow columns with two-line heads stand close to one another.

## Example
`序号⇥学校名称 学校类型⇥面积` over rows of four cells becomes `序号⇥学校名称⇥学校类型⇥面积`.

## Safety
Safe when there are just as many places to part as heads missing; else proposed. A header
with as many cells as the rows keeps its cells, whatever stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import repairs

RULE = Rule("TB011", "heads-run-together", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Two heads in one cell of the header."""
    return repairs.run_together_heads(context)
