"""Rows and cells that stand as plain lines between the pieces of a table."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.tables.columns import SURE
from repair.tables.grid import Grid, Row, grids, is_heading_row
from repair.tables.placing import models
from repair.tables.recognise import SECTION
from repair.tables.shapes import shape

if TYPE_CHECKING:
    from repair.context import Context

#: Ways to cut a line into cells that are looked at.
_MOST_CUTS = 300
#: Agencies that a column holds, and their share of its cells, so that it is the agencies' column.
_COLUMN, _SHARE = 4, 0.6


def left_rows(context: Context) -> Iterator[Fix]:
    """Plain lines inside a table whose numbering goes on over them: rows without their tabs."""
    for grid in grids(context):
        rows = grid.rows
        at = 0
        while at < len(rows):
            row = rows[at]
            following = rows[at + 1] if at + 1 < len(rows) else None
            text = row.cells[0].text
            if not row.plain or row in (grid.header, grid.caption):
                at += 1
            elif text[0].isdigit() and (cuts := _worded(context, grid, row)):
                for start, end in cuts:
                    yield _left(row, start, end, "\t", "a row")
                at += 1
            elif SECTION.match(text) and len(text) <= 40:
                yield _left(row, row.end, row.end, "\t" * (grid.width - 1), "a heading row")
                at += 1
            elif (
                shape(text) in ("item", "subitem")
                and len(text) <= 40
                and following is not None
                and following.plain
                and shape(following.cells[0].text) in ("long", "text")
                and grid.width >= 2
            ):
                yield _left(row, row.end, following.start, "\t", "an item and its text")
                yield _left(
                    row,
                    following.end,
                    following.end,
                    "\t" * (grid.width - 2),
                    "an item and its text",
                )
                at += 2
            else:
                at += 1


def _worded(context: Context, grid: Grid, row: Row) -> list[tuple[int, int]]:
    """The blanks of a plain line that part its cells; empty when that can't be told.

    Every cell must be of a shape its column has, and one way of cutting stand out.
    """
    text = row.text
    gaps = [match.span() for match in re.finditer(r"(?<=\S)[ \u3000]+(?=\S)", text)]
    model = models(context)[grid.region.first]
    if not grid.width - 1 <= len(gaps) or math.comb(len(gaps), grid.width - 1) > _MOST_CUTS:
        return []
    ranked: list[tuple[float, tuple[tuple[int, int], ...]]] = []
    for chosen in itertools.combinations(gaps, grid.width - 1):
        bounds = [0, *(place for gap in chosen for place in gap), len(text)]
        cells = [text[a:b].strip() for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
        if all(model.count(column, shape(cell)) for column, cell in enumerate(cells)):
            ranked.append(
                (sum(model.fit(at, shape(cell)) for at, cell in enumerate(cells)), chosen)
            )
    ranked.sort(reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < SURE):
        return []
    return [(row.start + start, row.start + end) for start, end in ranked[0][1]]


def _left(row: Row, start: int, end: int, after: str, what: str) -> Fix:
    return Fix(
        start,
        end,
        after,
        f"This line is {what} of the table that lost its tabs.",
        confidence=0.85,
        evidence=("the running numbers of the table go on over this line",),
        group=f"left{row.start}",
    )


def loose_cells(context: Context) -> Iterator[Fix]:
    """Agencies, one a line, that were read after the rows of their page instead of in them.

    As many as the rows above lack: each goes to its row, in order. With fewer, some rows
    share one, which are these a person must see; the rest is noted.
    """
    for grid in grids(context):
        rows = grid.rows
        for run in _loose_runs(grid):
            column = agencies_column(context, grid)
            above = rows[: rows.index(run[0])]
            sections = _lacking(grid, above, column) if column else []
            if len(run) <= sum(map(len, sections)) and len(sections) <= len(run):
                yield from _put_back(rows, run, sections, column)
            else:
                yield from map(_homeless, run)


def agencies_column(context: Context, grid: Grid) -> int:
    """The column that names agencies, the last one of them; 0 when there is none."""
    model = models(context)[grid.region.first]
    for column in range(grid.width - 1, 0, -1):
        count = model.count(column, "agencies")
        if count >= max(_COLUMN, _SHARE * (model.rows - model.count(column, "empty"))):
            return column
    return 0


def _loose_runs(grid: Grid) -> Iterator[list[Row]]:
    """Agencies that follow one another as plain lines, below rows of cells.

    Rows above that are plain lines themselves get their cells first, in an earlier round.
    """
    run: list[Row] = []
    for above, row in pairwise(grid.rows):
        if _is_loose(row) and (run or not above.plain):
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_loose(row: Row) -> bool:
    return row.plain and shape(row.cells[0].text) == "agencies"


def _lacking(grid: Grid, rows: Sequence[Row], column: int) -> list[list[Row]]:
    """The last of the rows, as long as they have a name and no agencies, by the heading above."""
    sections: list[list[Row]] = [[]]
    for row in reversed(rows):
        if is_heading_row(row):
            sections.append([])
        elif len(row.cells) == grid.width and row.cells[0].text and not row.cells[column].text:
            sections[-1].append(row)
        else:
            break
    return [section[::-1] for section in reversed(sections) if section]


def _wanted(sections: Sequence[Sequence[Row]], number: int) -> list[Row]:
    """The rows that so many cells most likely stand in.

    The first of each section, since cells are not merged over a heading, and the last.
    """
    first = [section[0] for section in sections]
    others = [row for section in sections for row in section[1:]]
    chosen = [*first, *others[len(others) - (number - len(first)) :]]
    return sorted(chosen, key=lambda row: row.start)


def _put_back(
    rows: Sequence[Row], run: Sequence[Row], sections: Sequence[Sequence[Row]], column: int
) -> Iterator[Fix]:
    """Every cell of a run goes to its row, and its line goes."""
    count = sum(map(len, sections))
    sure = len(run) == count
    evidence = f"{len(run)} cells stand below {count} rows that lack one"
    at = rows.index(run[0])
    for above, cell, row in zip(rows[at - 1 :], run, _wanted(sections, len(run)), strict=False):
        text, place = cell.cells[0].text, row.cells[column].start
        for start, end, after in ((place, place, text), (above.end, cell.end, "")):
            yield Fix(
                start,
                end,
                after,
                "These cells were read below the rows they stand in.",
                confidence=0.85 if sure else 0.5,
                safety=Safety.SAFE if sure else Safety.REVIEW,
                evidence=(evidence,),
                group=f"loose{run[0].start}",
            )


def _homeless(row: Row) -> Fix:
    """A cell that stands by itself between two pieces of a table."""
    cell = row.cells[0]
    return Fix(
        cell.start,
        cell.end,
        cell.text,
        "This line is a cell of the table around it; nothing says of which row.",
        safety=Safety.NOTE,
        evidence=("the running numbers of the table go on over this line",),
    )
