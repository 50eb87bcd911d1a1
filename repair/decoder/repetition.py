"""The same three characters read the same way everywhere in a document.

A name or a set phrase of the document that no lexicon knows (打非治违) stands at places
where the structure leaves no doubt and at others where it does; the margins are drawn towards
their mean, within bounds, so that a doubtful place is tipped and a clear one is not. And a
phrase that stands in quotation marks once (信用淄博”) is likely to stand in them again.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from repair.decoder.sites import Sites

SHARE = 0.5
MOST = 4.0
#: How many characters before a closing quote tell a phrase, and what it says for one that the
#: same characters end in a sure one elsewhere: once, twice and more often.
PHRASE = 3
QUOTED = (0.0, 1.5, 2.5)
#: Margins from which a place is sure and vouches for others.
SURE = 4.5


def pool(text: str, sites: Sites, margins: array[float]) -> array[float]:
    """Margins with what the same surroundings say elsewhere added."""
    pooled = array("d", margins)
    for members in _alike(text, sites.places):
        mean = sum([margins[index] for index in members]) / len(members)
        for index in members:
            pull = SHARE * (mean - margins[index])
            pooled[index] += max(min(pull, MOST), -MOST)
    return _quoted_again(text, sites, pooled)


def _alike(text: str, places: Sequence[int]) -> Iterator[list[int]]:
    """Places by index that have the same hanzi on both sides, two and more."""
    last: dict[str, int] = {}
    before = array("q")  # for each place, the one before it that is like it, or -1
    for index, place in enumerate(places):
        around = text[max(place - 1, 0) : place + 2]
        same = -1
        if len(around) == 3 and all("一" <= char <= "龥" for char in (around[0], around[2])):
            same = last.get(around, -1)
            last[around] = index
        before.append(same)
    for end in last.values():
        if before[end] >= 0:
            members = [end]
            while before[members[-1]] >= 0:
                members.append(before[members[-1]])
            yield members[::-1]


def _quoted_again(text: str, sites: Sites, margins: array[float]) -> array[float]:
    """Margins of closing quotes, higher where the same words end in a sure one elsewhere."""
    closing = {number for number, (_, sign, _) in enumerate(sites.names) if sign == "”"}
    quotes = [i for i, n in enumerate(sites.numbers) if n in closing and not sites.beside[i]]
    if not quotes:
        return margins
    sure: Counter[str] = Counter(m[1] for m in _REAL.finditer(text))
    sure.update(_before(text, sites.places[i]) for i in quotes if margins[i] >= SURE)
    for index in quotes:
        phrase = _before(text, sites.places[index])
        if margins[index] < SURE and all("一" <= char <= "龥" for char in phrase):
            margins[index] += QUOTED[min(sure[phrase], len(QUOTED) - 1)]
    return margins


def _before(text: str, place: int) -> str:
    return text[max(place - PHRASE, 0) : place]


_REAL = re.compile(f"(?<=([一-龥]{{{PHRASE}}}))”")
