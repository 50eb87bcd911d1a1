"""What the characters on both sides of a line end make together."""

from __future__ import annotations

import re
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
#: Words that want another behind them: no heading and no sentence ends so.
_BINDING = frozenset(
    re.findall(
        r"\w+",
        "的 之 和 及 与 或 并 且 而 或者 以及 并且 应当 应 须 可以 必须 不得 不能 能够 "
        "要 按照 依照 按 依 对 对于 由 向 从 被 把 将 在 于 以 经 至 因 如 使 让 其 "
        "该 各 每 所 本 其他 有关 相关 进行 予以 给予 及时 依法 不 未 尚未 已 已经 没有 "
        "有 是",
    )
)
_LAST = tuple({word[-1] for word in _BINDING})

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


def spanned(above: str, below: str, at: int, echoes: Echoes | None) -> Evidence | None:
    """A word across a cut at an offset, characters that stand elsewhere as well, or neither.

    None where a sign stands beside the cut: no word could reach across.
    """
    if not (above[-1].isalnum() and below[0].isalnum()):
        return None
    word = word_across(above, below)
    if word:
        return sign("word across", f"{word} is a word across the cut")
    for run in _runs(above, below) if echoes is not None else ():
        if echoes is not None and echoes.near(run, at):
            return sign("echo", f"{run}, as across the cut, stands elsewhere in one piece")
    return sign("no word across")


def wants_more(above: str) -> str:
    """The last word of a text if another must follow it, or nothing.

    >>> wants_more("不予追究责任或未"), wants_more("推进项目建设")
    ('未', '')
    """
    return _wants_more(above[-8:])


@lru_cache(maxsize=4096)
def _wants_more(above: str) -> str:
    """As above; the same line is asked again in every round."""
    from repair.words.lexicon import segment

    tail = _HANZI_END.search(above)
    if tail is None or not tail[0].endswith(_LAST):
        return ""
    word = list(segment(tail[0]))[-1]
    return word if word in _BINDING else ""


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
