"""Rows that a page end cut within a cell: both parts together have one cell too many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from repair.context import Context
from repair.joins.across import word_across
from repair.model import Fix, Safety
from repair.tables.grid import Grid, Row, grids
from repair.tables.shapes import shape

#: So many rows, the header among them, must have all their cells.
FEWEST_WHOLE = 3
_NUMBERS = ("integer", "item")


def broken_cells(context: Context) -> Iterator[Fix]:
    """A line end goes where a numbered row stops in a word and the next line ends both."""
    for upper, lower, word in context.get(parts):
        yield Fix(
            upper.end,
            lower.start,
            "",
            "A page end cut this row in two.",
            0.96,
            Safety.SAFE,
            (f"{word} is a word across the cut; both parts make one whole row",),
            f"cut{upper.start}",
        )


def parts(context: Context) -> tuple[tuple[Row, Row, str], ...]:
    """The two parts of each row that was cut within a cell, and the word across the cut."""
    return tuple(
        (upper, lower, word)
        for grid in grids(context)
        if sum(len(row.cells) == grid.width for row in grid.rows) >= FEWEST_WHOLE
        for upper, lower in pairwise(grid.rows)
        if (word := _word(grid, upper, lower))
    )


def _word(grid: Grid, upper: Row, lower: Row) -> str:
    """The word across the cut, if two lines are the parts of one row."""
    parts = 1 < len(upper.cells) < grid.width == len(upper.cells) + len(lower.cells) - 1
    numbered = parts and shape(upper.cells[0].text) in _NUMBERS
    if not numbered or shape(lower.cells[0].text) in _NUMBERS:
        return ""
    return word_across(upper.cells[-1].text, lower.cells[0].text)
