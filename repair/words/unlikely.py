"""Rare hanzi that stand where a common look-alike makes a word (防洽 for 防治).

Only hanzi outside the commonest are looked at, so that one scan of the text finds all
places; a hanzi that makes any word with its neighbours is left alone, and so is one that
may be the glyph of a sign (冶 is ” in some fonts): the cipher rules judge those.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from repair.words.cut import FREE
from repair.words.lexicon import lexicon, occurrences, segment
from repair.words.rare import Meant, in_traditional, look_alikes, meant, rare_hanzi

if TYPE_CHECKING:
    from repair.context import Context

#: Words of two characters must be this common and their hanzi this alike, or stand twice
#: elsewhere with the characters around them. Measured: 8.7 million characters of sound law
#: and five gazettes give one proposal and no change; of 2,520 swapped hanzi in seven texts
#: 983 come right, 1 wrong, 189 are proposed (before verbs with 到, 了 … were left out).
PAIR_COUNT, PAIR_ALIKE = 2000, 0.85
LONG_COUNT = 50
#: Characters to either side; the longest of the five gazettes has 115,000 in all.
ISSUE = 60_000
#: A page or two: terms come again soon.
NEAR = 3000
#: A hanzi that stands oftener in a text is at home there.
FAMILIAR = 5
_RUN = re.compile("[\u4e00-\u9fff]+")
#: Characters around a doubtful hanzi that are parted into words.
REACH = 8
#: Any verb goes before these, so 得到 does not tell against 摄到.
_PARTICLES = frozenset("到了着过的地得")
#: Words that end so are places; places have names of their own (牛山路, not 中山路).
_PLACE = frozenset("路街镇村乡县市区山河湖桥")


@dataclass(frozen=True, slots=True)
class Misread:
    """A hanzi at ``at`` that ought to be another, for the word they would make."""

    at: int
    right: str
    word: str
    start: int
    """Where the word begins."""
    others: tuple[str, ...]
    """Other words that another look-alike would make."""
    quote: str
    """The word with a neighbour, as it stands elsewhere in the text; empty if nowhere."""
    times: int
    bound: int
    """How often, where the hanzi's neighbours are in it or begin other words."""


def misreads(context: Context) -> tuple[Misread, ...]:
    """The doubtful hanzi of a text, in order."""
    return tuple(_misreads(context))


def _misreads(context: Context) -> Iterator[Misread]:
    text = context.text
    for at in context.get(rare_hanzi).odd:
        # What a page or two say again is known at once; the text is searched for the rest.
        if _comes_again(text, at, NEAR):
            continue
        readings = _readings(text, at)
        if not readings or _comes_again(text, at, ISSUE):
            continue
        if context.get(in_traditional):
            return  # The lexicon has no word of such a text.
        found = {
            right: best
            for right, words in readings.items()
            for best in [max((w for w in words if _witnessed(text, at, w)), default=None)]
            if best
        }
        if found:
            misread = _misread(text, at, found)
            alike = look_alikes()[text[at]][misread.right]
            size, count, _ = found[misread.right]
            # A pair of less common hanzi needs the words around it for a witness.
            common = count >= PAIR_COUNT and alike >= PAIR_ALIKE
            if size > 2 or misread.times >= 2 or (common and misread.times):
                yield misread


def _readings(text: str, at: int) -> dict[str, list[tuple[int, int, str]]]:
    """The look-alikes that make words, with those words."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for other in meant(text, at):
        least = PAIR_COUNT if other.alike >= PAIR_ALIKE else LONG_COUNT
        words = [
            (size, count, word)
            for size, count, word in _words(text, at, other)
            if word[-1] not in _PLACE
            and (size > 2 or (count >= least and not _PARTICLES.intersection(word)))
        ]
        if words:
            found[other.char] = words
    return found


def _witnessed(text: str, at: int, word: tuple[int, int, str]) -> bool:
    """Whether a word may stand here: a long one by itself, a pair if the text has it."""
    return word[0] > 2 or (
        _in_run(text, at) and any(True for _ in occurrences(word[2], text, *_around(at)))
    )


def _in_run(text: str, at: int) -> bool:
    """Whether four hanzi stand together over ``at``: the least that can bear witness."""
    return any(len(run) >= 4 for run in _RUN.findall(text[max(at - 3, 0) : at + 4]))


def _words(text: str, at: int, other: Meant) -> Iterator[tuple[int, int, str]]:
    """Words of two to four hanzi over ``at`` with another there: (length, count, word)."""
    counts = lexicon().counts
    for size in (4, 3, 2):
        first = at - size + 1
        for start in range(max(first, 0) if other.left else at, (at if other.right else first) + 1):
            word = text[start:at] + other.char + text[at + 1 : start + size]
            count = counts.get(word, 0)
            if len(word) == size and count >= LONG_COUNT:
                yield size, count, word


def _comes_again(text: str, at: int, reach: int) -> bool:
    """Whether the hanzi stands beside one of its neighbours again within ``reach``: a term.

    One hanzi is found several times as fast as two.
    """
    low, high = max(at - reach, 0), at + reach
    char, right = text[at], text[at : at + 2]
    left = (text[at - 1 : at] or "\n") + char
    place = text.find(char, low, high)
    while place >= 0:
        if place != at and (
            text.startswith(right, place, high)
            or (place > low and text.startswith(left, place - 1))
        ):
            return True
        place = text.find(char, place + 1, high)
    return False


def _around(at: int) -> tuple[int, int]:
    """Where witnesses are looked for: as far as an issue reaches, however long the text."""
    return max(at - ISSUE, 0), at + ISSUE


def _misread(text: str, at: int, found: dict[str, tuple[int, int, str]]) -> Misread:
    right = max(found, key=lambda char: (found[char], char))
    word = found[right][2]
    offset = next(i for i, c in enumerate(word) if c == right and text[at - i : at] == word[:i])
    start = at - offset
    end = start + len(word)
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    # Four characters or more: 业投资 stands beside 业投贷联动, 农业投资 does not.
    phrases = (before + word, before[-1:] + word + after[:1], word + after)
    quotes = {q: text.count(q, *_around(at)) for q in phrases if len(q) > 3 and _RUN.fullmatch(q)}
    starts = (start - len(before), start - len(before[-1:]), start)
    bound = max(
        (
            quotes[q]
            for q, first in zip(phrases, starts, strict=True)
            if q in quotes and _bound(text, at, right, first, first + len(q))
        ),
        default=0,
    )
    quote = max(quotes, key=lambda q: quotes[q], default="")
    times = quotes.get(quote, 0)
    others = tuple(sorted(w for char, (_, _, w) in found.items() if char != right))
    return Misread(at, right, word, start, others, quote if times else "", times, bound)


def _bound(text: str, at: int, right: str, first: int, last: int) -> bool:
    """Whether a quote ``[first, last)`` tells that ``right`` stands at ``at``.

    It holds the hanzi on both sides; or ``right`` is part of a word of the best segmentation
    and no odd character stands beside that: 邀白某 beside 道：白某 shows nothing. A quote that
    ends at the hanzi tells nothing of one this text uses often (贷 in 投贷联动, beside 贷款).
    """
    before = _RUN.search(text[at - 1 : at])
    if (first < at or not before) and (last > at + 1 or not _RUN.match(text[at + 1 : at + 2])):
        return True
    if text.count(text[at], *_around(at)) > FAMILIAR:
        return False
    low = at
    while low > max(at - REACH, 0) and _RUN.match(text[low - 1]):
        low -= 1
    run = _RUN.match(text, at + 1, at + 1 + REACH)
    tokens = ["", *segment(text[low:at] + right + (run[0] if run else "")), ""]
    ends = list(accumulate(map(len, tokens)))
    own = bisect_right(ends, at - low)
    beside = (tokens[own - 1], tokens[own + 1])
    return len(tokens[own]) > 1 and all(len(word) != 1 or word in FREE for word in beside)
