"""Pages in the wrong order

## What it does
Notes a page number that is smaller than the one before it, where the others count up.

## Why it happens
Sheets were scanned or files put together in the wrong order. What order is right only the
paper says.

## Example
`— 3 —`, `— 5 —`, `— 4 —`, `— 6 —`: the third is noted.

## Safety
Nothing is changed: moving pages would move facts. Only numbers written as page numbers
count (`— 12 —`, `第 12 页`), at least four of them, most of which are one more than the
number before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule(code="LN023", name="pages-out-of-order", stage=Stage.LINES, safety=Safety.NOTE)

_NUMBER = lazy(
    r"[ \t\f]*(?:[—–·-]{1,2} ?(\d{1,4}) ?[—–·-]{1,2}|第 ?(\d{1,4}) ?页)[ \t]*$", re.MULTILINE
)
_FEWEST = 4


def find(context: Context) -> Iterator[Fix]:
    """The page numbers that step back."""
    lines = context.document.lines
    matches = (_NUMBER.match(context.text, lines.starts[at]) for at in lines.numbers)
    numbers = [(match, int(match[1] or match[2])) for match in matches if match]
    steps = [later - number for (_, number), (_, later) in pairwise(numbers)]
    if len(numbers) < _FEWEST or sum(step == 1 for step in steps) * 2 < len(steps):
        return
    for ((_, number), (match, later)), step in zip(pairwise(numbers), steps, strict=True):
        if step <= 0:
            yield Fix(
                match.start(),
                match.end(),
                match[0],
                f"Page {later} stands behind page {number}; the pages may be in the wrong order.",
                safety=Safety.NOTE,
                evidence=(f"{sum(s == 1 for s in steps)} of {len(steps)} page numbers count up",),
            )
