"""Signs that the recogniser has no character for, told by the form of their ink.

Tesseract's Chinese model can't print ①–⑩, ‘ ’, — or ～ and gives whatever it knows instead:
@, 人, “, 一. Their forms are the same in every face, though: a ring, one spot in the upper
half, a stroke that runs over two squares, a wave. Ink is looked at in runs of columns with
white on both sides; the boxes that Tesseract gives single characters are only good enough to
say which of them is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from repair.ocr.page import Box, Glyph, Line

if TYPE_CHECKING:
    from PIL import Image

#: Darker than this belongs to a stroke: a ring is thin, and grey where it is scaled down.
_STROKE = 185
#: Share of a form's rows that must begin and end on a circle: broken rings have gaps.
_ROUND = 0.75
RING = "○"
"""Stands for a circled number until its digit is read."""
#: What each sign is read as; the sign itself, so that one that was read rightly is left.
_CANDIDATES = {
    "‘": frozenset("‘’“”\"'`,，、"),
    "’": frozenset("‘’“”\"'`,，、"),
    "“": frozenset("“”"),
    "”": frozenset("“”"),
    "？": frozenset("？?“”\"'"),
    "·": frozenset("·，,.:：;；'-“”\""),
    "～": frozenset("～~一-—"),
}
#: What is read beside a sign, of the same ink.
_TAILS = {"～": "-_", "？": "?？”"}
_STOPS = frozenset("；;，,：:。、")
#: Ems by which a character's box may be off.
_REACH = 1.1


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
        packed = crop.point([255] * _STROKE + [0] * (256 - _STROKE)).convert("1").tobytes()
        stride = (self.width + 7) // 8
        spare = 8 * stride - self.width
        raw = [
            int.from_bytes(packed[i : i + stride], "big") >> spare
            for i in range(0, len(packed), max(stride, 1))
        ]
        self.rows = _without_grain(raw)
        if sum("一" < glyph.text[:1] <= "鿿" for glyph in line.glyphs) > 3:
            self._settle()

    def _settle(self) -> None:
        """Where the characters begin and end, by their ink: boxes are too high now and then."""
        widths = sorted(form.width for form in self.forms)
        if len(widths) < 5:
            return
        large = [form for form in self.forms if form.width > 0.8 * widths[len(widths) * 3 // 4]]
        tops, bottoms = (sorted(form.box[side] for form in large) for side in (1, 3))
        self.top, self.bottom = tops[len(tops) // 2], bottoms[len(bottoms) // 2]
        self.em = max(1.0, (self.bottom - self.top) / 0.92)

    @cached_property
    def forms(self) -> list[Form]:
        """The runs of inked columns from left to right."""
        joined = 0
        for row in self.rows:
            joined |= row
        out: list[Form] = []
        start = -1
        for x, bit in enumerate(f"{joined:0{self.width}b}0" if self.width else "0"):
            if bit == "1" and start < 0:
                start = x
            elif bit == "0" and start >= 0:
                if (form := self._form(start, x)) is not None:
                    out.append(form)
                start = -1
        return out

    def _form(self, start: int, end: int) -> Form | None:
        mask = (1 << (end - start)) - 1
        rows = [row >> (self.width - end) & mask for row in self.rows]
        inked = [y for y, row in enumerate(rows) if row]
        if len(inked) < 2 and end - start < 3:
            return None
        y0, y1 = inked[0], inked[-1] + 1
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
    if _round(form.rows, width) < _ROUND:
        return False
    turned = tuple(
        sum((row >> x & 1) << (height - 1 - y) for y, row in enumerate(form.rows))
        for x in range(width)
    )
    return _round(turned, height) >= _ROUND and _moat(form) and _core(form)


def _round(rows: Sequence[int], width: int) -> float:
    """The share of rows whose first and last ink lie on a circle."""
    height = len(rows)
    skip = max(1, height // 10)
    near = 0
    for y in range(skip, height - skip):
        row = rows[y]
        t = (y + 0.5) / height * 2 - 1
        arc = width / 2 * (1 - (1 - t * t) ** 0.5)
        slack = max(1.6, 0.06 * width)
        near += abs(width - row.bit_length() - arc) < slack
        near += bool(row) and abs((row & -row).bit_length() - 1 - arc) < slack
    return near / max(1, 2 * (height - 2 * skip))


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
    if _angle(form.rows, width):
        return "≥"
    turned = [int(f"{row:0{width}b}"[::-1], 2) for row in form.rows]
    return "≤" if _angle(turned, width) else ""


def _angle(rows: Sequence[int], width: int) -> bool:
    """Whether rows show an arm that runs down to the right edge and back, and a bar."""
    height = len(rows)
    lefts = [width - row.bit_length() for row in rows]
    rights = [width - (row & -row).bit_length() + 1 if row else 0 for row in rows]
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


def found_in(strip: Strip) -> list[tuple[str, Box]]:
    """The signs of a line that are known by their form, with their boxes, left to right."""
    out: list[tuple[str, Box]] = []
    forms = strip.forms
    em = strip.em
    skip = -1
    for index, form in enumerate(forms):
        if index <= skip:
            continue
        before = form.box[0] - forms[index - 1].box[2] if index else em
        after = forms[index + 1].box[0] - form.box[2] if index + 1 < len(forms) else em
        if _upper_spot(strip, form):
            twin = forms[index + 1] if index + 1 < len(forms) else None
            if twin is not None and _upper_spot(strip, twin) and after < 0.22 * em:
                skip = index + 1
                wide = forms[index + 2].box[0] - twin.box[2] if index + 2 < len(forms) else em
                sign = _direction("“”", before, wide, em)
                box = (*form.box[:2], *twin.box[2:])
                out += [(sign, box)] if sign else []
            elif form.width <= 0.24 * em:
                sign = _direction("‘’", before, after, em)
                out += [(sign, form.box)] if sign else []
        elif is_ring(form, em):
            out.append((RING, form.box))
        elif is_wave(form, em):
            out.append(("～", form.box))
        elif _is_dot(strip, form) and min(before, after) > 0.06 * em:
            out.append(("·", form.box))
        elif is_question(form, em):
            out.append(("？", form.box))
        elif sign := bounded(form, em):
            out.append((sign, form.box))
        elif form.width > 1.75 * em and form.height < 0.16 * em:
            out.append(("——", form.box))
    return out


def _upper_spot(strip: Strip, form: Form) -> bool:
    return (
        form.width <= 0.3 * strip.em
        and 0.1 * strip.em < form.height < 0.45 * strip.em
        and strip.place(form.box[3]) < 0.5
    )


def _direction(pair: str, before: float, after: float, em: float) -> str:
    """Opening or closing: the white of a quote's square is on its outer side."""
    if max(before, after) < 0.3 * em or abs(before - after) < 0.15 * em:
        return ""
    return pair[before < after]


def _is_dot(strip: Strip, form: Form) -> bool:
    middle = strip.place((form.box[1] + form.box[3]) / 2)
    em = strip.em
    return (
        0.06 * em < form.width < 0.22 * em
        and 0.06 * em < form.height < 0.22 * em
        and 0.38 < middle < 0.62
    )


def with_signs(line: Line, image: Image.Image) -> Line:
    """The line with the signs that its ink shows, where what was read may stand for them."""
    if not line.glyphs or line.cells:
        return line
    strip = Strip(image, line)
    glyphs = list(line.glyphs)
    done = 0
    for sign, box in found_in(strip):
        done = _put(glyphs, done, sign, box, strip.em)
    return replace(line, glyphs=tuple(glyphs)) if glyphs != list(line.glyphs) else line


def _put(glyphs: list[Glyph], done: int, sign: str, box: Box, em: float) -> int:
    """Write a sign in the place of what was read for it, and say which glyphs are behind it.

    Boxes of glyphs are off by up to an em, so glyphs before ``done``, which stand for
    signs further left, are not looked at.
    """
    middle = (box[0] + box[2]) / 2
    away = {i: abs(_middle(glyphs[i]) - middle) / em for i in range(done, len(glyphs))}
    if sign == RING:
        near = [i for i in away if away[i] < 0.62 and glyphs[i].text not in _STOPS]
        reach = 0.5 * (box[2] - box[0]) / em + 0.1
        found = [i for i in near if away[i] < reach] or sorted(near, key=away.__getitem__)[:1]
    elif sign in "≥≤":
        near = [i for i in away if away[i] < 0.8 and _before_figure(glyphs, i)]
        found = sorted(near, key=away.__getitem__)[:1]
    elif sign == "——":
        found = [i for i in away if glyphs[i].text in "一-—–_" and away[i] < 1.4]
    else:
        wanted = _CANDIDATES[sign]
        near = [i for i in away if away[i] < _REACH and glyphs[i].text in wanted]
        found = sorted(near, key=away.__getitem__)[:1]
    if not found:
        return done
    first, last = min(found), max(found) + 1
    if sign in _TAILS:
        while last < len(glyphs) and glyphs[last].text in _TAILS[sign]:
            last += 1
    half = (box[0] + box[2]) // 2
    boxes = [box] if sign != "——" else [(*box[:2], half, box[3]), (half, *box[1:])]
    glyphs[first:last] = [Glyph(c, b, 95.0) for c, b in zip(sign, boxes, strict=True)]
    return first + len(sign)


def _middle(glyph: Glyph) -> float:
    return (glyph.box[0] + glyph.box[2]) / 2


def _before_figure(glyphs: Sequence[Glyph], index: int) -> bool:
    following = glyphs[index + 1].text if index + 1 < len(glyphs) else ""
    return following.isdigit() and not glyphs[index].text.isdigit()
