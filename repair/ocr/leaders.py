"""Finds the dots that lead from a title to its page number in a table of contents.

Tesseract reads a row of dots as anything: 并, pp, a few letters. Their form is plain: a long
thin band of small spots at even distances, with white above and below. They are taken off
the page before it is read, and written as …… where they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from repair.ocr.page import Box, Glyph, Line, around

#: Of ink whose characters are sixteen dots high: a spot is up to five wide, the next begins
#: within eighteen (a full-width stop's spot is one em from the next), and faint ones may be
#: missed; …… in a sentence has six.
_SPOT, _WIDEST, _LEAST, _LONG = 5, 18, 8, 40
#: How much the distance of two spots may differ from the usual one, or its multiples.
_UNEVEN, _MISSED = 1, 2
#: Rows that dots reach over, and those above and below that are white but for specks.
_HIGH, _CLEAR, _SPECKS = 4, 3, 4
_RUN = re.compile("1+")
_ENTRY = re.compile(r"[.…·．]{2,}[（(]?[0-9０-９IVX]{1,5}[)）]?$")
LEADER = "……"


def find_leaders(rows: Sequence[int]) -> list[Box]:
    """Boxes of rows of dots among rows of ink (the bits of integers), in the units of these.

    The rows are those of a copy on which characters are sixteen high.
    """
    padded = [0] * _CLEAR + [*rows] + [0] * (_HIGH + _CLEAR)
    out: list[Box] = []
    for y, row in enumerate(rows):
        if not row:
            continue
        band, near = 0, 0
        for index in range(y, y + 2 * _CLEAR + _HIGH):
            if _CLEAR <= index - y < _CLEAR + _HIGH:
                band |= padded[index]
            else:
                near |= padded[index]
        alone = band & ~(near | near << 1 | near >> 1)
        if alone.bit_count() < _LEAST:
            continue
        for x0, x1 in _dotted(bin(alone)[:1:-1]):
            # The lower tips of a line of print look alike; but the line stands above them.
            if (near >> x0 & (1 << x1 - x0) - 1).bit_count() <= _SPECKS:
                out.append((x0, y, x1, y + _HIGH))
    return _merged(out)


def _dotted(row: str) -> Iterator[tuple[int, int]]:
    """Where a row has spots at even distances."""
    spots = [m.span() for m in _RUN.finditer(row) if len(m[0]) <= _SPOT]
    steps = [right[0] - left[0] for left, right in pairwise(spots)]
    near = sorted(step for step in steps if step <= _WIDEST)
    usual = near[len(near) // 2] if near else 0
    multiples = [usual * (missed + 1) for missed in range(_MISSED + 1)]
    start = 0
    for index, step in enumerate([*steps, 0], 1):
        if step and any(abs(step - multiple) <= _UNEVEN for multiple in multiples):
            continue
        if index - start >= _LEAST and spots[index - 1][1] - spots[start][0] >= _LONG:
            yield spots[start][0], spots[index - 1][1]
        start = index


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of one row of dots that were seen on several rows of ink, as one."""
    out: list[Box] = []
    for box in boxes:
        for index, other in enumerate(out):
            if box[1] <= other[3] and box[0] < other[2] and other[0] < box[2]:
                out[index] = around((box, other))
                break
        else:
            out.append(box)
    return out


def with_leaders(line: Line, leaders: Sequence[Box]) -> Line:
    """The line with …… where its dots were taken off, without blanks beside them."""
    for box in leaders:
        middle = (box[1] + box[3]) / 2
        at = sum(glyph.box[2] <= box[0] + line.em / 2 for glyph in line.glyphs)
        if not at or not line.box[1] <= middle <= line.box[3]:
            continue
        glyphs = (*line.glyphs[:at], Glyph(LEADER, box), *line.glyphs[at:])
        space = line.space and frozenset(i + (i > at) for i in line.space if i != at)
        line = replace(line, glyphs=glyphs, space=space)
    return line


def ends_entry(line: Line) -> bool:
    """Whether a line ends as an entry of a table of contents does: dots and a number."""
    return bool(_ENTRY.search("".join(glyph.text for glyph in line.glyphs[-16:])))
