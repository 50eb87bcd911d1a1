"""The lines of a text as the search for joins sees them, and what a join is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from repair.joins import evidence as ev
from repair.joins.contents import Contents, find_contents

BLANKS = " \t\u3000\r\f\xa0"


class Kind(StrEnum):
    """What was cut."""

    PARAGRAPH = "paragraph"
    TITLE = "title"
    ENTRY = "contents entry"
    COVER = "cover"
    ROW = "name list row"


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

    @property
    def safe(self) -> bool:
        return self.confidence >= ev.SAFE


class Frame:
    """A text's lines, which of them are not blank, where they start, the contents page."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.filled = [i for i, line in enumerate(self.lines) if line and not line.isspace()]

    @cached_property
    def starts(self) -> list[int]:
        """Offsets of the lines."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

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
        return Join(first, second, start, end, glue, kind, round(confidence, 3), evidence)
