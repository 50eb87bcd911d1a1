"""Where the cells of every row of a table belong: the column model, headers, numbers."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from repair.tables.columns import SURE, Model, Placed, model_of, place_row
from repair.tables.grid import Grid, Row, grids
from repair.tables.shapes import shape

if TYPE_CHECKING:
    from repair.context import Context

#: Rows a column model is learnt from before it may move cells. With fewer, shapes are chance.
FEWEST_ROWS = 4
_NOTE = re.compile(r"(?:附?注|备注|说明)\s*\d*\s*[:：]")


def models(context: Context) -> dict[int, Model]:
    """The column model of every table, by the line its table begins at."""
    return context.get(_models)


def _models(context: Context) -> dict[int, Model]:
    return {grid.region.first: model_of(grid) for grid in grids(context)}


def placed_rows(context: Context, grid: Grid) -> dict[int, Placed]:
    """Where the cells of every row of a table belong, by line."""
    return context.get(_placed)[grid.region.first]


def _placed(context: Context) -> dict[int, dict[int, Placed]]:
    return {grid.region.first: _place(context, grid) for grid in grids(context)}


def _told_by_headers(grid: Grid) -> dict[int, Placed]:
    """Where rows belong whose page repeats the header with the columns it has left."""
    out: dict[int, Placed] = {}
    repeated = {row.line: row for row in grid.repeated_headers}
    for piece in grid.pieces:
        head = repeated.get(piece[0].line)
        if head is None or grid.header is None or len(head.cells) == grid.width:
            continue
        columns: dict[int, int] = {}
        labels = list(grid.header.folded)
        for at, label in enumerate(head.folded):
            if label and label in labels:
                columns[at] = labels.index(label)
        if list(columns.values()) != sorted(set(columns.values())):
            continue
        for row in piece[1:]:
            if len(row.cells) == len(head.cells) and set(row.filled) <= set(columns):
                places = tuple(columns[at] for at in row.filled)
                cells = tuple(row.cells[at] for at in row.filled)
                out[row.line] = Placed(cells, places, 0.0, math.inf)
    return out


#: Shapes that number things.
_ENUMERATED = ("section", "subsection", "subitem", "item", "point")
_CHINESE = "一二三四五六七八九十"


def _enumerated(grid: Grid, model: Model, row: Row) -> Placed | None:
    """A row in which one numbered cell stands beside its column, proved by the number.

    （四） in a column that never holds one moves to the empty cell of the column where （三）
    was the last, and where most cells are of that shape.
    """
    model = model.without(row.line)
    for at in row.filled:
        kind = shape(row.cells[at].text)
        if kind not in _ENUMERATED or model.count(at, kind):
            continue
        low = max((other for other in row.filled if other < at), default=-1)
        high = min((other for other in row.filled if other > at), default=grid.width)
        for column in range(low + 1, high):
            filled = model.rows - model.count(column, "empty")
            if (
                column != at
                and model.count(column, kind) >= max(3, 0.6 * filled)
                and _ordinal(row.cells[at].text) == _last_ordinal(grid, row, column) + 1
            ):
                columns = tuple(column if other == at else other for other in row.filled)
                cells = tuple(row.cells[other] for other in row.filled)
                return Placed(cells, columns, 0.0, SURE)
    return None


def _ordinal(text: str) -> int:
    """The number a cell begins with: （四） and 4. are 4; 0 when there is none."""
    match = re.match(r"[(（]?(\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]", text)
    if match is None:
        return 0
    if match[1].isdigit():
        return int(match[1])
    tens, _, ones = match[1].rpartition("十")
    if "十" not in match[1]:
        return _CHINESE.index(match[1]) + 1 if len(match[1]) == 1 else 0
    return (_CHINESE.find(tens) + 1 if tens else 1) * 10 + (_CHINESE.find(ones) + 1 if ones else 0)


def _last_ordinal(grid: Grid, row: Row, column: int) -> int:
    """The number of the last cell above a row in a column, of rows with all their cells."""
    last = -1
    for other in grid.body:
        if other.line >= row.line:
            break
        if len(other.cells) == grid.width and other.cells[column].text:
            last = _ordinal(other.cells[column].text)
    return last


def _place(context: Context, grid: Grid) -> dict[int, Placed]:
    if grid.region.kind == "form":
        return {}
    body = [row for row in grid.body if row.filled and not is_note(grid, row)]
    if len(body) < FEWEST_ROWS and all(len(row.cells) == grid.width for row in body):
        return {}
    model = models(context)[grid.region.first]
    out = {}
    told = _told_by_headers(grid)
    for row in body:
        placed = told.get(row.line) or place_row(model, row)
        if placed is not None and stays(row, placed, grid.width):
            placed = _enumerated(grid, model, row) or placed
        if placed is not None:
            out[row.line] = placed
    return out


def stays(row: Row, where: Placed, width: int) -> bool:
    """Whether a row is as wide as its table and every cell is where it belongs."""
    return (
        len(row.cells) == width
        and where.columns == row.filled
        and len(where.cells) == len(row.filled)
    )


def is_note(grid: Grid, row: Row) -> bool:
    """Whether a row is the note below a table that was put into the grid."""
    return (
        row.filled == (0,)
        and row.line >= grid.rows[-1].line - 2
        and _NOTE.match(row.cells[0].text) is not None
    )
