"""What opens must close: pairs of signs weighed over the whole document.

For each kind of pair an automaton runs over all its signs, real ones and candidates,
in order. Its state is how many are open. A closer inside an open pair is expected, one
outside is not; an opener that is never closed costs, a hard paragraph end inside an
open pair costs more than a page cut in mid-sentence. The margin of a candidate is what
the best run with it as a sign scores above the best run without.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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
DEPTH = 3
HARD_END = 3.5
SOFT_END = 0.4
#: A paragraph that ends in one of these is over; any other line end may be a page cut.
_HARD = re.compile(r"[。；：！？!?;:.][”’》）)]?[ \t\u3000]*\n")


@dataclass(slots=True)
class Event:
    """A sign of a pair, or a candidate for one."""

    place: int
    opens: bool
    margin: float | None
    """Log-odds of a candidate; None for a real sign."""


def weigh(text: str, candidates: Iterable[tuple[int, str, float]]) -> dict[int, float]:
    """Margins of candidate openers and closers, structure and their own odds together.

    ``candidates`` are (place, sign, odds); the result has every place of them.
    """
    by_sign: dict[str, list[tuple[int, float]]] = {}
    for place, sign, odds in candidates:
        by_sign.setdefault(sign, []).append((place, odds))
    margins: dict[int, float] = {}
    hard: list[int] | None = None
    for pair in PAIRS:
        own = [(p, True, o) for sign in pair.opens for p, o in by_sign.get(sign, ())]
        own += [(p, False, o) for sign in pair.closes for p, o in by_sign.get(sign, ())]
        if not own:
            continue
        if hard is None:
            hard = [m.end() for m in _HARD.finditer(text)]
        taken = {place for place, _, _ in own}
        events = [Event(place, opens, odds) for place, opens, odds in own]
        events += [
            Event(m.start(), m[0] in pair.opens, None)
            for m in re.finditer(f"[{re.escape(pair.opens + pair.closes)}]", text)
            if m.start() not in taken
        ]
        events.sort(key=lambda event: event.place)
        margins.update(_margins(events, pair, hard, len(text)))
    return margins


def _margins(
    events: Sequence[Event], pair: Pair, hard: Sequence[int], size: int
) -> dict[int, float]:
    """Max-marginal differences of the candidates among the events of one pair."""
    count = len(events)
    steps = [_gap(events, index, pair, hard, size) for index in range(count + 1)]
    before = [[-math.inf] * DEPTH for _ in range(count + 1)]
    before[0][0] = 0.0
    for index, event in enumerate(events):
        here = _drift(before[index], steps[index], pair)
        before[index] = here
        best = before[index + 1]
        if event.margin is not None:
            best[:] = here
        extra = event.margin or 0.0
        for depth, score in enumerate(here):
            there, gain = _move(depth, event.opens, pair)
            best[there] = max(best[there], score + gain + extra)
    after = [-pair.stray * depth for depth in range(DEPTH)]
    after = _drift_back(after, steps[count], pair)
    result: dict[int, float] = {}
    for index in range(count - 1, -1, -1):
        event = events[index]
        here = before[index]
        extra = event.margin or 0.0
        sign = [-math.inf] * DEPTH
        for depth in range(DEPTH):
            there, gain = _move(depth, event.opens, pair)
            sign[depth] = gain + extra + after[there]
        if event.margin is not None:
            with_sign = max(a + b for a, b in zip(here, sign, strict=True))
            without = max(a + b for a, b in zip(here, after, strict=True))
            result[event.place] = with_sign - without
            sign = [max(a, b) for a, b in zip(sign, after, strict=True)]
        after = _drift_back(sign, steps[index], pair)
    return result


def _gap(events: Sequence[Event], index: int, pair: Pair, hard: Sequence[int], size: int) -> float:
    """What staying open costs between one event and the next."""
    start = events[index - 1].place if index else 0
    end = events[index].place if index < len(events) else size
    ends = bisect_left(hard, end + 1) - bisect_left(hard, start + 1)
    return 0.5 * (end - start) / pair.length + HARD_END * ends


def _drift(scores: list[float], cost: float, pair: Pair) -> list[float]:
    """States after a gap: staying open costs, giving an open pair up costs too."""
    out = [score - cost * depth for depth, score in enumerate(scores)]
    for depth in range(DEPTH):
        for deeper in range(depth + 1, DEPTH):
            given_up = scores[deeper] - cost * depth - (pair.stray + 1) * (deeper - depth)
            out[depth] = max(out[depth], given_up)
    return out


def _drift_back(after: list[float], cost: float, pair: Pair) -> list[float]:
    """The best completions before a gap."""
    out = [score - cost * depth for depth, score in enumerate(after)]
    for depth in range(DEPTH):
        for lower in range(depth):
            given_up = after[lower] - cost * lower - (pair.stray + 1) * (depth - lower)
            out[depth] = max(out[depth], given_up)
    return out


def _move(depth: int, opens: bool, pair: Pair) -> tuple[int, float]:
    """The state after a sign, and what the sign scores there."""
    if opens:
        return min(depth + 1, DEPTH - 1), -pair.nested if depth else 0.0
    if depth:
        return depth - 1, pair.gain
    return 0, -pair.stray
