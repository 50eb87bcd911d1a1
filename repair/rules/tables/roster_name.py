"""Names cut from their rows.

## What it does
Turns the line end behind a surname, or behind a name, into nothing or a tab, and the blank
in front of it into a line end: the person stands at the head of the own row again.

## Why it happens
The extractor filled the lines of a roster as if it were a paragraph.

## Example
`县住建局局长 宋长` and, below, `河 县交通局局长` become the rows of the post and of 宋长河.

## Safety
Names are protected: applied only when the rows above and below are regular as well, so
that nothing else can be read; else proposed. No character moves, only separators change.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import roster_repairs

RULE = Rule("TB021", "roster-name", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Names cut from their rows."""
    return roster_repairs.moved_names(context)
