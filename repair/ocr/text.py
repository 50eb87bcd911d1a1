"""From pages to the text a person reads, with the page and box of every piece of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repair.ocr.layout import link_pages
from repair.ocr.page import FURNITURE, TABLE, Block, Line, Page, around
from repair.source import Layout, Region


def text_of(pages: Iterable[Page]) -> tuple[str, Layout]:
    """One paragraph, heading or table row a line, and where on the pages it stands.

    Lines of a paragraph are joined, also across pages; running heads and page numbers
    stay in the layout file only. Regions are words, so a fix has the box of its word.
    """
    pieces: list[str] = []
    regions: list[Region] = []
    position = 0
    kept = list(pages)
    for before, piece, region in _pieces(kept):
        if before:
            pieces.append(before)
            position += len(before)
        if piece:
            pieces.append(piece)
            number, box = region
            regions.append(Region(position, position + len(piece), number, box))
            position += len(piece)
    text = "".join(pieces)
    layers = frozenset(page.number for page in kept if page.source == "text-layer")
    read = not kept or len(layers) < len(kept)
    return (text + "\n" if text else ""), Layout(tuple(regions), read, layers)


_Piece = tuple[str, str, tuple[int, tuple[int, int, int, int]]]


def _pieces(pages: Iterable[Page]) -> Iterator[_Piece]:
    last_page: Page | None = None
    last_char = ""
    for raw in pages:
        page = link_pages(last_page, raw)
        for block in page.blocks:
            if block.kind in FURNITURE:
                continue
            for index, line in enumerate(block.lines):
                joined = (index > 0 or block.continues) and block.kind != TABLE
                before = ("" if not joined else glue(last_char, line)) if last_char else ""
                if last_char and not joined:
                    before = "\n"
                for piece in _words(line, before, page.number):
                    yield piece
                    last_char = piece[1][-1:]
                if line.empty_end:
                    yield "\t" * line.empty_end, "", (page.number, line.box)
        if page.lines:
            last_page = page


def glue(last: str, line: Line) -> str:
    """What goes between two lines of one paragraph: a blank between Latin words, else nothing."""
    first = line.glyphs[0].text[:1]
    latin = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
    return " " if latin else ""


def _words(line: Line, before: str, number: int) -> Iterator[_Piece]:
    run: list[tuple[str, tuple[int, int, int, int]]] = []
    lead = before
    for gap, glyph in line.pieces():
        # Runs of a few characters: boxes near enough to point at, few enough to keep.
        if run and (gap or len(run) >= 4):
            yield lead, "".join(t for t, _ in run), (number, around(b for _, b in run))
            run, lead = [], ""
        if gap:
            lead += gap
        run.append((glyph.text, glyph.box))
    if run:
        yield lead, "".join(t for t, _ in run), (number, around(b for _, b in run))


def page_text(page: Page) -> str:
    """The text of one page alone."""
    return text_of([page])[0]


def is_empty(block: Block) -> bool:
    """Whether nothing was read in a block."""
    return not any(line.glyphs for line in block.lines)
