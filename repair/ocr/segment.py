"""Finds columns and ruled tables on a prepared page, and lays their parts one below another.

Tesseract reads a page best as one block of lines. So a page with columns or a table is cut
up, its parts are put below each other in reading order on one tall image, that is read in
one go, and every line goes back to the part it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from repair.ocr.extra import need
from repair.ocr.leaders import find_leaders
from repair.ocr.page import Box, Glyph, Line, line_of
from repair.ocr.rulings import find_grids

if TYPE_CHECKING:
    from PIL import Image

#: All in ems. A gutter between columns is 1.5 to 3 ems wide in print; the white after a
#: comma, by chance at one place in several lines, is 0.7. A gazette's narrowest column is
#: 16 characters wide.
_GUTTER, _TALL, _NARROW = 0.9, 10, 8
#: How near to the gutter the lines of the left column end, those of the right begin.
_ENDS, _BEGINS = 1.6, 2.6
_LINES, _WIDE_GUTTER = 5, 1.4
#: Share of the lines that fill their column, and the white inside a line that parts cells:
#: running text fills two lines of three, the columns of a roster or a table end anywhere.
_FILLED, _CELL = 0.3, 1.7
_TRIED = 8
_INK = 150
_FIGURES = bytes(ord("1" if value > 60 else "0") for value in range(256))
_PROBE_EM = 8
"""Pixels of an em on the copy on which columns are looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page that is read by itself; of a table: one cell."""

    box: Box
    group: int
    """Parts of one column or table share it; groups are in reading order."""
    row: int = -1
    column: int = -1

    @property
    def is_cell(self) -> bool:
        return self.row >= 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a page is cut up, and the page without its rulings and leaders."""

    parts: tuple[Part, ...]
    image: Image.Image
    columns: dict[int, int]
    """Of every table (by group): how many columns its rows have."""
    leaders: tuple[Box, ...] = ()
    """The rows of dots of a table of contents; the image is without them."""

    @property
    def simple(self) -> bool:
        """Whether the page is one block."""
        return len(self.parts) <= 1


def plan(image: Image.Image, em: float) -> Plan:
    """How to read a prepared page whose characters are ``em`` pixels high."""
    grids = find_grids(image, em)
    bare = _without(image, (b for g in grids for b in g.strokes())) if grids else image
    parts: list[Part] = []
    columns: dict[int, int] = {}
    group = 0
    top = 0
    for grid in [*sorted(grids, key=lambda g: g.box[1]), None]:
        bottom = grid.box[1] if grid else image.height
        for box in text_boxes(bare, em, (0, top, image.width, bottom)):
            parts.append(Part(box, group))
            group += 1
        if grid is None:
            break
        if grid.width > 1 or grid.height > 1:
            columns[group] = grid.width
        for row, column, box in grid.cells():
            parts.append(Part(box, group, row, column) if group in columns else Part(box, group))
        group += 1
        top = max(top, grid.box[3])
    leaders = _leaders(bare, em)
    return Plan(tuple(parts), _without(bare, leaders) if leaders else bare, columns, leaders)


def _leaders(image: Image.Image, em: float) -> tuple[Box, ...]:
    probe = _Probe(image, em / 2)  # dots are small
    step = probe.step
    return tuple(
        ((x0 - 1) * step, (y0 - 1) * step, (x1 + 1) * step, (y1 + 1) * step)
        for x0, y0, x1, y1 in find_leaders(probe.rows)
    )


def _without(image: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    bare = image.copy()
    for box in boxes:
        bare.paste(255, box)
    return bare


def text_boxes(image: Image.Image, em: float, box: Box, depth: int = 3) -> list[Box]:
    """The boxes of running text inside a box, in reading order; none where there is no ink."""
    if box[2] - box[0] < em or box[3] - box[1] < em / 2:
        return []
    probe = _Probe(image.crop(box), em)
    if not probe.inked:
        return []
    gutter = probe.gutter() if depth else None
    if gutter is None:
        return [box]
    x, y0, y1 = (round(value * probe.step) for value in gutter)
    x0, top, x1, bottom = box
    upper, lower, middle = top + y0, top + y1, x0 + x
    pieces = (
        (x0, top, x1, upper),
        (x0, upper, middle, lower),
        (middle, upper, x1, lower),
        (x0, lower, x1, bottom),
    )
    return [inner for piece in pieces for inner in text_boxes(image, em, piece, depth - 1)]


class _Probe:
    """A shrunken copy of a part of a page, each row the bits of an integer."""

    def __init__(self, image: Image.Image, em: float) -> None:
        self.step = max(1, round(em / _PROBE_EM))
        self.em = em / self.step
        small = image.point([255] * _INK + [0] * (256 - _INK)).reduce(self.step)
        self.width, self.height = small.size
        # One figure a pixel, the last first: a row reads as a number in base two.
        data = small.tobytes().translate(_FIGURES)
        self.rows = [
            self._bits(data[y * self.width : (y + 1) * self.width]) for y in range(self.height)
        ]
        self.inked = any(self.rows)

    @staticmethod
    def _bits(row: bytes) -> int:
        return int(row[::-1], 2) if row else 0

    def gutter(self) -> tuple[int, int, int] | None:
        """The middle of a white strip between two columns, and its upper and lower end.

        Where none is found a wide one is looked for without what is as small as a speck:
        commas that stand above each other are as small, and make a narrow one.
        """
        return self._gutter(self.rows, _GUTTER) or self._gutter(
            _without_dots(self.rows), _WIDE_GUTTER
        )

    def _gutter(self, rows: Sequence[int], width: float) -> tuple[int, int, int] | None:
        strip = max(2, round(width * self.em))
        low, high = round(0.3 * self.width), round(0.7 * self.width)
        begun = [0] * (high - low)
        runs: list[tuple[int, int, int]] = []
        closed = -1  # a last row full of ink ends every run
        for y, row in enumerate([*rows, closed]):
            if row == 0:
                continue
            wide = row
            for shift in range(1, strip):
                wide |= row >> shift
            for index in range(high - low):
                if wide >> (low + index) & 1:
                    if y - begun[index] >= _TALL * self.em:
                        runs.append((low + index, begun[index], y))
                    begun[index] = y + 1
        # Strips that run as far are one; its middle is tried, for at its sides it may run on
        # past a line above or below. The first may be white beside a short last line.
        strips: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        for run in runs:
            strips.setdefault((run[1], run[2]), []).append(run)
        # What counts is the print beside a strip: the foot of a short page is white, and long.
        inked = list(accumulate((bool(row) for row in rows), initial=0))
        fullest = sorted(strips.values(), key=lambda same: inked[same[0][1]] - inked[same[0][2]])
        for same in fullest[:_TRIED]:
            found = self._checked(rows, *same[len(same) // 2], width)
            if found is not None:
                return found
        return None

    def _checked(
        self, rows: Sequence[int], x: int, y0: int, y1: int, width: float
    ) -> tuple[int, int, int] | None:
        """The gutter, if the lines on its left end at it and those on its right begin at it."""
        inked = [y for y in range(y0, y1) if rows[y]]
        if not inked or inked[-1] - inked[0] < _TALL * self.em:
            return None
        y0, y1 = inked[0], inked[-1] + 1
        joined = 0
        for y in inked:
            joined |= rows[y]
        left_edge = (joined & ((1 << x) - 1)).bit_length() if joined & ((1 << x) - 1) else 0
        first = (joined & -joined).bit_length() - 1
        right_part = joined >> left_edge
        if not right_part or not left_edge:
            return None
        right_edge = left_edge + (right_part & -right_part).bit_length() - 1
        last = joined.bit_length()
        narrow = _NARROW * self.em
        if right_edge - left_edge < width * self.em:
            return None
        if left_edge - first < narrow or last - right_edge < narrow:
            return None
        near, far = round(_ENDS * self.em), round(_BEGINS * self.em)
        left = _text_lines([row & ((1 << left_edge) - 1) for row in rows[y0:y1]])
        right = _text_lines([row >> right_edge for row in rows[y0:y1]])
        # The right column of a text's end may be short, where the gutter is a wide one.
        least = 3 if right_edge - left_edge >= _WIDE_GUTTER * self.em else _LINES
        if len(left) < _LINES or len(right) < least:
            return None
        ends = sum(line.bit_length() > left_edge - near for line in left)
        begins = sum((line & -line).bit_length() - 1 < far for line in right)
        if ends < 0.5 * len(left) or begins < 0.6 * len(right):
            return None
        if not self._fill([left, right]):
            return None
        return (left_edge + right_edge) // 2, y0, y1

    def _fill(self, sides: Sequence[Sequence[int]]) -> bool:
        """Whether the lines of both sides fill them, as those of running text do."""
        blank = round(_CELL * self.em)
        full = 0
        for lines in sides:
            inked = [(ink, line) for line in lines if (ink := _without_specks(line))]
            first = min(((ink & -ink).bit_length() - 1 for ink, _ in inked), default=0)
            last = max((ink.bit_length() for ink, _ in inked), default=0)
            full += sum(
                (ink & -ink).bit_length() - 1 <= first + _BEGINS * self.em
                and ink.bit_length() >= last - _ENDS * self.em
                and not _has_blank(line, blank)
                for ink, line in inked
            )
        return full >= _FILLED * sum(map(len, sides))


def _without_dots(rows: Sequence[int]) -> list[int]:
    """The rows without what is less than three wide and less than three high."""
    high = [a & b & c for a, b, c in zip([0, *rows[:-1]], rows, [*rows[1:], 0], strict=True)]
    around = zip([0, *high[:-1]], high, [*high[1:], 0], rows, strict=True)
    return [_without_specks(row) | above | same | below for above, same, below, row in around]


def _without_specks(line: int) -> int:
    """The line without ink less wide than a stroke of a character."""
    wide = line & line >> 1 & line >> 2
    return wide | wide << 1 | wide << 2


def _has_blank(line: int, width: int) -> bool:
    """Whether a line has so wide a white run inside."""
    line >>= (line & -line).bit_length() - 1
    wide = line
    step = 1
    while step < width:  # every bit is stretched to so many
        shift = min(step, width - step)
        wide |= wide << shift
        step += shift
    return wide & ((1 << line.bit_length()) - 1) != (1 << line.bit_length()) - 1


def _text_lines(rows: Sequence[int]) -> list[int]:
    """The ink of every line of print, its rows laid over each other."""
    out: list[int] = []
    open_line = False
    for row in rows:
        if row and open_line:
            out[-1] |= row
        elif row:
            out.append(row)
        open_line = bool(row)
    # A row of pixels alone is a speckle or the tail of a stroke.
    return [line for line in out if line & (line - 1)]


@dataclass(frozen=True, slots=True)
class Placed:
    """A part on the tall image: where its upper left corner is, and how high it is."""

    part: Part
    x: int
    y: int
    height: int


def unfold(
    image: Image.Image, parts: Sequence[Part], em: float
) -> tuple[Image.Image, list[Placed]]:
    """The parts below each other, with white between; parts without ink are left out."""
    gap = round(em * 0.9)
    inked = [(part, image.crop(part.box)) for part in parts]
    inked = [(part, crop) for part, crop in inked if _has_ink(crop)]
    width = max((crop.width for _, crop in inked), default=1) + 2 * gap
    height = sum(crop.height + gap for _, crop in inked) + gap
    tall = need("PIL.Image").new("L", (width, height), 255)
    placed: list[Placed] = []
    y = gap
    for part, crop in inked:
        tall.paste(crop, (gap, y))
        placed.append(Placed(part, gap, y, crop.height))
        y += crop.height + gap
    return tall, placed


def _has_ink(crop: Image.Image) -> bool:
    return sum(crop.histogram()[:_INK]) > 8


def put_back(lines: Sequence[Line], placed: Sequence[Placed]) -> dict[Part, list[Line]]:
    """The lines read on the tall image, at their places on the page, by part."""
    out: dict[Part, list[Line]] = {}
    for line in lines:
        middle = (line.box[1] + line.box[3]) / 2
        home = min(placed, key=lambda p: max(p.y - middle, middle - p.y - p.height, 0))
        dx, dy = home.part.box[0] - home.x, home.part.box[1] - home.y
        glyphs = tuple(replace(g, box=_moved(g.box, dx, dy)) for g in line.glyphs)
        out.setdefault(home.part, []).append(
            replace(line, glyphs=glyphs, box=_moved(line.box, dx, dy))
        )
    return out


def _moved(box: Box, dx: int, dy: int) -> Box:
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def table_rows(cells: dict[Part, list[Line]], columns: int) -> list[Line]:
    """One line per row of a table; the lines of a cell run on."""
    rows: dict[int, dict[int, list[Glyph]]] = {}
    for part, lines in cells.items():
        glyphs = [glyph for line in lines for glyph in line.glyphs]
        rows.setdefault(part.row, {})[part.column] = glyphs
    out: list[Line] = []
    for _, row in sorted(rows.items()):
        glyphs = []
        starts: list[int] = []
        for column in range(columns):
            if column:
                starts.append(len(glyphs))
            glyphs += row.get(column, [])
        if glyphs:
            out.append(replace(line_of(glyphs, tuple(starts)), space=frozenset()))
    return out
