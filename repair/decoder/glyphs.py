"""The hanzi that may be signs, and what is known of each before a text is looked at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from repair.ciphers import CLASS_OF, SECOND_ORDER, decodable, readings
from repair.decoder.language import language, token
from repair.words.lexicon import Lexicon, lexicon

#: Signs whose hanzi are far commoner than they: 一 〖, 医 〗 and the like stay hanzi.
#: Greek capitals that look like Latin ones are set as Latin ones.
NEVER = frozenset("〖〗≌♀∫┄々〃￠￡¤＂ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
#: Odds below these are hopeless; what pairs up may still gain from its other half.
HOPELESS = -5.0
HOPELESS_PAIRED = -13.0
#: Share of misread glyphs among the hanzi of the second-order table, before all else.
MISREAD = 0.3
_PAIRED = frozenset({"opening-quote", "closing-quote", "six-corner", "title", "bracket"})
#: Signs that stand between words too (互联网+, 收入×比例); the formulas they make are weighed as a
#: whole (:mod:`repair.decoder.company`).
OPERATORS = frozenset("＋＝×÷")
HOPELESS_OPERATOR = -9.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A hanzi that may be a sign, with all that does not depend on the place."""

    hanzi: str
    sign: str
    token: str
    kind: str
    weight: float
    """Log of how often the sign is garbled, per token."""
    static: float
    """The same minus the log-probability of the hanzi as a word."""
    forms: frozenset[str]
    """What the sign looks like when it stands beside its glyph."""
    hopeless: float


@cache
def table() -> dict[str, str]:
    """Hanzi → sign, second-order misreadings included."""
    known = {hanzi: sign for hanzi, sign in decodable().items() if sign not in NEVER}
    known.update({misread: known[hanzi] for misread, hanzi in SECOND_ORDER.items()})
    return known


@cache
def word_pairs() -> frozenset[str]:
    """Neighbours inside words of the lexicon, one of them a hanzi that may be a sign."""
    glyphs = table()
    return frozenset(
        word[at : at + 2]
        for word in lexicon().counts
        for at in range(len(word) - 1)
        if word[at] in glyphs or word[at + 1] in glyphs
    )


@cache
def partners() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """What stands before hanzi that may be signs in words of the lexicon, and what behind."""
    before: dict[str, set[str]] = {hanzi: set() for hanzi in table()}
    behind: dict[str, set[str]] = {hanzi: set() for hanzi in table()}
    for left, right in map(tuple, word_pairs()):
        if right in before:
            before[right].add(left)
        if left in behind:
            behind[left].add(right)
    return (
        {hanzi: frozenset(chars) for hanzi, chars in before.items()},
        {hanzi: frozenset(chars) for hanzi, chars in behind.items()},
    )


@cache
def spoken() -> Lexicon:
    """The lexicon with the single hanzi that may be signs as frequent as in modern prose.

    The segmenter's counts come from old texts too, where 曰 is a common word.
    """
    words, speech = lexicon(), language()
    bound = dict(words.log_probability)
    for hanzi in table():
        bound[hanzi] = min(bound.get(hanzi, words.unknown), speech.character(hanzi))
    return replace(words, log_probability=bound)


def glyphs(density: Mapping[str, float]) -> dict[str, Glyph]:
    """The hanzi that may be signs, for signs with a density."""
    words, share = spoken(), language().word_share
    found = {}
    for hanzi, sign in table().items():
        if not density.get(sign):
            continue
        weight = math.log(density[sign]) + (math.log(MISREAD) if hanzi in SECOND_ORDER else 0.0)
        literal = words.log_probability.get(hanzi, words.unknown) + share
        kind = CLASS_OF[sign]
        forms = readings(hanzi) - {""} if kind in _PAIRED else frozenset()
        found[hanzi] = Glyph(
            hanzi,
            sign,
            token(sign),
            kind,
            weight,
            weight - literal,
            forms,
            HOPELESS_PAIRED
            if kind in _PAIRED
            else HOPELESS_OPERATOR
            if sign in OPERATORS
            else HOPELESS,
        )
    return found


def active(kinds: Iterable[str]) -> frozenset[str]:
    """The signs of some classes that a hanzi may stand for."""
    wanted = set(kinds)
    return frozenset(sign for sign in table().values() if CLASS_OF[sign] in wanted)
