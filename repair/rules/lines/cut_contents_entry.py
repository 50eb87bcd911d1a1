"""Contents entries whose page number fell to the next line

## What it does
Joins the rest of a contents entry, with its page number, to its beginning.

## Why it happens
A long entry takes two lines of the contents page.

## Example
`关于印发全区绿化养护实施办法` / `的通知 12` become one entry.

## Safety
Only on a contents page, only where the first line has no page number and the next ends
with one and does not begin as an entry begins. A category (区政府文件) is no entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import Kind
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._joins import fixes

RULE = Rule(code="LN004", name="cut-contents-entry", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The entries in two lines."""
    yield from fixes(context, Kind.ENTRY, "One contents entry was read as two lines.")
