"""What each column of a table holds, and where the cells of a row belong.

The model counts the shapes of a column's cells over all rows (naive Bayes with a floor),
is used to place every row's cells in order into the columns (dynamic programming), and is
then learnt again from the placed rows. A row keeps its place unless another one explains
it much better.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from repair.tables.grid import Cell, Grid, Row
from repair.tables.shapes import SHAPES, shape

#: Nats a row must gain before cells of a row with the right number of cells move.
#: Set by hand so that no undamaged row of the simulator moves (tests/test_table_simulator.py).
STAY = 6.0
#: Nats between the best placing and the next one for a row with too many or too few cells.
SURE = 2.5
#: What it costs that a cell moves otherwise than the cell before it.
_SHIFT = 1.0
#: What it costs to put two cells together or to part one.
_MERGE, _SPLIT = 3.0, 1.5
_FLOOR = 0.4
_WORST = -1e9


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the filled cells of a row belong: one column per cell, in order.

    Two neighbouring cells with the same column are one cell that was cut.
    """

    cells: tuple[Cell, ...]
    columns: tuple[int, ...]
    score: float
    margin: float
    """How much better this is than staying, or than the next best."""


class Model:
    """The shapes of every column of one table."""

    def __init__(self, width: int, rows: Mapping[int, Sequence[str]]) -> None:
        self.width = width
        self._rows = rows
        self._counts = [Counter[str]() for _ in range(width)]
        for row in rows.values():
            for column, text in enumerate(row):
                self._counts[column][shape(text)] += 1
        self._left_out = [""] * width
        """Per column the shape of the cell that does not count."""
        self.rows = len(rows)
        self.placed: dict[int, Placed | None] = {}
        """Where rows belong, by line, of those that were asked for."""

    def without(self, line: int) -> Model:
        """The model learnt from all rows but that of a line, which must not vouch for itself."""
        if line not in self._rows:
            return self
        other = Model(self.width, {})
        other.rows = self.rows - 1
        other._counts = self._counts
        other._left_out = [shape(text) for text in self._rows[line]]
        return other

    def count(self, column: int, kind: str) -> int:
        """How many cells of a column have a shape."""
        return self._counts[column].get(kind, 0) - (self._left_out[column] == kind)

    def fit(self, column: int, kind: str) -> float:
        """The log-probability of a cell of a shape in a column."""
        return _logs(self.rows)[self.count(column, kind)]

    @cached_property
    def empty(self) -> list[float]:
        """Per column the log-probability that a cell is empty."""
        return [self.fit(column, "empty") for column in range(self.width)]

    def place(self, texts: Sequence[str], at: Sequence[int]) -> list[tuple[float, tuple[int, ...]]]:
        """The best placings of filled cells that stood at the indices ``at``, best first.

        At most two are kept per last cell and column, which is enough for a margin.
        """
        if not texts or len(texts) > self.width:
            return []
        sums = [0.0]
        for value in self.empty:
            sums.append(sums[-1] + value)
        beams: dict[int, list[tuple[float, tuple[int, ...]]]] = {-1: [(0.0, ())]}
        stood = -1
        for number, text in enumerate(texts):
            left = len(texts) - number - 1
            shift = stood - at[number]
            kind = shape(text)
            following: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
            for column in range(number, self.width - left):
                fit = self.fit(column, kind)
                options = [
                    (
                        score
                        + fit
                        + sums[column]
                        - sums[previous + 1]
                        - (0.0 if column - previous + shift == 0 else _SHIFT),
                        (*path, column),
                    )
                    for previous, kept in beams.items()
                    if previous < column
                    for score, path in kept
                ]
                following[column] = sorted(options, reverse=True)[:2]
            beams = following
            stood = at[number]
        ends = [
            (score + sums[self.width] - sums[column + 1], path)
            for column, kept in beams.items()
            for score, path in kept
        ]
        return sorted(ends, reverse=True)


@lru_cache(maxsize=1024)
def _logs(rows: int) -> list[float]:
    """The log-probability of a shape by how many cells of so many rows have it."""
    total = rows + _FLOOR * len(SHAPES)
    return [math.log((count + _FLOOR) / total) for count in range(rows + 1)]


def model_of(grid: Grid) -> Model:
    """The column model of a table, learnt from its rows and then from the placed rows."""
    width = grid.width
    rows = {row.line: list(row.texts) for row in grid.body if len(row.cells) == width}
    learnt = rows
    model = Model(width, rows)
    for _ in range(2):
        placed = {
            row.line: _texts(found, width)
            for row in grid.body
            if (found := place_row(model, row)) is not None
        }
        if placed == learnt:
            break
        learnt = placed or rows
        model = Model(width, learnt)
    return model


def place_row(model: Model, row: Row) -> Placed | None:
    """Where the cells of a row belong; None when that can't be told."""
    if row.line not in model.placed:
        model.placed[row.line] = _place_row(model, row)
    return model.placed[row.line]


def _place_row(model: Model, row: Row) -> Placed | None:
    filled = [row.cells[at] for at in row.filled]
    at = list(row.filled)
    width = model.width
    model = model.without(row.line)
    best: list[tuple[float, tuple[int, ...], tuple[Cell, ...]]] = [
        (score, path, tuple(filled))
        for score, path in model.place([cell.text for cell in filled], at)
    ]
    if len(row.cells) > width:
        best += _merged(model, filled, at)
    elif len(row.cells) < width:
        best += _parted(model, filled, at)
    if not best:
        return None
    best.sort(key=lambda item: -item[0])
    score, path, cells = best[0]
    if len(row.cells) == width:
        stays = tuple(at)
        staying = max((s for s, p, c in best if p == stays), default=_WORST)
        if staying == _WORST:
            staying = _score(model, filled, at)
        if path == stays:
            return Placed(cells, path, score, math.inf)
        if score - staying < STAY:
            return Placed(tuple(filled), stays, staying, math.inf)
        return Placed(cells, path, score, score - staying)
    other = next((s for s, p, c in best[1:] if (p, c) != (path, cells)), _WORST)
    return Placed(cells, path, score, score - other)


def _score(model: Model, cells: Sequence[Cell], columns: Sequence[int]) -> float:
    taken = dict(zip(columns, cells, strict=True))
    return sum(
        model.fit(column, shape(taken[column].text)) if column in taken else model.empty[column]
        for column in range(model.width)
    )


def _merged(
    model: Model, filled: Sequence[Cell], at: Sequence[int]
) -> Iterator[tuple[float, tuple[int, ...], tuple[Cell, ...]]]:
    """Placings in which two neighbouring cells are one that was cut in two."""
    for cut in range(len(filled) - 1):
        if at[cut + 1] != at[cut] + 1:
            continue
        texts = [cell.text for cell in filled]
        texts[cut : cut + 2] = [texts[cut] + texts[cut + 1]]
        places = list(at[: cut + 1]) + [index - 1 for index in at[cut + 2 :]]
        for score, path in model.place(texts, places)[:2]:
            columns = (*path[: cut + 1], path[cut], *path[cut + 1 :])
            yield score - _MERGE, columns, tuple(filled)


def _parted(
    model: Model, filled: Sequence[Cell], at: Sequence[int]
) -> Iterator[tuple[float, tuple[int, ...], tuple[Cell, ...]]]:
    """Placings in which a blank inside one cell parts two cells that ran together."""
    for number, cell in enumerate(filled):
        for blank, text in enumerate(cell.text):
            if text != " " or blank > 60:
                continue
            head = Cell(cell.start, cell.start + blank, cell.text[:blank])
            tail = Cell(cell.start + blank + 1, cell.end, cell.text[blank + 1 :])
            if len(head.text) < 2 and shape(head.text) not in ("integer", "unit"):
                continue
            cells = (*filled[:number], head, tail, *filled[number + 1 :])
            places = [*at[: number + 1], at[number] + 1, *(index + 1 for index in at[number + 1 :])]
            for score, path in model.place([c.text for c in cells], places)[:2]:
                yield score - _SPLIT, path, cells


def _texts(placed: Placed, width: int) -> list[str]:
    out = [""] * width
    for cell, column in zip(placed.cells, placed.columns, strict=True):
        out[column] += cell.text
    return out
