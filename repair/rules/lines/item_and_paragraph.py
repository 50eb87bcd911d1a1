"""The last item of a list and the next paragraph

## What it does
Puts the line end back between the last item of a list and the paragraph after it.

## Why it happens
The extractor lost the line end where the list ends.

## Example
After items that end with ；, `（3）其他方式。各部门应当在十日内办理。` becomes two lines.

## Safety
The two or three items before must end with ；, so that the first 。 ends the list, and no
further item may follow. An item may have two sentences: safe only where it names all that is
left (其他…), or where what follows begins as other sentences of the text do, and never where
it takes up the item's words; else proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Split
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._splits import fixes

RULE = Rule(code="LN014", name="item-and-paragraph", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The missing line ends."""
    yield from fixes(
        context, Split.PARAGRAPH, "The last item and the next paragraph were run together."
    )
