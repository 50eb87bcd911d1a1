"""Addressee and text in one line

## What it does
Puts the line end back between the addressee of a document and its text.

## Why it happens
The addressee fills its line; the extractor took it for the first line of the paragraph.

## Example
`各镇人民政府，区政府各部门：为加快河道清理，现将有关事项通知如下：` becomes two lines.

## Safety
Only below a title or a document number, where all that stands before the colon are bodies.
Applied where two other addressees of the text (and as many as were run together) stand on
lines of their own; else proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Split
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._splits import fixes

RULE = Rule(code="LN015", name="addressee-and-text", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The missing line ends."""
    yield from fixes(context, Split.ADDRESSEE, "Addressee and text were run together.")
