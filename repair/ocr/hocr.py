"""hOCR: written for every page that is read, and read again, from any engine.

After the hOCR 1.2 specification (Breuel; kba.github.io/hocr-spec): pages, areas,
paragraphs, lines, words, characters with ``bbox``, ``x_wconf``, ``x_bboxes`` and
``x_conf``; ``textangle`` on the lines of a page that lies on its side. Our own additions
are properties that begin with ``x_``, as it allows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, BinaryIO

from repair.errors import InputError
from repair.ocr import xml
from repair.ocr.page import (
    HEADER,
    PAGE_NUMBER,
    TABLE,
    TEXT,
    Block,
    Box,
    Glyph,
    Line,
    Page,
    around,
)
from repair.ocr.turned import as_it_came, size_as_it_came, upright

SYSTEM = "gazette-repair"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh" lang="zh">
 <head>
  <title>{title}</title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8" />
  <meta name="ocr-system" content="{system}" />
  <meta name="x-made-from" content="{made_from}" />
  <meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word \
ocrx_cinfo ocr_table ocr_header ocr_pageno ocrp_wconf" />
 </head>
 <body>
"""
_TAIL = " </body>\n</html>\n"
_CLASSES = {TEXT: "ocr_carea", TABLE: "ocr_table", HEADER: "ocr_header", PAGE_NUMBER: "ocr_pageno"}
_KINDS = {name: kind for kind, name in _CLASSES.items()}
_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_caption", "ocr_textfloat"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_BOX = re.compile(r"\bbbox\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_CHARS = re.compile(r"\bx_bboxes\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_CONF = re.compile(r"\bx_w?confs?\s+(-?[\d.]+)")
_IMAGE = re.compile(r"\bimage\s+(?:\"([^\"]*)\"|'([^']*)'|([^;\s]+))")
_CELLS = re.compile(r"\bx_cells\s+([\d ]+)")
_ANGLE = re.compile(r"\btextangle\s+(-?[\d.]+)")
_FAILED = re.compile(r"\bx_failed\s+\"([^\"]*)\"")


def write(pages: Iterable[Page], title: str, made_from: str = "") -> Iterator[str]:
    """The file in pieces, one per page.

    ``made_from`` is a digest of the document and the options it was read with.
    """
    yield _HEAD.format(title=escape(title), system=SYSTEM, made_from=escape(made_from))
    for page in pages:
        yield _page(page)
    yield _TAIL


def _page(page: Page) -> str:
    n = page.number
    quoted = page.image.replace('"', "'")
    failed = f'; x_failed "{page.failed}"' if page.failed else ""
    width, height = size_as_it_came(page)
    title = (
        f'image "{quoted}"; bbox 0 0 {width} {height}; ppageno {n - 1}'
        f"; x_source {page.source.replace(' ', '_')}{failed}"
    )
    out = [f'  <div class="ocr_page" id="page_{n}" title="{escape(title)}">\n']
    for b, block in enumerate(page.blocks, 1):
        tag, box = _CLASSES[block.kind], _bbox(page, block.box)
        out.append(f'   <div class="{tag}" id="block_{n}_{b}" title="{box}">\n')
        more = "; x_continues 1" if block.continues else ""
        out.append(f'    <p class="ocr_par" id="par_{n}_{b}" title="{box}{more}">\n')
        for i, line in enumerate(block.lines, 1):
            out.append(_line(page, line, f"{n}_{b}_{i}"))
        out.append("    </p>\n   </div>\n")
    out.append("  </div>\n")
    return "".join(out)


def _line(page: Page, line: Line, name: str) -> str:
    angle = f"; textangle {360 - page.turn}" if page.turn else ""
    cells = f"; x_cells {' '.join(map(str, line.cells))}" if line.cells else ""
    title = f"{_bbox(page, line.box)}{angle}{cells}"
    out = [f'     <span class="ocr_line" id="line_{name}" title="{title}">']
    for w, glyphs in enumerate(words_of(line), 1):
        word = _bbox(page, around(g.box for g in glyphs))
        mean = sum(g.confidence for g in glyphs) / len(glyphs)
        before = "" if w == 1 else " "
        out.append(
            f'{before}<span class="ocrx_word" id="word_{name}_{w}" title="{word}; '
            f'x_wconf {mean:.0f}">'
        )
        for glyph in glyphs:
            box = " ".join(map(str, as_it_came(page, glyph.box)))
            out.append(
                f'<span class="ocrx_cinfo" title="x_bboxes {box}; x_conf {glyph.confidence:.1f}">'
                f"{escape(glyph.text)}</span>"
            )
        out.append("</span>")
    out.append("</span>\n")
    return "".join(out)


def words_of(line: Line) -> list[list[Glyph]]:
    """A line's glyphs, cut where white space stands between them."""
    out: list[list[Glyph]] = []
    for before, glyph in line.pieces():
        if before or not out:
            out.append([])
        out[-1].append(glyph)
    return out


def _bbox(page: Page, box: Box) -> str:
    return "bbox " + " ".join(map(str, as_it_came(page, box)))


def read(data: bytes, name: str) -> tuple[list[Page], bool]:
    """The pages of an hOCR file, and whether this program wrote it.

    A foreign file's lines come as one block a page: its paragraphs are worked out from
    the boxes, like those of a page we read ourselves.
    Raises :class:`InputError` when the file holds no page.
    """
    found = list(stream(io.BytesIO(data), name))
    return [page for page, _ in found], found[0][1]


def stream(file: BinaryIO, name: str) -> Iterator[tuple[Page, bool]]:
    """The same from a file, page by page."""
    ours, count = False, 0
    for element in xml.elements(file, name, _is_wanted):
        if xml.local(element) == "meta":
            ours = ours or (element.get("content") or "").startswith(SYSTEM)
        else:
            count += 1
            yield _read_page(element, count, ours), ours
    if not count:
        raise InputError(f"{name}: an hOCR file without an ocr_page")


def _is_wanted(element: Any) -> bool:  # noqa: ANN401
    if "ocr_page" in _classes(element):
        return True
    return xml.local(element) == "meta" and element.get("name") == "ocr-system"


def _read_page(element: Any, number: int, ours: bool) -> Page:  # noqa: ANN401
    title = element.get("title") or ""
    box = _box(_BOX, title) or (0, 0, 0, 0)
    named = _IMAGE.search(title)
    image = next((group for group in named.groups() if group), "") if named else ""
    failed = m[1] if (m := _FAILED.search(title)) else ""
    blocks: list[Block] = []
    if ours:
        for child in element:
            kind = next((_KINDS[c] for c in _classes(child) if c in _KINDS), "")
            if kind:
                lines = tuple(_read_lines(child, ours))
                more = any("x_continues 1" in (e.get("title") or "") for e in child.iter())
                blocks.append(Block(lines, kind, more))
        source = m[1] if (m := re.search(r"x_source (\S+)", title)) else "ocr"
    else:
        lines = tuple(_read_lines(element, ours))
        blocks = [Block(lines)] if lines else []
        source = "hocr"
    width, height = box[2] - box[0], box[3] - box[1]
    if not width or not height:
        whole = around(b.box for b in blocks)
        width, height = whole[2] + whole[0], whole[3] + whole[1]
    if ours and (physical := re.search(r"ppageno (\d+)", title)):
        number = int(physical[1]) + 1
    page = Page(number, width, height, tuple(blocks), image, failed, source)
    return upright(page, _angles(element))


def _angles(element: Any) -> Iterator[float]:  # noqa: ANN401
    for line in (e for e in element.iter() if _classes(e) & _LINES):
        yield float(m[1]) if (m := _ANGLE.search(line.get("title") or "")) else 0.0


def _read_lines(element: Any, ours: bool) -> Iterator[Line]:  # noqa: ANN401
    for child in element.iter():
        classes = _classes(child)
        header = not ours and bool(classes & {"ocr_header", "ocr_footer", "ocr_pageno"})
        if not classes & _LINES and not (header and not _has_line(child)):
            continue
        title = child.get("title") or ""
        glyphs, spaced = _read_words(child, ours)
        if not glyphs:
            continue
        box = _box(_BOX, title) or around(g.box for g in glyphs)
        cells = tuple(map(int, m[1].split())) if (m := _CELLS.search(title)) else ()
        yield Line(tuple(glyphs), box, cells, spaced)


def _has_line(element: Any) -> bool:  # noqa: ANN401
    return any(_classes(e) & _LINES for e in element.iter() if e is not element)


def _read_words(element: Any, ours: bool) -> tuple[list[Glyph], frozenset[int] | None]:  # noqa: ANN401
    glyphs: list[Glyph] = []
    starts: list[int] = []
    words = [e for e in element.iter() if _classes(e) & _WORDS] or [element]
    for word in words:
        title = word.get("title") or ""
        confidence = float(m[1]) if (m := _CONF.search(title)) else 100.0
        chars = [e for e in word.iter() if "ocrx_cinfo" in _classes(e)]
        chars = [e for e in chars if _CHARS.search(e.get("title") or "")]
        starts.append(len(glyphs))
        if chars:
            for char in chars:
                at = char.get("title") or ""
                box = _box(_CHARS, at) or (0, 0, 0, 0)
                sure = float(m[1]) if (m := _CONF.search(at)) else confidence
                # Tesseract is sure of every character even of a page upside down; of
                # its words it is not. Ours are written the same for all of a word.
                sure = round(min(sure, confidence) if not ours else sure, 1)
                text = (char.text or "").strip()
                if text:
                    glyphs.append(Glyph(text, box, sure))
        else:
            text = "".join("".join(word.itertext()).split()) if word is not element else ""
            if word is element:
                text = " ".join("".join(word.itertext()).split())
            glyphs += spread(text, _box(_BOX, title) or (0, 0, 0, 0), confidence)
    return glyphs, (frozenset(starts[1:]) if ours else None)


def spread(text: str, box: Box, confidence: float) -> list[Glyph]:
    """A word's characters, its box shared out among them by width; blanks are gaps."""
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    total = sum(widths) or 1.0
    out: list[Glyph] = []
    x = float(box[0])
    for char, share in zip(text, widths, strict=True):
        step = (box[2] - box[0]) * share / total
        if not char.isspace():
            out.append(Glyph(char, (round(x), box[1], round(x + step), box[3]), confidence))
        x += step
    return out


def _classes(element: Any) -> set[str]:  # noqa: ANN401
    return set((element.get("class") or "").split())


def _box(pattern: re.Pattern[str], title: str) -> Box | None:
    found = pattern.search(title)
    if not found:
        return None
    x0, y0, x1, y1 = (int(value) for value in found.groups())
    return (x0, y0, x1, y1)
