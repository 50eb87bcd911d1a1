"""The text a PDF brings along: taken with its boxes, and trusted only when it reads well.

A text layer may be better than any OCR (a born-digital file), as good as garbage (a font
without a map to Unicode), or somebody's OCR under a scan. What it says is asked, not
where it comes from: the likelihood of its hanzi as Chinese, and the font-cipher gate.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from repair.ocr.extra import need
from repair.ocr.layout import arrange
from repair.ocr.page import Block, Box, Glyph, Line, Page, around, line_of
from repair.ocr.render import PageSource, PdfFile
from repair.ocr.turned import turned_box, turned_size

#: Mean log-likelihood of a hanzi below which a page is not Chinese. Over 1,121 pages'
#: worth of the five gazettes and five clean law texts (700 characters each) the lowest was
#: −6.24; hanzi shuffled, swapped one for one, or shifted gave −8.07 and less.
_GARBAGE = -7.0
#: A page with fewer characters is a scan with a stamp or a page number, or empty.
_FEW = 20
#: Share of characters without a meaning (private use, controls, U+FFFD) that fonts
#: without a map to Unicode leave; sound pages have none.
_MEANINGLESS = 0.02
_Char = tuple[str, Box]
_HANZI = re.compile(r"[㐀-鿿]+")
_NOTHING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")


class Trust(StrEnum):
    """What a text layer is worth."""

    NONE = "none"
    """There is none, or next to none."""
    GARBAGE = "garbage"
    CIPHER = "cipher"
    """A known font cipher, which arithmetic repairs and the page's picture can confirm."""
    SOUND = "sound"


def layer_page(source: PageSource, index: int) -> Page | None:
    """The text layer of a PDF page as lines with boxes; None for an image or no layer.

    Boxes are in pixels of the page as :meth:`PageSource.image` draws it, turned upright.
    """
    if not isinstance(source, PdfFile):
        return None
    scale = source.dpi(index) / 72
    chars, size, turn = source.with_page(index, lambda page: _chars(page, scale))
    lines = _lines(chars)
    blocks = (Block(tuple(lines)),)
    page = Page(index + 1, *size, blocks, source.name, source="text-layer", turn=turn)
    return arrange(page) if lines else None


def trust_of(pages: Iterable[Page | None]) -> list[Trust]:
    """What the layers of a document's pages are worth, one for each.

    The cipher gate is asked over the whole document: a page has too few signs to tell.
    """
    from repair.context import Context

    texts = ["\n".join(line.text for line in page.lines) if page else "" for page in pages]
    trusts = [page_trust(text) for text in texts]
    # A page of figures in cipher is not Chinese until its signs are signs again.
    maybe = [
        trust is Trust.SOUND
        or (trust is Trust.GARBAGE and page_trust(_deciphered(text)) is Trust.SOUND)
        for text, trust in zip(texts, trusts, strict=True)
    ]
    asked = "\n".join(text for text, may in zip(texts, maybe, strict=True) if may)
    if asked and Context(asked).profile.ciphers.gate.activity:
        return [Trust.CIPHER if may else t for t, may in zip(trusts, maybe, strict=True)]
    return trusts


def _deciphered(text: str) -> str:
    """The text with every hanzi that may stand for a sign as that sign."""
    from repair.ciphers import decodable, printed

    return text.translate({ord(hanzi): printed(sign) for hanzi, sign in decodable().items()})


def page_trust(text: str) -> Trust:
    """What the statistics of one page's text say."""
    from repair.words.lexicon import score

    letters = "".join(text.split())
    if len(letters) < _FEW:
        return Trust.NONE
    if len(_NOTHING.findall(letters)) > _MEANINGLESS * len(letters):
        return Trust.GARBAGE
    hanzi = "".join(_HANZI.findall(letters))
    if len(hanzi) < _FEW:
        # No Chinese: a table of figures, an English page, or hanzi read as Latin-1 bytes.
        odd = sum("\xa1" <= char <= "\xff" for char in letters)
        return Trust.GARBAGE if odd > len(letters) / 4 else Trust.SOUND
    return Trust.GARBAGE if score(hanzi) / len(hanzi) < _GARBAGE else Trust.SOUND


def _chars(page: Any, scale: float) -> tuple[list[_Char], tuple[int, int], int]:  # noqa: ANN401
    """The characters of a pdfium page with their boxes on the page upright, its size, its turn.

    pdfium's boxes are those of the sheet: its corner may lie anywhere, its /Rotate is not in
    them, and what stands on it may lie on its side.
    """
    raw = need("pypdfium2.raw")
    left, bottom, right, top = page.get_bbox()
    layer = page.get_textpage()
    try:
        text = layer.get_text_range(0, -1, errors="replace")
        boxes = [layer.get_charbox(i, loose=True) for i in range(layer.count_chars())]
        if len(text) != len(boxes):
            # Signs beyond the BMP take two of pdfium's places: ask for each by itself.
            text = "".join(
                layer.get_text_range(i, 1, errors="replace")[:1] or " " for i in range(len(boxes))
            )
        angles = Counter(
            round(math.degrees(raw.FPDFText_GetCharAngle(layer, i)) / 90) * 90 % 360
            for i, char in enumerate(text)
            if not char.isspace()
        )
    finally:
        layer.close()
    lying = angles.most_common(1)[0][0] if angles else 0
    sheet = (round((right - left) * scale), round((top - bottom) * scale))
    chars: list[_Char] = []
    for char, (x0, y0, x1, y1) in zip(text, boxes, strict=True):
        places = (x0 - left, top - y1, x1 - left, top - y0)
        box = (round(p * scale) for p in places)
        chars.append((char, turned_box((*box,), lying, sheet)))
    turn = (lying + page.get_rotation()) % 360
    if lying or turn:
        chars = _in_rows(chars)
    return chars, turned_size(lying, sheet), turn


def _in_rows(chars: Iterable[_Char]) -> list[_Char]:
    """The characters row by row: on a turned page pdfium's order and line ends are not ours."""
    rows: list[list[_Char]] = []
    reach = 0.0
    for char, box in sorted(chars, key=lambda item: item[1][1] + item[1][3]):
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        middle = (box[1] + box[3]) / 2
        if not rows or middle > reach:
            rows.append([])
            reach = middle + (box[3] - box[1]) / 2
        rows[-1].append((char, box))
    return [item for row in rows for item in sorted(row, key=lambda item: item[1][0])]


def _lines(chars: Iterable[_Char]) -> list[Line]:
    """The lines of a page, from pdfium's line ends and the places of its characters."""
    lines: list[Line] = []
    glyphs: list[Glyph] = []
    spaces: set[int] = set()
    for char, box in chars:
        if char in "\r\n" or (glyphs and not char.isspace() and _elsewhere(glyphs[-1], box)):
            _end(lines, glyphs, spaces)
            glyphs, spaces = [], set()
        if char.isspace() or char in "\r\n":
            spaces.add(len(glyphs))
        elif box[2] > box[0] and box[3] > box[1]:
            glyphs.append(Glyph(char, box))
    _end(lines, glyphs, spaces)
    return lines


def _elsewhere(before: Glyph, box: tuple[int, int, int, int]) -> bool:
    """Whether a character stands in another line than the one before it."""
    height = max(before.box[3] - before.box[1], 1)
    if min(before.box[3], box[3]) - max(before.box[1], box[1]) < 0.3 * height:
        return True
    return box[0] < before.box[0] - height / 2 or box[0] - before.box[2] > 2.5 * height


def _end(lines: list[Line], glyphs: list[Glyph], spaces: set[int]) -> None:
    if glyphs:
        line = line_of(glyphs)
        lines.append(Line(line.glyphs, around(g.box for g in glyphs), (), frozenset(spaces - {0})))
