"""Titles read as two lines

## What it does
Joins a title that was set over two lines and read as two paragraphs.

## Why it happens
A centred title is broken where it looks best; the extractor took each line for a paragraph.

## Example
`关于印发全区绿化养护` / `实施办法的通知` above a document number become one title.

## Safety
Joined when the first line begins as titles begin (关于…) and does not end as they end
(…通知, …意见), the second ends so, and a document number follows; or when the whole title
stands in one piece elsewhere (contents page, 附件 line). Only in a text that pages cut; in
sound text a title set over two lines stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import Kind
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._joins import fixes

RULE = Rule(code="LN003", name="cut-title", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The titles in two lines."""
    yield from fixes(context, Kind.TITLE, "One title was read as two lines.")
