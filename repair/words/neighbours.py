"""What the same four neighbours hold at different places of a text.

A reader takes every place for itself, so a hanzi misread once stands between neighbours that
hold another one elsewhere: that is how CH008 and OC010 prove what they repair.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

#: How many neighbours to the left and right must agree: four, parted in three ways.
SIDES = ((2, 2), (3, 1), (1, 3))
#: At how many places they must hold the other hanzi.
OFTEN = 2
#: Hanzi that differ from place to place by right, and those the facts protect.
VARYING = frozenset("一二三四五六七八九十百千万亿零〇两第甲乙丙丁年月日时分元不未无非没上下以")


class Held(NamedTuple):
    """Four neighbours, and what stands between them at some places of a text."""

    left: int
    """How many of them stand to the left."""
    right: int
    places: Sequence[int]
    """The offsets of what they hold."""
    counts: Counter[str]

    def words(self, text: str, char: str) -> str:
        """The five characters, with one of those that are held."""
        at = self.places[0]
        return text[at - self.left : at] + char + text[at + 1 : at + 1 + self.right]


def held(text: str, places: Iterable[int]) -> Iterator[Held]:
    """The neighbours of some places of a text, in order, that hold two characters or more.

    They stand at so many of the places that one character may be odd among the others.
    """
    places = sorted(places)
    for left, right in SIDES:
        between: defaultdict[str, list[int]] = defaultdict(list)
        for at in places:
            if left <= at < len(text) - right:
                between[text[at - left : at] + text[at + 1 : at + 1 + right]].append(at)
        for same in between.values():
            if len(same) > OFTEN:
                counts = Counter(text[at] for at in same)
                if len(counts) > 1:
                    yield Held(left, right, same, counts)


def middles(text: str, threes: Collection[str]) -> list[int]:
    """Where the second hanzi of some threes of hanzi stand, in order."""
    if not threes:
        return []
    # One search for the second between any first and third: a slice for each is far slower.
    first, second, third = (f"[{''.join(sorted(set(each)))}]" for each in zip(*threes, strict=True))
    found = re.finditer(f"{second}(?<={first}.)(?={third})", text)
    return [at for match in found if text[(at := match.start()) - 1 : at + 2] in threes]
