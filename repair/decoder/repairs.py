"""The repairs of a text, kept in columns.

A text garbled throughout has thirty thousand a megabyte, and the first of a run stay as long as
the run; here a repair is thirty bytes, and a :class:`Repair` is made when one is looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload


class Repair(NamedTuple):
    """One replacement of the decode: a sign, or a run of digits or letters."""

    start: int
    end: int
    after: str
    kind: str
    """Class of sign; ``beside`` for a glyph that goes."""
    confidence: float
    safe: bool
    glyphs: str
    signs: str
    word: str = ""
    """The word of the lexicon that covers the first hanzi, if any."""
    opened: int = 0
    """For a sign that closes, the line where what it closes was opened; 0 for none near."""
    group: str = ""


class Repairs(Sequence[Repair]):
    """Repairs in the order of their places."""

    def __init__(self, repairs: Iterable[Repair] = ()) -> None:
        self._starts, self._ends, self._opened = array("q"), array("q"), array("q")
        self._confidences, self._safe = array("d"), bytearray()
        self._numbers = array("I")
        #: What is replaced by what, each once: after, kind, glyphs, signs.
        self._changes: list[tuple[str, str, str, str]] = []
        self._words: dict[int, str] = {}
        self._groups: dict[int, str] = {}
        number_of: dict[tuple[str, str, str, str], int] = {}
        for index, repair in enumerate(repairs):
            start, end, after, kind, confidence, safe, glyphs, signs, word, opened, group = repair
            change = (after, kind, glyphs, signs)
            number = number_of.setdefault(change, len(self._changes))
            if number == len(self._changes):
                self._changes.append(change)
            self._starts.append(start)
            self._ends.append(end)
            self._numbers.append(number)
            self._confidences.append(confidence)
            self._safe.append(safe)
            self._opened.append(opened)
            if word:
                self._words[index] = word
            if group:
                self._groups[index] = group

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Repair: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Repair]: ...
    def __getitem__(self, index: int | slice) -> Repair | Sequence[Repair]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        after, kind, glyphs, signs = self._changes[self._numbers[at]]
        return Repair(
            self._starts[at],
            self._ends[at],
            after,
            kind,
            self._confidences[at],
            bool(self._safe[at]),
            glyphs,
            signs,
            self._words.get(at, ""),
            self._opened[at],
            self._groups.get(at, ""),
        )

    def of(self, *kinds: str) -> Iterator[Repair]:
        """The repairs of some classes, in order."""
        wanted = [change[1] in kinds for change in self._changes]
        return (self[at] for at, number in enumerate(self._numbers) if wanted[number])
