"""Numbers in circles and parentheses come in order: ② follows ①, or begins nothing.

For each series an automaton runs over its numbers in a document, real ones and
candidates; its state is the last number. The next one gains, a new ① costs nothing, any
other loses. The margin of a candidate is what the best run with it as a number scores
above the best run without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SERIES = (
    "①②③④⑤⑥⑦⑧⑨⑩",
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
)
SIGNS = frozenset("".join(SERIES))
GAIN, LOSS = 4.5, 8.0
#: Only ① … are common; the others hardly stand alone or out of order.
START_RARE, LOSS_RARE = 4.0, 9.0
_NONE = float("-inf")


def weigh(text: str, candidates: Iterable[tuple[int, str, float]]) -> dict[int, float]:
    """Margins of candidate numbers, (place, sign, odds), with the whole series in view."""
    by_series: dict[int, list[tuple[int, int, float | None]]] = {}
    rows = {sign: row for row, signs in enumerate(SERIES) for sign in signs}
    for place, sign, odds in candidates:
        if sign in rows:
            row = rows[sign]
            by_series.setdefault(row, []).append((place, SERIES[row].index(sign) + 1, odds))
    margins: dict[int, float] = {}
    for row, events in by_series.items():
        signs = SERIES[row]
        taken = {place for place, _, _ in events}
        events += [
            (m.start(), signs.index(m[0]) + 1, None)
            for m in re.finditer(f"[{signs}]", text)
            if m.start() not in taken
        ]
        events.sort(key=lambda event: event[0])
        margins.update(_margins(events, len(signs), rare=row > 0))
    return margins


def _margins(
    events: Sequence[tuple[int, int, float | None]], most: int, *, rare: bool
) -> dict[int, float]:
    start, loss = (-START_RARE, LOSS_RARE) if rare else (0.0, LOSS)
    states = [0.0] + [_NONE] * most
    before = []
    for _, number, odds in events:
        before.append(states)
        sign = _arrive(states, number, start, loss) + (odds or 0.0)
        states = [_NONE] * (most + 1) if odds is None else list(states)
        states[number] = max(states[number], sign)
    after = [0.0] * (most + 1)
    result: dict[int, float] = {}
    for index in range(len(events) - 1, -1, -1):
        place, number, odds = events[index]
        here = before[index]
        gains = [
            start if number == 1 else GAIN if last == number - 1 else -loss
            for last in range(most + 1)
        ]
        signs = [gain + (odds or 0.0) + after[number] for gain in gains]
        if odds is None:
            after = signs
            continue
        with_sign = max(a + b for a, b in zip(here, signs, strict=True))
        without = max(a + b for a, b in zip(here, after, strict=True))
        result[place] = with_sign - without
        after = [max(a, b) for a, b in zip(signs, after, strict=True)]
    return result


def _arrive(states: Sequence[float], number: int, start: float, loss: float) -> float:
    """The best score with which a number is reached."""
    if number == 1:
        return max(states) + start
    return max(states[number - 1] + GAIN, max(states) - loss)
