"""A table or roster before and after, cell by cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from repair.model import Fix, Status
from repair.review.document import Document, Place

_CELL = re.compile(r"\t|\s*\|\s*|(?<=\S) {2,}(?=\S)")
#: Rows shown above and below the changed ones.
_MARGIN = 2
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, and whether a fix touched it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows around a change, as the source has them and as they will read."""

    before: tuple[tuple[Cell, ...], ...]
    after: tuple[tuple[Cell, ...], ...]
    line: int


def grid_of(place: Place) -> Grid | None:
    """The table a place lies in; None where it lies in none.

    A table is told by the tabs or pipes of its rows, before or after.
    """
    document, change = place.document, place.change
    low = document.source.rfind("\n", 0, change.start) + 1
    high = _line_end(document.source, change.end)
    if not _is_row(document.source[low:high]) and "\t" not in place.after:
        start, end = document.target(low), document.target(high, after=True)
        if not _is_row(document.clean[start:end]):
            return None
    for _ in range(_MARGIN):
        above = document.source.rfind("\n", 0, max(low - 1, 0)) + 1
        if low and _is_row(document.source[above : low - 1]):
            low = above
        below = _line_end(document.source, high + 1)
        if high < len(document.source) and _is_row(document.source[high + 1 : below]):
            high = below
    if document.source.count("\n", low, high) > _LONGEST:
        return None
    own = change.edits if place.status is not Status.APPLIED else ()
    return Grid(
        _rows(document.source, low, high, _touched(document, low, high, change.edits)),
        _after_rows(document, low, high, own),
        document.source.count("\n", 0, low) + 1,
    )


def _after_rows(
    document: Document, low: int, high: int, own: tuple[tuple[int, int, str], ...]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows with all applied fixes and the place's own edits made."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    position = low
    taken = [(f.start, f.end, f.after) for f in _applied(document, low, high)]
    mine = [e for e in own if not any(e[0] < t[1] and t[0] < e[1] for t in taken)]
    for start, end, after in sorted([*taken, *mine]):
        piece = document.source[position:start]
        length += len(piece)
        spans.append((length, length + len(after)))
        pieces += (piece, after)
        length += len(after)
        position = end
    pieces.append(document.source[position:high])
    text = "".join(pieces)
    return _rows(text, 0, len(text), spans)


def _applied(document: Document, low: int, high: int) -> list[Fix]:
    first = bisect_left(document.applied, low, key=lambda f: f.start)
    last = bisect_right(document.applied, high, key=lambda f: f.end)
    return list(document.applied[first:last])


def _touched(
    document: Document, low: int, high: int, edits: tuple[tuple[int, int, str], ...]
) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in _applied(document, low, high)] + [e[:2] for e in edits]


def _rows(
    text: str, low: int, high: int, spans: list[tuple[int, int]]
) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    at = low
    for line in text[low:high].split("\n"):
        cells: list[Cell] = []
        begin = 0
        for end, following in (*(m.span() for m in _CELL.finditer(line)), (len(line), len(line))):
            touched = any(s <= at + end and e >= at + begin for s, e in spans)
            cells.append(Cell(line[begin:end].strip("\r"), touched))
            begin = following
        if line.strip():
            rows.append(_without_edges(line, cells))
        at += len(line) + 1
    return tuple(rows)


def _without_edges(line: str, cells: list[Cell]) -> tuple[Cell, ...]:
    """A pipe row begins and ends with a pipe, not with an empty cell."""
    if line.lstrip().startswith("|") and cells and not cells[0].text.strip():
        cells = cells[1:]
    if line.rstrip().endswith("|") and cells and not cells[-1].text.strip():
        cells = cells[:-1]
    return tuple(cells)


def _is_row(line: str) -> bool:
    return "\t" in line or line.count("|") >= 2


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
