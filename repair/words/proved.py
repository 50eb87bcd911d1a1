"""Characters that OCR misread, proved by the same words elsewhere in the text.

A page is read character by character, so the same word is read rightly at one place and
wrongly at another. What stands once, in words that no text has, where the same four
neighbours hold another character again and again, is a misreading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.patterns import lazy
from repair.words.confusables import confusables
from repair.words.lexicon import frequency, score
from repair.words.neighbours import OFTEN, VARYING, Held, held

if TYPE_CHECKING:
    from repair.context import Context

#: How much likelier (natural logarithm) the words must become, to be done and to be
#: proposed; and below which frequency a character is rare. Of the true misreadings of the
#: two measured documents the gains were 8 to 25. The manual page of OC010 has the measure.
_DONE, _PROPOSED = 12.0, 8.0
_RARE = 200
_WINDOW = 5
_HANZI = lazy(r"[一-鿿]")


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
    for group in held(text, range(len(text))):
        neighbours = group.words(text, "")
        if "\n" in neighbours or sum(map(_free, neighbours)) < 3:
            continue
        best, often = group.counts.most_common(1)[0]
        if often < OFTEN or not _free(best):
            continue
        for at in group.places:
            if group.counts[text[at]] == 1 and _free(text[at]):
                yield from _weighed(text, at, best, group)


def _free(char: str) -> bool:
    """Whether a character is a hanzi that stands for itself."""
    return _HANZI.match(char) is not None and char not in VARYING


def _weighed(text: str, at: int, after: str, group: Held) -> Iterator[Misreading]:
    char = text[at]
    if not confusables().alike(char, after) and frequency(char) >= _RARE:
        return
    low, high = max(0, at - _WINDOW), min(len(text), at + 1 + _WINDOW)
    now = text[low:high].replace("\n", " ")
    then = (text[low:at] + after + text[at + 1 : high]).replace("\n", " ")
    gain = score(then) - score(now)
    if gain >= _PROPOSED:
        words = group.words(text, after)
        yield Misreading(at, at + 1, after, group.counts[after], words, gain >= _DONE)
