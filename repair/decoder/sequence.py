"""Numbers in circles and parentheses come in order: ② has a ① before it or a ③ after.

A candidate whose neighbour in the series is near gains, one without any loses. Real
numbers and other candidates both count as neighbours; a candidate for a common hanzi
(于, 余) is no neighbour where its own place speaks clearly against it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

SERIES = (
    "①②③④⑤⑥⑦⑧⑨⑩",
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
)
#: How far the next number of a list may be.
NEAR = 1500
GAIN, LOSS = 2.5, 4.0
#: Only ① … are common; the others never stand alone.
LOSS_RARE = 9.0
#: A candidate counts as a neighbour from these odds on.
CREDIBLE = -4.0
_PLACE = {sign: (row, at) for row, signs in enumerate(SERIES) for at, sign in enumerate(signs)}


def weigh(text: str, candidates: Iterable[tuple[int, str, float]]) -> dict[int, float]:
    """Margins of candidate numbers, (place, sign, odds), with their neighbours in view."""
    own = [item for item in candidates if item[1] in _PLACE]
    if not own:
        return {}
    seen: dict[str, list[int]] = {}
    rows = {_PLACE[sign][0] for _, sign, _ in own}
    for row in rows:
        for sign in SERIES[row]:
            places = []
            at = text.find(sign)
            while at >= 0:
                places.append(at)
                at = text.find(sign, at + 1)
            places += [p for p, s, odds in own if s == sign and odds > CREDIBLE]
            seen[sign] = sorted(places)
    return {place: odds + _context(seen, place, *_PLACE[sign]) for place, sign, odds in own}


def _context(seen: dict[str, list[int]], place: int, row: int, at: int) -> float:
    signs = SERIES[row]
    before = at > 0 and _within(seen[signs[at - 1]], place - NEAR, place)
    after = at + 1 < len(signs) and _within(seen[signs[at + 1]], place + 1, place + NEAR)
    if before and after:
        return GAIN * 2
    if before or after:
        return GAIN if before or at == 0 else 0.0
    return -LOSS_RARE if row else -LOSS


def _within(places: list[int], low: int, high: int) -> bool:
    return bisect_left(places, low) < bisect_right(places, high - 1)
