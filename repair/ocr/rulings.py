"""Ruled tables on a prepared page: their lines, and the cells between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.ocr.bits import image_of, rows_of, thickened
from repair.ocr.extra import need
from repair.ocr.page import Box

if TYPE_CHECKING:
    from PIL import Image

#: Rulings are thin and turn grey when the page is scaled down.
_DARK = 200
#: Ems: no stroke of a character is that long.
_LONG, _TALL = 5, 2
#: Ems: rulings nearer than this are one; a row is at least 1.2 ems high.
_SAME = 0.7


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight ruling: its place across, and from where to where it runs."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the places of its rulings, and which rulings really are there."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    em: float

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.xs) - 1

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.ys) - 1

    def cells(self) -> Iterator[tuple[int, int, Box]]:
        """Row, column and inside of every cell; a merged cell has those of its first part."""
        taken: set[tuple[int, int]] = set()
        for row in range(self.height):
            for column in range(self.width):
                if (row, column) in taken:
                    continue
                right, below = column, row
                while right + 1 < self.width and not self._ruled_down(right + 1, row):
                    right += 1
                while below + 1 < self.height and not self._ruled_across(below + 1, column):
                    below += 1
                taken |= {(r, c) for r in range(row, below + 1) for c in range(column, right + 1)}
                inset = max(2, round(self.em / 12))
                box = (
                    self.xs[column] + inset,
                    self.ys[row] + inset,
                    self.xs[right + 1] - inset,
                    self.ys[below + 1] - inset,
                )
                if box[0] < box[2] and box[1] < box[3]:
                    yield row, column, box

    def _ruled_down(self, index: int, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        near = _SAME * self.em
        return any(
            abs(s.at - self.xs[index]) <= near and s.start <= middle <= s.end for s in self.down
        )

    def _ruled_across(self, index: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        near = _SAME * self.em
        return any(
            abs(s.at - self.ys[index]) <= near and s.start <= middle <= s.end for s in self.across
        )

    def strokes(self) -> Iterator[Box]:
        """What to paint over to be rid of the rulings."""
        half = max(2, round(self.em / 10))
        for stroke in self.across:
            yield (stroke.start, max(0, stroke.at - half), stroke.end, stroke.at + half + 1)
        for stroke in self.down:
            yield (max(0, stroke.at - half), stroke.start, stroke.at + half + 1, stroke.end)


def find_grids(image: Image.Image, em: float) -> list[Grid]:
    """The ruled tables of a page; frames and underlines alone are none."""
    if em <= 0:
        return []
    dark = image.point([255] * _DARK + [0] * (256 - _DARK), "1")
    across = _strokes(dark, em, _LONG)
    if len(across) < 2:
        return []
    turned = dark.transpose(need("PIL.Image").Transpose.TRANSPOSE)
    down = _strokes(turned, em, _TALL)
    out: list[Grid] = []
    for top, bottom in _extents(down, em):
        rows = [s for s in across if top - em <= s.at <= bottom + em]
        sides = [s for s in down if s.start < bottom and s.end > top]
        ys = _places([s.at for s in rows], em)
        xs = _places([s.at for s in sides], em)
        if len(ys) >= 2 and len(xs) >= 2 and (len(xs) - 1) * (len(ys) - 1) <= 600:
            out.append(Grid(tuple(xs), tuple(ys), tuple(rows), tuple(sides), em))
    return out


def _strokes(dark: Image.Image, em: float, least: int) -> list[Stroke]:
    """Horizontal rulings at least ``least`` ems long."""
    image = need("PIL.Image")
    block = max(4, round(em / 2))
    count = dark.width // block
    if count < 2:
        return []
    # A ruling wobbles over two rows of pixels: thickened, every block of it is full.
    thick = image_of(thickened(rows_of(dark), dark.width), dark.width)
    thick = thick.crop((0, 0, count * block, dark.height))
    blocks = thick.resize((count, dark.height), image.Resampling.BOX).tobytes()
    found: list[Stroke] = []
    full = bytes(int(value > 235) for value in range(256))
    needed = b"\x01" * (2 * least)
    for y in range(dark.height):
        row = blocks[y * count : (y + 1) * count].translate(full)
        start = row.find(needed)
        while start >= 0:
            end = row.find(b"\x00", start)
            end = count if end < 0 else end
            found.append(Stroke(y, max(0, start - 1) * block, min(count, end + 1) * block))
            start = row.find(needed, end)
    return _thinned(found, em)


def _thinned(strokes: Sequence[Stroke], em: float) -> list[Stroke]:
    """Rows of pixels that belong to one ruling, as one stroke at their middle."""
    out: list[list[Stroke]] = []
    for stroke in strokes:
        home = next(
            (
                group
                for group in reversed(out[-12:])
                if stroke.at - group[-1].at <= 2
                and stroke.start < group[-1].end
                and stroke.end > group[-1].start
            ),
            None,
        )
        if home is None:
            out.append([stroke])
        else:
            home.append(stroke)
    # What is thicker than a quarter of an em is no ruling but a bar or a picture.
    return [
        Stroke((g[0].at + g[-1].at) // 2, min(s.start for s in g), max(s.end for s in g))
        for g in out
        if g[-1].at - g[0].at <= max(6, em / 4)
    ]


def _extents(down: Sequence[Stroke], em: float) -> list[tuple[int, int]]:
    """The heights that vertical rulings cover, those that touch put together."""
    out: list[tuple[int, int]] = []
    for stroke in sorted(down, key=lambda s: s.start):
        if out and stroke.start <= out[-1][1] + em / 2:
            out[-1] = (out[-1][0], max(out[-1][1], stroke.end))
        else:
            out.append((stroke.start, stroke.end))
    return out


def _places(values: Sequence[int], em: float) -> list[int]:
    """Places that differ by more than :data:`_SAME` ems."""
    out: list[list[int]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _SAME * em:
            out[-1].append(value)
        else:
            out.append([value])
    return [group[len(group) // 2] for group in out]
