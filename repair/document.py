"""Lines, pages and blocks of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, compress, count
from typing import TYPE_CHECKING, NamedTuple, overload

from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context
    from repair.pages.layout import Page


#: A number and little else: a page number among signs, a list mark, a cell. To take all that can
#: be taken is never wrong here, and half the work.
_NUMBER = (
    r"[^\S\n]*+[—–―－·•~～\-_=…(（\[【第]{0,4}+ ?+\d{1,4}+"
    r"[^\n\u4e00-\u8fff0-9]{0,4}+页?+[^\n]{0,9}+[^\S\n]*+(?=\n|\Z)"
)
#: A search for the newline before a line is far faster than one for its beginning.
_FIRST, _LATER = lazy(_NUMBER), lazy(rf"\n(?!\n){_NUMBER}")


class Line(NamedTuple):
    """One line: ``[start, end)`` without its newline, in code points of the text."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


class Lines(Sequence[Line]):
    """The lines of a text. A :class:`Line` is made when asked for, and few ever are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.texts = text.split("\n")
        """What stands between the newlines, also behind the last one (no line if empty)."""
        self._count = len(self.texts) - (not self.texts[-1])

    @cached_property
    def starts(self) -> list[int]:
        """Offsets of :attr:`texts`, and where one more would begin."""
        return [at + size for at, size in enumerate(accumulate(map(len, self.texts), initial=0))]

    @cached_property
    def filled(self) -> list[int]:
        """Indices of the lines that are not blank."""
        return list(compress(count(), map(str.strip, self.texts)))

    @cached_property
    def numbers(self) -> list[int]:
        """Indices of the lines that are a number and little else, as a quick look sees them."""
        first = [0] if _FIRST.match(self._text) else []
        later = _LATER.finditer(self._text)
        return first + [bisect_right(self.starts, match.start()) for match in later]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, at: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return tuple(map(self.__getitem__, range(*at.indices(self._count))))
        if not -self._count <= at < self._count:
            raise IndexError(at)
        at %= self._count
        return Line(self.starts[at], self.starts[at + 1] - 1, self.texts[at])

    def __iter__(self) -> Iterator[Line]:
        return map(self.__getitem__, range(self._count))


@lru_cache(maxsize=2)
def lines_of(text: str) -> Lines:
    """The lines of a text: many analyses, and proofs, ask for those of the same text."""
    return Lines(text)


class Document:
    """The structure of one text, each part worked out when first asked for."""

    def __init__(self, text: str, context: Context | None = None) -> None:
        self.text = text
        self._context = context

    @cached_property
    def lines(self) -> Lines:
        """All lines, blank ones too."""
        return lines_of(self.text)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The printed pages: spans and printed numbers. One page where nothing tells."""
        from repair.context import Context
        from repair.pages.layout import geometry

        return (self._context or Context(self.text)).get(geometry).pages


def analyse(context: Context) -> Document:
    """The document of a context's text."""
    return Document(context.text, context)
