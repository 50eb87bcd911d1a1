"""What signs gain from others beside them: runs of figures and letters, and formulas.

Figures and letters stand in runs, however rare they are in a document.

How often a sign is garbled in a document (:class:`repair.decoder.decode._Rates`) says how
often a run of letters begins, not how long it is: where GPS and USB are the only letters of
sixty pages, a letter still follows a letter as it does elsewhere. What the rarity of its
class takes from a sign is therefore given back beside a neighbour of the class.

And the operators of a formula (应纳税额＝计税价格×税率) vouch for each other: a clause that has
one has another more often than not.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence

from repair.decoder.sites import Sites

#: What an operator gains for each other one in its formula, and how many of them count.
VOUCHED, MOST = 3.0, 3
#: What operators between words lack that those of a formula do not.
OPERATORS = {"＝": 3.0, "＋": 0.0, "×": 1.0, "÷": 1.0}
#: How far a formula reaches to either side, and what ends it.
REACH = 30
_END = re.compile("[，。；;\n袁遥曰]")
_REAL = re.compile("[=+×÷/＝＋／]|(?<=[一-龥）)]) ?[-－] ?(?=[一-龥（(])")


def run_gains(
    text: str,
    sites: Sites,
    margins: Sequence[float],
    garbled: Mapping[str, float],
    standing: Mapping[str, float],
) -> array[float]:
    """What each site gains from signs beside it, by index.

    ``garbled`` and ``standing`` say for a class how much rarer (log, below nothing) its
    garbled signs, and its signs of both kinds, are than they were thought to be at first.
    """
    gains = array("d", bytes(8 * len(sites)))
    places, numbers = sites.places, sites.numbers
    kinds = [kind if kind in garbled else "" for _, _, kind in sites.names]
    last = len(places) - 1
    for index, number in enumerate(numbers):
        kind = kinds[number]
        if not kind or sites.beside[index]:
            continue
        place = places[index]
        for step in (-1, 1):
            other = index + step
            if 0 <= other <= last and places[other] == place + step and margins[other] > 0:
                shifts, beside = garbled, kinds[numbers[other]]
            elif 0 <= place + step < len(text):
                shifts, beside = standing, _kind(text[place + step])
            else:
                continue
            if beside:
                gains[index] = max(gains[index], -max(shifts[kind], shifts[beside]))
    return gains


def _kind(char: str) -> str:
    """The class of a figure or letter that is not garbled."""
    if not char.isascii():
        return ""
    return "digit" if char.isdigit() else "letter" if char.isalpha() else ""


def formula_gains(text: str, sites: Sites, margins: Sequence[float]) -> dict[int, float]:
    """What the candidates for operators gain from the formulas they stand in, by index."""
    wanted = [sign if sign in OPERATORS else "" for _, sign, _ in sites.names]
    found = [(index, sites.places[index]) for index, n in enumerate(sites.numbers) if wanted[n]]
    gains: dict[int, float] = {}
    for at, (index, place) in enumerate(found):
        start, end = _clause(text, place)
        others = len(_REAL.findall(text, start, end))
        for near in (range(at - 1, -1, -1), range(at + 1, len(found))):
            for other in near:
                if not start <= found[other][1] < end:
                    break
                others += margins[found[other][0]] > 0
        if others:
            sign = wanted[sites.numbers[index]]
            gains[index] = VOUCHED * min(others, MOST) + OPERATORS[sign]
    return gains


def _clause(text: str, place: int) -> tuple[int, int]:
    """The ends of the clause around a place, within reach."""
    ends = [match.end() for match in _END.finditer(text, max(place - REACH, 0), place)]
    after = _END.search(text, place + 1, place + REACH)
    return ends[-1] if ends else max(place - REACH, 0), after.start() if after else place + REACH
