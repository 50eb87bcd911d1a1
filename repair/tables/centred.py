"""Cells over several rows whose text stands in the middle of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.tables.grid import Grid, Row, grids, is_heading_row
from repair.tables.loose_rows import agencies_column

if TYPE_CHECKING:
    from repair.context import Context

#: The height of rows is known so well, of all of them together.
_ABOUT = 0.1


def centred_cells(context: Context) -> Iterator[Fix]:
    """Agencies that go up to the first row below a heading, as the rows over them lack any."""
    for grid in grids(context):
        column = agencies_column(context, grid)
        for rows in _sections(grid) if column else ():
            at = next((n for n, row in enumerate(rows) if row.cells[column].text), 0)
            if at and _in_the_middle(_merged(rows, at, column), at):
                yield from _up(rows[0], rows[at], column)


def _sections(grid: Grid) -> Iterator[list[Row]]:
    """The rows with names between a heading and the next; others end them."""
    section: list[Row] | None = None
    for row in grid.rows:
        if is_heading_row(row):
            if section:
                yield section
            section = []
        elif section is None or len(row.cells) != grid.width or not row.cells[0].text:
            if section:
                yield section
            section = None
        else:
            section.append(row)
    if section:
        yield section


def _merged(rows: Sequence[Row], at: int, column: int) -> Sequence[Row]:
    """The rows down to the next one with agencies of its own."""
    return rows[: next((n for n in range(at + 1, len(rows)) if rows[n].cells[column].text), None)]


def _in_the_middle(rows: Sequence[Row], at: int) -> bool:
    """Whether the middle of the rows in print lies in one of them: long rows are high."""
    heights = [max(len(cell.text) for cell in row.cells) for row in rows]
    whole = sum(heights)
    return (
        sum(heights[:at]) - _ABOUT * whole <= whole / 2 <= sum(heights[: at + 1]) + _ABOUT * whole
    )


def _up(first: Row, row: Row, column: int) -> Iterator[Fix]:
    cell, place = row.cells[column], first.cells[column].start
    for start, end, after in ((place, place, cell.text), (cell.start, cell.end, "")):
        yield Fix(
            start,
            end,
            after,
            "This cell seems to go over several rows, from the one below the heading.",
            confidence=0.6,
            safety=Safety.REVIEW,
            evidence=("it stands in the middle of rows that have none",),
            group=f"centred{first.start}",
        )
