"""Characters that OCR misread, proved by the same words elsewhere in the text.

A page is read character by character, so the same word is read rightly at one place and
wrongly at another. What stands once, in words that no text has, where the same four
neighbours hold another character again and again, is a misreading.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.context import Context

#: Characters on each side that must agree: together four, split in three ways.
_SIDES = ((2, 2), (3, 1), (1, 3))
#: How often the other reading must stand elsewhere.
_OFTEN = 2
#: How much likelier (natural logarithm) the words must become, to be done and to be
#: proposed; and below which frequency a character is rare. Of the true misreadings of the
#: two measured documents the gains were 8 to 25. The manual page of OC010 has the measure.
_DONE, _PROPOSED = 12.0, 8.0
_RARE = 200
_WINDOW = 5
_HANZI = re.compile(r"[一-鿿]")
#: Characters that differ from place to place by right, and those the facts protect.
_FREE = frozenset("一二三四五六七八九十百千万亿零〇两第甲乙丙丁年月日时分元不未无非没上下以")


@dataclass(frozen=True, slots=True)
class Misreading:
    """Replace ``[start, end)`` by ``after``, as ``words`` stand ``count`` times elsewhere."""

    start: int
    end: int
    after: str
    count: int
    words: str
    sure: bool


def misreadings(context: Context) -> tuple[Misreading, ...]:
    """Everything misread that the text itself proves."""
    found: dict[int, Misreading] = {}
    for item in _substituted(context.text):
        if item.start not in found or item.sure:
            found[item.start] = item
    return tuple(found[start] for start in sorted(found))


def _substituted(text: str) -> Iterator[Misreading]:
    for left, right in _SIDES:
        middles: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(left, len(text) - right):
            middles[text[at - left : at] + text[at + 1 : at + 1 + right]].append(at)
        for neighbours, places in middles.items():
            if len(places) <= _OFTEN or "\n" in neighbours or not _words(neighbours):
                continue
            counts = Counter(text[at] for at in places)
            best, often = counts.most_common(1)[0]
            if len(counts) < 2 or often < _OFTEN or not _free(best):
                continue
            for at in places:
                if counts[text[at]] == 1 and _free(text[at]):
                    yield from _weighed(text, at, best, often, (left, right))


def _free(char: str) -> bool:
    return _HANZI.match(char) is not None and char not in _FREE


def _words(neighbours: str) -> bool:
    """Whether at least three of four neighbours are hanzi that stand for themselves."""
    return sum(_free(char) for char in neighbours) >= 3


def _weighed(
    text: str, at: int, after: str, often: int, sides: tuple[int, int]
) -> Iterator[Misreading]:
    from repair.words.lexicon import frequency, score

    char = text[at]
    alike = frozenset((char, after)) in _look_alikes()
    rare = frequency(char) < _RARE
    if not alike and not rare:
        return
    low, high = max(0, at - _WINDOW), min(len(text), at + 1 + _WINDOW)
    now = text[low:high].replace("\n", " ")
    then = (text[low:at] + after + text[at + 1 : high]).replace("\n", " ")
    gain = score(then) - score(now)
    if gain >= _PROPOSED:
        words = text[at - sides[0] : at] + after + text[at + 1 : at + 1 + sides[1]]
        yield Misreading(at, at + 1, after, often, words, gain >= _DONE)


@cache
def _look_alikes() -> frozenset[frozenset[str]]:
    from repair.dictionaries import rows

    return frozenset(frozenset(row[:2]) for row in rows("confusables.tsv"))
