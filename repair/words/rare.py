"""The rare hanzi of a text, found in one search: traditional forms, and likely misreadings.

A search for a class of hanzi takes as long for one hanzi as for thousands, so the rules that
look for rare ones share it. Of those that have a commoner look-alike they are given the ones
that make no word with their neighbours where the look-alike may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from repair.ciphers import founder_sign
from repair.words.confusables import confusables
from repair.words.lexicon import lexicon, weights
from repair.words.script import forms, is_mostly_traditional, traditional

if TYPE_CHECKING:
    from repair.context import Context

#: Hanzi of this rank and below are looked at: 19 of 20 hanzi of official text lie above.
RANK = 1200
#: A look-alike must be this much commoner, or either may be meant.
COMMONER = 10
#: Characters searched at a time: of a text full of such hanzi not all offsets are held.
_PART = 1_000_000


class Meant(NamedTuple):
    """A commoner look-alike that makes a word with a neighbour, and with which of the two."""

    char: str
    alike: float
    left: bool
    right: bool


@dataclass(frozen=True, slots=True)
class RareHanzi:
    """What the search finds in a text."""

    traditional: int
    """How many characters no simplified text has."""
    odd: Sequence[int]
    """Offsets of the hanzi that may be misread: they make no word, a look-alike may."""


def rare_hanzi(context: Context) -> RareHanzi:
    """The rare hanzi of a context's text."""
    text = context.text
    if text.isascii():
        return RareHanzi(0, ())
    count = 0
    odd: list[int] = []
    for low in range(0, len(text), _PART):
        places = list(map(re.Match.start, _pattern().finditer(text, low, low + _PART)))
        around = _around(text, places)
        different = frozenset(around)
        if traditional().search("".join(different)):
            found = sum(chars[1] in forms() for chars in around)
            count += found
            if is_mostly_traditional(text[low : low + _PART], found):
                continue  # The lexicon has no word of it.
        strange = frozenset(filter(_is_strange, different))
        odd += [at for at, chars in zip(places, around, strict=True) if chars in strange]
    return RareHanzi(count, odd)


def traditional_forms(context: Context) -> int:
    """How many characters of a context's text no simplified text has."""
    return context.get(rare_hanzi).traditional


def in_traditional(context: Context) -> bool:
    """Whether a context's text is written in traditional characters."""
    return is_mostly_traditional(context.text, context.get(traditional_forms))


@cache
def look_alikes() -> Mapping[str, Mapping[str, float]]:
    """The hanzi that may be misread, each with what it may have been and how alike they are.

    Glyphs of signs (冶 is ” in some fonts) are left to the cipher rules.
    """
    weight = weights()
    common = {char for char, _ in weight.most_common(RANK)}
    table = confusables()
    out = {}
    for char in table.hanzi:
        if char in common or founder_sign(char) is not None:
            continue
        least = COMMONER * weight[char]
        likes = table.neighbours(char).items()
        found = {other: alike for other, alike in likes if weight[other] >= least}
        if found:
            out[char] = found
    return out


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(forms().union(look_alikes())))}]")


@cache
def pairs() -> frozenset[str]:
    """Every two characters that stand beside each other in some word."""
    words = lexicon().counts
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))


def meant(text: str, at: int) -> Sequence[Meant]:
    """What a hanzi that makes no word with its neighbours may be misread for."""
    (around,) = _around(text, (at,))
    before, char, after = around[0], around[1], around[2:]
    known = pairs()
    return [
        Meant(other, alike, left, right)
        for other, alike in look_alikes().get(char, {}).items()
        for left, right in [(before + other in known, other + after in known)]
        if left or right
    ]


def _around(text: str, places: Iterable[int]) -> list[str]:
    """The characters at some places with their neighbours; a text begins as a line does."""
    return [text[at - 1 : at + 2] if at else "\n" + text[:2] for at in places]


@lru_cache(maxsize=50_000)
def _is_strange(around: str) -> bool:
    """Whether the second of three characters makes no word with the others, and a look-alike does.

    Remembered, as texts say most words again and again.
    """
    known = pairs()
    return around[:2] not in known and around[1:] not in known and bool(meant(around, 1))
