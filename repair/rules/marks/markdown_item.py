"""Markdown list marks.

## What it does
Removes `- `, `* ` or `+ ` from the start of a line.

## Why it happens
A page model answers in Markdown and makes a list of what is set as one: items （一）（二）,
names of a roster, entries of the contents.

## Example
`- （一）政府主导；` becomes `（一）政府主导；`.

## Safety
Safe where the text shows that an extractor wrote it: three Markdown marks or more. A lone
`-` stays, and so do page numbers (- 12 -), dashes of nil in a table and minus signs.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import ITEM
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("MK103", "markdown-item", Stage.LINES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every item mark."""
    marks = context.profile.marks
    if not marks.items or not marks.active:
        return
    evidence = (f"{marks.items} lines of this text begin so",)
    for match in ITEM.finditer(context.text):
        yield Fix(*match.span(), "", "a list mark of Markdown", evidence=evidence)
