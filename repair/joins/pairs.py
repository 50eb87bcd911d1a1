"""Neighbouring lines that may be two halves of one paragraph, by their own looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from repair.joins import others
from repair.joins.frame import Frame
from repair.joins.kinds import (
    DATE,
    DOCUMENT_NUMBER,
    LABEL,
    LEVEL,
    PASSED,
    TITLE_END,
    WHOLE,
    End,
    Start,
    end_of,
    is_chinese,
    is_row,
    start_of,
)
from repair.pages.units import core

#: Ends that need no further look unless the next line begins oddly.
_SKIP = frozenset("。！？!?：:．｡")
_ODD = frozenset("(（，,、。；;：:)）》”’〉】〕")
_CLAUSES = re.compile("[。；;，,：:]")
SENTENCE = re.compile("[。；;]")
#: Words that go on a sentence and begin no paragraph.
PARTICLE = re.compile(
    "的|和(?![谐平]|.{1,14}(?:一样|相比|相同|不同))|及(?![时早])|等(?![级待候])|或|与(?!会)"
)


#: Whose page it is, stamped between two lines: an address and no sentence.
_ADDRESS = re.compile(r"[wWhH](?i:ww\.|ttps?:)")
_ADDRESS_LINE = re.compile("[^。；，;]{1,60}")
#: An entry of a contents page is whole.
_LEADERS = re.compile(r"[.．…·]{5}")
#: An address begins before this.
_LATEST_ADDRESS = 36
#: Shorter lines may be headings.
SHORTEST = 12
#: An article and its number have no heading as long as this.
ARTICLE = 14


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring lines (their indices), without blanks and an extractor's marks."""

    lines: tuple[int, int]
    above: str
    below: str
    end: End
    start: Start

    @property
    def apart(self) -> bool:
        """Whether a blank line stands between."""
        return self.lines[1] > self.lines[0] + 1

    @property
    def broken(self) -> bool:
        """Whether the upper line ends within a sentence."""
        return self.end in (End.WORD, End.COMMA, End.OPENER)


def candidates(frame: Frame, *, plain: bool = False) -> Iterator[Pair]:
    """Neighbours that are worth a look: neither a sound end nor a list mark between them.

    ``plain``: of those that are not plain cuts (:func:`is_plain`) most are passed over.
    """
    lines, contents = frame.lines, frame.contents
    low, high = (contents.first, contents.last) if contents else (-1, -1)
    for first, second in frame.pairs():
        above, below = lines[first], lines[second]
        if plain and (above[-1] in WHOLE or len(above) < SHORTEST):
            continue
        if (above[-1] in _SKIP and below[0] not in _ODD) or low <= first <= high:
            continue
        looks = _looks(above, below)
        if looks is not None:
            yield Pair((first, second), *looks)


@lru_cache(maxsize=4096)
def _looks(above: str, below: str) -> tuple[str, str, End, Start] | None:
    """Two lines without blanks and marks, how the first ends and the second starts; None where
    they are no halves. Most lines stay as they are from round to round.
    """
    bare = core(below)
    if not bare or (start := start_of(bare)) is Start.MARK:
        return None
    if "\t" in above or "\t" in below or "|" in above or "|" in below:
        return None
    return _halves(core(above), bare, start)


def _halves(above: str, below: str, start: Start) -> tuple[str, str, End, Start] | None:
    if not above:
        return None
    end = end_of(above)
    if end is End.COLON or (end is End.SENTENCE and start is Start.PLAIN):
        return None
    if _is_address(above) or _is_address(below) or _LEADERS.search(above):
        return None
    if not is_chinese(above) or (below[0].isascii() and not is_chinese(below)):
        return None
    if is_row(above) or is_row(below) or others.HANGING.search(above):
        return None
    if DATE.fullmatch(below) or _is_history(above):
        return None
    if DOCUMENT_NUMBER.fullmatch(below) or DOCUMENT_NUMBER.fullmatch(above):
        return None
    return above, below, end, start


def _is_address(text: str) -> bool:
    """Whether a line is an address and no sentence."""
    if not _ADDRESS.search(text, 0, _LATEST_ADDRESS):
        return False
    return _ADDRESS_LINE.fullmatch(text) is not None


def _is_history(text: str) -> bool:
    """Whether a line tells when a law was passed: 2004年8月28日 …会议通过."""
    return DATE.match(text) is not None and len(text) < 130 and PASSED.search(text) is not None


def is_plain(pair: Pair) -> bool:
    """Whether running text plainly breaks off within a sentence."""
    if not pair.broken or len(pair.above) < SHORTEST:
        return False
    if pair.apart and (pair.end is End.COMMA or PARTICLE.match(pair.below)):
        return not TITLE_END.search(pair.above)
    if not is_prose(pair.above):
        return False
    return "。" in pair.above or not TITLE_END.search(pair.above)


def is_prose(text: str) -> bool:
    """Whether a line holds a sentence end, or so many clauses that it is no heading."""
    if SENTENCE.search(text) or is_article(text):
        return True
    # 单位：人 is no clause.
    label = LABEL.match(text) if len(text) < SHORTEST else None
    if not _CLAUSES.search(text, label.end() if label else 0):
        return False
    return not (LEVEL.match(text) and len(text) < 40)


def is_article(text: str) -> bool:
    """Whether a line begins an article of a law and holds some of its text.

    >>> is_article("第五条 市人民政府生态环境主管"), is_article("第一条 目的")
    (True, False)
    """
    return text.startswith("第") and "条" in text[:8] and len(text) >= ARTICLE


def has_clauses(text: str) -> bool:
    """Whether any mark divides a line."""
    return _CLAUSES.search(text) is not None


def once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs whose upper line is new: a text may repeat itself, which says nothing new."""
    seen: set[str] = set()
    for pair in pairs:
        if pair.above not in seen:
            seen.add(pair.above)
            yield pair
