"""List items run together

## What it does
Puts the line end back between list items that were read as one line.

## Why it happens
The extractor lost the line end between short items, mostly at a page end.

## Example
`4. 落实资金保障。5. 加强督导检查。` between items 3 and 6 becomes two lines.

## Safety
The item before must begin this line or one above, and the item after one below (or the line
itself goes on the count of the lines above): then items are lines here. An enumeration
within a paragraph has no such neighbours and stays. A first item that runs in (…。一是…, with
二是 on a line below) is parted where two other lists begin with a line of their own, applied
where three do for each that runs in.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Split
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._splits import fixes

RULE = Rule(code="LN010", name="items-run-together", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The missing line ends."""
    yield from fixes(context, Split.ITEMS, "List items were run together.")
