"""Pages that lie on their side or head: between the image as it came and the page upright.

In memory a page is upright, for lines are level there. In files (layout files, reports)
boxes are counted in pixels of the image as it came, so that they fit on it in any program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from repair.ocr.page import Box, Glyph, Line, Page

QUARTERS = (0, 90, 180, 270)


def turned_box(box: Box, turn: int, size: tuple[int, int]) -> Box:
    """Where a box is when its page, of some width and height, is turned.

    ``turn`` is in degrees counter-clockwise, a multiple of 90.
    """
    x0, y0, x1, y1 = box
    width, height = size
    match turn % 360:
        case 90:
            return (y0, width - x1, y1, width - x0)
        case 180:
            return (width - x1, height - y1, width - x0, height - y0)
        case 270:
            return (height - y1, x0, height - y0, x1)
        case _:
            return box


def turned_size(turn: int, size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a page after it is turned."""
    return size if turn % 180 == 0 else (size[1], size[0])


def as_it_came(page: Page, box: Box) -> Box:
    """A box of an upright page in pixels of its image as it came."""
    return turned_box(box, -page.turn, (page.width, page.height))


def size_as_it_came(page: Page) -> tuple[int, int]:
    """Width and height of a page's image as it came."""
    return turned_size(page.turn, (page.width, page.height))


def upright(page: Page, angles: Iterable[float]) -> Page:
    """A page whose boxes are those of its image as it came, turned so that most lines are level.

    ``angles`` are those of its lines, in degrees counter-clockwise, as hOCR and ALTO have them.
    """
    known = Counter(round(angle / 90) * 90 % 360 for angle in angles)
    turn = -known.most_common(1)[0][0] % 360 if known else 0
    if not turn:
        return page
    size = (page.width, page.height)

    def moved(line: Line) -> Line:
        glyphs = tuple(
            Glyph(g.text, turned_box(g.box, turn, size), g.confidence) for g in line.glyphs
        )
        return replace(line, glyphs=glyphs, box=turned_box(line.box, turn, size))

    width, height = turned_size(turn, size)
    blocks = tuple(
        replace(block, lines=tuple(moved(line) for line in block.lines)) for block in page.blocks
    )
    return replace(page, width=width, height=height, blocks=blocks, turn=turn)
