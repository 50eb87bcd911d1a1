"""The pinyin line of a cover, one word a line

## What it does
Proposes to put the words of a cover's pinyin line (capitals only) back into one line.

## Why it happens
The line is letter-spaced over the page's width, and each word was read by itself.

## Example
`LINQU` / `RENMIN` / `GONGBAO` become `LINQU RENMIN GONGBAO`.

## Safety
Only proposed: a cover may have been printed so. Only among the first lines of a text, only
where three or more lines hold one word of capital letters each.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import Kind
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._joins import fixes

RULE = Rule(code="LN005", name="cut-cover-line", stage=Stage.LINES, safety=Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """The words that stand on lines of their own."""
    yield from fixes(context, Kind.COVER, "The words of one line were read as lines.")
