"""Running numbers that jump.

## What it does
Notes where the numbers of the first column skip or repeat one.

## Why it happens
A row was lost or two ran together, or the print itself is wrong.

## Example
`18. …` and below it `20. …`.

## Safety
A note: nothing changes. Said only of tables in which four of five numbers follow on.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import checks

RULE = Rule("TB031", "running-number", Stage.TABLES, Safety.NOTE)


def find(context: Context) -> Iterator[Fix]:
    """Running numbers that jump."""
    return checks.gaps_in_numbers(context)
