"""From pages to the text a person reads, with the page and box of every piece of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from repair.ocr.layout import link_pages
from repair.ocr.page import FURNITURE, TABLE, Box, Line, Page, around
from repair.ocr.turned import as_it_came
from repair.source import Layout, Region, Regions


def text_of(pages: Iterable[Page]) -> tuple[str, Layout]:
    """One paragraph, heading or table row a line, and where on the pages it stands.

    Lines of a paragraph are joined, also across pages; running heads and page numbers
    stay in the layout file only. Regions are words, so a fix has the box of its word.
    """
    out = io.StringIO()
    regions = Regions()
    layers: set[int] = set()
    turned: dict[int, int] = {}
    position = count = 0
    before: Page | None = None
    last = ""
    for raw in pages:
        page = link_pages(before, raw)
        count += 1
        if page.source == "text-layer":
            layers.add(page.number)
        if page.turn:
            turned[page.number] = page.turn
        for blank, piece, box in _pieces(page, last):
            out.write(blank + piece)
            position += len(blank)
            if piece:
                place = as_it_came(page, box)
                regions.append(Region(position, position + len(piece), page.number, place))
                position += len(piece)
                last = piece[-1]
        if page.lines:
            before = page
    text = out.getvalue()
    read = not count or len(layers) < count
    return (text + "\n" if text else ""), Layout(regions, read, frozenset(layers), turned)


_Piece = tuple[str, str, Box]
"""White space, what stands behind it, and its box."""


def _pieces(page: Page, last: str) -> Iterator[_Piece]:
    """The text of a page in pieces; ``last`` is the character before it."""
    for block in page.blocks:
        if block.kind in FURNITURE:
            continue
        for index, line in enumerate(block.lines):
            joined = (index > 0 or block.continues) and block.kind != TABLE
            before = "" if not last else glue(last, line) if joined else "\n"
            for piece in _words(line, before):
                yield piece
                last = piece[1][-1:]
            if line.empty_end:
                yield "\t" * line.empty_end, "", line.box


def glue(last: str, line: Line) -> str:
    """What goes between two lines of one paragraph: a blank between Latin words, else nothing."""
    first = line.glyphs[0].text[:1]
    latin = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
    return " " if latin else ""


def _words(line: Line, before: str) -> Iterator[_Piece]:
    run: list[tuple[str, Box]] = []
    lead = before
    for gap, glyph in line.pieces():
        # Runs of a few characters: boxes near enough to point at, few enough to keep.
        if run and (gap or len(run) >= 4):
            yield lead, "".join(t for t, _ in run), around(b for _, b in run)
            run, lead = [], ""
        if gap:
            lead += gap
        run.append((glyph.text, glyph.box))
    if run:
        yield lead, "".join(t for t, _ in run), around(b for _, b in run)


def page_text(page: Page) -> str:
    """The text of one page alone."""
    return text_of([page])[0]
