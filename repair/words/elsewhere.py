"""Hanzi that stand once where the same words elsewhere hold another one, which looks alike.

CH005 looks at rare hanzi only. Here both are common ones (施工进人现场 beside 进入现场), and the
text's own words tell: four neighbours that elsewhere hold the look-alike, at two places or
more, and here make no word with what stands. Only texts that a reader wrote are searched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING

from repair.ciphers import founder_sign
from repair.marks.extraction import signs_of
from repair.patterns import lazy
from repair.words.confusables import confusables
from repair.words.grams import gain
from repair.words.neighbours import OFTEN, VARYING, held, middles
from repair.words.rare import pairs as word_pairs

if TYPE_CHECKING:
    from repair.context import Context

#: How much likelier (natural logarithm) the words around must become to be done, proposed.
SURE, LIKELY = 12.0, 2.5
_KEPT = VARYING | frozenset("东西南北己已")
_WORDS = lazy("[\u4e00-\u9fff]{5}")
#: Of the pairs that characters make with the next, two in a row that are in no word.
_APART = re.compile(rb"\0(?=\0)")
#: Half-width marks between hanzi are a reader's, as no press sets them. One in so many
#: characters: the gazettes have one in 30 to 540, laws typed by hand one in 1,400 and fewer.
READERS = 1000
#: One search for each: a single character is found ten times as fast as a class of them.
_READER = {mark: lazy(rf"\{mark}(?<=[\u4e00-\u9fff]\{mark})[\u4e00-\u9fff]") for mark in "(,;:"}
#: Lines whose doubtful hanzi are remembered: most lines stay as they are from round to round.
_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The hanzi at ``at`` ought to be ``right``, as ``words`` stand ``times`` elsewhere."""

    at: int
    right: str
    words: str
    times: int
    gain: float


def read_otherwise(context: Context) -> tuple[Elsewhere, ...]:
    """The hanzi of a text that its own words elsewhere tell to be misread, in order."""
    if not context.get(read_by_machine):
        return ()
    text = context.text
    doubts = _doubts(text)
    found: dict[int, Elsewhere] = {}
    for group in held(text, _places(text, doubts)):
        for at in group.places:
            own = group.words(text, text[at])
            if group.counts[text[at]] > 1 or at not in doubts or not _WORDS.fullmatch(own):
                continue
            for right in doubts[at]:
                times = group.counts[right]
                if times >= OFTEN:
                    words, likelier = group.words(text, right), gain(text, at, at + 1, right)
                    if likelier >= LIKELY and (at not in found or likelier > found[at].gain):
                        found[at] = Elsewhere(at, right, words, times, likelier)
    return tuple(found[at] for at in sorted(found))


def read_by_machine(context: Context) -> bool:
    """Whether a text shows a reader's hand: a sound text need not be searched."""
    if context.profile.marks.active:
        return True
    least = max(len(context.text) // READERS, 1)
    # At most so many; where even these are too few, as in most sound texts, no search is made.
    marks = {mark: context.get(signs_of).ascii.count(mark) for mark in _READER}
    for mark, pattern in _READER.items():
        if sum(marks.values()) < least:
            return False
        marks[mark] = sum(1 for _ in pattern.finditer(context.text))
    return sum(marks.values()) >= least


@cache
def _likes() -> dict[str, tuple[str, ...]]:
    """The look-alikes of each hanzi that may be one or the other."""
    table = confusables()
    kept = {char for char in table.hanzi if char not in _KEPT and founder_sign(char) is None}
    return {
        char: others
        for char in kept
        if (others := tuple(other for other in table.neighbours(char) if other in kept))
    }


def _places(text: str, doubts: Mapping[int, Sequence[str]]) -> list[int]:
    """The doubtful places whose look-alikes stand often between the same two neighbours, and
    where those and they themselves stand."""
    wanted = {
        at: [text[at - 1] + char + text[at + 1] for char in likes] for at, likes in doubts.items()
    }
    places = middles(text, {three for threes in wanted.values() for three in threes})
    seen = Counter(text[at - 1 : at + 2] for at in places)
    often = {
        three
        for at, threes in wanted.items()
        for likely in threes
        if seen[likely] >= OFTEN
        for three in (likely, text[at - 1 : at + 2])
    }
    return middles(text, often)


def _doubts(text: str) -> dict[int, Sequence[str]]:
    """Hanzi that make no word with a neighbour, with the look-alikes that would."""
    found: dict[int, Sequence[str]] = {}
    start = 0
    for line in text.split("\n"):
        for at, likes in _doubts_of(line):
            found[start + at] = likes
        start += len(line) + 1
    return found


@lru_cache(maxsize=_LINES)
def _doubts_of(line: str) -> Sequence[tuple[int, Sequence[str]]]:
    """As above, of one line."""
    likes, pairs = _likes(), word_pairs()
    joined = bytes(map(pairs.__contains__, map(add, line, line[1:])))
    found = []
    for match in _APART.finditer(joined):
        at = match.end()
        # Most of these are no hanzi, or stand beside none.
        if line[at] not in likes or not (
            "\u4e00" <= (left := line[at - 1]) <= "\u9fff"
            and "\u4e00" <= (right := line[at + 1]) <= "\u9fff"
        ):
            continue
        others = [o for o in likes[line[at]] if left + o in pairs or o + right in pairs]
        if others:
            found.append((at, others))
    return found
