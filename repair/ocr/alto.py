"""ALTO 4: the libraries' layout format, written on request and read from any engine.

After the ALTO 4.4 schema of the Library of Congress. Words are ``String`` elements,
characters their ``Glyph`` children; what we add (failed pages, blocks that carry on a
paragraph, cells) has places of its own there: ``TAGREFS`` name labels in ``Tags``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from repair.errors import InputError
from repair.ocr import xml
from repair.ocr.hocr import SYSTEM, spread, words_of
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

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" SCHEMAVERSION="4.4">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
  <sourceImageInformation><fileName>{title}</fileName></sourceImageInformation>
  <Processing ID="read"><processingSoftware><softwareName>{system}</softwareName>\
</processingSoftware></Processing>
 </Description>
 <Tags>
  <LayoutTag ID="table" LABEL="table" />
  <LayoutTag ID="header" LABEL="running head" />
  <LayoutTag ID="number" LABEL="page number" />
  <LayoutTag ID="continues" LABEL="continues the paragraph before" />
  <LayoutTag ID="cell" LABEL="first word of a table cell" />
 </Tags>
 <Layout>
"""
_TAIL = " </Layout>\n</alto>\n"
_EMPTY_CELL = '      <String CONTENT="" TAGREFS="cell" />\n'
_TAGS = {TEXT: "", TABLE: "table", HEADER: "header", PAGE_NUMBER: "number"}
_KINDS = {tag: kind for kind, tag in _TAGS.items() if tag}
_WANTED = frozenset({"MeasurementUnit", "softwareName", "fileName", "Page"})
#: Units of length, in pixels of 300 dpi.
_SCALES = {"inch1200": 300 / 1200, "mm10": 300 / 254}


def write(pages: Iterable[Page], title: str) -> Iterator[str]:
    """The file in pieces, one per page."""
    yield _HEAD.format(title=escape(title), system=SYSTEM)
    for page in pages:
        yield _page(page)
    yield _TAIL


def _page(page: Page) -> str:
    n = page.number
    size = 'WIDTH="{}" HEIGHT="{}"'.format(*size_as_it_came(page))
    angle = f' ROTATION="{360 - page.turn}"' if page.turn else ""
    failed = f" PROCESSINGREFS={quoteattr('read')} PAGECLASS='failed'" if page.failed else ""
    out = [f'  <Page ID="page_{n}" PHYSICAL_IMG_NR="{n}" {size}{failed}>\n']
    out.append(f'   <PrintSpace HPOS="0" VPOS="0" {size}>\n')
    for b, block in enumerate(page.blocks, 1):
        tags = [_TAGS[block.kind]] * bool(_TAGS[block.kind]) + ["continues"] * block.continues
        refs = f' TAGREFS="{" ".join(tags)}"' if tags else ""
        out.append(f'    <TextBlock ID="block_{n}_{b}" {_place(page, block.box)}{refs}{angle}>\n')
        for i, line in enumerate(block.lines, 1):
            out.append(_line(page, line, f"{n}_{b}_{i}"))
        out.append("    </TextBlock>\n")
    out.append("   </PrintSpace>\n  </Page>\n")
    return "".join(out)


def _line(page: Page, line: Line, name: str) -> str:
    out = [f'     <TextLine ID="line_{name}" {_place(page, line.box)}>\n']
    position = 0
    for w, glyphs in enumerate(words_of(line), 1):
        box = around(g.box for g in glyphs)
        text = "".join(g.text for g in glyphs)
        sure = sum(g.confidence for g in glyphs) / len(glyphs) / 100
        if w > 1:
            out.append("      <SP />\n")
        new_cells = line.cells.count(position)
        out += [_EMPTY_CELL] * (new_cells - 1)
        cell = ' TAGREFS="cell"' * bool(new_cells)
        out.append(
            f'      <String ID="word_{name}_{w}" {_place(page, box)} WC="{sure:.3f}"'
            f" CONTENT={quoteattr(text)}{cell}>\n"
        )
        out += [
            f'       <Glyph {_place(page, g.box)} GC="{g.confidence / 100:.3f}"'
            f" CONTENT={quoteattr(g.text)} />\n"
            for g in glyphs
        ]
        out.append("      </String>\n")
        position += len(glyphs)
    out += [_EMPTY_CELL] * line.empty_end
    out.append("     </TextLine>\n")
    return "".join(out)


def _place(page: Page, box: Box) -> str:
    x0, y0, x1, y1 = as_it_came(page, box)
    return f'HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}"'


def read(data: bytes, name: str) -> tuple[list[Page], bool]:
    """The pages of an ALTO file (versions 2–4), and whether this program wrote it.

    Lengths in inch1200 or mm10 are turned into pixels of 300 dpi.
    Raises :class:`InputError` when the file holds no page.
    """
    found = list(stream(io.BytesIO(data), name))
    return [page for page, _ in found], found[0][1]


def stream(file: BinaryIO, name: str) -> Iterator[tuple[Page, bool]]:
    """The same from a file, page by page."""
    scale, ours, image, count = 1.0, False, "", 0
    for element in xml.elements(file, name, lambda e: xml.local(e) in _WANTED):
        text = (element.text or "").strip()
        match xml.local(element):
            case "MeasurementUnit":
                scale = _SCALES.get(text, 1.0)
            case "softwareName":
                ours = ours or text == SYSTEM
            case "fileName":
                image = image or text
            case _:
                count += 1
                yield _read_page(element, count, scale, image, ours), ours
    if not count:
        raise InputError(f"{name}: an ALTO file without a Page")


def _read_page(element: Any, number: int, scale: float, image: str, ours: bool) -> Page:  # noqa: ANN401
    width, height = _length(element, "WIDTH", scale), _length(element, "HEIGHT", scale)
    blocks: list[Block] = []
    angles: list[float] = []
    for block in (e for e in element.iter() if xml.local(e) == "TextBlock"):
        lines = [_read_line(e, scale, ours) for e in block.iter() if xml.local(e) == "TextLine"]
        kept = tuple(line for line in lines if line.glyphs)
        if not kept:
            continue
        tags = (block.get("TAGREFS") or "").split() if ours else []
        kind = next((_KINDS[tag] for tag in tags if tag in _KINDS), TEXT)
        blocks.append(Block(kept, kind, "continues" in tags))
        angles += [_number(block, "ROTATION")] * len(kept)
    whole = around(b.box for b in blocks)
    failed = "failed when it was read" if element.get("PAGECLASS") == "failed" else ""
    size = (width or whole[2], height or whole[3])
    return upright(Page(number, *size, tuple(blocks), image, failed, "alto"), angles)


def _read_line(element: Any, scale: float, ours: bool) -> Line:  # noqa: ANN401
    glyphs: list[Glyph] = []
    starts: list[int] = []
    cells: list[int] = []
    for word in (e for e in element.iter() if xml.local(e) == "String"):
        content = word.get("CONTENT") or ""
        sure = 100 * float(word.get("WC") or 1)
        if content:
            starts.append(len(glyphs))
        if "cell" in (word.get("TAGREFS") or "").split() and ours:
            cells.append(len(glyphs))
        parts = [e for e in word.iter() if xml.local(e) == "Glyph" and e.get("CONTENT")]
        if parts and "".join(e.get("CONTENT") for e in parts) == content:
            glyphs += [
                Glyph(e.get("CONTENT"), _box(e, scale), 100 * float(e.get("GC") or sure / 100))
                for e in parts
            ]
        else:
            glyphs += spread(content, _box(word, scale), sure)
    box = _box(element, scale)
    if not box[2] > box[0]:
        box = around(g.box for g in glyphs)
    return Line(tuple(glyphs), box, tuple(cells), frozenset(starts[1:]) if ours else None)


def _box(element: Any, scale: float) -> Box:  # noqa: ANN401
    x, y = _length(element, "HPOS", scale), _length(element, "VPOS", scale)
    return (x, y, x + _length(element, "WIDTH", scale), y + _length(element, "HEIGHT", scale))


def _length(element: Any, name: str, scale: float) -> int:  # noqa: ANN401
    return round(_number(element, name) * scale)


def _number(element: Any, name: str) -> float:  # noqa: ANN401
    try:
        return float(element.get(name) or 0)
    except ValueError:
        return 0.0
