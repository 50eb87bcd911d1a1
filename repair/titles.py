"""Title marks inside title marks: 《…〈…〉…》, however the inner ones were read.

GB/T 15834 writes a title inside a title with 〈〉. Readers write `<…>`, ‹…› or 《…》, and
where a page break falls into the title the two sides may differ. One pass over the marks
of the text finds every title whose inner marks are not 〈〉.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context
    from repair.model import Fix

_MARK = re.compile(r"[《》〈〉<>‹›＜＞]")
#: Cheap signs that a text has something to look at, each with a first character to search
#: for: a foreign mark or a title in a title, an inner title closed by the outer mark.
_HINTS = (
    re.compile(r"《[^《》〈〉<‹＜\n]*+(?:\n++[^《》〈〉<‹＜\n]*+)?[《<‹＜]"),
    re.compile(r"〈[^〈〉》]*+》"),
)
_OPENING, _CLOSING = "《〈<‹＜", "》〉>›＞"
_RIGHT = {**dict.fromkeys(_OPENING, "〈"), **dict.fromkeys(_CLOSING, "〉")}
#: A title of an official document; the longest in the gazettes has 92 characters.
LONGEST = 200
#: What stands in brackets after a title and is no title.
_STATES = frozenset(("试行", "暂行", "草案", "修订", "修订稿", "征求意见稿", "送审稿", "代拟稿"))
#: Marks of one title with up to five inner ones.
_MOST = 12
_INNER = lazy(r"[\u4e00-\u9fff“（(]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title with inner titles: where the outer marks stand, and the inner ones in pairs."""

    start: int
    end: int
    inner: tuple[tuple[int, int], ...]


def titles_of(context: Context) -> tuple[Title, ...]:
    """All titles with an inner title that is not marked 〈〉 on both sides."""
    return tuple(find_titles(context.text))


def find_titles(text: str) -> Iterator[Title]:
    """Titles of ``text`` with wrong inner marks, in order."""
    done = 0
    hints = sorted(hint.start() for pattern in _HINTS for hint in pattern.finditer(text))
    for hint in hints:
        start = text.rfind("《", max(hint - LONGEST, done), hint + 1)
        title = read_title(text, start) if start >= done else None
        if title is not None:
            done = title.end
            wrong = any(text[a] != "〈" or text[b] != "〉" for a, b in title.inner)
            if wrong:
                yield title


def read_title(text: str, start: int) -> Title | None:
    """The title that opens at ``start``, if its marks nest one deep and close."""
    marks = list(islice(_MARK.finditer(text, start + 1, start + LONGEST), _MOST))
    inner: list[tuple[int, int]] = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        if mark[0] == "》":
            end = mark.end()
            return Title(start, end, tuple(inner)) if inner and _whole(text, start, end) else None
        if mark[0] not in _OPENING or at + 2 >= len(marks) or not _INNER.match(text, mark.end()):
            return None
        closing = marks[at + 1]
        # 》 may close the inner title only where another mark follows for the outer one.
        if closing[0] not in _CLOSING or (
            closing[0] == "》" and marks[at + 2][0] not in "》" + _OPENING[1:]
        ):
            return None
        body = text[mark.end() : closing.start()]
        if len(body) < 2 or body in _STATES:
            return None
        inner.append((mark.start(), closing.start()))
        at += 2
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a title runs through: no cell border, no sentence end, one page break at most."""
    body = text[start:end]
    breaks = re.findall(r"\n+", body)
    return "\t" not in body and "。" not in body and len(breaks) <= 1


def nests(text: str, fixes: Sequence[Fix]) -> bool:
    """Whether the fixes turn inner marks of one title into 〈〉 and the title then nests."""
    start = text.rfind("《", max(fixes[0].start - LONGEST, 0), fixes[0].start)
    if start < 0:
        return False
    while (title := read_title(text, start)) is None or title.end <= fixes[-1].start:
        start = text.rfind("《", max(start - LONGEST, 0), start)
        if start < 0:
            return False
    places = {place for pair in title.inner for place in pair}
    return all(
        fix.end == fix.start + 1
        and fix.start in places
        and fix.after == _RIGHT.get(text[fix.start])
        for fix in fixes
    )
