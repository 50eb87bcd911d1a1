"""A heading row and the row below it in one line.

## What it does
Parts `（二）分项标题 16. 任务` in a first cell, and a heading from the texts that stand beside it
in further cells: the heading becomes a row of its own.

## Why it happens
Both stood in one cell for the extractor, as two paragraphs; or it took the first row under a
heading for the heading's own.

## Example
`（二）公开内容 16. 制定方案⇥制定全县方案。⇥县政府办` becomes two rows.

## Safety
Safe: the number behind the blank must be the next running number of the table. Texts beside
a heading go below it only where the row has too many cells, and at least three headings of its
kind, and three times as many as have texts, stand by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables.heading_rows import run_together, texts_below

RULE = Rule("TB009", "rows-run-together", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """A heading row and the row below it in one line."""
    yield from run_together(context)
    yield from texts_below(context)
