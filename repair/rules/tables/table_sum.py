"""Totals that do not add up.

## What it does
Notes a total (合计, 总计) that is not the sum of its column, and a group heading （45分） whose
rows have another sum.

## Why it happens
A digit was misread, a row is missing, or the print itself is wrong.

## Example
`合计⇥310` under marks that add up to 308.

## Safety
A note: nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import checks

RULE = Rule("TB030", "table-sum", Stage.TABLES, Safety.NOTE)


def find(context: Context) -> Iterator[Fix]:
    """Totals that do not add up."""
    return checks.failed_sums(context)
