"""What opens must close: pairs of signs weighed over the whole document.

For each kind of pair an automaton runs over all its signs, real ones and candidates,
in order. Its state is how many are open. A closer inside an open pair is expected, one
outside is not; an opener that is never closed costs, a hard paragraph end inside an
open pair costs more than a page cut in mid-sentence. The margin of a candidate is what
the best run with it as a sign scores above the best run without.
"""

# ruff: noqa: FURB136  (max() of two costs more than the rest of a step of the inner loop)

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Pair:
    """One kind of pair and what its automaton pays."""

    opens: str
    closes: str
    length: float
    """How long its inside is on average, in characters."""
    stray: float
    """Cost of a closer that nothing opened, or an opener that nothing closes."""
    nested: float
    """Cost of an opener inside an open pair of the same kind."""
    gain: float
    """How much likelier a closer is inside an open pair than anywhere."""


#: Lengths and gains are those of the clean laws and gazettes in round figures; a stray
#: closing parenthesis (``1）``) is common, a stray title mark is not.
PAIRS = (
    Pair("“", "”", 9, 4.0, 4.0, 4.5),
    Pair("‘", "’", 7, 3.0, 4.0, 5.0),
    Pair("《", "》", 14, 4.5, 3.0, 4.5),
    Pair("〈", "〉", 14, 4.5, 4.0, 5.0),
    Pair("（(", "）)", 9, 2.0, 3.0, 3.0),
    Pair("〔", "〕", 4, 4.0, 5.0, 5.0),
    Pair("［[", "］]", 4, 3.0, 4.0, 4.0),
    Pair("【", "】", 6, 4.0, 5.0, 5.0),
    Pair("「", "」", 8, 4.0, 4.0, 5.0),
    Pair("『", "』", 8, 4.0, 4.0, 5.0),
    Pair("｛", "｝", 8, 4.0, 4.0, 5.0),
)
#: What opens the pair of a sign, and whether the sign itself opens.
_ROLE = {
    sign: (pair.opens, sign in pair.opens) for pair in PAIRS for sign in pair.opens + pair.closes
}
SIGNS = frozenset(_ROLE)
_SIGN = re.compile(f"[{re.escape(''.join(_ROLE))}]")
#: An opener that nothing closes is rarer still than a closer that nothing opened.
UNCLOSED = 1.0
#: Signs seen before a document's own share of lost partners counts as much as what a pair
#: expects, and the least a lost partner costs, however many are lost.
LOSS_WEIGHT, LEAST_COST = 20.0, 1.5
#: Characters between quotation marks, and the log of how much likelier so many are than the
#: automaton's average makes them: four make a set phrase (counted: 268 of 557 quotations in
#: State Council documents and journal abstracts; 76 of two, 79 of three).
QUOTED = {1: -1.5, 2: 0.3, 3: 0.5, 4: 1.8}
HARD_END = 3.5
#: A paragraph that ends in one of these is over; any other line end may be a page cut.
_HARD = re.compile(r"[。；：！？!?;:.][”’》）)]?[ \t\u3000]*\n")


#: A sign of a pair, or a candidate for one: its place, whether it opens, and the log-odds of
#: a candidate; None for a real sign.
Event = tuple[int, bool, float | None]


def phrase(text: str, place: int, opens: str) -> float:
    """What the length of the quotation that would close here says for closing it."""
    for length, gain in QUOTED.items():
        char = text[place - length - 1 : place - length]
        if char in opens and char:
            return gain
        if not "一" <= char <= "龥":
            break
    return 0.0


@dataclass(frozen=True, slots=True)
class Losses:
    """What a closer without opener and an opener without closer cost in a document."""

    stray: float
    unclosed: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What a text has that no decode changes: real signs of pairs and ends of paragraphs."""

    signs: Mapping[str, Sequence[tuple[int, bool]]]
    """Place, and whether the sign opens, by what opens the pair."""
    ends: Sequence[int]
    size: int


def standing(text: str) -> Standing:
    """Look for the signs of all pairs, once for all rounds of a decode."""
    signs: dict[str, list[tuple[int, bool]]] = {pair.opens: [] for pair in PAIRS}
    for match in _SIGN.finditer(text):
        pair, opens = _ROLE[match[0]]
        signs[pair].append((match.start(), opens))
    return Standing(signs, array("q", (m.end() for m in _HARD.finditer(text))), len(text))


def losses(real: Standing, decoded: Iterable[tuple[int, str]]) -> dict[str, Losses]:
    """How often partners are missing, by what opens a pair; ``decoded`` are (place, sign).

    Where a tenth of the quotation marks was lost, a closer by itself is no wonder. The
    costs only fall: that all pairs are whole so far makes a sign by itself no more unlikely.
    """
    found: dict[str, list[tuple[int, bool]]] = {}
    for place, sign in decoded:
        pair, opens = _ROLE[sign]
        found.setdefault(pair, []).append((place, opens))
    return {
        pair.opens: _losses(sorted([*found[pair.opens], *real.signs[pair.opens]]), pair)
        for pair in PAIRS
        if pair.opens in found
    }


def _losses(events: Sequence[tuple[int, bool]], pair: Pair) -> Losses:
    """Count openers that meet no closer and closers that meet no opener."""
    stray = unclosed = 0
    opened = False
    for _, opens in events:
        if opens:
            unclosed += opened
            opened = True
        else:
            stray += not opened
            opened = False
    lost = stray + unclosed + LOSS_WEIGHT * math.exp(-pair.stray)
    cost = max(-math.log(lost / (len(events) + LOSS_WEIGHT)), LEAST_COST)
    return Losses(min(cost, pair.stray), min(cost + UNCLOSED, pair.stray + UNCLOSED))


def weigh(
    real: Standing,
    candidates: Iterable[tuple[int, str, float]],
    lost: Mapping[str, Losses] = MappingProxyType({}),
) -> dict[int, float]:
    """Margins of candidate openers and closers, structure and their own odds together.

    ``candidates`` are (place, sign, odds), ``lost`` what :func:`losses` made of an earlier
    decode; the result has every place of the candidates that are signs of pairs.
    """
    by_pair: dict[str, list[Event]] = {}
    for place, sign, odds in candidates:
        if sign in _ROLE:
            opening, opens = _ROLE[sign]
            by_pair.setdefault(opening, []).append((place, opens, odds))
    margins: dict[int, float] = {}
    for pair in PAIRS:
        events = by_pair.pop(pair.opens, None)
        if events:
            events += [(place, opens, None) for place, opens in real.signs[pair.opens]]
            events.sort()
            cost = lost.get(pair.opens) or Losses(pair.stray, pair.stray + UNCLOSED)
            gaps = _gaps(events, pair, real.ends, real.size)
            margins.update(_margins(events, pair, cost, gaps))
    return margins


def _margins(
    events: Sequence[Event], pair: Pair, lost: Losses, steps: Sequence[float]
) -> Iterator[tuple[int, float]]:
    """Max-marginal differences of the candidates among the events of one pair, by place.

    The states are none, one and two (or more) open; written out, as this is the inner loop.
    """
    give_up, nested, stray, gain = lost.unclosed, pair.nested, lost.stray, pair.gain
    before: list[tuple[float, float, float]] = []
    none, one, two = 0.0, -math.inf, -math.inf
    for (_, opens, margin), cost in zip(events, steps, strict=False):
        shut, lower = one - give_up, one - cost
        none = shut if shut > none else none
        shut, one = two - 2 * give_up, two - cost - give_up
        none = shut if shut > none else none
        one = lower if lower > one else one
        two -= 2 * cost
        before.append((none, one, two))
        extra = margin or 0.0
        if opens:
            first, second = -math.inf, none + extra
            third = (one if one > two else two) - nested + extra
        else:
            first, second, third = none - stray, one + gain, -math.inf
            first = (first if first > second else second) + extra
            second = two + gain + extra
        if margin is None:
            none, one, two = first, second, third
        else:
            none = first if first > none else none
            one = second if second > one else one
            two = third if third > two else two
    cost = steps[-1]
    none, one, two = 0.0, max(-stray - cost, -give_up), max(-2 * (stray + cost), -2 * give_up)
    for index in range(len(events) - 1, -1, -1):
        place, opens, margin = events[index]
        extra = margin or 0.0
        if opens:
            first, second = one + extra, two - nested + extra
            third = second
        else:
            first, second, third = none - stray + extra, none + gain + extra, one + gain + extra
        if margin is None:
            none, one, two = first, second, third
        else:
            closed, opened, doubled = before[index]
            with_sign = max(closed + first, opened + second, doubled + third)
            yield place, with_sign - max(closed + none, opened + one, doubled + two)
            none = first if first > none else none
            one = second if second > one else one
            two = third if third > two else two
        cost = steps[index]
        shut, lower = none - give_up, one - cost
        double, once = none - 2 * give_up, one - cost - give_up
        two -= 2 * cost
        two = once if once > two else two
        two = double if double > two else two
        one = lower if lower > shut else shut


def _gaps(events: Sequence[Event], pair: Pair, hard: Sequence[int], size: int) -> list[float]:
    """What staying open costs before each event, and at last to the end of the text."""
    gaps: list[float] = []
    start = ends = 0
    for end in [*[place for place, _, _ in events], size]:
        so_far = bisect_left(hard, end + 1, ends)
        gaps.append(0.5 * (end - start) / pair.length + HARD_END * (so_far - ends))
        start, ends = end, so_far
    return gaps
