"""Loses, changes and doubles single characters and words of sound text. Imports nothing from
the project."""

from __future__ import annotations

import random
from typing import NamedTuple

KINDS = ("character lost", "word lost", "character doubled", "word doubled", "character changed")
#: Numerals and dates are left as they are: what protects them is measured elsewhere.
_KEPT = frozenset("一二三四五六七八九十百千万亿零〇两第年月日")


class Place(NamedTuple):
    """What was done at ``[start, end)`` of the damaged text; ``right`` stood there."""

    start: int
    end: int
    right: str
    kind: str
    parallels: int
    """Other places of the sound text where it stood between the same two and two characters."""


def as_read(text: str) -> str:
    """Half-width marks, as readers write them."""
    return text.translate(str.maketrans("，；：", ",;:"))


def damage(text: str, seed: int, every: int = 400) -> tuple[str, list[Place]]:
    """A text with one of some damages about every so many characters, and what was done."""
    rnd = random.Random(seed)
    pieces: list[str] = []
    places: list[Place] = []
    done = size = 0
    at = rnd.randrange(1, every)
    while at < len(text) - 8:
        kind = rnd.choice(KINDS)
        long = 2 if kind.startswith("word") else 1
        if not _fits(text, at, long):
            at += 1
            continue
        right = text[at : at + long]
        put = {"lost": "", "doubled": right * 2, "changed": text[rnd.randrange(len(text))]}
        new = put[kind.rpartition(" ")[2]]
        if new == right or (kind.endswith("changed") and not _is_hanzi(new)):
            continue
        same = text.count(text[at - 2 : at + long + 2]) - 1
        pieces += (text[done:at], new)
        start = size + at - done
        places.append(Place(start, start + len(new), right, kind, same))
        size = start + len(new)
        done = at + long
        at = done + every // 2 + rnd.randrange(every)
    return "".join((*pieces, text[done:])), places


def _fits(text: str, at: int, long: int) -> bool:
    """Whether two hanzi stand to both sides, and what is lost is not seen beside itself."""
    around = text[at - 2 : at + long + 2]
    inside = text[at : at + long]
    return (
        _is_hanzi(around) and _KEPT.isdisjoint(inside) and inside[0] != text[at - 1] != inside[-1]
    )


def _is_hanzi(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)
