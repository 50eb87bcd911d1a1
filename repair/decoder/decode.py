"""The decode of a document: candidates, their odds, what is active, and the outcome."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repair.ciphers import CLASS_OF, printed
from repair.decoder import balance, repetition, sequence
from repair.decoder.language import language
from repair.decoder.local import BESIDE, Site, active, glyphs, survey

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
#: Tokens after which a document's own density counts as much as the language's.
DENSITY_WEIGHT = 500.0


@dataclass(frozen=True)
class Decoded:
    """The candidates of a text, in order, with the margins the whole document gives them.

    A positive margin is a sign, a negative one a hanzi; it is a log-odds.
    """

    sites: tuple[Site, ...]
    margins: tuple[float, ...]
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
    margins: Sequence[float] = [site.odds for site in sites]
    rates = _Rates(text, activity)
    lost: dict[str, balance.Losses] = {}
    for turn in range(ROUNDS):
        if turn:
            signs = [(s.place, s.sign) for s, m in zip(sites, margins, strict=True) if m > 0]
            lost = balance.losses(text, signs)
        rates.count(sites, margins)
        beside = _beside(text, sites, margins)
        margins = [
            site.odds
            + (
                beside[site.sign]
                if site.beside
                else rates.log_density(site.sign, probability(margin)) - math.log(first[site.sign])
            )
            for site, margin in zip(sites, margins, strict=True)
        ]
        margins = _structure(text, sites, margins, lost)
    margins = repetition.pool(text, sites, margins)
    return Decoded(tuple(sites), tuple(margins), {s: rates.density(s) for s in first})


def _structure(
    text: str,
    sites: Sequence[Site],
    margins: Sequence[float],
    lost: Mapping[str, balance.Losses],
) -> list[float]:
    """Margins after pairs were balanced."""
    paired = [
        (site.place, site.sign, margin + _phrase(text, site))
        for site, margin in zip(sites, margins, strict=True)
        if not site.beside
    ]
    balanced = balance.weigh(text, paired, lost) | sequence.weigh(text, paired)
    return [balanced.get(site.place, margin) for site, margin in zip(sites, margins, strict=True)]


def _phrase(text: str, site: Site) -> float:
    """What the length of a quotation says for its closing mark."""
    if site.kind != "closing-quote":
        return 0.0
    return balance.phrase(text, site.place, "“‘野耶")


def _beside(text: str, sites: Sequence[Site], margins: Sequence[float]) -> defaultdict[str, float]:
    """How much likelier than first thought a glyph beside its own sign is, by sign."""
    found: defaultdict[str, float] = defaultdict(float)
    for site, margin in zip(sites, margins, strict=True):
        if site.beside:
            found[site.sign] += probability(margin)
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
    occurrence cannot vouch for its own pair.
    """

    def __init__(self, text: str, activity: Mapping[str, float]) -> None:
        self._activity = activity
        self._tokens = max(len(text) / 1.5, 1.0)
        signs = active(activity)
        self._real = {s: text.count(s) + text.count(_ASCII.get(s, s)) for s in signs}
        self._real_kind: dict[str, float] = defaultdict(float)
        for sign, number in self._real.items():
            self._real_kind[CLASS_OF[sign]] += number
        self._found: dict[str, float] = {}
        self._found_kind: dict[str, float] = {}

    def count(self, sites: Sequence[Site], margins: Sequence[float]) -> None:
        """Take the rates from a decode."""
        self._found, self._found_kind = defaultdict(float), defaultdict(float)
        for site, margin in zip(sites, margins, strict=True):
            if not site.beside:
                share = probability(margin)
                self._found[site.sign] += share
                self._found_kind[site.kind] += share
        self._log: dict[str, float] = {}

    def density(self, sign: str, own: float = 0.0) -> float:
        """Garbled signs per token, one site's own share left out."""
        kind = CLASS_OF[sign]
        found, found_kind = self._found[sign] - own, self._found_kind[kind] - own
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

    def log_density(self, sign: str, own: float) -> float:
        """The logarithm of the density, which many sites of one sign share."""
        if self._found[sign] < 30:
            return math.log(self.density(sign, own))
        if sign not in self._log:
            self._log[sign] = math.log(self.density(sign))
        return self._log[sign]


#: Half-width forms that count as the sign itself.
_ASCII = {sign: printed(sign) for sign in CLASS_OF if printed(sign) != sign}
_ASCII |= {"，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")"}


def probability(margin: float) -> float:
    """The probability that belongs to log-odds."""
    return 1.0 / (1.0 + math.exp(-min(max(margin, -30.0), 30.0)))
