"""The lines of a text as the search for joins sees them, and what a join is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise

from repair.document import lines_of
from repair.joins import evidence as ev
from repair.joins.contents import Contents, find_contents
from repair.pages.furniture import find_furniture
from repair.pages.wrapped import Wrap, find_wrap

BLANKS = " \t\u3000\r\f\xa0"


class Kind(StrEnum):
    """What was cut."""

    PARAGRAPH = "paragraph"
    TITLE = "title"
    ENTRY = "contents entry"
    COVER = "cover"
    ROW = "name list row"
    WRAP = "printed line"


@dataclass(frozen=True, slots=True)
class Join:
    """Two lines that belong together: put ``glue`` for ``[start, end)``."""

    first: int
    second: int
    start: int
    end: int
    glue: str
    kind: Kind
    confidence: float
    evidence: tuple[str, ...]
    furniture: bool = False
    """Page numbers or running heads lie between; they go with the join."""

    @property
    def safe(self) -> bool:
        return self.confidence >= ev.SAFE


class Frame:
    """A text's lines, which of them are not blank, where they start, the contents page."""

    def __init__(self, text: str, furniture: Collection[int] = ()) -> None:
        self.text = text
        known = lines_of(text)
        self.lines = known.texts
        self.starts = known.starts
        """Offsets of the lines."""
        self.furniture = furniture
        """Indices of lines that belong to the page; they are looked through."""
        self.filled = known.filled
        if furniture:
            self.filled = [line for line in self.filled if line not in furniture]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Neighbouring lines that are neither blank nor furniture."""
        return pairwise(self.filled)

    def between(self, pair: tuple[int, int]) -> list[str]:
        """The lines between two lines, without furniture."""
        inside = range(pair[0] + 1, pair[1])
        return [self.lines[line] for line in inside if line not in self.furniture]

    def crosses(self, pair: tuple[int, int]) -> bool:
        """Whether furniture or a form feed lies between two lines: a page ends there."""
        if self.furniture and any(line in self.furniture for line in range(pair[0] + 1, pair[1])):
            return True
        return self._feeds and "\f" in self.text[self.starts[pair[0]] : self.starts[pair[1]] + 2]

    @cached_property
    def _feeds(self) -> bool:
        return "\f" in self.text

    @cached_property
    def breaks(self) -> int:
        """How many page ends the source shows by page numbers or form feeds."""
        return max(len(self.furniture), self.text.count("\f"))

    @cached_property
    def indented(self) -> bool:
        """Whether most lines begin with blanks and a hanzi: paragraphs are indented here."""
        lines = [self.lines[line] for line in self.filled if self.lines[line][0] in " \u3000"]
        blank = sum(not line.lstrip()[:1].isascii() for line in lines)
        return blank > 0.5 * len(self.filled)

    @cached_property
    def contents(self) -> Contents | None:
        return find_contents(self.lines, self.filled)

    @cached_property
    def squeezed(self) -> str:
        """The text without any blanks, to look titles up in."""
        return "".join(self.text.split())

    def join(
        self,
        lines: tuple[int, int],
        kind: Kind,
        evidence: tuple[str, ...],
        *,
        confidence: float,
        glue: str = "",
    ) -> Join:
        """The join of two lines: everything blank between them goes."""
        first, second = lines
        start = self.starts[first] + len(self.lines[first].rstrip(BLANKS))
        below = self.lines[second]
        end = self.starts[second] + len(below) - len(below.lstrip(BLANKS))
        crossed = bool(self.furniture) and any(
            line in self.furniture for line in range(first + 1, second)
        )
        return Join(first, second, start, end, glue, kind, round(confidence, 3), evidence, crossed)


@lru_cache(maxsize=2)
def wrap_of(text: str) -> Wrap | None:
    """How a text is wrapped, if every printed line of it is a line."""
    frame = Frame(text, {item.line for item in find_furniture(text)})
    return find_wrap(frame.lines, frame.filled)
