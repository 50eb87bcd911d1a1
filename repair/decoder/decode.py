"""The decode of a document: candidates, their odds, what is active, and the outcome."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from repair.ciphers import CLASS_OF, printed
from repair.decoder import balance, repetition, sequence
from repair.decoder.company import formula_gains, run_gains
from repair.decoder.glyphs import active, glyphs
from repair.decoder.language import language
from repair.decoder.local import BESIDE, survey
from repair.decoder.sites import Site, Sites

#: A third round changes nothing (20,946 damaged signs of every class).
ROUNDS = 2
#: Signs seen before a class's share of garbled ones counts as much as what was expected.
CLASS_WEIGHT = 4.0
#: Real signs seen before the share of glyphs beside them counts as much as expected.
BESIDE_WEIGHT = 20.0
#: What the first sign of a garbled kind counts for, however long the text is.
FIRST = 0.5
#: Signs rarer than this, per token, count for less: garbled letters do not make a Z likely.
RARE = 1e-4
#: Classes whose signs come in numbers: where the gate has seen none of them, one hanzi that
#: looks like a sign again and again (匝道, 圆曲线 beside letters and figures) vouches for itself
#: no more than the other signs of its class do. Below this activity nothing was seen.
NUMEROUS = frozenset({"digit", "letter", "greek", "math", "symbol", "dash", "stop", "pause"})
UNSEEN = 0.05
_FIGURES = frozenset({"digit", "letter", "greek", "math", "symbol"})
#: Classes whose signs stand in runs, whatever else is rare in a document.
RUNNING = ("digit", "letter")
#: Tokens after which a document's own density counts as much as the language's.
DENSITY_WEIGHT = 500.0


@dataclass(frozen=True)
class Decoded:
    """The candidates of a text, in order, with the margins the whole document gives them.

    A positive margin is a sign, a negative one a hanzi; it is a log-odds.
    """

    sites: Sequence[Site]
    margins: Sequence[float]
    density: Mapping[str, float]


def decode_text(text: str, activity: Mapping[str, float]) -> Decoded:
    """Decode a text.

    ``activity`` says for each class of sign what share of its signs is expected to be
    garbled; classes that are missing are left alone.
    """
    first = _first_density(activity)
    sites = survey(text, glyphs(first), _newline_weight(text))
    if not sites:
        return Decoded((), (), {})
    margins = sites.odds
    rates = _Rates(text, activity)
    real = balance.standing(text)
    lost: dict[str, balance.Losses] = {}
    for turn in range(ROUNDS):
        if turn:
            lost = balance.losses(real, _signs(sites, margins))
        rates.count(sites, margins)
        margins = _rated(text, sites, margins, rates, first)
        _structure(text, sites, margins, real, lost)
    return Decoded(
        sites,
        repetition.pool(text, sites, margins),
        {s: rates.density(s) for s in first},
    )


def _signs(sites: Sites, margins: Sequence[float]) -> Iterator[tuple[int, str]]:
    """The signs of pairs that a decode found."""
    for number, place, margin in zip(sites.numbers, sites.places, margins, strict=True):
        if margin > 0 and sites.names[number][1] in balance.SIGNS:
            yield place, sites.names[number][1]


def _rated(
    text: str,
    sites: Sites,
    margins: Sequence[float],
    rates: _Rates,
    first: Mapping[str, float],
) -> array[float]:
    """Margins from what the places tell and how often each sign is garbled."""
    signs = [sign for _, sign, _ in sites.names]
    #: What the density says for a sign, where it does not depend on the site.
    gains = [
        rates.log_density(sign, 0.0) - math.log(first[sign]) if rates.common(sign) else None
        for sign in signs
    ]
    beside = _beside(text, sites, margins)
    rated = run_gains(text, sites, margins, *rates.rarer(first))
    columns = zip(sites.numbers, sites.odds, sites.beside, strict=True)
    for index, (number, odds, stands_beside) in enumerate(columns):
        gain = beside[signs[number]] if stands_beside else gains[number]
        if gain is None:
            share = rates.log_density(signs[number], probability(margins[index]))
            gain = share - math.log(first[signs[number]])
        rated[index] += odds + gain
    for index, gain in formula_gains(text, sites, rated).items():
        rated[index] += gain
    return rated


def _structure(
    text: str,
    sites: Sites,
    margins: array[float],
    real: balance.Standing,
    lost: Mapping[str, balance.Losses],
) -> None:
    """Balance pairs and put series in order; changes the margins."""
    wanted = [sign in balance.SIGNS or sign in sequence.SIGNS for _, sign, _ in sites.names]
    chosen = array(
        "q", (i for i, n in enumerate(sites.numbers) if wanted[n] and not sites.beside[i])
    )
    places, numbers, names = sites.places, sites.numbers, sites.names
    paired = []
    for index in chosen:
        place, (_, sign, kind) = places[index], names[numbers[index]]
        margin = margins[index]
        if kind == "closing-quote":  # the length of a quotation tells too
            margin += balance.phrase(text, place, "“‘野耶")
        paired.append((place, sign, margin))
    found = balance.weigh(real, paired, lost)
    found.update(sequence.weigh(text, paired))
    for index in chosen:
        margins[index] = found[places[index]]


def _beside(text: str, sites: Sites, margins: Sequence[float]) -> defaultdict[str, float]:
    """How much likelier than first thought a glyph beside its own sign is, by sign."""
    found: defaultdict[str, float] = defaultdict(float)
    index = sites.beside.find(1)
    while index >= 0:
        found[sites[index].sign] += probability(margins[index])
        index = sites.beside.find(1, index + 1)
    shift: defaultdict[str, float] = defaultdict(float)
    for sign, number in found.items():
        rate = (number + BESIDE_WEIGHT * math.exp(BESIDE)) / (text.count(sign) + BESIDE_WEIGHT)
        shift[sign] = math.log(rate) - BESIDE
    return shift


def _newline_weight(text: str) -> float:
    """How much a line end says: little where lines are cut anywhere."""
    ends = [line.rstrip()[-1:] for line in text[:200_000].split("\n") if len(line) > 12]
    if not ends:
        return 0.5
    final = sum(char in "。；：！？）遥曰院冤.;:!?)" for char in ends)
    return min(1.0, 0.15 + final / len(ends))


def _first_density(activity: Mapping[str, float]) -> dict[str, float]:
    """Garbled signs per token expected before the text was looked at closely."""
    speech = language()
    return {sign: speech.share(sign) * activity[CLASS_OF[sign]] for sign in active(activity)}


class _Rates:
    """How often each sign is garbled, re-estimated from a decode.

    What a site says of itself is left out of the rate it is judged by, so that one
    occurrence cannot vouch for its own pair; and a letter or figure that stands between the
    same two characters again and again (采（运）砂) is one occurrence.
    """

    def __init__(self, text: str, activity: Mapping[str, float]) -> None:
        self._text = text
        self._activity = activity
        self._tokens = max(len(text) / 1.5, 1.0)
        signs = active(activity)
        stand = Counter(text)
        self._real = {s: stand[s] + stand[_ASCII.get(s, s)] for s in signs}
        self._real_kind: dict[str, float] = defaultdict(float)
        for sign, number in self._real.items():
            self._real_kind[CLASS_OF[sign]] += number
        self._found: dict[str, float] = {}
        self._found_kind: dict[str, float] = {}

    def count(self, sites: Sites, margins: Sequence[float]) -> None:
        """Take the rates from a decode."""
        text, names = self._text, sites.names
        figures = [kind in _FIGURES for _, _, kind in names]
        sums = [0.0] * len(names)
        seen: dict[str, float] = {}
        columns = zip(sites.numbers, sites.places, sites.beside, margins, strict=True)
        for number, at, beside, margin in columns:
            if beside:
                continue
            share = probability(margin)
            if figures[number]:
                around = text[at : at + 2] + text[max(at - 1, 0) : at]
                before = seen.get(around, 0.0)
                if share <= before:
                    continue
                seen[around] = share
                share -= before
            sums[number] += share
        self._found, self._found_kind = defaultdict(float), defaultdict(float)
        for (_, sign, kind), found in zip(names, sums, strict=True):
            self._found[sign] += found
            self._found_kind[kind] += found
        self._log: dict[str, float] = {}

    def density(self, sign: str, own: float = 0.0) -> float:
        """Garbled signs per token, one site's own share left out."""
        kind = CLASS_OF[sign]
        # Of sites between the same two characters only the surest counts: never below nothing.
        found = max(self._found[sign] - own, 0.0)
        found_kind = max(self._found_kind[kind] - own, 0.0)
        if kind in NUMEROUS and self._activity[kind] < UNSEEN:
            found = min(found, found_kind - found)
            found_kind = min(found_kind, 2 * found)
        rate = (found_kind + CLASS_WEIGHT * self._activity[kind]) / (
            found_kind + self._real_kind[kind] + CLASS_WEIGHT
        )
        share = (found + CLASS_WEIGHT * rate) / (found + self._real[sign] + CLASS_WEIGHT)
        expected = DENSITY_WEIGHT * language().share(sign)
        first = FIRST * min(1.0, language().share(sign) / RARE)
        return (found + (expected + first) * share) / (self._tokens + DENSITY_WEIGHT)

    def rarer(self, first: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        """For figures and letters, how much rarer a class is than expected (log, at most 0).

        Once for its garbled signs, once for those and the real ones.
        """
        garbled, standing = {}, {}
        for kind in RUNNING:
            signs = [sign for sign in first if CLASS_OF[sign] == kind]
            expected = sum(first[sign] for sign in signs)
            usual = sum(language().share(sign) for sign in signs)
            if not expected:
                continue
            now = sum(self.density(sign) for sign in signs)
            every = self._found_kind[kind] + self._real_kind[kind] + DENSITY_WEIGHT * usual
            garbled[kind] = min(math.log(now / expected), 0.0)
            share = every / (self._tokens + DENSITY_WEIGHT)
            standing[kind] = min(math.log(share / usual), 0.0)
        return garbled, standing

    def common(self, sign: str) -> bool:
        """Whether a sign is found so often that one site's own share is of no account."""
        return self._found[sign] >= 30

    def log_density(self, sign: str, own: float) -> float:
        """The logarithm of the density, which many sites of one sign share."""
        if not self.common(sign):
            return math.log(self.density(sign, own))
        if sign not in self._log:
            self._log[sign] = math.log(self.density(sign))
        return self._log[sign]


#: Half-width forms that count as the sign itself.
_ASCII = {sign: printed(sign) for sign in CLASS_OF if printed(sign) != sign}
_ASCII |= {"，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")"}


def probability(margin: float) -> float:
    """The probability that belongs to log-odds."""
    if margin > 30.0 or margin < -30.0:
        margin = math.copysign(30.0, margin)
    return 1.0 / (1.0 + math.exp(-margin))
