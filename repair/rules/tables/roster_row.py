"""Rosters that lost their grid.

## What it does
Makes every person of a roster a row of role, name and post, parted by tabs: the colon and
the blanks inside names and roles go, the role stands in the first row of its group, two
persons in one line are parted, a post that goes on in the next line is put together, and
blank lines between rows go. A roster without roles has rows of name and post.

## Why it happens
Rosters are set with tabs and spaces; each page of one was read as text, list or table.

## Example
`副组长:林 涛 县水务局局长` and `唐小明 县农业局局长` become `副组长⇥林涛⇥县水务局局长` and
`⇥唐小明⇥县农业局局长`.

## Safety
The words of the whole roster are cut into rows at once; a row is applied when its name
(known surname, two to four characters) and its post (…局长, …主任, an agency) are regular and
seven of ten rows are. Doubtful rows are proposed. Only separators change, no character of
a name or post.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import roster_repairs

RULE = Rule("TB020", "roster-row", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Rosters that lost their grid."""
    return roster_repairs.rows(context)
