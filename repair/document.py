"""Lines, pages and blocks of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.context import Context

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``[start, end)`` without its newline, in code points of the text."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


class Document:
    """The structure of one text, each part worked out when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, blank ones too."""
        out = []
        for match in _LINE.finditer(self.text):
            line = match[0].removesuffix("\n")
            out.append(Line(match.start(), match.start() + len(line), line))
        return tuple(out)

    @cached_property
    def page_starts(self) -> tuple[int, ...]:
        """Offsets where pages begin, from form feeds; (0,) when there are none."""
        return (0, *(m.end() for m in re.finditer("\f", self.text)))


def analyse(context: Context) -> Document:
    """The document of a context's text."""
    return Document(context.text)
