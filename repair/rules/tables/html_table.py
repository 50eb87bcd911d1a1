"""HTML tables.

## What it does
Writes a whole `<table>` as rows with tabs. Cells that rowspan and colspan merge become
empty cells, a paragraph end or `<br>` in a cell one blank.

## Why it happens
Page models write merged cells in HTML, for Markdown has none.

## Example
`<table><tr><td rowspan="2">社会</td><td>一</td></tr><tr><td>二</td></tr></table>` becomes
`社会⇥一` and `⇥二`.

## Safety
Safe: only tags and the blanks between them go, which the engine checks. A table inside
a table is left alone and noted.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import notations

RULE = Rule("TB002", "html-table", Stage.MARKS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """HTML tables."""
    return notations.html_tables(context)
