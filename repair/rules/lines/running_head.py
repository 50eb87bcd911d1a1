"""Running heads and feet

## What it does
Takes out the line that every page repeats at its top or foot (the gazette's name, the
issue).

## Why it happens
The extractor reads it as text, page by page.

## Example
`东湖区人民政府公报` after every page number goes.

## Safety
The line must stand at the same place beside the page breaks (page numbers or form feeds)
of three pages and a quarter of all pages, but for numbers and a character that an OCR
engine misread. Without page numbers or form feeds, a line is a running head only when it
stands on four pages and more, whole pages apart through the whole text, and breaks into
sentences at a third of its places; a header of a table, a refrain, a heading stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._furniture import removals

RULE = Rule(code="LN021", name="running-head", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The running heads and feet."""
    for fix, _ in removals(context, "head"):
        yield fix._replace(
            message="A running head stands between two pages.",
            evidence=("the line stands at the same place of other pages", *fix.evidence),
        )
