"""What was read on a page: glyphs, words, lines and blocks, each with its box.

Boxes are ``(x0, y0, x1, y1)`` in pixels of the page as it came, from the top left; of a page
that lies on its side or head, of the page turned upright (:mod:`repair.ocr.turned`).
Recognition, text layers, hOCR and ALTO all become this; text is made from this alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Box = tuple[int, int, int, int]

#: Kinds of blocks. Furniture (running heads, page numbers) is kept but not part of the text.
TEXT, TABLE, HEADER, PAGE_NUMBER = "text", "table", "header", "page number"
FURNITURE = frozenset({HEADER, PAGE_NUMBER})

_ASCII_WORD = re.compile(r"[!-~]")
_SIGN = re.compile(r"[，。、；：？！“”‘’（）〔〕《》〈〉【】…—,.;:?!()\[\]\"']")
#: Gaps in ems. A full-width blank leaves 1 em and the letters' own margins (0.1 em each);
#: a half-width blank between Latin words leaves 0.25 em.
_WIDE_GAP = 0.8
_LATIN_GAP = 0.3
_DIGIT_GAP = 0.6


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, or a few that could not be told apart, and how sure the reader was."""

    text: str
    box: Box
    confidence: float = 100.0


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that stand side by side.

    ``cells`` holds, for each table cell after the first, the index of the glyph it begins
    with; an empty cell has the index of the next one.
    """

    glyphs: tuple[Glyph, ...]
    box: Box
    cells: tuple[int, ...] = ()
    space: frozenset[int] | None = field(default=None, compare=False)
    """Glyph indexes with a blank before them; None: told from the gaps."""

    @property
    def em(self) -> float:
        """Height of the characters in pixels."""
        heights = sorted(g.box[3] - g.box[1] for g in self.glyphs if "一" <= g.text[:1] <= "鿿")
        heights = heights or [self.box[3] - self.box[1]]
        return max(1.0, heights[len(heights) // 2] / 0.9)

    @property
    def text(self) -> str:
        """The line as written: blanks where the gaps show them, tabs between cells."""
        written = "".join(before + glyph.text for before, glyph in self.pieces())
        return written + "\t" * self.empty_end

    @property
    def empty_end(self) -> int:
        """How many empty cells end the row."""
        return sum(index >= len(self.glyphs) for index in self.cells)

    def pieces(self) -> list[tuple[str, Glyph]]:
        """Every glyph with the white space that stands before it."""
        out: list[tuple[str, Glyph]] = []
        em = self.em
        for index, glyph in enumerate(self.glyphs):
            before = "\t" * self.cells.count(index)
            if not before and index and self._blank(index, em):
                before = " "
            out.append((before, glyph))
        return out

    def _blank(self, index: int, em: float) -> bool:
        if self.space is not None:
            return index in self.space
        left, right = self.glyphs[index - 1], self.glyphs[index]
        return is_blank(left.text, right.text, (right.box[0] - left.box[2]) / em)


def is_blank(left: str, right: str, gap: float) -> bool:
    """Whether white of ``gap`` ems between two characters is a printed blank."""
    if _ASCII_WORD.match(left[-1:]) and _ASCII_WORD.match(right[:1]):
        digits = left[-1:].isdigit() and right[:1].isdigit()
        return gap > (_DIGIT_GAP if digits else _LATIN_GAP)
    if _SIGN.match(left[-1:]) or _SIGN.match(right[:1]):
        return gap > _WIDE_GAP + 0.6
    return gap > _WIDE_GAP


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a table row's table or a piece of furniture: lines in order."""

    lines: tuple[Line, ...]
    kind: str = TEXT
    continues: bool = False
    """The first line carries on the paragraph of the block before."""

    @property
    def box(self) -> Box:
        return around(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number (1-based, as in the file), its size in pixels, its blocks in order."""

    number: int
    width: int
    height: int
    blocks: tuple[Block, ...] = ()
    image: str = ""
    """Name of the image or document it came from."""
    failed: str = ""
    """Why the page could not be read; empty when it was."""
    source: str = "ocr"
    """``ocr``, ``text-layer`` or the name of the program that wrote the layout file."""
    turn: int = 0
    """Degrees counter-clockwise by which its image was turned to lie upright: 0, 90, 180, 270."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines that are part of the text, in reading order."""
        return tuple(
            line for block in self.blocks if block.kind not in FURNITURE for line in block.lines
        )

    @property
    def confidence(self) -> float:
        """Mean confidence of the glyphs, 0–100; 0 for a page without any."""
        values = [g.confidence for block in self.blocks for ln in block.lines for g in ln.glyphs]
        return sum(values) / len(values) if values else 0.0


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box round some boxes; all zero when there are none."""
    items = list(boxes)
    if not items:
        return (0, 0, 0, 0)
    return (
        min(b[0] for b in items),
        min(b[1] for b in items),
        max(b[2] for b in items),
        max(b[3] for b in items),
    )


def line_of(glyphs: Iterable[Glyph], cells: tuple[int, ...] = ()) -> Line:
    """A line round some glyphs."""
    items = tuple(glyphs)
    return Line(items, around(g.box for g in items), cells)
