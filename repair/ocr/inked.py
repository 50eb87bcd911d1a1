"""Which signs the ink of a line shows, and the glyphs that were read in their places.

The forms of :mod:`repair.ocr.shapes` say what is printed; the boxes that Tesseract gives
single characters are only good enough to say which of them is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from repair.ocr.page import Box, Glyph, Line
from repair.ocr.shapes import (
    Form,
    Strip,
    bounded,
    bracket,
    crossing,
    is_bar,
    is_question,
    is_ring,
    is_serif,
    is_thin,
    is_wave,
)

if TYPE_CHECKING:
    from PIL import Image

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
    "(": frozenset("(（〈《【"),
    ")": frozenset(")）〉》】"),
    "〈": frozenset("〈《(（<“"),
    "〉": frozenset("〉》)）>”"),
    "《": frozenset("《〈“"),
    "》": frozenset("》〉>”"),
    "+": frozenset("+十t扯针丰干士"),
    "×": frozenset("×xX*义乂又叉"),
}
#: 十 is a number elsewhere: what these are put for must stand nearer.
_NEAR = {"+": 0.7, "×": 0.7}
#: What is read beside a sign, of the same ink.
_TAILS = {"～": "-_", "？": "?？”"}
_STOPS = frozenset("；;，,：:。、")
#: Where the middle of a small x stands, as a part of the characters' height; × is higher.
_LOW = 0.58
#: Ems by which a character's box may be off.
_REACH = 1.1


def found_in(strip: Strip, *, serif: bool = False) -> list[tuple[str, Box]]:
    """The signs of a line that are known by their form, with their boxes, left to right.

    ``serif``: the face is one whose 一 is told from —.
    """
    out: list[tuple[str, Box]] = []
    skip = False
    forms = strip.forms
    for index, form in enumerate(forms):
        if skip:
            skip = False
            continue
        twin = forms[index + 1] if index + 1 < len(forms) else None
        if twin is not None and _are_twins(strip, form, twin, serif=serif):
            box = (*form.box[:2], *twin.box[2:])
            sign = "——"
            if not is_bar(form, strip.em):
                before, after = _white(strip, index)[0], _white(strip, index + 1)[1]
                sign = _direction("“”", before, after, strip.em)
            skip = True
        else:
            box, sign = form.box, _sign(strip, index)
        if sign:
            out.append((sign, box))
    return out


def _are_twins(strip: Strip, form: Form, twin: Form, *, serif: bool) -> bool:
    """Whether two forms are one sign: the spots of “ or ”, the halves of ——."""
    gap, em = twin.box[0] - form.box[2], strip.em
    if gap < 0.22 * em and _upper_spot(strip, form) and _upper_spot(strip, twin):
        return True
    return serif and gap < 0.3 * em and is_thin(form, em) and is_thin(twin, em)


def _sign(strip: Strip, index: int) -> str:
    """The sign that a form is by itself."""
    form, em = strip.forms[index], strip.em
    before, after = _white(strip, index)
    if _upper_spot(strip, form):
        return _direction("‘’", before, after, em) if form.width <= 0.24 * em else ""
    if is_ring(form, em):
        return RING
    if is_wave(form, em):
        return "～"
    if _is_dot(strip, form):
        return "·" if min(before, after) > 0.06 * em else ""
    if is_question(form, em):
        return "？"
    if is_bar(form, em):
        return "——" if form.width > 1.75 * em else "—"
    crossed = crossing(form, em)
    low = strip.place((form.box[1] + form.box[3]) / 2) >= _LOW
    if crossed and not (crossed == "×" and low):
        return crossed
    return bounded(form, em) or bracket(form, em)


def _white(strip: Strip, index: int) -> tuple[float, float]:
    """The white before and after a form; an em at the line's ends."""
    forms = strip.forms
    x0, x1 = forms[index].box[0], forms[index].box[2]
    before = x0 - forms[index - 1].box[2] if index else strip.em
    after = forms[index + 1].box[0] - x1 if index + 1 < len(forms) else strip.em
    return before, after


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


def with_signs(lines: Sequence[Line], image: Image.Image) -> list[Line]:
    """The lines with the signs that their ink shows, where what was read may stand for them."""
    strips = [Strip(image, line) for line in lines]
    serif = is_serif(strips)
    out: list[Line] = []
    for line, strip in zip(lines, strips, strict=True):
        glyphs = list(line.glyphs)
        done = 0
        for sign, box in found_in(strip, serif=serif):
            done = _put(glyphs, done, sign, box, strip.em)
        out.append(replace(line, glyphs=tuple(glyphs)) if glyphs != list(line.glyphs) else line)
    return out


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
        found = _dash(glyphs, [i for i in away if away[i] < 1.4], middle)
    elif sign == "—":
        near = [i for i in away if away[i] < 0.8 and glyphs[i].text in "一-—–~"]
        near = [i for i in near if _between_figures(glyphs, i)]
        found = sorted(near, key=away.__getitem__)[:1]
    else:
        wanted = _CANDIDATES[sign]
        reach = _NEAR.get(sign, _REACH)
        near = [i for i in away if away[i] < reach and glyphs[i].text in wanted]
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


def _dash(glyphs: Sequence[Glyph], near: Sequence[int], middle: float) -> list[int]:
    """The two glyphs, or the one, that —— was read as."""
    bars = [i for i in near if glyphs[i].text in "一-—–_"]
    pairs = [[i, i + 1] for i in bars if i + 1 in bars] or [[i] for i in bars]
    return min(
        pairs,
        key=lambda pair: abs(sum(_middle(glyphs[i]) for i in pair) / len(pair) - middle),
        default=[],
    )


def _between_figures(glyphs: Sequence[Glyph], index: int) -> bool:
    sides = glyphs[max(index - 1, 0)].text, glyphs[min(index + 1, len(glyphs) - 1)].text
    return sides[0][-1:].isdigit() and sides[1][:1].isdigit()


def _before_figure(glyphs: Sequence[Glyph], index: int) -> bool:
    following = glyphs[index + 1].text if index + 1 < len(glyphs) else ""
    return following.isdigit() and not glyphs[index].text.isdigit()
