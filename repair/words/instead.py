"""A hanzi that stands where the same words elsewhere have another (CH011).

What a reader or typist put in its place need not look like it (CH008 asks for that). It
makes pairs with its neighbours that stand nowhere else in the text, while four neighbours
hold one other hanzi again and again, which makes words with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import add, and_

from repair.words.grams import Grams, gain, is_hanzi
from repair.words.neighbours import OFTEN, SIDES
from repair.words.rare import pairs

#: Neighbours that must be the same, and how much likelier (natural logarithm) the words must
#: become: where both pairs are in no word, and where one of them is.
IN_NO_WORD, IN_ONE = (5, 6.0), (6, 4.0)
#: How far neighbours are followed to each side.
REACH = 8
#: Bodies are told apart by one hanzi (农机局, 农业局); their own rules judge those.
BODIES = frozenset("局办委厅部院所处")


@dataclass(frozen=True, slots=True)
class Swapped:
    """``right`` ought to stand at ``at``, as ``words`` do at ``times`` other places."""

    at: int
    right: str
    words: str
    times: int


@dataclass(slots=True)
class _Other:
    """A hanzi that stands elsewhere between the same neighbours."""

    places: set[int] = field(default_factory=set)
    same: int = 0
    """How many neighbours are the same where most are."""
    words: str = ""


def swapped(grams: Grams) -> Iterator[Swapped]:
    """The hanzi of part of a text that ought to be others, in order."""
    text, known = grams.text, pairs()
    for at, others in sorted(_others(grams).items()):
        right = max(others, key=lambda char: (others[char].same, len(others[char].places), char))
        other = others[right]
        if len(other.places) < OFTEN:
            continue
        in_one = text[at - 1 : at + 1] in known or text[at : at + 2] in known
        same, likelier = IN_ONE if in_one else IN_NO_WORD
        if other.same >= same and gain(text, at, at + 1, right) >= likelier:
            yield Swapped(at, right, other.words, len(other.places))


def _others(grams: Grams) -> dict[int, dict[str, _Other]]:
    """What stands elsewhere between the neighbours of the hanzi that may be wrong."""
    text = grams.text
    found: defaultdict[int, defaultdict[str, _Other]] = defaultdict(lambda: defaultdict(_Other))
    once = _once(grams)
    odd = _odd(grams, once)
    runs = {1: grams.text, 2: grams.two, 3: grams.three}
    for left, right in SIDES:
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        for at in odd:
            if at < left or at + right >= len(text):
                continue
            # Pairs that stand nowhere else are no neighbours of another hanzi.
            if (left > 1 and once[at - left]) or (right > 1 and once[at + 1]):
                continue
            neighbours = text[at - left : at] + text[at + 1 : at + 1 + right]
            if is_hanzi(neighbours):
                wanted[neighbours].append(at)
        before, after = runs[left], runs[right][left + 1 :]
        # The longer part is seldom among those wanted: strings are made where it is.
        longer = {words[:left] if left > 1 else words[1:] for words in wanted}
        is_wanted = list(map(longer.__contains__, before if left > 1 else after))
        around = list(map(add, compress(before, is_wanted), compress(after, is_wanted)))
        places = zip(compress(count(left), is_wanted), around, strict=False)
        for place, neighbours in compress(places, map(wanted.__contains__, around)):
            char = text[place]
            for at in wanted[neighbours]:
                if char != text[at] and char in grams.free:
                    other = found[at][char]
                    other.places.add(place)
                    low, high = _same(text, at, place)
                    if high + low > other.same:
                        other.same = high + low
                        other.words = text[place - low : place + 1 + high].strip()
    return dict(found)


def _once(grams: Grams) -> Sequence[bool]:
    """Which pairs stand nowhere else."""
    alone = {pair for pair, times in grams.count.items() if times == 1}
    return list(map(alone.__contains__, grams.two))


def _odd(grams: Grams, once: Sequence[bool]) -> Sequence[int]:
    """Where a hanzi stands whose pairs with both neighbours stand nowhere else.

    One of them at least is in no word.
    """
    text, known = grams.text, pairs()
    return [
        at
        for at in compress(count(1), map(and_, once, once[1:]))
        if at in grams.own
        and text[at] in grams.free
        and not (grams.two[at - 1] in known and grams.two[at] in known)
        and BODIES.isdisjoint(text[at + 1 : at + 3])
    ]


def _same(text: str, at: int, place: int) -> tuple[int, int]:
    """How many characters are the same to the left and to the right of two places."""
    low = high = 0
    while low < min(REACH, at, place) and text[at - low - 1] == text[place - low - 1]:
        low += 1
    most = min(REACH, len(text) - 1 - max(at, place))
    while high < most and text[at + high + 1] == text[place + high + 1]:
        high += 1
    return low, high
