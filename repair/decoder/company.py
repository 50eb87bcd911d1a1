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
from collections.abc import Iterator, Mapping, Sequence

from repair.decoder.forms import DIGIT
from repair.decoder.sites import Sites

#: What an operator gains for each other one in its formula, and how many of them count.
VOUCHED, MOST = 4.0, 3
#: The sign whose hanzi (原) stands before words too: it speaks for no other, nor do hyphens for it.
MINUS = "－"
#: What operators between words lack that those of a formula do not.
OPERATORS = {"＝": 3.0, "＋": 0.0, "×": 1.0, "÷": 1.0, MINUS: 2.0}
_GLYPHS = frozenset("越垣伊衣")
#: How far a formula reaches to either side, and what ends it.
REACH = 40
_END = re.compile("[，。；;\n袁遥曰]")
_REAL = re.compile(
    rf"[=+×÷＝＋]|(?<=[一-龥）)])(?<![{DIGIT}]) ?[-－/／辕] ?(?=[一-龥（(])(?![{DIGIT}])"
)
#: Which of them do not speak for a sign: a formula has one =, and hyphens
#: and strokes stand in words.
_SILENT = {"＝": frozenset("=＝"), MINUS: frozenset("-－/／辕")}


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
    """What the candidates for operators gain from the formulas they stand in, by index.

    Those of a clause are weighed together: a formula that only all of them make likely is one.
    """
    wanted = [sign if sign in OPERATORS else "" for _, sign, _ in sites.names]
    found = [(index, sites.places[index]) for index, n in enumerate(sites.numbers) if wanted[n]]
    gains: dict[int, float] = {}
    # Twice: an operator that others vouch for speaks for those that are still in doubt.
    for _ in range(2):
        known = [margins[index] + gains.get(index, 0.0) for index, _ in found]
        for at, (index, place) in enumerate(found):
            start, end = _clause(text, place)
            own = wanted[sites.numbers[index]]
            others = [
                (wanted[sites.numbers[found[other][0]]], known[other])
                for other in _inside(found, at, start, end)
            ]
            number = _speaking((own, margins[index]), others)
            real = [match[0].strip() for match in _REAL.finditer(text, start, end)]
            number += sum(sign not in _SILENT.get(own, "") for sign in real)
            if number:
                gains[index] = VOUCHED * min(number, MOST) + OPERATORS[own]
    return gains


def _speaking(own: tuple[str, float], others: Sequence[tuple[str, float]]) -> int:
    """How many of the other candidates of a clause speak for one of them.

    Those that are likely by themselves; all, where only together they are.
    """
    speaking = [(sign, margin) for sign, margin in others if _vouches(sign, own[0])]
    sure = sum(margin > 0 for _, margin in speaking)
    if sure or not speaking or own[0] == MINUS:
        return sure
    each = VOUCHED * min(len(speaking), MOST)
    together = sum(margin + OPERATORS[sign] + each for sign, margin in (own, *speaking))
    return len(speaking) if together > 0 else 0


def _vouches(sign: str, own: str) -> bool:
    """Whether one operator speaks for another: 越 goes with 越, and 原 stands before words."""
    return sign != MINUS and not own == sign == "＝"


def _inside(found: Sequence[tuple[int, int]], at: int, start: int, end: int) -> Iterator[int]:
    """The other candidates of a clause, by their order."""
    for near in (range(at - 1, -1, -1), range(at + 1, len(found))):
        for other in near:
            if not start <= found[other][1] < end:
                break
            yield other


def in_formula(text: str, place: int, sign: str, signs: Mapping[int, str]) -> bool:
    """Whether a clause has another operator than the ``sign`` at a place.

    Strokes and hyphens between words tell that a ＝ is one. ``signs`` are the classes of what
    is read as signs.
    """
    start, end = _clause(text, place)
    silent = "=＝" if sign == "＝" else "-－/／辕"
    if any(match[0].strip() not in silent for match in _REAL.finditer(text, start, end)):
        return True
    others = (at for at in range(max(start, 0), min(end, len(text))) if text[at] in _GLYPHS)
    return any(at != place and signs.get(at) == "math" for at in others)


def _clause(text: str, place: int) -> tuple[int, int]:
    """The ends of the clause around a place, within reach."""
    ends = [match.end() for match in _END.finditer(text, max(place - REACH, 0), place)]
    after = _END.search(text, place + 1, place + REACH)
    return ends[-1] if ends else max(place - REACH, 0), after.start() if after else place + REACH
