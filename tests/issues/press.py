"""Prints an issue to lines and pages, and reads it as extractors do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.damage_lines import width_of, wrap
from tests.issues.content import Block, Document
from tests.issues.garble import Piece, Signs, cells

_HALF = str.maketrans("，；：！？（）", ",;:!?()")
_STOPS = "。；：！？，、"


@dataclass(frozen=True)
class Mix:
    """How an issue is printed and read; shares are of pages, blocks or places."""

    name: str = ""
    width: int = 28
    rows: int = 22
    columns: int = 1
    blank: bool = True
    """A blank line between blocks."""
    wrapped: float = 0.0
    """Share of the paragraphs that keep their printed line ends; 1: every printed line a line."""
    indent: str = ""
    """What stands before paragraphs where every printed line is a line."""
    number: str = ""
    """A page number, with {} for the figure; none where empty."""
    head: bool = False
    markdown: float = 0.0
    half: float = 0.0
    spaced: float = 0.0
    together: float = 0.0
    doubled: float = 0.0
    signs: Signs = field(default_factory=Signs)


@dataclass
class Issue:
    """A damaged issue, what was printed, and piece by piece how they differ."""

    mix: Mix
    pieces: list[Piece]

    @property
    def damaged(self) -> str:
        """What the extractor gave."""
        return "".join(piece.wrong for piece in self.pieces)

    @property
    def printed(self) -> str:
        """The truth: a paragraph, title, entry or row a line."""
        return "".join(piece.right for piece in self.pieces)


@dataclass
class _Page:
    """How one page was read."""

    markdown: bool
    bold: bool
    half: bool
    spaced: bool


class _Press:
    """Where printing stands: the page, its rows, and the pieces so far."""

    def __init__(self, mix: Mix, head: str, rng: random.Random) -> None:
        self.mix, self.rng, self.head = mix, rng, head
        self.pieces: list[Piece] = []
        self.row = self.column = 0
        self.number = 1
        self.page = self._style()

    def _style(self) -> _Page:
        mix, rng = self.mix, self.rng
        return _Page(
            rng.random() < mix.markdown, rng.random() < 0.3, rng.random() < mix.half,
            rng.random() < mix.spaced,
        )  # fmt: skip

    @property
    def gap(self) -> str:
        return "\n\n" if self.mix.blank else "\n"

    def turn(self) -> list[str]:
        """Go to the next column or page; what stands between the two."""
        self.row = 0
        self.column = (self.column + 1) % self.mix.columns
        if self.column:
            return []
        lines = [self.mix.number.format(self.number)] if self.mix.number else []
        self.number += 1
        self.page = self._style()
        return [*lines, self.head] if self.mix.head else lines

    def fresh(self) -> None:
        """The next block begins a page."""
        while self.row or self.column:
            self.pieces += self.furniture(self.turn())

    def furniture(self, lines: Sequence[str]) -> list[Piece]:
        """Page number and running head, each with the gap behind it."""
        kinds = ["running head" if line == self.head else "page number" for line in lines]
        return [Piece(line + self.gap, "", kind) for line, kind in zip(lines, kinds, strict=True)]

    def cut(self, above: str, below: str, title: bool) -> list[Piece]:
        """The break of a page or column within a block; a character may come twice."""
        where = "column" if self.column + 1 < self.mix.columns else "page"
        lines = self.turn()
        kind = "title cut" if title else f"{where} cut"
        if above in _STOPS:
            kind += " after a stop"
        elif (above + below).isdigit():
            kind += " in a figure"
        pieces = [Piece(self.gap, "", kind), *self.furniture(lines)]
        twice = self.rng.random() < self.mix.doubled
        if twice and above != below and "一" <= above <= "龥":
            pieces.append(Piece(above, "", "doubled at cut"))
        return pieces

    def read(self, cell: Piece, before: str) -> Piece:
        """A character as its page was read: blanks and width are no damage."""
        wrong = cell.wrong
        if cell.wrong == cell.right:
            if self.page.half:
                wrong = wrong.translate(_HALF)
            if self.page.spaced and before and before.isdigit() != wrong.isdigit():
                wrong = " " + wrong if not (before in _STOPS or wrong in _STOPS) else wrong
        return replace(cell, wrong=wrong)


def _lines(block: Block, mix: Mix) -> list[str]:
    """The printed lines of a block; a long title is set in lines about alike."""
    text = block.text
    size = sum(map(width_of, text))
    if block.kind in ("title", "cover", "issuer") and size > mix.width * 0.8:
        return wrap(text, size / -(-size // (mix.width * 0.8)) + 1, 0.0)
    indent = 2.0 if block.kind in ("paragraph", "item", "heading", "addressee") else 0.0
    return wrap(text, mix.width, indent if block.kind != "addressee" else 0.0)


def _block(press: _Press, block: Block) -> None:
    mix, rng = press.mix, press.rng
    if block.rows:
        parts = tuple(cells(block.text, mix.signs, rng))
        wrong = "".join(cell.wrong for cell in parts)
        right = "\n".join("\t".join(row) for row in block.rows)
        rows = tuple(map(tuple, block.rows))
        press.pieces.append(Piece(wrong, right, block.kind, rows, parts))
        press.row += sum(len(line) // mix.width + 1 for line in block.text.split("\n"))
        while press.row >= mix.rows:
            rest = press.row - mix.rows
            press.turn()
            press.row = rest
        return
    found = cells(block.text, mix.signs, rng)
    lines = _lines(block, mix)
    kept = rng.random() < mix.wrapped and len(lines) > 1
    marks = _markdown(press, block)
    prose = block.kind in ("paragraph", "item", "heading")
    if mix.indent and prose:
        press.pieces.append(Piece(mix.indent, mix.indent))
    press.pieces += marks[:1]
    at, before = 0, ""
    for number, line in enumerate(lines):
        if number and press.row >= mix.rows:
            press.pieces += press.cut(lines[number - 1][-1], line[0], block.kind == "title")
        elif number and block.kind in ("title", "cover"):
            press.pieces.append(Piece(press.gap, "", "title"))
        elif number and block.kind == "entry":
            press.pieces.append(Piece("\n", "", "contents entry"))
        elif number and kept:
            press.pieces.append(Piece("\n", "", "wrap"))
        before = "" if kept or press.pieces[-1].kind else before
        for cell in found[at : at + len(line)]:
            press.pieces.append(press.read(cell, before))
            before = cell.right
        at += len(line)
        press.row += 1
    press.pieces += marks[1:]


def _markdown(press: _Press, block: Block) -> list[Piece]:
    """Markdown marks before a block, and after it; none within a line."""
    if not press.page.markdown or press.pieces[-1].kind == "run together":
        return []
    if block.kind in ("title", "heading", "cover"):
        if press.page.bold:
            return [Piece("**", "", "markdown"), Piece("**", "", "markdown")]
        return [Piece("## ", "", "markdown")]
    if block.kind in ("item", "entry"):
        return [Piece("- ", "", "markdown")]
    return []


def extract(documents: Sequence[Document], mix: Mix, seed: int) -> Issue:
    """An issue printed and read."""
    rng = random.Random(seed)
    cover = documents[0].blocks
    press = _Press(mix, f"{cover[0].text} {cover[1].text}", rng)
    press.pieces.append(Piece("", ""))
    above = ""
    for document in documents:
        fresh = rng.random() < 0.7 or above in ("cover", "entry")
        for block in document.blocks:
            if above:
                press.pieces.append(_between(press, above, block.kind))
                if fresh:
                    press.fresh()
                elif press.row >= mix.rows:
                    press.pieces += press.furniture(press.turn())
                fresh = False
            _block(press, block)
            above = block.kind
    press.pieces.append(Piece("\n", "\n"))
    return Issue(mix, press.pieces)


def _between(press: _Press, above: str, kind: str) -> Piece:
    if (above, kind) == ("issuer", "title") and press.rng.random() < press.mix.together:
        return Piece(" ", press.gap, "run together")
    gap = "\n" if above == kind == "entry" else press.gap
    return Piece(gap, gap)
