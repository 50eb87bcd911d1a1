"""Lines that an engine read across two columns, cut at the white strip between them.

An engine that takes a page for one block gives lines of which the first half is one column's
and the second the other's. The columns of running text are as wide as each other, end
together on the left of the strip and begin together on its right, row after row; a table's
cells and the gaps of a roster are not and do not. All lengths are in ems.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from repair.ocr.page import Line, around, line_of

#: A gutter is 1.5 to 3 ems wide in print; engines' boxes reach into it by up to half an em.
_GUTTER = 0.9
#: The lines of a column, the lines that must run across, the narrowest column.
_LINES, _ACROSS, _NARROW = 5, 2, 8
#: How near to the gutter the lines of the left column end, those of the right begin.
_ENDS, _BEGINS = 1.6, 2.6
#: How much the widths of the two columns may differ, as a share of the wider.
_UNLIKE = 0.2
#: Running text has a comma or stop in two of three short lines; lists of names have none.
_PUNCTUATED = 1 / 3
_STOP = re.compile("[，。；、,;.]")
_TRIED = 8


@dataclass(frozen=True, slots=True)
class Cut:
    """A page's lines by place: above both columns, left, right, below both."""

    above: list[Line]
    left: list[Line]
    right: list[Line]
    below: list[Line]


def cut_across(lines: Sequence[Line], em: float) -> Cut | None:
    """The lines with those that run across two columns cut; None where there are none."""
    if any(line.cells for line in lines):
        return None
    rows = sorted(lines, key=lambda line: line.box[1])
    for x in _candidates(rows, em):
        found = max(_runs(rows, x, em), key=len, default=range(0))
        cut = _checked(rows, found, x, em)
        if cut is not None:
            return cut
    return None


def _candidates(rows: Sequence[Line], em: float) -> list[float]:
    """The middles of gaps near the middle of the page, those that most lines have first."""
    whole = around(line.box for line in rows)
    width = whole[2] - whole[0]
    low, high = whole[0] + 0.3 * width, whole[0] + 0.7 * width
    middles = Counter(
        round((left + right) / em)
        for line in rows
        for left, right in _gaps(line, em)
        if low < (left + right) / 2 < high
    )
    return [place * em / 2 for place, count in middles.most_common(_TRIED) if count >= _ACROSS]


def _gaps(line: Line, em: float) -> Iterator[tuple[int, int]]:
    for left, right in pairwise(line.glyphs):
        if right.box[0] - left.box[2] >= _GUTTER * em:
            yield left.box[2], right.box[0]


def _runs(rows: Sequence[Line], x: float, em: float) -> Iterator[range]:
    """Runs of lines that leave a strip round ``x`` white between them."""
    start, strip = 0, (float("-inf"), float("inf"))
    for index, line in enumerate(rows):
        white = _white(line, x)
        narrowed = (max(strip[0], white[0]), min(strip[1], white[1]))
        if narrowed[1] - narrowed[0] >= _GUTTER * em:
            strip = narrowed
            continue
        yield range(start, index)
        enough = white[1] - white[0] >= _GUTTER * em
        start, strip = (index, white) if enough else (index + 1, (float("-inf"), float("inf")))
    yield range(start, len(rows))


def _white(line: Line, x: float) -> tuple[float, float]:
    """The white round a place in a line; turned over where a glyph stands there."""
    left = [g.box[2] for g in line.glyphs if _middle(g.box) < x]
    right = [g.box[0] for g in line.glyphs if _middle(g.box) >= x]
    return max(left, default=float("-inf")), min(right, default=float("inf"))


def _middle(box: tuple[int, int, int, int]) -> float:
    return (box[0] + box[2]) / 2


def _checked(rows: Sequence[Line], run: range, x: float, em: float) -> Cut | None:
    """The cut, if both sides are columns of running text."""
    left: list[Line] = []
    right: list[Line] = []
    across = 0
    for line in rows[run.start : run.stop]:
        first, second = _halves(line, x)
        left += first
        right += second
        across += bool(first and second)
    if across < _ACROSS or len(left) < _LINES:
        return None
    if not _is_prose([*left, *right]) or not _are_columns(left, right, em):
        return None
    return Cut(list(rows[: run.start]), left, right, list(rows[run.stop :]))


def _is_prose(lines: Sequence[Line]) -> bool:
    stops = sum(_STOP.search(line.text) is not None for line in lines)
    return stops >= _PUNCTUATED * len(lines)


def _are_columns(left: Sequence[Line], right: Sequence[Line], em: float) -> bool:
    """Whether the lines on both sides of a strip fill two columns of one width."""
    # Middle values: specks in the margin are read as signs and stretch single lines.
    start, end = _usual([ln.box[0] for ln in left])[0], _usual([ln.box[2] for ln in left])[1]
    begin, last = _usual([ln.box[0] for ln in right])[0], _usual([ln.box[2] for ln in right])[1]
    widths = sorted((end - start, last - begin))
    if widths[0] < _NARROW * em or widths[0] < (1 - _UNLIKE) * widths[1]:
        return False
    full = sum(abs(end - ln.box[2]) < _ENDS * em for ln in left)
    level = sum(abs(ln.box[0] - begin) < _BEGINS * em for ln in right)
    # Of a short right column, the last of a text, all but its last line are full.
    filled = sum(abs(last - ln.box[2]) < _ENDS * em for ln in right)
    return full >= 0.6 * len(left) and level >= 0.8 * len(right) and 2 * filled >= len(right)


def _usual(values: Sequence[int]) -> tuple[int, int]:
    """The lower and the upper of the middle values."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]


def _halves(line: Line, x: float) -> tuple[list[Line], list[Line]]:
    """The parts of a line on both sides of a place."""
    at = sum(_middle(glyph.box) < x for glyph in line.glyphs)
    if at in {0, len(line.glyphs)}:
        return ([line], []) if at else ([], [line])
    first, second = line_of(line.glyphs[:at]), line_of(line.glyphs[at:])
    if line.space is not None:
        first = replace(first, space=frozenset(i for i in line.space if i < at))
        second = replace(second, space=frozenset(i - at for i in line.space if i > at))
    return [first], [second]
