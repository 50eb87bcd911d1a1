"""The ink of a line in pieces, and what form a piece has.

Tesseract's Chinese model can't print ①–⑩, ‘ ’, — or ～ and gives whatever it knows instead:
@, 人, “, 一. Their forms are the same in every face, though: a ring, one spot in the upper
half, a stroke that runs over two squares, a wave. A piece is a run of columns with white on
both sides, its rows the bits of integers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING

from repair.ocr.bits import rows_of
from repair.ocr.page import Box, Line

if TYPE_CHECKING:
    from PIL import Image

#: Darker than this belongs to a stroke: a ring is thin, and grey where it is scaled down.
_IS_STROKE = [255] * 185 + [0] * (256 - 185)
_ONES = re.compile("1+")
#: Share of the ends of a form's rows and columns that must lie on a circle: broken rings have
#: gaps. Of hanzi no more than 0.69 do.
_ROUND = 0.75


@dataclass(frozen=True, slots=True)
class Form:
    """Ink between two white columns: its box in pixels of the image, and its rows as bits."""

    box: Box
    rows: tuple[int, ...]

    @property
    def width(self) -> int:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        return self.box[3] - self.box[1]

    def lefts(self) -> list[int]:
        """Where the ink of every row begins; the width where there is none."""
        width = self.width
        return [width - row.bit_length() for row in self.rows]

    def rights(self) -> list[int]:
        """Where it ends; 0 where there is none."""
        width = self.width
        return [width - (row & -row).bit_length() + 1 if row else 0 for row in self.rows]

    def centres(self) -> list[float]:
        """The mean row of ink of every column."""
        out = []
        for x in range(self.width):
            bit = 1 << (self.width - 1 - x)
            ys = [y for y, row in enumerate(self.rows) if row & bit]
            out.append(sum(ys) / len(ys) if ys else -1.0)
        return out


class Strip:
    """One line of print, thresholded."""

    def __init__(self, image: Image.Image, line: Line) -> None:
        self.em = line.em
        self.top, self.bottom = line.box[1], line.box[3]
        pad = round(self.em / 8)
        self.x0, self.y0 = max(0, line.box[0] - 2), max(0, self.top - pad)
        x1, y1 = min(image.width, line.box[2] + 2), min(image.height, self.bottom + pad)
        self.width = max(0, x1 - self.x0)
        crop = image.crop((self.x0, self.y0, self.x0 + self.width, max(y1, self.y0)))
        self.rows = _without_grain(rows_of(crop.point(_IS_STROKE, "1")))
        if sum("一" < glyph.text[:1] <= "鿿" for glyph in line.glyphs) > 3:
            self._settle()

    def _settle(self) -> None:
        """Where the characters begin and end, by their ink: boxes are too high now and then."""
        widths = sorted(form.width for form in self.forms)
        if len(widths) < 5:
            return
        large = [form for form in self.forms if form.width > 0.8 * widths[len(widths) * 3 // 4]]
        tallest = max(form.height for form in large)
        large = [form for form in large if form.height > 0.7 * tallest]
        tops, bottoms = (sorted(form.box[side] for form in large) for side in (1, 3))
        self.top, self.bottom = tops[len(tops) // 2], bottoms[len(bottoms) // 2]
        self.em = max(1.0, (self.bottom - self.top) / 0.92)

    @cached_property
    def forms(self) -> list[Form]:
        """The runs of inked columns from left to right."""
        joined = reduce(or_, self.rows, 0)
        found = (self._form(*run.span()) for run in _ONES.finditer(f"{joined:0{self.width}b}"))
        return [form for form in found if form is not None]

    def _form(self, start: int, end: int) -> Form | None:
        mask = (1 << (end - start)) - 1
        rows = [row >> (self.width - end) & mask for row in self.rows]
        if end - start < 3 and sum(map(bool, rows)) < 2:
            return None
        y0 = next(y for y, row in enumerate(rows) if row)
        y1 = len(rows) - next(y for y, row in enumerate(reversed(rows)) if row)
        box = (self.x0 + start, self.y0 + y0, self.x0 + end, self.y0 + y1)
        return Form(box, tuple(rows[y0:y1]))

    def place(self, y: float) -> float:
        """A height in the image as a part of the characters' height: 0 top, 1 bottom."""
        return (y - self.top) / max(1, self.bottom - self.top)


def _without_grain(rows: list[int]) -> list[int]:
    """The rows without pixels that have no neighbour."""
    beside = [row << 1 | row >> 1 for row in rows]
    spread = [row | near for row, near in zip(rows, beside, strict=True)]
    return [
        row & (near | above | below)
        for above, row, near, below in zip(
            [0, *spread[:-1]], rows, beside, [*spread[1:], 0], strict=True
        )
    ]


def is_ring(form: Form, em: float) -> bool:
    """Whether a form is a circle with something in it."""
    width, height = form.width, form.height
    if not (0.68 * em < width < 1.12 * em and 0.86 < width / max(height, 1) < 1.17):
        return False
    # A ring that is worn lacks ink at two of its sides, hanzi are round at no more than one.
    seen = height - 2 * _skipped(height) + width - 2 * _skipped(width)
    left = round((1 - _ROUND) * 2 * seen)
    if (left := left - _off(form.rows, width, left)) < 0:
        return False
    columns = zip(*(f"{row:0{width}b}" for row in form.rows), strict=True)
    turned = [int("".join(column), 2) for column in columns]
    return _off(turned, height, left) <= left and _moat(form) and _core(form)


def _skipped(height: int) -> int:
    """How many rows at the top and at the bottom of a circle run along it."""
    return max(1, height // 10)


def _off(rows: Sequence[int], width: int, most: int) -> int:
    """How often the first or last ink of a row lies off a circle; counted till it is too often."""
    height = len(rows)
    skip = _skipped(height)
    slack = max(1.6, 0.06 * width)
    arcs = _arcs(width, height)
    off = 0
    for y in range(skip, height - skip):
        row, arc = rows[y], arcs[y]
        off += not abs(width - row.bit_length() - arc) < slack
        off += not (row and abs((row & -row).bit_length() - 1 - arc) < slack)
        if off > most:
            break
    return off


@lru_cache(maxsize=256)
def _arcs(width: int, height: int) -> list[float]:
    """How far in a circle begins in each of some rows."""
    heights = ((y + 0.5) / height * 2 - 1 for y in range(height))
    return [width / 2 * (1 - (1 - t * t) ** 0.5) for t in heights]


def _moat(form: Form) -> bool:
    """Whether the ring is parted by white from what stands in it."""
    inked = seen = 0
    for y, row in enumerate(form.rows):
        v = (y + 0.5) / form.height * 2 - 1
        for x in range(form.width):
            u = (x + 0.5) / form.width * 2 - 1
            if 0.68 < (u * u + v * v) ** 0.5 < 0.78:
                seen += 1
                inked += row >> (form.width - 1 - x) & 1
    return inked < 0.35 * seen


def _core(form: Form) -> bool:
    """Whether there is ink in the middle."""
    third = form.height // 3
    quarter = form.width // 4
    mask = ((1 << (form.width - 2 * quarter)) - 1) << quarter
    return sum((row & mask).bit_count() for row in form.rows[third:-third]) >= 3


def is_wave(form: Form, em: float) -> bool:
    """Whether a form is ～: it rises, falls and rises, and is no higher than a third."""
    if not (0.55 * em < form.width < 1.15 * em and 0.1 * em < form.height < 0.42 * em):
        return False
    ys = form.centres()
    if any(y < 0 for y in ys):
        return False
    n = len(ys)
    first, second = ys[: n // 2], ys[n // 2 :]
    crest, trough = min(first), max(second)
    swing = trough - crest
    return (
        swing > 0.07 * em
        and ys[1] - crest > 0.25 * swing
        and trough - ys[-2] > 0.25 * swing
        and 0.1 * n < ys.index(crest) < 0.45 * n
        and 0.55 * n < n // 2 + second.index(trough) < 0.92 * n
    )


def is_question(form: Form, em: float) -> bool:
    """Whether a form is ？: a hook, white, and a dot below it."""
    if not (0.24 * em < form.width < 0.6 * em and 0.65 * em < form.height < 1.1 * em):
        return False
    half = form.height // 2
    low = "".join("x" if row else " " for row in form.rows[half:])
    gap = low.find(" ")
    if gap < 0 or low.strip(" x") or len(low.split()) != 2:
        return False
    dot = 0
    for row in form.rows[half + gap :]:
        dot |= row
    return 0 < _span(dot) < 0.26 * em and len(low) - low.rfind(" ") - 1 < 0.26 * em


def _span(row: int) -> int:
    return row.bit_length() - (row & -row).bit_length() + 1 if row else 0


def bounded(form: Form, em: float) -> str:
    """≥ or ≤ where a form is an angle over a bar, level or slanted; nothing otherwise."""
    width, height = form.width, form.height
    if not (0.5 * em < width < 1.1 * em and 0.5 * em < height < 1.05 * em):
        return ""
    if height < 3 or not 0 < _span(form.rows[1]) <= 0.5 * width:
        return ""  # most hanzi end here: it is no arm that their second row shows
    lefts, rights = form.lefts(), form.rights()
    if _angle(form, lefts, rights):
        return "≥"
    return "≤" if _angle(form, _mirrored(rights, width), _mirrored(lefts, width)) else ""


def _mirrored(edges: Sequence[int], width: int) -> list[int]:
    return [width - edge for edge in edges]


def _angle(form: Form, lefts: Sequence[int], rights: Sequence[int]) -> bool:
    """Whether rows show an arm that runs down to the right edge and back, and a bar."""
    rows, width, height = form.rows, form.width, form.height
    apex = next((y for y in range(height) if rights[y] >= 0.88 * width), height)
    if not 0.22 * height < apex < 0.55 * height:
        return False
    arm = range(1, apex)
    # The arm: one stroke a row, from the left edge to the right one, without a step.
    if any(not rows[y] or rights[y] - lefts[y] > 0.5 * width for y in arm):
        return False
    if lefts[1] > 0.25 * width or lefts[apex - 1] < 0.45 * width:
        return False
    if any(lefts[y + 1] < lefts[y] - 1 for y in range(1, apex - 1)):
        return False
    # Back to the left edge, and what is inked beside or below that way is the bar.
    back = next((y for y in range(apex, height) if lefts[y] <= 0.15 * width), height)
    if not 0.55 * height < back < height:
        return False
    level = any(rights[y] - lefts[y] > 0.75 * width for y in range(back, height))
    beside = sum(_strokes(rows[y]) == 2 for y in range(apex + 1, height)) >= 0.15 * height
    return level or beside


def _strokes(row: int) -> int:
    return len(f"{row:b}".replace("0", " ").split()) if row else 0


def crossing(form: Form, em: float) -> str:
    """＋ or × where a form is two even strokes that cross in its middle; nothing otherwise.

    十 is larger (0.81 em and more in seven faces, ＋ at most 0.79), x and X are higher than wide.
    """
    width, height = form.width, form.height
    if not (0.28 * em < width < 0.8 * em and abs(width - height) < 0.12 * em and height > 8):
        return ""
    if _is_plus(form):
        return "+"
    return "×" if 0.9 * height < width < 1.12 * height and _is_times(form) else ""


def _is_plus(form: Form) -> bool:
    """Whether a level and an upright stroke are all there is, but for a row beside the bar."""
    width, height = form.width, form.height
    bar = [y for y, row in enumerate(form.rows) if _span(row) > 0.8 * width]
    if not bar or not 0.38 * height < sum(bar) / len(bar) < 0.62 * height:
        return False
    stem = [y for y in range(height) if not bar[0] - 1 <= y <= bar[-1] + 1]
    lefts, rights = form.lefts(), form.rights()
    middle = [(lefts[y] + rights[y]) / 2 for y in stem if form.rows[y]]
    return (
        bar[-1] - bar[0] < 0.2 * height
        and len(middle) == len(stem)
        and all(_span(form.rows[y]) < 0.25 * width for y in stem)
        and all(0.36 * width < x < 0.64 * width for x in middle)
    )


def _is_times(form: Form) -> bool:
    """Whether the ink of nearly every row begins and ends on the two diagonals."""
    width, height = form.width, form.height
    lefts, rights = form.lefts(), form.rights()
    off = 0
    for y, row in enumerate(form.rows):
        arm = width * min(y + 0.5, height - y - 0.5) / height
        # A thick stroke begins before its middle line.
        low, high = arm - 0.2 * width, arm + 0.13 * width
        off += not row or not (low < lefts[y] < high and low < width - rights[y] < high)
    crossed = sum(_strokes(row) == 2 for row in form.rows)
    return off <= 0.12 * height and crossed >= 0.4 * height


def bracket(form: Form, em: float) -> str:
    """( ) 〈 〉 《 or 》, by how the outer edge runs: straight to its middle, or in an arc."""
    width, height = form.width, form.height
    if not (0.1 * em < width < 0.62 * em and 0.68 * em < height < 1.15 * em):
        return ""
    if not all(form.rows):
        return ""
    if pair := _opener(form, form.lefts()):
        return pair[0]
    return pair[1] if (pair := _opener(form, _mirrored(form.rights(), width))) else ""


def _opener(form: Form, lefts: Sequence[int]) -> str:
    """The pair whose opening bracket has these left edges."""
    width, height = form.width, form.height
    middle = lefts.index(0)
    ends = (lefts[0] + lefts[-1]) / 2
    if not 0.25 * height < middle < 0.75 * height or ends < max(3, 0.3 * width):
        return ""
    if abs(lefts[0] - lefts[-1]) > 0.35 * width:
        return ""
    if any(a < b - 1 for a, b in pairwise(lefts[: height // 2])) or any(
        a > b + 1 for a, b in pairwise(lefts[-(height // 2) :])
    ):
        return ""
    quarter = (lefts[height // 4] + lefts[-1 - height // 4]) / 2 / ends
    strokes = sorted(map(_strokes, form.rows))
    if strokes[height // 5] == 2 and strokes[-1 - height // 10] == 2 and quarter > 0.36:
        return "《》"
    if strokes[-1 - height // 10] > 1 or width > 0.5 * height:
        return ""
    return "〈〉" if quarter > 0.4 else "()" if quarter < 0.34 else ""


def is_bar(form: Form, em: float) -> bool:
    """Whether a form is a level stroke: 一, — or the whole of ——."""
    return form.width > 0.6 * em and form.height < 0.17 * em


def is_thin(form: Form, em: float) -> bool:
    """Whether a bar is the same height all along: 一 of a Song face ends in a triangle."""
    return (
        0.6 * em < form.width < 1.1 * em
        and form.height < 0.11 * em
        and sum(0.03 < row.bit_count() / form.width < 0.45 for row in form.rows) < 2
    )


def is_serif(strips: Sequence[Strip]) -> bool:
    """Whether a page is set in Song: some 一 on it ends in a triangle."""
    bars = [(form, s.em) for s in strips for form in s.forms if is_bar(form, s.em)]
    return any(
        form.width < 1.1 * em
        and form.height > 0.1 * em
        and sum(0.03 < row.bit_count() / form.width < 0.3 for row in form.rows) > 1
        for form, em in bars
    )
