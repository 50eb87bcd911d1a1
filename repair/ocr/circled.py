"""Circled numbers: the digits in the rings of a page, read all at once.

Tesseract has no ① and reads @, 人 or 四. Where the ink is a ring (:mod:`repair.ocr.inked`),
what stands in it is a number from 1 to 20: the insides of all rings of a page are put in a
row on a small image, which is read with nothing but digits allowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.ocr import hocr
from repair.ocr.extra import need
from repair.ocr.inked import RING
from repair.ocr.page import Box, Line

if TYPE_CHECKING:
    from PIL import Image

    from repair.ocr.recognise import Reader

#: How much of the ring's width is inside, and the height the inside is brought to.
_INSIDE, _HEIGHT, _GAP = 0.64, 44, 30
_MOST = 20


def read_rings(lines: Sequence[Line], image: Image.Image, reader: Reader) -> tuple[Line, ...]:
    """The lines with the circled numbers in the places of their rings.

    A ring whose number can't be told stays ○.
    """
    boxes = [g.box for line in lines for g in line.glyphs if g.text == RING]
    if not boxes:
        return tuple(lines)
    numbers = iter(in_order(_digits(boxes, image, reader)))
    out: list[Line] = []
    for line in lines:
        glyphs = tuple(
            replace(g, text=_circled(next(numbers))) if g.text == RING else g for g in line.glyphs
        )
        out.append(replace(line, glyphs=glyphs))
    return tuple(out)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= _MOST else RING


def _digits(boxes: Sequence[Box], image: Image.Image, reader: Reader) -> list[int]:
    """The number in every ring; 0 where none is read."""
    insides = [_inside(image, box) for box in boxes]
    width = sum(inside.width + _GAP for inside in insides) + _GAP
    row = need("PIL.Image").new("L", (width, _HEIGHT + 2 * _GAP), 255)
    middles: list[float] = []
    x = _GAP
    for inside in insides:
        row.paste(inside, (x, _GAP))
        middles.append(x + inside.width / 2)
        x += inside.width + _GAP
    config = "-c hocr_char_boxes=1 -c tessedit_char_whitelist=0123456789"
    try:
        pages, _ = hocr.read(replace(reader, psm=7).run(row, "hocr", config), "tesseract")
    except InputError:
        return [0] * len(boxes)
    found = [""] * len(boxes)
    for page in pages:
        for glyph in (g for line in page.lines for g in line.glyphs):
            middle = (glyph.box[0] + glyph.box[2]) / 2
            home = min(range(len(middles)), key=lambda i: abs(middles[i] - middle))
            found[home] += glyph.text
    return [int(text) if text.isdecimal() and int(text) <= _MOST else 0 for text in found]


def _inside(image: Image.Image, box: Box) -> Image.Image:
    x0, y0, x1, y1 = box
    half_w, half_h = (x1 - x0) * _INSIDE / 2, (y1 - y0) * _INSIDE / 2
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    crop = image.crop((round(x - half_w), round(y - half_h), round(x + half_w), round(y + half_h)))
    mask = need("PIL.Image").new("L", crop.size, 0)
    need("PIL.ImageDraw").Draw(mask).ellipse((-2, -2, crop.width + 1, crop.height + 1), fill=255)
    white = need("PIL.Image").new("L", crop.size, 255)
    white.paste(crop, mask=mask)
    size = (max(1, round(crop.width * _HEIGHT / crop.height)), _HEIGHT)
    resized: Image.Image = white.resize(size, need("PIL.Image").Resampling.LANCZOS)
    return resized


def in_order(numbers: Sequence[int]) -> list[int]:
    """The numbers, with those between two neighbours that leave only one for them.

    A number above ten without the one before it is two digits for one.

    Circled numbers count up from 1: between ② and ④ stands ③. What was not read at the
    end of a run or before a ① is the next one.
    """
    out = [
        0 if number > 10 and number - 1 not in numbers[:index] else number
        for index, number in enumerate(numbers)
    ]
    for index, number in enumerate(out):
        before = out[index - 1] if index else 0
        after = out[index + 1] if index + 1 < len(out) else 1
        if after == before + 2:
            out[index] = before + 1
        elif number == 0 and after == 2:
            out[index] = 1
        elif number == 0 and before and after == 1:
            out[index] = before + 1
    return out
