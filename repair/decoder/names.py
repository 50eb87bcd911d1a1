"""Foreign names, as far as their hanzi tell: the parts of one are joined by a dot (大卫·沃伦).

The hanzi of transcriptions are few, and elsewhere most of them are rare. The table,
``dictionaries/transcription.tsv``, is made by ``tools/make_transcription.py``.
"""

from __future__ import annotations

from functools import cache

from repair.ciphers import CLASS_OF, decodable
from repair.dictionaries import rows

#: What a hanzi says that hardly any name has.
STRANGE = -2.0
#: What the hanzi beside a place must say together, and at most how much a dot there gains.
ENOUGH, MOST = 2.5, 4.0
#: The dots of a name of several parts, real ones and glyphs, and how long a part may be.
_DOTS, PART = frozenset("·窑"), 6


#: Signs whose hanzi no name has.
_BORDERS = frozenset({"pause", "stop", "bracket"})


@cache
def _odds() -> dict[str, float]:
    signs = decodable()
    return {
        hanzi: float(value)
        for hanzi, value, _ in rows("transcription.tsv")
        if CLASS_OF.get(signs.get(hanzi, "")) not in _BORDERS
    }


def odds(text: str, place: int) -> float:
    """How much likelier (log) the hanzi on both sides of a place belong to foreign names.

    Of each side the next hanzi counts, or the next two where they say more.
    """
    known = _odds()
    total = 0.0
    for step in (-1, 1):
        near, far = (text[at : at + 1] for at in (place + step, place + 2 * step))
        if not "一" <= near <= "龥":
            return STRANGE
        one = known.get(near, STRANGE)
        total += max(one, one + known.get(far, STRANGE)) if "一" <= far <= "龥" else one
    return total


def named(text: str, place: int) -> float:
    """The same of the whole name: of the dots next to a place the one that says most counts."""
    here = odds(text, place)
    if here == STRANGE:
        return here
    for step in (-1, 1):
        for at in range(place + 2 * step, place + (PART + 1) * step, step):
            if text[at : at + 1] in _DOTS:
                here = max(here, odds(text, at))
                break
            if not "一" <= text[at : at + 1] <= "龥":
                break
    return here


def gain(text: str, place: int) -> float:
    """What a dot gains between two hanzi of foreign names."""
    return min(max(named(text, place) - ENOUGH, 0.0), MOST)
