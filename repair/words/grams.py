"""All pairs and threes of characters of a text, made at C speed, and what is asked of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import tee
from operator import add

from repair.words.lexicon import score
from repair.words.neighbours import VARYING

#: Characters that are looked at together: more than an issue has.
ISSUE = 200_000
#: Characters to either side by which words are weighed.
AROUND = 6


@dataclass(frozen=True)
class Grams:
    """Part of a text with its pairs and threes; the n-th begins at the n-th character."""

    text: str
    first: int
    """Where the part begins in the whole text."""
    own: range
    """The offsets of the part whose findings are its own; the others are its neighbours'."""
    two: Sequence[str]
    three: Sequence[str]
    count: Counter[str]
    """How often each pair stands."""
    hanzi: frozenset[str]
    """The hanzi of the part."""
    free: frozenset[str]
    """Those of them that a text may have once too often or too seldom: none of ``VARYING``."""


def parts(text: str) -> Iterator[Grams]:
    """A text in parts of an issue's length, each with half an issue to both sides."""
    for low in range(0, len(text), ISSUE):
        first = max(low - ISSUE // 2, 0)
        part = text[first : low + ISSUE + ISSUE // 2]
        # Each pair is one string however often it stands: it is hashed, and compared, once.
        same: dict[str, str] = {}
        two = list(map(same.setdefault, *tee(map(add, part, part[1:]))))
        three = list(map(add, two, part[2:]))
        hanzi = frozenset(filter(is_hanzi, set(part)))
        own = range(low - first, low - first + ISSUE)
        yield Grams(part, first, own, two, three, Counter(two), hanzi, hanzi - VARYING)


def is_hanzi(text: str) -> bool:
    """Whether a text is all hanzi."""
    return bool(text) and min(text) >= "\u4e00" and max(text) <= "\u9fff"


def gain(text: str, start: int, end: int, after: str) -> float:
    """How much likelier (natural logarithm) the words around get with ``after`` at a span."""
    low, high = start, end
    while low > max(start - AROUND, 0) and is_hanzi(text[low - 1]):
        low -= 1
    while high < min(end + AROUND, len(text)) and is_hanzi(text[high]):
        high += 1
    return score(text[low:start] + after + text[end:high]) - score(text[low:high])
