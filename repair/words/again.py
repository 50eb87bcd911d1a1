"""A word that stands again a few characters on, where the same passage elsewhere has it once.

Who writes a word where it belongs may have written it before, or a reader may: 残疾人事业发展
规划“十三五”规划, elsewhere 残疾人事业发展“十三五”规划.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count
from operator import add

from repair.words.grams import Grams, is_hanzi
from repair.words.missing import may_miss

#: Characters within which the word stands again.
NEAR = 12
#: Hanzi of the word, and characters to each side that must be the same elsewhere.
SIZES, SAME = (4, 3, 2), 7


@dataclass(frozen=True, slots=True)
class Again:
    """``[start, end)`` stands again near its place; ``passage`` elsewhere goes without it."""

    start: int
    end: int
    passage: str


def again(grams: Grams) -> Iterator[Again]:
    """The words of part of a text that stand once too often, in order."""
    text = grams.text
    around = {
        (start, end): text[start - 3 : start] + text[end : end + 3]
        for start, end in _repeated(grams)
    }
    wanted = set(around.values())
    is_left = list(map({six[:3] for six in wanted}.__contains__, grams.three))
    after = compress(grams.three[3:], is_left)
    sixes = set(filter(wanted.__contains__, map(add, compress(grams.three, is_left), after)))
    done = 0
    for (start, end), six in around.items():
        if start < max(done, SAME) or six not in sixes:
            continue
        passage = text[start - SAME : start] + text[end : end + SAME]
        whole = "\n" not in passage and len(passage) == 2 * SAME
        if whole and passage in text and text.count(text[start - 3 : end + 3]) == 1:
            done = end
            yield Again(start, end, passage)


def _repeated(grams: Grams) -> Iterator[tuple[int, int]]:
    """Words of two to four hanzi that stand again near their place.

    Without the word the same passage stands elsewhere: so do the two characters that meet then.
    """
    text, free, times_of = grams.text, grams.free, grams.count
    found: set[tuple[int, int]] = set()
    twice = {
        pair
        for pair, times in times_of.items()
        if times > 1 and pair[0] in free and pair[1] in free
    }
    last = dict.fromkeys(twice, -NEAR - 1)
    is_twice = list(map(twice.__contains__, grams.two))
    for at, pair in zip(compress(count(), is_twice), compress(grams.two, is_twice), strict=True):
        before = last[pair]
        last[pair] = at
        if not 1 < at - before <= NEAR:
            continue
        for size in SIZES:
            word = text[at : at + size]
            if size == 2 or (text.startswith(word, before) and is_hanzi(word)):
                if size == 2 or may_miss(word):
                    for start, end in ((before, before + size), (at, at + size)):
                        if text[start - 1 : start] + text[end : end + 1] in times_of:
                            found.add((start, end))
                break
    yield from sorted(found)
