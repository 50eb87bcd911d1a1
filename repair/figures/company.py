"""What speaks for ≥ without proving it: the column a cell stands in, the bands beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from repair.figures.bounds import Bound, bounds
from repair.figures.statements import Statement, statement_near
from repair.nearby import REACH, line_around
from repair.patterns import lazy

#: `>80%，2分；60-80%`: the next band of points ends where this one begins.
_BAND = lazy(
    r"(?P<sign>[>＞≥])(?P<figure>\d{1,3}(?:\.\d{1,2})?)[%％]?[，,、 ]{1,2}"
    r"[得计为]?[ ]?\d{1,2}(?:\.\d{1,2})?[ ]?分[；;，,。 ]{1,2}"
    r"\d{1,3}(?:\.\d{1,2})?[%％]?[-－~～—–至]{1,2}(?P=figure)(?![\d.])"
)
#: So many bands with ≥ must stand around one with `>`, and twice as many as of those.
_BANDS = 3
#: Cells of a column with ≥ that are looked at for one the text demands.
_LOOKS = 40

#: A table, by where it begins, and the number of tabs before the cell.
_Column = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Places that are decided together, and why they are doubtful."""

    places: tuple[int, ...]
    message: str
    evidence: tuple[str, ...]


def columns(
    text: str, unproved: Sequence[Bound], stated: Mapping[Bound, Statement]
) -> Iterator[Doubt]:
    """Columns in which the text asks for at least what one cell names and is silent on others.

    A cell whose statement is not exact is decided with the others.
    """
    tables = _Tables(text)
    cells = tables.by_column(unproved)
    if not cells:
        return
    told = tables.by_column(stated)
    sound: dict[_Column, list[Bound]] | None = None
    for column, members in cells.items():
        witnesses = [(bound, stated[bound]) for bound in told.get(column, ())]
        if not witnesses:
            if sound is None:
                sound = tables.by_column(bounds(text, "≥"))
            found = ((b, statement_near(text, b)) for b in sound.get(column, ())[:_LOOKS])
            witnesses = [(bound, s) for bound, s in found if s is not None][:1]
        if not witnesses:
            continue
        bound, statement = witnesses[0]
        yield Doubt(
            tuple(sorted(b.start for b in (*members, *(w for w, s in witnesses if not s.exact)))),
            "≥ was read as > in this column: "
            f"of {bound.name} the text asks for {bound.figure} or more",
            (f"elsewhere in this text: {text[statement.start : statement.end]}",),
        )


def bands(text: str, unproved: Sequence[Bound]) -> Iterator[Doubt]:
    """Bands of points that begin with `>` where others begin with ≥; those of a row as one."""
    if not unproved:
        return
    places = {bound.start for bound in unproved}
    found = list(_BAND.finditer(text))
    sound = [match for match in found if match["sign"] == "≥"]
    doubtful = [match.start() for match in found if match["sign"] != "≥"]
    starts = [match.start() for match in sound]
    for _, row in groupby(filter(places.__contains__, doubtful), lambda p: line_around(text, p)):
        here = tuple(row)
        low, high = here[0] - REACH, here[0] + REACH
        near = sound[bisect_left(starts, low) : bisect_left(starts, high)]
        others = bisect_left(doubtful, high) - bisect_left(doubtful, low)
        if len(near) >= max(_BANDS, 2 * others):
            shown = [match[0] for match in near[:2]]
            yield Doubt(here, "≥ was read as >: other bands of points begin with ≥", tuple(shown))


class _Tables:
    """The columns of a text's tables: rows of cells parted by tabs, one below another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first: dict[int, int] = {}

    def by_column(self, cells: Iterable[Bound]) -> dict[_Column, list[Bound]]:
        """The bounds that fill a cell, by the column it stands in."""
        found: dict[_Column, list[Bound]] = {}
        for bound in cells:
            if bound.unit is not None and self._text[bound.start - 1 : bound.start] == "\t":
                found.setdefault(self._column(bound.start), []).append(bound)
        return found

    def _column(self, position: int) -> _Column:
        start, _ = line_around(self._text, position)
        return self._table(start), self._text.count("\t", start, position)

    def _table(self, start: int) -> int:
        """Where the table begins that the row at ``start`` is of."""
        rows = []
        while start not in self._first:
            rows.append(start)
            above, _ = line_around(self._text, max(start - 1, 0))
            if start and self._text.find("\t", above, start) >= 0:
                start = above
            else:
                self._first[start] = start
        for row in rows:
            self._first[row] = self._first[start]
        return self._first[start]
