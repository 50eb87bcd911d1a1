"""What the characters on both sides of a line end make together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache

from repair.joins import evidence as ev
from repair.joins.evidence import Evidence, sign
from repair.patterns import lazy
from repair.words.neighbours import middles

_HANZI_END = lazy(r"[\u4e00-\u9fff]+$")
_HANZI_START = lazy(r"[\u4e00-\u9fff]+")
_THREE_HANZI = lazy(r"[\u4e00-\u9fff]{3}")


#: How far around a cut the same characters are looked for.
NEAR = 60_000


class Echoes:
    """Where the characters around cuts stand in one piece: one pass for all cuts of a text."""

    def __init__(self, text: str, cuts: Iterable[tuple[str, str]]) -> None:
        self._text = text
        self._cuts = cuts

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        text = self._text
        wanted = {run for above, below in self._cuts for run in _runs(above, below)}
        places: dict[str, list[int]] = {run: [] for run in wanted}
        for middle in middles(text, wanted):
            places[text[middle - 1 : middle + 2]].append(middle - 1)
        return places

    def near(self, run: str, at: int) -> bool:
        """Whether a run of a cut stands in one piece near an offset."""
        places = self._places[run]
        first = bisect_left(places, at - NEAR)
        return first < len(places) and places[first] + len(run) <= at + NEAR


def _runs(above: str, below: str) -> list[str]:
    """The runs of three hanzi that reach across a cut; a doubled character counts once."""
    if above[-1] == below[0]:
        below = below[1:]
    runs = (above[-2:] + below[:1], above[-1:] + below[:2])
    return [run for run in runs if _THREE_HANZI.fullmatch(run)]


def spanned(above: str, below: str, at: int, echoes: Echoes | None) -> Evidence:
    """A word across a cut at an offset, characters that stand elsewhere as well, or neither."""
    word = word_across(above, below)
    if word:
        return sign("word across", f"{word} is a word across the cut")
    for run in _runs(above, below) if echoes is not None else ():
        if echoes is not None and echoes.near(run, at):
            return sign("echo", f"{run}, as across the cut, stands elsewhere in one piece")
    return sign("no word across")


def word_across(above: str, below: str) -> str:
    """A word that reaches across the cut, or nothing."""
    return _across(above[-4:], below[:4])


@lru_cache(maxsize=4096)
def _across(above: str, below: str) -> str:
    """As above; the same cut is looked at several times, and again in every round."""
    left = _HANZI_END.search(above)
    right = _HANZI_START.match(below)
    if left is None or right is None:
        return ""
    from repair.words.lexicon import score, segment

    head, tail = left[0], right[0]
    if score(head + tail) - score(head) - score(tail) < ev.WORD_GAIN:
        return ""
    at = 0
    for word in segment(head + tail):
        if at < len(head) < at + len(word):
            return word
        at += len(word)
    return ""
