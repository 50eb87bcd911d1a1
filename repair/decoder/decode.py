"""The decode of a document: candidates, their odds, what is active, and the outcome."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repair.ciphers import CLASS_OF, printed
from repair.decoder import balance, sequence
from repair.decoder.language import language
from repair.decoder.local import BESIDE, Site, active, glyphs, survey

ROUNDS = 3
#: Signs seen before a class's share of garbled ones counts as much as what was expected.
CLASS_WEIGHT = 4.0
#: Real signs seen before the share of glyphs beside them counts as much as expected.
BESIDE_WEIGHT = 20.0
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
    density = _first_density(activity)
    sites = survey(text, glyphs(density), _newline_weight(text))
    if not sites:
        return Decoded((), (), {})
    margins: Sequence[float] = [site.odds for site in sites]
    current = dict(density)
    for _ in range(ROUNDS):
        current = _density(text, sites, margins, activity)
        shift = {sign: math.log(current[sign] / density[sign]) for sign in density}
        beside = _beside(text, sites, margins)
        margins = [
            site.odds + (beside[site.sign] if site.beside else shift[site.sign]) for site in sites
        ]
        margins = _structure(text, sites, margins)
    return Decoded(tuple(sites), tuple(margins), current)


def _structure(text: str, sites: Sequence[Site], margins: Sequence[float]) -> list[float]:
    """Margins after pairs were balanced."""
    paired = [
        (site.place, site.sign, margin)
        for site, margin in zip(sites, margins, strict=True)
        if not site.beside
    ]
    balanced = balance.weigh(text, paired) | sequence.weigh(text, paired)
    return [balanced.get(site.place, margin) for site, margin in zip(sites, margins, strict=True)]


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


def _density(
    text: str, sites: Sequence[Site], margins: Sequence[float], activity: Mapping[str, float]
) -> dict[str, float]:
    """Garbled signs per token, re-estimated from a decode."""
    speech = language()
    tokens = max(len(text) / 1.5, 1.0)
    found: dict[str, float] = defaultdict(float)
    for site, margin in zip(sites, margins, strict=True):
        if not site.beside:
            found[site.sign] += probability(margin)
    signs = active(activity)
    real = {sign: text.count(sign) + text.count(_ASCII.get(sign, sign)) for sign in signs}
    found_kind: dict[str, float] = defaultdict(float)
    real_kind: dict[str, float] = defaultdict(float)
    for sign in signs:
        found_kind[CLASS_OF[sign]] += found[sign]
        real_kind[CLASS_OF[sign]] += real[sign]
    density: dict[str, float] = {}
    for sign in signs:
        kind = CLASS_OF[sign]
        rate = (found_kind[kind] + CLASS_WEIGHT * activity[kind]) / (
            found_kind[kind] + real_kind[kind] + CLASS_WEIGHT
        )
        own = (found[sign] + CLASS_WEIGHT * rate) / (found[sign] + real[sign] + CLASS_WEIGHT)
        expected = speech.share(sign) * own
        density[sign] = (found[sign] + DENSITY_WEIGHT * expected) / (tokens + DENSITY_WEIGHT)
    return density


#: Half-width forms that count as the sign itself.
_ASCII = {sign: printed(sign) for sign in CLASS_OF if printed(sign) != sign}
_ASCII |= {"，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")"}


def probability(margin: float) -> float:
    """The probability that belongs to log-odds."""
    return 1.0 / (1.0 + math.exp(-min(max(margin, -30.0), 30.0)))
