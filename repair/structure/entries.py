"""Contents entries and the titles they announce."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.document import lines_of
from repair.joins.kinds import TITLE_END
from repair.model import minimal
from repair.patterns import lazy
from repair.structure.contents import entries_of

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

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
    entries, behind = entries_of(lines_of(context.text).texts)
    lines = context.document.lines if entries else ()
    announced = [
        words
        for entry in entries
        for words in [_words(context.text, [lines[at] for at in entry.lines])]
        if words
    ]
    if not announced:
        return ()
    titles = _titles(context, behind)
    exact = {words.hanzi for found in titles.values() for words in found}
    out: list[Disagreement] = []
    for words in announced:
        if words.hanzi in exact:
            continue
        for title in titles.get(words.hanzi[:6], ()):
            out += _compare(words, title)
    return tuple(out)


def _words(text: str, lines: Sequence[Line]) -> Words | None:
    """The words of a title on one line or several."""
    if sum(len(line.text) for line in lines) > LONGEST:
        return None
    found = [
        (m[0], m.start()) for line in lines for m in _HANZI.finditer(text, line.start, line.end)
    ]
    start = "".join(char for char, _ in found).find("关于")
    found = found[start:]
    if start < 0 or len(found) < SHORTEST:
        return None
    return Words("".join(char for char, _ in found), tuple(at for _, at in found))


def _titles(context: Context, behind: int) -> dict[str, list[Words]]:
    """Lines behind the contents page that may be titles, or the first and second half of one,
    by their first six hanzi."""
    out: dict[str, list[Words]] = defaultdict(list)
    lines = context.document.lines
    filled = [lines[at] for at in lines.filled if at >= behind]
    for line, below in pairwise([*filled, *filled[-1:]]):
        if "关于" not in line.text or line.text.rstrip().endswith(_ENDS):
            continue
        whole = TITLE_END.search("".join(line.text.split()))
        if "《" in line.text and not whole:
            continue  # A line of text that cites a title.
        halves = [line] if whole else [line, below]
        words = _words(context.text, halves) or _words(context.text, [line])
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
