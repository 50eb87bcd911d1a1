"""Where words meet that stand elsewhere with a character between them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import compress, count
from operator import add

from repair.words.grams import Grams

#: Two pairs stand together so often at most where something was lost between them, and each
#: of them at more places than these.
MEET, PLACES = 4, 2
#: Places nearest to a meeting that are asked.
NEAREST = 200


def meetings(grams: Grams) -> list[int]:
    """Where two pairs meet that stand elsewhere with one hanzi between them.

    Numbers with a byte for each character mark where that may be, so that few words need be
    put together; between them stands no hanzi that may not be put in (``VARYING``).
    """
    text, two, hanzi = grams.text, grams.two, grams.hanzi
    known = {
        pair
        for pair, times in grams.count.items()
        if times > PLACES and pair[0] in hanzi and pair[1] in hanzi
    }
    pair = int.from_bytes(map(known.__contains__, two), "little")
    between = int.from_bytes(map(grams.free.__contains__, text), "little")
    meet = (pair & pair >> 16).to_bytes(len(text), "little")
    four = list(map(add, compress(two, meet), compress(two[2:], meet)))
    rare = {words for words, times in Counter(four).items() if times <= MEET}
    parted = (pair & between >> 16 & pair >> 24).to_bytes(len(text), "little")
    around = map(add, compress(two, parted), compress(two[3:], parted))
    apart = set(filter(rare.__contains__, around))
    places = zip(compress(count(2), meet), four, strict=True)
    return [at for at, words in places if words in apart]


class Places:
    """Where the words before and after some meetings stand elsewhere in a text."""

    def __init__(self, grams: Grams, meetings: Sequence[int]) -> None:
        self._text = text = grams.text
        self._of: dict[str, list[int]] = {}
        for at in meetings:
            for words in (text[at - 3 : at], text[at - 2 : at], text[at : at + 2]):
                self._of[words] = []
            self._of[text[at : at + 3]] = []
        for found in (grams.two, grams.three):
            for at in compress(count(), map(self._of.__contains__, found)):
                self._of[found[at]].append(at)
        self._usual: dict[tuple[str, int], int] = {}

    def of(self, words: str, at: int) -> list[int]:
        """The places of two or three hanzi nearest to an offset."""
        found = self._of[words]
        middle = bisect_left(found, at)
        return found[max(middle - NEAREST, 0) : middle + NEAREST]

    def agree(self, words: str, step: int, part: float) -> bool:
        """Whether what stands ``step`` characters from where words begin is the same in a part."""
        if (words, step) not in self._usual:
            found = self._of[words]
            beside = Counter(self._text[place + step : place + step + 1] for place in found)
            self._usual[words, step] = max(beside.values())
        return self._usual[words, step] >= part * (len(self._of[words]) - 1)
