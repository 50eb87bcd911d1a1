"""Hanzi that stand once where the same words elsewhere hold another one, which looks alike.

CH005 looks at rare hanzi only. Here both are common ones (施工进人现场 beside 进入现场), and the
text's own words tell: four neighbours that elsewhere hold the look-alike, at two places or
more, and here make no word with what stands. Only texts that a reader wrote are searched.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from repair.ciphers import founder_sign
from repair.marks.extraction import signs_of
from repair.patterns import lazy
from repair.words.confusables import confusables
from repair.words.lexicon import score
from repair.words.rare import pairs as word_pairs

if TYPE_CHECKING:
    from repair.context import Context

#: Neighbours to the left and right that must agree.
SIDES = ((2, 2), (3, 1), (1, 3))
SIZE = 5
#: Places where they hold the other hanzi.
OFTEN = 2
#: How much likelier (natural logarithm) the words around must become to be done, proposed.
SURE, LIKELY = 12.0, 2.5
AROUND = 6
#: Hanzi that differ from place to place by right, and those the facts protect.
_KEPT = frozenset(
    "一二三四五六七八九十百千万亿零〇两第甲乙丙丁年月日时分元不未无非没上下以东西南北己已"
)
_HANZI = re.compile("[\u4e00-\u9fff]+")
#: Half-width marks between hanzi are a reader's, as no press sets them. One in so many
#: characters: the gazettes have one in 30 to 540, laws typed by hand one in 1,400 and fewer.
READERS = 1000
#: One search for each: a single character is found ten times as fast as a class of them.
_READER = {mark: lazy(rf"\{mark}(?<=[\u4e00-\u9fff]\{mark})[\u4e00-\u9fff]") for mark in "(,;:"}


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
    if not _read_by_machine(context):
        return ()
    text = context.text
    wanted = _wanted(text)
    counts = Counter(
        words for at in range(len(text) - SIZE + 1) if (words := text[at : at + SIZE]) in wanted
    )
    found: dict[int, Elsewhere] = {}
    for words, places in wanted.items():
        for at, left, right in places:
            own = text[at - left : at - left + SIZE]
            if counts[words] < OFTEN or counts[own] != 1:
                continue
            doubt = Elsewhere(at, right, words, counts[words], _gain(text, at, right))
            if doubt.gain >= LIKELY and (at not in found or doubt.gain > found[at].gain):
                found[at] = doubt
    return tuple(found[at] for at in sorted(found))


def _read_by_machine(context: Context) -> bool:
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


def _wanted(text: str) -> dict[str, list[tuple[int, int, str]]]:
    """Words to be looked for: the place they would explain, its offset in them, the hanzi.

    What stands at a place is wanted as well, with no place, so that it is counted.
    """
    wanted: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for at, others in _loose(text):
        for left, right in SIDES:
            low = at - left
            own = text[low : at + right + 1]
            if low < 0 or len(own) < SIZE or not _HANZI.fullmatch(own):
                continue
            wanted[own] = wanted.get(own, [])
            for other in others:
                wanted[own[:left] + other + own[left + 1 :]].append((at, left, other))
    return wanted


def _loose(text: str) -> Iterator[tuple[int, list[str]]]:
    """Hanzi that make no word with a neighbour, with the look-alikes that would."""
    likes, pairs = _likes(), word_pairs()
    joined = True
    for at in range(1, len(text) - 1):
        before, joined = joined, text[at : at + 2] in pairs
        if before or joined or text[at] not in likes:
            continue
        left, right = text[at - 1], text[at + 1]
        others = [o for o in likes[text[at]] if left + o in pairs or o + right in pairs]
        if others:
            yield at, others


def _gain(text: str, at: int, right: str) -> float:
    before = _HANZI.findall(text[max(at - AROUND, 0) : at])
    after = _HANZI.match(text, at + 1, at + 1 + AROUND)
    left, rest = before[-1] if before else "", after[0] if after else ""
    return score(left + right + rest) - score(left + text[at] + rest)
