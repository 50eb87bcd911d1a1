"""The same three characters read the same way everywhere in a document.

A name or a set phrase of the document that no lexicon knows (打非治违) stands at places
where the structure leaves no doubt and at others where it does; the margins are drawn towards
their mean, within bounds, so that a doubtful place is tipped and a clear one is not. And a
phrase that stands in quotation marks once (信用淄博”) is likely to stand in them again, a label
before its colon (指标来源：).
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from repair.ciphers import CLASSES, printed
from repair.decoder.sites import Sites

SHARE = 0.5
MOST = 4.0
#: How many characters before a sign tell a phrase, and what it says for a sign that the
#: same characters end in a sure one elsewhere: once, twice and more often.
PHRASE = 3
VOUCHED = (0.0, 1.5, 2.5)
#: Signs before which the same words stand again and again: phrases in quotes, labels, and what a
#: formula or a term has (门诊收入×, 互联网+).
AGAIN = frozenset("”：") | frozenset(CLASSES["math"] + CLASSES["dash"])
#: The code of the first hanzi, and how many there are.
FIRST = ord("一")
HANZI = ord("龥") - FIRST + 1
#: Margins from which a place is sure and vouches for others.
SURE = 4.5


def pool(text: str, sites: Sites, margins: array[float]) -> array[float]:
    """Margins with what the same surroundings say elsewhere added."""
    pooled = array("d", margins)
    for members in _alike(text, sites):
        mean = sum([margins[index] for index in members]) / len(members)
        for index in members:
            pull = SHARE * (mean - margins[index])
            if not -MOST < pull < MOST:
                pull = math.copysign(MOST, pull)
            pooled[index] += pull
    _again(text, sites, pooled)
    _letters_again(text, sites, pooled)
    return pooled


def _alike(text: str, sites: Sites) -> Iterator[Sequence[int]]:
    """Sites by index that are the same hanzi with the same hanzi on both sides, two and more.

    Of each hanzi by itself the neighbours are put into one number: sorted, those alike stand
    together. A dictionary of the characters would be several times the size of the text.
    """
    # The mark of byte order stands first: codes[place] is what stands before a place.
    codes = memoryview(text.encode("utf-32", "surrogatepass")).cast("I")
    places, end = sites.places, len(text) - 1
    by_name = [array("L") for _ in sites.names]
    for index, number in enumerate(sites.numbers):
        by_name[number].append(index)
    for indices in by_name:
        neighbours, between = array("L"), array("L")
        for index in indices:
            place = places[index]
            left = codes[place] - FIRST
            right = codes[place + 2] - FIRST if place < end else -1
            if 0 <= left < HANZI and 0 <= right < HANZI:
                neighbours.append(left * HANZI + right)
                between.append(index)
        yield from _runs(neighbours, between)


def _runs(keys: Sequence[int], values: Sequence[int]) -> Iterator[Sequence[int]]:
    """Values whose keys are the same, two and more."""
    members: list[int] = []
    last = -1
    for at in sorted(range(len(keys)), key=keys.__getitem__):
        if keys[at] != last:
            if len(members) > 1:
                yield members
            members, last = [], keys[at]
        members.append(values[at])
    if len(members) > 1:
        yield members


def _again(text: str, sites: Sites, margins: array[float]) -> None:
    """Raise the margins of signs where the same words stand before a sure one elsewhere."""
    wanted = [sign if sign in AGAIN else "" for _, sign, _ in sites.names]
    places = [i for i, n in enumerate(sites.numbers) if wanted[n] and not sites.beside[i]]
    if not places:
        return
    real = {form: sign for sign in wanted if sign for form in (sign, printed(sign))}
    sure: Counter[tuple[str, str]] = Counter(
        (_before(text, m.start()), real[m[0]])
        for m in re.finditer(f"[{re.escape(''.join(real))}]", text)
    )
    for index in places:
        if margins[index] >= SURE:
            sure[_before(text, sites.places[index]), wanted[sites.numbers[index]]] += 1
    for index in places:
        phrase = _before(text, sites.places[index])
        if margins[index] < SURE and all("一" <= char <= "龥" for char in phrase):
            times = sure[phrase, wanted[sites.numbers[index]]]
            margins[index] += VOUCHED[min(times, len(VOUCHED) - 1)]


def _letters_again(text: str, sites: Sites, margins: array[float]) -> None:
    """Raise the margins of letters with the same two hanzi behind or before them as sure ones.

    Terms come again (B 细胞, C 语言), and so do words in letters, their hanzi garbled or not.
    """
    letters = [kind == "letter" for _, _, kind in sites.names]
    indices = [i for i, n in enumerate(sites.numbers) if letters[n] and not sites.beside[i]]
    doubtful = [
        index for index in indices if margins[index] + VOUCHED[-1] > 0 and margins[index] < SURE
    ]
    keys = {key: 0 for index in doubtful for key in _company(text, sites.places[index])}
    if not keys:
        return
    for index in indices:
        if margins[index] >= SURE:
            for key in _company(text, sites.places[index]):
                if key in keys:
                    keys[key] += 1
    for index in doubtful:
        times = max([keys[key] for key in _company(text, sites.places[index])], default=0)
        margins[index] += VOUCHED[min(times, len(VOUCHED) - 1)]


def _company(text: str, place: int) -> Iterator[str]:
    """A hanzi with two more behind it, and with two before it."""
    for start in (place, place - 2):
        piece = text[max(start, 0) : start + 3]
        if len(piece) == 3 and all("一" <= char <= "龥" for char in piece):
            yield f"{piece}{start - place}"


def _before(text: str, place: int) -> str:
    return text[max(place - PHRASE, 0) : place]
