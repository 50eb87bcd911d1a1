"""List entries that stand in one line.

## What it does
Gives every entry of a one-column list (agencies, firms, places) its own line.

## Why it happens
A list set in two columns is read across on one page and down on the next.

## Example
`县水务局 县农业局` in a list of agencies becomes two lines.

## Safety
Safe when the entries so parted are as many as the heading says, （12个）, or when most
entries stand alone and every part is a full name; 某镇 某村 stays together. Else proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import lists

RULE = Rule("TB022", "list-entry", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """List entries that stand in one line."""
    return lists.list_entries(context)
