"""Heading rows that took in what belongs to the row below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repair.model import Fix
from repair.patterns import lazy
from repair.tables.grid import Grid, Row, grids
from repair.tables.recognise import SECTION
from repair.tables.shapes import shape

if TYPE_CHECKING:
    from repair.context import Context

_NEW_ITEM = lazy(
    r"\s(?=(?:\d{1,3}[.．、]|[(（][一二三四五六七八九十]{1,3}[)）])\s*[\u4e00-\u9fff“《])"
)
#: Headings of one kind that stand in rows of their own, so that all do.
_BARE = 3


def run_together(context: Context) -> Iterator[Fix]:
    """A heading row and the row below it in one cell: （一）… 12. …"""
    for grid in grids(context):
        if grid.region.kind == "form":
            continue
        for row in grid.body:
            cell = row.cells[0]
            match = _NEW_ITEM.search(cell.text) if SECTION.match(cell.text) else None
            if match is None or len(row.filled) < 2:
                continue
            tail = cell.text[match.end() :]
            if not _next_number(grid, row, tail):
                continue
            start = cell.start + match.start()
            yield Fix(
                start,
                start + 1,
                "\t" * (grid.width - 1) + "\n",
                "A heading row and the row below it ran together.",
                confidence=0.9,
                evidence=(f"“{tail[:10]}” goes on with the running numbers of the table",),
            )


def _next_number(grid: Grid, row: Row, text: str) -> bool:
    """Whether a text begins with the running number that follows the rows above."""
    own = re.match(r"(\d{1,3})[.．、]", text)
    if own is None:
        return False
    last = 0
    for other in grid.body:
        if other.line >= row.line:
            break
        found = re.match(r"(\d{1,3})[.．、]", other.cells[0].text)
        last = int(found[1]) if found else last
    return int(own[1]) == last + 1


def with_texts(grid: Grid) -> Iterator[Row]:
    """Headings with texts of other columns, in rows of too many cells, where all others are bare.

    The page model gave the first row under the heading to the heading itself.
    """
    headings: dict[str, list[Row]] = {}
    for row in grid.body:
        if SECTION.match(row.cells[0].text):
            headings.setdefault(shape(row.cells[0].text), []).append(row)
    for rows in headings.values():
        bare = [row for row in rows if row.filled == (0,)]
        odd = [row for row in rows if row.filled != (0,)]
        if len(bare) >= max(_BARE, 3 * len(odd)) and grid.width > 1:
            yield from (row for row in odd if len(row.cells) > grid.width)


def texts_below(context: Context) -> Iterator[Fix]:
    """A row of its own for what stands beside a heading."""
    for grid in grids(context):
        if grid.region.kind == "form":
            continue
        for row in with_texts(grid):
            following = row.cells[row.filled[1]]
            yield Fix(
                row.cells[0].end,
                following.start,
                "\t" * (grid.width - 1) + "\n\t",
                "A heading row and the row below it ran together.",
                confidence=0.85,
                evidence=("the other headings of this table stand in rows of their own",),
            )
