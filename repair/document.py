"""Lines, pages and blocks of a text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from repair.context import Context
    from repair.pages.layout import Page


class Line(NamedTuple):
    """One line: ``[start, end)`` without its newline, in code points of the text."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


class Document:
    """The structure of one text, each part worked out when first asked for."""

    def __init__(self, text: str, context: Context | None = None) -> None:
        self.text = text
        self._context = context

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, blank ones too."""
        texts = self.text.split("\n")
        if not texts[-1]:
            texts.pop()
        out = []
        start = 0
        for text in texts:
            end = start + len(text)
            out.append(Line(start, end, text))
            start = end + 1
        return tuple(out)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The printed pages: spans and printed numbers. One page where nothing tells."""
        from repair.context import Context
        from repair.pages.layout import geometry

        return (self._context or Context(self.text)).get(geometry).pages

    @property
    def page_starts(self) -> tuple[int, ...]:
        """Offsets where pages begin."""
        return tuple(page.start for page in self.pages)


def analyse(context: Context) -> Document:
    """The document of a context's text."""
    return Document(context.text, context)
