"""Markdown hard line breaks.

## What it does
Removes two or more blanks at the end of a line.

## Why it happens
In Markdown they keep a line end that would otherwise melt away; a page model sets them
between the rows of a list.

## Example
Two blanks after `王 飞 刘泽洋` go.

## Safety
Safe where the text shows that an extractor wrote it: three other Markdown marks or more.
The line end itself stays, and so do the blanks of table rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import HARD_BREAK, signs_of
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.pages.furniture import number_of
from repair.rules import Rule

RULE = Rule("MK104", "markdown-break", Stage.LINES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every hard break outside table rows."""
    text = context.text
    if "  \n" not in context.get(signs_of).ascii or not context.profile.marks.active:
        return
    for match in HARD_BREAK.finditer(text):
        start, _ = line_around(text, match.start())
        line = text[start : match.start()]
        # A page number goes with its whole line.
        if "\t" not in line and number_of(line) is None:
            yield Fix(*match.span(), "", "two blanks at the line end are a mark of Markdown")
