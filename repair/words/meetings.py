"""Where words meet that stand elsewhere with a few characters between them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import add, and_

from repair.words.grams import Grams, is_hanzi

#: Two pairs stand together so often at most where something was lost between them, and each
#: of them at more places than these.
MEET, PLACES = 4, 2
#: Hanzi that may stand between them elsewhere.
BETWEEN = 4
#: Places nearest to a meeting that are asked.
NEAREST = 200


def meetings(grams: Grams) -> list[int]:
    """Where two pairs meet that stand elsewhere with one to four characters between them.

    Whole lists are compared, at C speed.
    """
    two = grams.two
    known = {pair for pair, times in grams.count.items() if times > PLACES and is_hanzi(pair)}
    is_known = list(map(known.__contains__, two))
    four = list(map(add, two, two[2:]))
    of_known = compress(four, map(and_, is_known, is_known[2:]))
    rare = {words for words, times in Counter(of_known).items() if times <= MEET}
    apart: set[str] = set()
    for size in range(1, BETWEEN + 1):
        apart.update(filter(rare.__contains__, map(add, two, two[2 + size :])))
    return [at + 2 for at, words in enumerate(four) if words in apart]


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
            for at, words in compress(enumerate(found), map(self._of.__contains__, found)):
                self._of[words].append(at)
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
