"""Hanzi that stand twice in a row where the same words elsewhere have them once.

Right doublings are very many (退税税单, 可以以), so the text itself must tell: with one copy
less, the words around stand elsewhere; with both, nowhere. A single hanzi is also one too
many when what is before it and what begins with its second copy both stand elsewhere, and
never beside such a hanzi (公建民营养养老机构, elsewhere 公建民营 and 养老机构).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from repair.words.cut import FREE
from repair.words.elsewhere import read_by_machine
from repair.words.grams import is_hanzi
from repair.words.neighbours import VARYING
from repair.words.repeats import repeats_of

if TYPE_CHECKING:
    from repair.context import Context

#: Hanzi that may stand twice.
LONGEST = 4
#: Hanzi around one copy that must stand elsewhere, and at how many places; with one hanzi
#: less, at twice as many.
AROUND, PLACES = 4, 1
#: Characters to either side that are searched: more than an issue.
REACH = 150_000


@dataclass(frozen=True, slots=True)
class Twice:
    """The second copy is ``[at, at + size)``; ``words`` stand ``times`` elsewhere without."""

    at: int
    size: int
    words: str
    times: int


def twice(context: Context) -> tuple[Twice, ...]:
    """What stands twice and elsewhere once, in order; none without a reader's marks."""
    if not context.get(read_by_machine):
        return ()
    found: dict[int, Twice] = {}
    for size in range(LONGEST, 0, -1):
        for start in _alone(context.text, context.get(repeats_of).offsets(size), size):
            doubt = _judged(context.text, start, size)
            if doubt and not any(at in found for at in range(doubt.at - size, doubt.at + size)):
                found[doubt.at] = doubt
    return tuple(found[at] for at in sorted(found))


def _alone(text: str, starts: Iterable[int], size: int) -> Iterator[int]:
    """The repeats that stand so nowhere else within reach."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for start in starts:
        places[text[start : start + size]].append(start)
    for found in places.values():
        for before, start, after in zip([-REACH, *found], found, [*found[1:], inf], strict=False):
            if start - before >= REACH and after - start >= REACH:
                yield start


def _judged(text: str, start: int, size: int) -> Twice | None:
    """What the rest of a text says of a repeat; of AAAA nothing."""
    word = text[start : start + size]
    if not is_hanzi(word) or not VARYING.isdisjoint(word) or (size > 1 and len(set(word)) < 2):
        return None
    best = max(_once(text, start, size), key=lambda found: found[1], default=None)
    if best is None and size == 1:
        best = next(_parted(text, start), None)
    return Twice(start + size, size, *best) if best else None


def _once(text: str, start: int, size: int) -> Iterator[tuple[str, int]]:
    """The words around one copy as they stand elsewhere, with the number of places."""
    low, high = max(start - REACH, 0), start + REACH
    word, end = text[start : start + size], start + 2 * size
    for left in range(1, AROUND):
        for around in (AROUND, AROUND - 1):
            right = around - left
            words = text[max(start - left, 0) : start] + word + text[end : end + right]
            if right < 1 or not is_hanzi(words) or len(words) != size + around:
                continue
            times = text.count(words, low, high)
            if times >= PLACES * (1 if around == AROUND else 2):
                yield words, times


def _parted(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Words that begin with the second copy, if neither they nor those before have a first."""
    low, high = max(start - REACH, 0), start + REACH
    char = text[start]
    before, after = text[max(start - 2, 0) : start], text[start + 1 : start + 4]
    if char in FREE or len(before + after) < 5 or not is_hanzi(before + after):
        return
    known = min(text.count(before, low, high), text.count(after, low, high)) > 2
    if known and text.count(before + char, low, high) == text.count(char + after, low, high) == 1:
        yield after, text.count(after, low, high) - 1
