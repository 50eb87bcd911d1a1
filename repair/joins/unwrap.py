"""Joins of texts in which every printed line is a line."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from repair.joins.frame import Frame, Join, Kind
from repair.joins.kinds import (
    DATE,
    DOCUMENT_NUMBER,
    LABEL,
    MARK,
    PASSED,
    TERMINAL,
    End,
    Start,
    end_of,
    start_of,
)
from repair.joins.printed_lines import wraps
from repair.pages.wrapped import Wrap

#: 第三条 that goes on a sentence (依照 / 第三条规定) and does not begin an article.
_CITED = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[章节条款项](?:[的规所、，,和或及至之第款项》）)〉”]|$)"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）](?:项|目|[、和至或])"
)
#: Law texts set a blank behind the number of an article, not behind one that is cited.
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?P<blank>[ \u3000])?")
#: Marks that stand within sentences as often (详见 / 附件2, 将情况 / 抄送上级部门).
_ALSO_WORDS = re.compile("附[件表录]|专栏|抄送|主题词|序号|——|--")
#: Words that go on a paragraph and do not begin one. Counted in sound law texts: at 163
#: sentence starts within paragraphs, at 31 paragraph starts (of 811 and 1608). 必要时, 如 and
#: 对直接 at 60 and 0 in 300 other laws (of 4,072 and 9,047).
_GOES_ON = re.compile(
    "但|其(?!他)|未经|逾期|必要时|如[有果需]|对直接|具体|对于|否则|予以|属于|因此|不[予得按符]|被|该|上述|设"
    "|确需|情节|所需|[(（]责"
)
_ANNEX = re.compile(r"附 ?件 ?\d{0,2} ?[:：]")
#: A signature is a short line without signs above a date.
_SIGNATURE, _SIGNS = 24, re.compile("[，。；：、,;:]")
_WORDS = "the line is full: what follows would not have fitted on it"


#: Natural logarithms for a wrap against a paragraph's end: one of the two is certain; nearly so;
#: a sentence breaks off; a line begins as sentences within paragraphs do.
CERTAIN, NEARLY, BROKEN, GOES_ON = 50.0, 12.0, 6.0, 3.0


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the text says about paragraphs where it can't be mistaken."""

    sentence: float
    clause: float
    """How much likelier text goes on after 。 or ； than that its paragraph ends: they meet a
    line end by chance as often in either case."""
    blank: bool
    """A blank stands behind the numbers of articles."""


def joins(frame: Frame, wrap: Wrap) -> Iterator[Join]:
    """The line ends that are wraps."""
    counts = _count(frame, wrap)
    texts = [frame.lines[at] for at in frame.filled]
    sizes = [wrap.size(text) for text in texts]
    rooms = [wrap.room(above, below) for above, below in pairwise(texts)]
    odds = [_odds(frame, wrap, pair, counts) for pair in frame.pairs()]
    known = wraps(sizes, rooms, odds, wrap.width, wrap.hidden)
    for pair, is_wrap, odd in zip(frame.pairs(), known, odds, strict=True):
        if is_wrap:
            above, below = frame.lines[pair[0]], frame.lines[pair[1]]
            sure = 0.98 if odd >= BROKEN else 0.96
            glue = glue_of(above.rstrip(), below.lstrip())
            yield frame.join(pair, Kind.WRAP, (_WORDS,), confidence=sure, glue=glue)


def _odds(frame: Frame, wrap: Wrap, pair: tuple[int, int], counts: _Counts) -> float:
    """How much likelier a line end is a wrap than a paragraph's end, whatever the room."""
    above, below = frame.lines[pair[0]], frame.lines[pair[1]]
    contents = frame.contents
    if "\t" in above or "\t" in below or "|" in above:
        return -CERTAIN
    if contents is not None and contents.first <= pair[0] <= contents.last:
        return -CERTAIN
    if _stand_alone(frame, pair):
        return -CERTAIN
    start, end = start_of(below.strip()), end_of(above.strip())
    if start is Start.CLOSER:
        return NEARLY
    broken = end in (End.WORD, End.COMMA, End.OPENER)
    if wrap.indented:
        return -CERTAIN if below[0] in " \u3000\t" else BROKEN
    if _indent(below) > _indent(above):
        return -CERTAIN
    apart = any(not line.strip() for line in frame.between(pair))
    if wrap.spaced and (apart or not frame.crosses(pair)):
        return -CERTAIN if apart and not (frame.crosses(pair) and broken) else BROKEN
    return _odds_of(above.strip(), below.strip(), end, wrap, counts)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \u3000\t"))


def _stand_alone(frame: Frame, pair: tuple[int, int]) -> bool:
    """Whether one of the lines is a (document) number, or the second a signature or its date."""
    above, below = (frame.lines[at].strip() for at in pair)
    if above.isdecimal() or below.isdecimal():
        # A page number that was not known as one; what a paragraph leaves ends with a sign.
        return True
    if DOCUMENT_NUMBER.fullmatch(above) or DOCUMENT_NUMBER.fullmatch(below):
        return True
    if _ANNEX.match(below) and above[-1] in TERMINAL:
        return True
    if DATE.fullmatch(below):
        return end_of(above) is End.WORD and len(above) <= _SIGNATURE
    at = bisect_right(frame.filled, pair[1])
    after = frame.lines[frame.filled[at]].strip() if at < len(frame.filled) else ""
    signs = len(below) <= _SIGNATURE and end_of(below) is End.WORD and not _SIGNS.search(below)
    return signs and DATE.fullmatch(after) is not None


def _odds_of(above: str, below: str, end: End, wrap: Wrap, counts: _Counts) -> float:
    """As above, where nothing but the text tells."""
    broken = end in (End.WORD, End.COMMA, End.OPENER)
    if MARK.match(below) and not (broken and _cites(below, counts)):
        return -NEARLY
    if DATE.match(below) and PASSED.search(above):
        return -NEARLY
    if broken:
        return BROKEN
    if LABEL.match(below) or end is End.COLON:
        return -GOES_ON
    if wrap.is_short(below) and end_of(below) is End.WORD:
        # A heading or a signature: no sentence ends so.
        return -BROKEN
    if end is End.CLAUSE:
        return counts.clause
    return counts.sentence + (GOES_ON if _GOES_ON.match(below) else 0.0)


def _count(frame: Frame, wrap: Wrap) -> _Counts:
    """What sentence ends and clause ends are where nobody can mistake them."""
    at_ends = {"。": 0.5, "；": 0.5}
    within = {"。": 0.5, "；": 0.5}
    blank = bare = 0
    for first, second in frame.pairs():
        line = frame.lines[first].rstrip()
        article = _ARTICLE.match(line)
        if article:
            blank, bare = (blank + 1, bare) if article["blank"] else (blank, bare + 1)
        for sign in within:
            within[sign] += line.count(sign, 0, len(line) - 1)
        sign = line[-1:]
        if sign in at_ends and wrap.is_short(line) and not MARK.match(frame.lines[second].strip()):
            at_ends[sign] += 1
    sentence, clause = (math.log(within[sign] / at_ends[sign]) for sign in "。；")
    return _Counts(sentence, clause, blank > 4 * bare)


def _cites(below: str, counts: _Counts) -> bool:
    """Whether a line that begins with a mark goes on a sentence that broke off."""
    if _ALSO_WORDS.match(below):
        return True
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
