"""The rhythm of pages: how many printed lines lie between two page ends.

Page ends lie whole pages apart, so a line end that is whole pages away from sure cuts is
likelier a cut itself. How much that says is learnt from the sure cuts of the text: tables,
titles and blank space shift the lines of some pages.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from repair.pages.units import core, units
from repair.pages.width import INDENT

#: GB/T 9704—2012: 22 lines a page. Used where a text has too few cuts to tell.
USUAL_LINES = 22.0
SHORTEST, LONGEST = 18, 46
FEWEST_GAPS = 5
#: Two pages make a rhythm at least.
FEWEST_ENDS = 3
#: What a line more or less counts, beside a page that fits or does not.
NEARER = 0.01
#: At least so many more gaps than by chance must be whole pages: 17–46 more in the five
#: gazettes (of 36–97 gaps); 0.5 standard deviations more in numbers made at random.
SURE = 4.0

#: The shares of a text with few cuts, if all of them lie whole usual pages apart: as in the
#: five gazettes.
USUAL = (0.24, 0.32, 0.44)
#: A page that ends early, with its document, may lie behind any cut: of the cuts of the five
#: gazettes 0.13–0.38 are whole pages away from neither neighbour.
LEAST = 0.13


def printed_lines(line: str, width: float, indent: float = INDENT) -> int:
    """How many printed lines a line of the text took."""
    size = _size(line)
    return math.ceil((size + indent) / width - 0.05) if size else 0


@lru_cache(maxsize=8192)
def _size(line: str) -> float:
    """The printed width of a line; most lines stay as they are from round to round."""
    return units(core(line))


def lines_per_page(gaps: Sequence[float]) -> float:
    """The page length that best explains the printed lines between cuts as whole pages."""
    if len(gaps) < FEWEST_GAPS:
        return USUAL_LINES
    best, most = USUAL_LINES, -math.inf
    for half in range(2 * SHORTEST, 2 * LONGEST):
        found = _fit(gaps, half / 2)
        if found > most:
            best, most = half / 2, found
    return best


def _fit(gaps: Sequence[float], length: float) -> float:
    """How well distances fit whole pages, less what chance does; of equals the nearest.

    As :func:`_whole` of each; so many lengths are tried that calls would cost most of it.
    """
    found = 0.0
    for gap in gaps:
        count = round(gap / length) or 1
        miss, allowed = abs(gap - count * length), 1.0 + 0.4 * count
        found += (miss <= allowed) - min(0.95, 2 * allowed / length) - NEARER * miss
    return found


def _whole(gap: float, length: float) -> tuple[bool, float]:
    """Whether a distance is a number of whole pages, and how likely that is by chance."""
    count = round(gap / length) or 1
    miss, allowed = abs(gap - count * length), 1.0 + 0.4 * count
    return miss <= allowed, min(0.95, 2 * allowed / length)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The sure page ends of a text, in printed lines from its beginning."""

    before: Sequence[int]
    """How many printed lines stand before each line of the text."""
    ends: Sequence[int]
    lines: float
    shares: tuple[float, float, float]
    """The share of page ends that are whole pages away from neither neighbour, one, both."""

    def odds(self, line: int) -> float:
        """How much likelier a page ends after a line than elsewhere, as a logarithm."""
        at = self.before[line + 1]
        low, high = bisect_left(self.ends, at), bisect_right(self.ends, at)
        if low and high < len(self.ends):
            hits, chances = _beside(at, self.ends[low - 1], self.ends[high], self.lines)
            return math.log(self.shares[hits] / chances[hits])
        nearest = self.ends[high] if high < len(self.ends) else self.ends[low - 1]
        hit, chance = _whole(abs(nearest - at), self.lines)
        share = self.shares[2] + self.shares[1] / 2
        return math.log(share / chance if hit else (1 - share) / (1 - chance))


def _beside(at: int, above: int, below: int, length: float) -> tuple[int, tuple[float, ...]]:
    """From how many of two page ends a line is whole pages away; how likely each number is by
    chance."""
    first, one = _whole(at - above, length)
    second, other = _whole(below - at, length)
    return first + second, ((1 - one) * (1 - other), one + other - 2 * one * other, one * other)


def rhythm_of(before: Sequence[int], lines: Sequence[int]) -> Rhythm | None:
    """The rhythm of the page ends after the given lines, or None when they show none."""
    ends = sorted({before[line + 1] for line in lines})
    if len(ends) < FEWEST_ENDS:
        return None
    gaps = [b - a for a, b in pairwise(ends)]
    if len(gaps) < FEWEST_GAPS:
        usual = [_whole(gap, USUAL_LINES)[0] for gap in gaps]
        return Rhythm(before, ends, USUAL_LINES, USUAL) if all(usual) else None
    length = lines_per_page(gaps)
    seen = [_whole(gap, length) for gap in gaps]
    if sum(hit - chance for hit, chance in seen) < SURE:
        return None
    counts = [1.0, 1.0, 1.0]
    for above, at, below in zip(ends, ends[1:], ends[2:], strict=False):
        counts[_beside(at, above, below, length)[0]] += 1
    none = max(counts[0] / sum(counts), LEAST)
    rest = (1 - none) / (counts[1] + counts[2])
    return Rhythm(before, ends, length, (none, counts[1] * rest, counts[2] * rest))
