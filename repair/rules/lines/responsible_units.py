"""Lines of responsible units run together

## What it does
Puts 责任单位： lines, notes and lists of annexes on lines of their own, and what follows the
units too.

## Why it happens
The extractor lost the line ends around these short lines.

## Example
`…落实到位。责任单位：区林业局。二是推进造林。` becomes three lines.

## Safety
Only where three lines of the text begin so; never inside a bracket; 注： and 附件： only
after a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Split
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._splits import fixes

RULE = Rule(code="LN013", name="responsible-units", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The missing line ends."""
    yield from fixes(
        context,
        Split.UNITS,
        "A line of responsible units (or a note) was run together with its neighbour.",
    )
