"""Issuer and title in one line

## What it does
Puts the issuer of a document back on its own line above the title.

## Why it happens
Both are centred lines of one heading; the extractor took them for one.

## Example
`东湖区人民政府 关于印发绿化管理办法的通知` becomes two lines.

## Safety
Applied where the same issuer stands on a line of its own above as many other titles, or
issuers do above twice as many as were run together. Where fewer do, the split is proposed; so
it is for a title with more blanks inside, which was set over several lines. All proposals of
a text are one decision.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Split
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._splits import fixes

RULE = Rule(code="LN011", name="issuer-and-title", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The missing line ends."""
    yield from fixes(context, Split.TITLE, "Issuer and title were run together.")
