"""Sets pages of Chinese print with Pillow and a free font: page images with known text.

A simulator: knows nothing of the repair tool. A page is a list of elements set from top
to bottom; what a reader should get back is put together beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

#: Faces of Debian's packages, with the index in the file. First the Song faces, those of
#: fonts-noto-cjk, fonts-arphic-uming and fonts-arphic-gbsn00lp; then Hei (fonts-noto-cjk,
#: fonts-wqy-zenhei) and Kai (fonts-arphic-ukai).
FONTS = {
    "noto": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "uming": ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    "noto-bold": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    "gbsn": ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "noto-hei": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    "zenhei": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    "ukai": ("/usr/share/fonts/truetype/arphic/ukai.ttc", 0),
}
_NO_START = "，。、；：？！”’）》〉】〕％℃"
_NO_END = "“‘（《〈【〔"


@dataclass(frozen=True)
class Paragraph:
    """Running text, its first line indented by two characters."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A centred line."""

    text: str
    larger: float = 1.3


@dataclass(frozen=True)
class Columns:
    """Running text in two columns."""

    paragraphs: tuple[str, ...]
    lines: int = 0
    """Lines of a column; 0: as many as make both equally long."""


@dataclass(frozen=True)
class Table:
    """Cells in ruled boxes; ``widths`` in characters."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Roster:
    """Columns without rulings, at fixed places (in characters)."""

    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Contents:
    """Titles with the number of their page at the right edge, dots between."""

    entries: tuple[tuple[str, str], ...]
    leader: str = "…"


@dataclass(frozen=True)
class AtRight:
    """A line that ends four characters from the right edge: a signature, a date."""

    text: str


@dataclass(frozen=True)
class PageNumber:
    """At the foot, between dashes."""

    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A character on a page: the upper left of its square, and its height, in pixels."""

    char: str
    x: float
    y: float
    size: int


Element = Paragraph | Heading | Columns | Table | Roster | Contents | AtRight | PageNumber


def available(font: str) -> bool:
    """Whether a font is installed."""
    return Path(FONTS[font][0]).exists()


@cache
def _face(font: str, size: int) -> ImageFont.FreeTypeFont:
    path, index = FONTS[font]
    return ImageFont.truetype(path, size, index=index)


@cache
def _inset(font: str, char: str) -> float:
    """Ems to the right that an opening quote of half width is set, to end its square."""
    return 0.5 if char in "“‘" and _face(font, 100).getlength(char) < 60 else 0.0


def typeset(
    elements: Sequence[Element], *, font: str = "noto", dpi: int = 300, points: float = 16
) -> Image.Image:
    """An A4 page. Raises ``ValueError`` when the elements do not fit."""
    return typeset_placed(elements, font=font, dpi=dpi, points=points)[0]


def typeset_placed(
    elements: Sequence[Element], *, font: str = "noto", dpi: int = 300, points: float = 16
) -> tuple[Image.Image, tuple[Placed, ...]]:
    """The page of :func:`typeset`, and where each character stands on it."""
    setter = _Setter(font, dpi, points)
    for element in elements:
        setter.add(element)
    return setter.image, tuple(setter.placed)


def truth(elements: Sequence[Element]) -> str:
    """What a reader should get: a paragraph, heading or row a line, cells apart by tabs."""
    out: list[str] = []
    for element in elements:
        if isinstance(element, Paragraph | Heading | AtRight):
            out.append(element.text)
        elif isinstance(element, Columns):
            out += element.paragraphs
        elif isinstance(element, Contents):
            out += [f"{title}{element.leader * 3}{number}" for title, number in element.entries]
        elif isinstance(element, Table | Roster):
            out += ["\t".join(row) for row in element.rows]
    return "\n".join(out) + "\n"


class _Setter:
    def __init__(self, font: str, dpi: int, points: float) -> None:
        self.em = round(points * dpi / 72)
        self.image = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.font = font
        self.placed: list[Placed] = []
        self.left = round(self.image.width * 0.13)
        self.units = (self.image.width - 2 * self.left) // self.em
        self.y = round(self.image.height * 0.1)
        self.pitch = round(self.em * 1.75)

    def add(self, element: Element) -> None:
        if isinstance(element, PageNumber):
            self._centred(f"— {element.text} —", self.em, self.image.height * 94 // 100)
            return
        if isinstance(element, Paragraph):
            for line in wrap("　　" + element.text, self.units):
                self._line(line, self.left)
        elif isinstance(element, Heading):
            size = round(self.em * element.larger)
            self._centred(element.text, size, self.y)
            self.y += round(1.4 * self.pitch)
        elif isinstance(element, Columns):
            self._columns(element)
        elif isinstance(element, Table):
            self._table(element)
        elif isinstance(element, Contents):
            self._contents(element)
        elif isinstance(element, AtRight):
            width = self.em * (4 + sum(map(_width, element.text)))
            self._line(element.text, self.left + self.units * self.em - width)
        else:
            for row in element.rows:
                for cell, place in zip(row, element.places, strict=True):
                    self._text(cell, self.left + place * self.em, self.y)
                self.y += self.pitch
        if self.y > self.image.height * 0.93:
            raise ValueError("the elements do not fit on the page")

    def _line(self, line: str, x: float) -> None:
        self._text(line, x, self.y)
        self.y += self.pitch

    def _text(self, text: str, x: float, y: float, size: int = 0) -> None:
        size = size or self.em
        face = _face(self.font, size)
        for char in text:
            inset = _inset(self.font, char) * size
            self.draw.text((round(x + inset), round(y)), char, font=face, fill=0)
            self.placed.append(Placed(char, x, y, size))
            x += size * _width(char)

    def _centred(self, text: str, size: int, y: float) -> None:
        width = size * sum(map(_width, text))
        self._text(text, (self.image.width - width) / 2, y, size)

    def _columns(self, element: Columns) -> None:
        units = (self.units - 2) // 2
        lines = [line for p in element.paragraphs for line in wrap("　　" + p, units)]
        top, high = self.y, element.lines or -(-len(lines) // 2)
        for index, line in enumerate(lines):
            column, row = divmod(index, high)
            if column > 1:
                raise ValueError("the text does not fit in two columns")
            x = self.left + column * (self.units - units) * self.em
            self._text(line, x, top + row * self.pitch)
        self.y = top + high * self.pitch

    def _contents(self, element: Contents) -> None:
        for title, number in element.entries:
            *whole, last = wrap(title, self.units - 4)
            for line in whole:
                self._line(line, self.left)
            self._text(last, self.left, self.y)
            end = self.left + (self.units - sum(map(_width, number))) * self.em
            x = self.left + (sum(map(_width, last)) + 0.5) * self.em
            step = self.em * _width(element.leader)
            while x + step < end - self.em / 4:
                self._text(element.leader, x, self.y)
                x += step
            self._line(number, end)

    def _table(self, element: Table) -> None:
        edges = [self.left]
        for width in element.widths:
            edges.append(edges[-1] + round((width + 1) * self.em))
        top = self.y
        rule = max(2, self.em // 20)
        for row in element.rows:
            cells = [wrap(c, w) if c else [] for c, w in zip(row, element.widths, strict=True)]
            height = max(1, *(len(cell) for cell in cells)) * round(self.em * 1.4)
            self.draw.line((edges[0], self.y, edges[-1], self.y), 0, rule)
            for lines, x in zip(cells, edges, strict=False):
                for index, line in enumerate(lines):
                    y = self.y + self.em * 0.3 + index * self.em * 1.4
                    self._text(line, x + self.em / 2, y)
            self.y += height + round(self.em * 0.5)
        self.draw.line((edges[0], self.y, edges[-1], self.y), 0, rule)
        for x in edges:
            self.draw.line((x, top, x, self.y), 0, rule)
        self.y += self.pitch


def wrap(text: str, units: int) -> list[str]:
    """Lines of at most ``units`` ems; signs that may not begin a line stay with the one before."""
    lines = [""]
    width = 0.0
    for index, char in enumerate(text):
        step = _width(char)
        following = text[index + 1 : index + 2]
        full = width + step > units
        lonely = char in _NO_END and following and width + 2 * step > units
        if lonely or (full and char not in _NO_START):
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += step
    return [line for line in lines if line]


def _width(char: str) -> float:
    return 0.5 if char.isascii() else 1.0
