"""Rows of a name list that were wrapped

## What it does
Joins a row of a name list (role, name, post) that goes on in the next line: the role above
and the name below, or a post that breaks off.

## Why it happens
A long row was wrapped in print; the extractor took the rest for a row of its own.

## Example
`副组长:李 明 区委常委、高新技术产业区` / `工委副书记` become one row.

## Safety
The first line must be a row by its shape (role or name, blank, post) whose post does not
end as posts end, and the second nothing but the end of a post; or the first ends with a
role and a colon, perhaps a surname, and the second begins with a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import Kind
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._joins import fixes

RULE = Rule(code="LN006", name="cut-row", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The rows in two lines."""
    yield from fixes(context, Kind.ROW, "One row of a name list was read as two lines.")
