"""The same three characters read the same way everywhere in a document.

A name or a set phrase of the document that no lexicon knows (打非治违) stands at places
where the structure leaves no doubt and at others where it does; the margins are drawn towards
their mean, within bounds, so that a doubtful place is tipped and a clear one is not. And a
phrase that stands in quotation marks once (信用淄博”) is likely to stand in them again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from repair.decoder.local import Site

SHARE = 0.5
MOST = 4.0
#: How many characters before a closing quote tell a phrase, and what it says for one that the
#: same characters end in a sure one elsewhere: once, twice and more often.
PHRASE = 3
QUOTED = (0.0, 1.5, 2.5)
#: Margins from which a place is sure and vouches for others.
SURE = 4.5


def pool(text: str, sites: Sequence[Site], margins: Sequence[float]) -> list[float]:
    """Margins with what the same surroundings say elsewhere added."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, site in enumerate(sites):
        around = text[max(site.place - 1, 0) : site.place + 2]
        if len(around) == 3 and all("一" <= char <= "龥" for char in around):
            groups[around].append(index)
    pooled = list(margins)
    for members in groups.values():
        if len(members) < 2:
            continue
        mean = sum(margins[index] for index in members) / len(members)
        for index in members:
            pull = SHARE * (mean - margins[index])
            pooled[index] += max(min(pull, MOST), -MOST)
    return _quoted_again(text, sites, pooled)


def _quoted_again(text: str, sites: Sequence[Site], margins: list[float]) -> list[float]:
    """Margins of closing quotes, higher where the same words end in a sure one elsewhere."""
    quotes = [i for i, site in enumerate(sites) if site.sign == "”" and not site.beside]
    if not quotes:
        return margins
    sure: Counter[str] = Counter(m[1] for m in _REAL.finditer(text))
    sure.update(_before(text, sites[i].place) for i in quotes if margins[i] >= SURE)
    for index in quotes:
        phrase = _before(text, sites[index].place)
        if margins[index] < SURE and all("一" <= char <= "龥" for char in phrase):
            margins[index] += QUOTED[min(sure[phrase], len(QUOTED) - 1)]
    return margins


def _before(text: str, place: int) -> str:
    return text[max(place - PHRASE, 0) : place]


_REAL = re.compile(f"(?<=([一-龥]{{{PHRASE}}}))”")
