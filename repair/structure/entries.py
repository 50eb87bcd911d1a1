"""Contents entries and the titles they announce."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.line_ends import open_ends
from repair.model import minimal
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context

_ENTRY = re.compile(r"(?:[.…·．]{2,}|\t)[ \t]*\d{1,3}[ \t]*\Z")
_HANZI = lazy("[\u4e00-\u9fff]")
_ENDS = ("。", "；", ";", "，", ",", "、", "：", ":")
#: Titles agree in at least so many characters before a difference means anything.
SHORTEST = 12
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Words:
    """The hanzi of a line from 关于 on, each with its offset in the text."""

    hanzi: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A contents entry and a title that differ in one or two characters."""

    entry: tuple[int, int]
    title: tuple[int, int]
    entry_says: str
    title_says: str
    around: tuple[str, str]
    """The two characters before and after the difference."""


def disagreements(context: Context) -> tuple[Disagreement, ...]:
    """Where the contents page and a title say different words; empty without a contents page."""
    text = context.text
    entries = [
        (low, match.start())
        for end in context.get(open_ends)
        if text[end - 1].isdecimal() or text[end - 1] in " \t"
        for low in [text.rfind("\n", 0, end) + 1]
        for match in [_ENTRY.search(text, low, end)]
        if match
    ]
    announced = [words for low, high in entries for words in [_words(text, low, high)] if words]
    if not announced:
        return ()
    titles = _titles(context, {low for low, _ in entries})
    exact = {words.hanzi for found in titles.values() for words in found}
    out: list[Disagreement] = []
    for words in announced:
        if words.hanzi in exact:
            continue
        for title in titles.get(words.hanzi[:6], ()):
            out += _compare(words, title)
    return tuple(out)


def _words(text: str, low: int, high: int) -> Words | None:
    start = text.find("关于", low, high)
    if start < 0 or high - start > LONGEST:
        return None
    found = [(m[0], m.start()) for m in _HANZI.finditer(text, start, high)]
    if len(found) < SHORTEST:
        return None
    return Words("".join(char for char, _ in found), tuple(at for _, at in found))


def _titles(context: Context, entries: set[int]) -> dict[str, list[Words]]:
    """Lines that may be titles, by their first six hanzi."""
    out: dict[str, list[Words]] = defaultdict(list)
    for line in context.document.lines:
        if line.start in entries or len(line.text) > LONGEST or "关于" not in line.text:
            continue
        if line.text.rstrip().endswith(_ENDS) or "《" in line.text:
            continue
        words = _words(context.text, line.start, line.end)
        if words:
            out[words.hanzi[:6]].append(words)
    return out


def _compare(entry: Words, title: Words) -> Iterator[Disagreement]:
    if abs(len(entry.hanzi) - len(title.hanzi)) > 1:
        return
    changes = minimal(entry.hanzi, title.hanzi)
    if not changes or len(changes) > 2:
        return
    start, end = changes[0][0], changes[-1][1]
    shift = len(title.hanzi) - len(entry.hanzi)
    if not 1 <= end - start <= 3 or not 1 <= end + shift - start <= 3:
        return
    if end >= len(entry.hanzi) or end + shift >= len(title.hanzi):
        return
    yield Disagreement(
        (entry.offsets[start], entry.offsets[end - 1] + 1),
        (title.offsets[start], title.offsets[end + shift - 1] + 1),
        entry.hanzi[start:end],
        title.hanzi[start : end + shift],
        (entry.hanzi[max(start - 2, 0) : start], entry.hanzi[end : end + 2]),
    )
