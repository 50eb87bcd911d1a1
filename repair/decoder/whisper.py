"""Garbled passages that show no unmistakable form: single lines of raw Founder text.

A line with rare hanzi of the cipher is decoded by itself, garbled signs being held for
unlikely. Evidence are signs of at least two different hanzi that the words around make
sure of; one sign alone counts only between two known words, and never beside a title or
where a name may stand. Thresholds: over 37,000 lines of clean laws, gazettes, journal
abstracts and newspapers none passes; of 450 raw passages of 10–300 characters those that
do not pass hold less than 2 % of the garbled signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from repair.decoder.anchors import Anchors
from repair.decoder.decode import decode_text
from repair.decoder.glyphs import word_pairs
from repair.words.lexicon import lexicon

#: Rare hanzi of frequent signs.
TRIGGERS = "袁遥尧曰渊冤曳噎猿苑愿怨圆缘源藻葬贼皂糟灶泽蚤燥粤悦匀孕酝陨砸"
LINES = 200
LONG = 2000
ENOUGH, ENOUGH_LONG = 10.0, 18.0
SURE, MOST = 2.5, 6.0
_FIRM = frozenset("袁遥尧曰渊冤曳噎猿苑愿怨圆缘豫野冶叶院")
_DIGITS = frozenset("员圆猿源缘远苑愿怨园")
#: Where real commas or full stops stand, hanzi do not stand for them.
_REAL = re.compile("[，。]")
_PAUSES = re.compile("[，。、；：,;]")
#: Margins from which one sign alone is enough. In 27 MB of journals, handbooks, textbooks, news,
#: novels and laws no 袁 reaches its own, no 遥 4.7, no 曰 5.4.
ALONE = {"袁": 7.2, "遥": 5.5, "曰": 6.5, "尧": 8.0}
#: How much less is enough between two known words.
KNOWN_WORDS = 2.5
_SURNAMES = frozenset("袁尧")
#: After one of these a surname may stand.
_TITLES = frozenset("长任记席员师理授士导生志者人监官手工民总书父母子女和与及、：: \u3000")


def whispers(text: str, known: Anchors, activity: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    """Spans of lines that are garbled by their own evidence; none for sound text."""
    starts = _lines(text, known)
    long = len(text) > LONG
    found = []
    for start in starts[:LINES]:
        end = text.find("\n", start)
        end = min(end if end >= 0 else len(text), start + 400)
        line = text[start:end]
        total = _evidence(line, activity)
        if total >= (ENOUGH_LONG if long else ENOUGH) or (not long and _single(line, activity)):
            found.append((start, end))
    if len(found) > 1 or not long:
        yield from found


def _lines(text: str, known: Anchors) -> list[int]:
    """Where lines with triggers outside known words begin; in long texts, with two kinds."""
    starts: dict[int, set[str]] = {}
    for hanzi in TRIGGERS:
        for at in known.get(hanzi, ())[:LINES]:
            pairs = word_pairs()
            if text[at - 1 : at + 1] not in pairs and text[at : at + 2] not in pairs:
                start = max(text.rfind("\n", max(at - 200, 0), at) + 1, at - 200)
                starts.setdefault(start, set()).add(hanzi)
    least = 2 if len(text) > LONG else 1
    return sorted(start for start, kinds in starts.items() if len(kinds) >= least)


def _evidence(line: str, activity: Mapping[str, float]) -> float:
    """What the sure signs of a line add up to, each hanzi counted once."""
    decoded = decode_text(line, activity)
    best: dict[str, float] = {}
    paused = _REAL.search(line) is not None
    for site, margin in zip(decoded.sites, decoded.margins, strict=True):
        if paused and site.kind in ("pause", "stop"):
            continue
        if margin > SURE and not site.beside and not _named(line, site.place):
            best[site.hanzi] = max(best.get(site.hanzi, 0.0), min(margin, MOST))
    digits = sum(hanzi in _DIGITS for hanzi in best)
    firm = sum(hanzi in _FIRM and hanzi not in _DIGITS for hanzi in best)
    letters = len(best) - digits - firm
    # Two digits or a digit and a letter stand beside each other in verse (缘怨, 玄猿 … 贼).
    if (firm + digits < 2 and letters < 4) or (not firm and digits + letters < 3):
        return 0.0
    return sum(best.values())


def _single(line: str, activity: Mapping[str, float]) -> bool:
    """Whether the words around make sure of one comma or stop in a line without a real one.

    A surname (袁海粟) has no better margin than a comma, so that neither a title nor a pause
    may stand before 袁 and 尧, nor the same hanzi follow it elsewhere in the line.
    """
    if _PAUSES.search(line) or not any(hanzi in line for hanzi in ALONE):
        return False
    decoded = decode_text(line, activity)
    for site, margin in zip(decoded.sites, decoded.margins, strict=True):
        enough = ALONE.get(site.hanzi)
        if enough is None or site.beside:
            continue
        at = site.place
        before, after = line[max(at - 2, 0) : at], line[at + 1 : at + 3]
        words = lexicon().counts
        known = before in words and (after in words or (not after and site.hanzi == "遥"))
        if margin < (enough - KNOWN_WORDS if known else enough):
            continue
        if site.hanzi not in _SURNAMES:
            return True
        titled = len(before) < 2 or before[-1] in _TITLES or not "一" <= before[-1] <= "龥"
        if not titled and not _named(line, at):
            return True
    return False


def _named(line: str, place: int) -> bool:
    """Whether 袁 or 尧 goes with the same hanzi elsewhere in the line, as in a name."""
    return line[place] in _SURNAMES and line.count(line[place : place + 2]) > 1
