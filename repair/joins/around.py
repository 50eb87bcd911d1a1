"""How wide the lines around a line are, where printed lines stayed lines in part of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from repair.joins.evidence import Evidence, sign
from repair.joins.frame import Frame
from repair.joins.kinds import TERMINAL
from repair.pages.units import core, units
from repair.pages.width import NARROWEST

#: Lines are looked at in blocks of so many, each with the one before and with the one after.
_BLOCK = 10
#: So many of them break off at one width, and so few of all are wider: titles, tables.
_LEAST, _WIDER = 5, 0.2
#: Cells stand apart in tables: in more than so many of the lines.
_GAP, _GAPS = re.compile(r"(?:[一-龥](?<![条章节])|[）)%％])[ \u3000]+[一-龥（(]|\S {2,}\S"), 0.15
#: Lines that are longer than this many widths are whole paragraphs.
_WHOLE = 1.7
#: No word is so long that a line would end before this share of the width.
_FAR = 0.6
#: A word or a sign that goes to the next line, and signs set closer.
_SHORT, _OVER = 2.5, 1.5


class Around:
    """The widths at which the lines of a text break off, from place to place."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._widths: dict[int, float | None] = {}

    def evidence(self, line: int, below: int) -> Evidence | None:
        """Whether a line is as wide as those around break off at; None where they show no width.

        Nothing is said about cells, in it or in the line below.
        """
        block = bisect_left(self._frame.filled, line) // _BLOCK
        widths = [width for width in (self._width(block - 1), self._width(block)) if width]
        if not widths or any(_GAP.search(core(self._frame.lines[at])) for at in (line, below)):
            return None
        size = units(core(self._frame.lines[line]))
        if any(width - _SHORT <= size <= width + _OVER for width in widths):
            return sign("local width", "it is as wide as the lines around it break off at")
        far = size < _FAR * min(widths)
        return sign("far within local width" if far else "within local width")

    def _width(self, block: int) -> float | None:
        """The width of the lines of a block and the next."""
        if block not in self._widths:
            lines = self._frame.filled[max(block, 0) * _BLOCK : (block + 2) * _BLOCK]
            self._widths[block] = _width([core(self._frame.lines[line]) for line in lines])
        return self._widths[block]


def _width(lines: list[str]) -> float | None:
    """The width at which most of some lines break off and which few exceed; None for a table."""
    if sum(_GAP.search(line) is not None for line in lines) > _GAPS * len(lines):
        return None
    sizes = [units(line) for line in lines]
    broken = Counter(
        round(size)
        for size, line in zip(sizes, lines, strict=True)
        if size >= NARROWEST and line[-1] not in TERMINAL
    )
    best, most = None, _LEAST - 1
    for width in broken:
        near = broken[width] + broken[width - 1]
        wider = sum(width + _OVER < size <= _WHOLE * width for size in sizes)
        if near > most and wider <= _WIDER * len(sizes):
            best, most = float(width), near
    return best
