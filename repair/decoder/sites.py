"""The candidates of a text, kept in columns.

A garbled text has forty thousand candidates a megabyte; an object for each, with its
numbers, would be six times the size of the text. Here a candidate is twenty bytes, and a
:class:`Site` is made when one is looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload


class Site(NamedTuple):
    """One hanzi that may be a sign, and how it was read."""

    place: int
    hanzi: str
    sign: str
    kind: str
    """Class of the sign."""
    beside: bool
    """The sign stands beside it: the reading is that the glyph goes."""
    odds: float
    """What the place tells: log-odds of the sign against the hanzi."""
    word: str = ""
    """The word of the lexicon that covers the hanzi here, if any."""


class Sites(Sequence[Site]):
    """Candidates in the order of their places."""

    def __init__(self) -> None:
        self.places = array("q")
        self.odds = array("d")
        self.numbers = array("H")
        """For each site, which of ``names`` it is."""
        self.names: list[tuple[str, str, str]] = []
        """Hanzi, sign and class of the sites, each once."""
        self.beside = bytearray()
        """For each site, 1 where the sign stands beside it."""
        self._words: dict[int, str] = {}
        self._number_of: dict[tuple[str, str, str], int] = {}

    def number(self, hanzi: str, sign: str, kind: str) -> int:
        """Which of the names a hanzi read as a sign of a class is."""
        name = (hanzi, sign, kind)
        number = self._number_of.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number

    def add(
        self, number: int, place: int, odds: float, word: str = "", *, beside: bool = False
    ) -> int:
        """Add a site that stands after all others, by the number of its name; its index."""
        index = len(self.places)
        self.places.append(place)
        self.odds.append(odds)
        self.numbers.append(number)
        self.beside.append(beside)
        if word:
            self._words[index] = word
        return index

    def settle(self, index: int, odds: float, word: str) -> None:
        """Give a site its odds and the word that covers it."""
        self.odds[index] = odds
        if word:
            self._words[index] = word

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Site: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Site]: ...
    def __getitem__(self, index: int | slice) -> Site | Sequence[Site]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        place, beside = self.places[index], bool(self.beside[index])
        word = self._words.get(index % len(self), "")
        return Site(place, *self.names[self.numbers[index]], beside, self.odds[index], word)

    def __iter__(self) -> Iterator[Site]:
        names, words = self.names, self._words
        columns = zip(self.places, self.numbers, self.beside, self.odds, strict=True)
        for index, (place, number, beside, odds) in enumerate(columns):
            hanzi, sign, kind = names[number]
            yield Site(place, hanzi, sign, kind, beside == 1, odds, words.get(index, ""))
