"""Joins of texts in which every printed line is a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from repair.joins.frame import Frame, Join, Kind
from repair.joins.kinds import DATE, LABEL, MARK, End, Start, end_of, start_of
from repair.pages.wrapped import Wrap

#: 第三条 that goes on a sentence (依照 / 第三条规定) and does not begin an article.
_CITED = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[章节条款项](?:[的规所、，,和或及至之第款项》）)〉”]|$)"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）](?:项|目|[、和至或])"
)
#: Law texts set a blank behind the number of an article, not behind one that is cited.
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?P<blank>[ \u3000])?")
#: Words that go on a paragraph and do not begin one. Counted in sound law texts: at 163
#: sentence starts within paragraphs, at 31 paragraph starts (of 811 and 1608). 必要时, 如 and
#: 对直接 at 60 and 0 in 300 other laws (of 4,072 and 9,047).
_GOES_ON = re.compile(
    "但|其(?!他)|未经|逾期|必要时|如[有果需]|对直接|具体|对于|否则|予以|属于|因此|不[予得按符]|被|该|上述|设"
    "|确需|情节|所需|[(（]责"
)
#: Lines that say when a law was passed stand one under another.
_PASSED = re.compile(r"(?:通过|修正|修订|公布|发布|批准|施行)$")
_WORDS = "the line is full: what follows would not have fitted on it"


@dataclass(frozen=True, slots=True)
class _Counts:
    """Sentence ends of the text: at the ends of short lines, and within lines."""

    at_ends: int
    within: int
    blank: bool
    """A blank stands behind the numbers of articles."""


def joins(frame: Frame, wrap: Wrap) -> Iterator[Join]:
    """The line ends that are wraps."""
    counts = _count(frame, wrap)
    contents = frame.contents
    low, high = (contents.first, contents.last) if contents else (-1, -1)
    for first, second in frame.pairs():
        above, below = frame.lines[first], frame.lines[second]
        if "\t" in above or "\t" in below or "|" in above or low <= first <= high:
            continue
        sure = _sure(frame, wrap, (first, second), counts)
        if sure > 0.5:
            glue = glue_of(above.rstrip(), below.lstrip())
            yield frame.join((first, second), Kind.WRAP, (_WORDS,), confidence=sure, glue=glue)


def _sure(frame: Frame, wrap: Wrap, pair: tuple[int, int], counts: _Counts) -> float:
    """How sure it is that a line end is a wrap."""
    above, below = frame.lines[pair[0]], frame.lines[pair[1]]
    start, end = start_of(below.strip()), end_of(above.strip())
    if start is Start.CLOSER:
        return 0.99
    if not wrap.is_full(above, below):
        return 0.0
    broken = end in (End.WORD, End.COMMA, End.OPENER)
    marked = bool(MARK.match(below.strip())) and not (broken and _cites(below.strip(), counts))
    if wrap.indented:
        return 0.0 if below[0] in " \u3000\t" else 0.99
    apart = any(not line.strip() for line in frame.between(pair))
    if wrap.spaced and (apart or not frame.crosses(pair)):
        return 0.0 if apart and not (frame.crosses(pair) and broken) else 0.98
    dated = DATE.match(below.strip()) and _PASSED.search(above.strip())
    if marked or dated or (not broken and LABEL.match(below.strip())):
        return 0.0
    if broken:
        return 0.98
    if end is End.CLAUSE:
        return 0.96
    if end is End.COLON:
        return 0.0
    if _GOES_ON.match(below) or counts.at_ends < counts.within:
        return 0.96
    return 0.0


def _count(frame: Frame, wrap: Wrap) -> _Counts:
    """How many sentences end paragraphs (before an unmarked line), how many do not.

    A sentence end meets a line end by chance as often in either case, so the more
    frequent case is the likelier one where a full line ends with 。.
    """
    at_ends = within = blank = bare = 0
    for first, second in frame.pairs():
        line = frame.lines[first].rstrip()
        article = _ARTICLE.match(line)
        if article:
            blank, bare = (blank + 1, bare) if article["blank"] else (blank, bare + 1)
        within += line.count("。", 0, len(line) - 1)
        if (
            wrap.is_short(line)
            and line[-1:] == "。"
            and not MARK.match(frame.lines[second].strip())
        ):
            at_ends += 1
    return _Counts(at_ends, within, blank > 4 * bare)


def _cites(below: str, counts: _Counts) -> bool:
    """Whether a line that begins with the number of an article or item goes on a sentence."""
    article = _ARTICLE.match(below)
    if counts.blank and article and not article["blank"]:
        return True
    return _CITED.match(below) is not None


def glue_of(above: str, below: str) -> str:
    """What stands between the two parts: a blank between Latin words, else nothing."""
    left, right = above[-1:], below[:1]
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return " "
    return ""
