"""Form feeds

## What it does
Takes out the form feed an extractor put at every page break. The page map of the report
keeps where it was.

## Why it happens
`pdftotext` and its like end a page with the control character U+000C.

## Example
A form feed before the first character of a page goes; so does one in the middle of a word.

## Safety
A form feed prints nothing. A line end beside it stays unless a join takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.model import Fix, Safety, Stage
from repair.pages.furniture import furniture
from repair.rules import Rule

RULE = Rule(code="LN022", name="form-feed", stage=Stage.LINES, safety=Safety.SAFE)
_FEED = re.compile("\f+")


def find(context: Context) -> Iterator[Fix]:
    """The form feeds that neither a join nor a line of furniture takes along."""
    if "\f" not in context.text:
        return
    lines = context.document.lines
    gone = [(lines[item.line].start, lines[item.line].end) for item in context.get(furniture)]
    taken = sorted([(join.start, join.end) for join in context.get(cuts).joins] + gone)
    at = 0
    for match in _FEED.finditer(context.text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] <= match.start() < taken[at][1]:
            continue
        yield Fix(match.start(), match.end(), "", "A form feed marks a page break.")
