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
from repair.decoder.local import word_pairs
from repair.lexicon import lexicon

#: Rare hanzi of frequent signs.
TRIGGERS = "袁遥尧曰渊冤曳噎猿苑愿怨圆缘源藻葬贼皂糟灶泽蚤燥粤悦匀孕酝陨砸"
LINES = 200
LONG = 2000
ENOUGH, ENOUGH_LONG = 10.0, 18.0
SURE, MOST = 2.5, 6.0
_FIRM = frozenset("袁遥尧曰渊冤曳噎猿苑愿怨圆缘豫野冶叶院")
_PAUSES = re.compile("[，。、；：,;]")
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
        if total >= (ENOUGH_LONG if long else ENOUGH) or (not long and _single(line)):
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
    for site, margin in zip(decoded.sites, decoded.margins, strict=True):
        if margin > SURE and not site.beside:
            best[site.hanzi] = max(best.get(site.hanzi, 0.0), min(margin, MOST))
    letters = sum(hanzi not in _FIRM for hanzi in best)
    if len(best) < 2 or (letters == len(best) and letters < 4):
        return 0.0
    return sum(best.values())


def _single(line: str) -> bool:
    """Whether one comma or stop stands between known words of a line without any other."""
    if _PAUSES.search(line):
        return False
    words = lexicon().counts
    for match in re.finditer("[袁遥尧]", line):
        at = match.start()
        before, after = line[max(at - 2, 0) : at], line[at + 1 : at + 3]
        if len(before) < 2 or before not in words or before[-1] in _TITLES:
            continue
        if (match[0] == "遥" and not after and len(line) > 8) or after in words:
            return True
    return False
