"""Lists whose numbers have a gap: 二、三、四 without 一、, and 1. 2. 4. without 3.

The levels of GB/T 9704 (一、 （一） 1. （1）) are looked at. A gap alone says little, as the
print may have skipped a number; it counts where exactly one line stands in the gap that
looks like the other members of the list, without a mark, or with a mark that fits nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.joins.kinds import DATE, DOCUMENT_NUMBER, TITLE_END

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

_NUMERALS = "一二三四五六七八九十"
#: Looked for from the newline with one set of first characters: most lines end there.
_MARK = re.compile(
    r"\n(?=[#* \u3000(（\d一二三四五六七八九十①-⑳-])(?P<before>[#* \u3000-]*)"
    rf"(?:(?P<n1>[{_NUMERALS}]{{1,3}})、|[(（](?:(?P<n2>[{_NUMERALS}]{{1,3}})|(?P<n4>\d{{1,2}}))[)）]"
    r"|(?P<n3>\d{1,2})[.．、](?!\d)|(?P<n5>[①-⑳]))[ \u3000]*"
)
#: The fifth, ①, is looked at only as a mark that stands where another one should.
_LEVELS = (1, 2, 3, 4)
_IN_HANZI = (1, 2)
_FIGURE = re.compile(rf"[{_NUMERALS}]+|\d+")
_PREFIX = re.compile(r"[#* \u3000-]*")
_PART = re.compile(r"[#* \u3000]*第[一二三四五六七八九十百零\d]{1,4}[章节条部编]")
_NO_BEGINNING = tuple("，。、；：！？）》”’,.;:!?)")
#: Members of a list on either side that are compared, and how many it takes.
_COMPARED, _ENOUGH = 3, 2
_LONGEST_HEADING, _LONGEST_LEAD = 40, 30
#: Lines of a gap that are looked at; a chapter is no longer.
_WIDEST = 60


class Shape(Enum):
    """What the text of a member looks like."""

    HEADING = auto()
    """Words without any sentence."""
    LEAD = auto()
    """人员调配。各部门…: a short sentence, then the text."""
    ITEM = auto()
    """Ends with ；"""
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a list member at the beginning of a line."""

    level: int
    """1–4 for 一、 （一） 1. （1）"""
    number: int
    start: int
    end: int
    """After the blanks behind it."""
    line: int
    """Index among the lines that are not blank."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A number that is missing, and where it belongs: for ``[start, end)`` put ``mark``."""

    start: int
    end: int
    mark: str
    evidence: tuple[str, ...]


def lost_numbers(context: Context) -> tuple[Lost, ...]:
    """The list numbers that were lost or replaced, in order."""
    found = list(_MARK.finditer(context.text))
    if len(found) < _ENOUGH:
        return ()
    lines = [line for line in context.document.lines if not line.blank]
    starts = [line.start for line in lines]
    marks = [mark for match in found if (mark := _mark(match, starts, lines)) is not None]
    lists = _Lists(context.text, lines, marks)
    out = [lost for level in _LEVELS for lost in lists.lost(level)]
    return tuple(sorted(out, key=lambda lost: lost.start))


def _mark(match: re.Match[str], starts: Sequence[int], lines: Sequence[Line]) -> Mark | None:
    start, end = match.end("before"), match.end()
    line = bisect_right(starts, start) - 1
    if _in_table(lines[line].text):
        return None
    level = int(match.lastgroup[-1]) if match.lastgroup else 0
    written = match[f"n{level}"]
    if level in _IN_HANZI:
        number = value(written)
    else:
        number = int(unicodedata.numeric(written)) if level == 5 else int(written)
    return Mark(level, number, start, end, line)


def _in_table(line: str) -> bool:
    return "\t" in line or "|" in line or "……" in line or "...." in line


class _Lists:
    """The marks of a text, and what its lists lack."""

    def __init__(self, text: str, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
        self.text = text
        self.lines = lines
        self.marks = marks
        self.of_level = {level: [m for m in marks if m.level == level] for level in (*_LEVELS, 5)}
        self.strays = {
            mark.start
            for own in self.of_level.values()
            for at, mark in enumerate(own)
            if _is_stray(own, at)
        }

    def lost(self, level: int) -> Iterator[Lost]:
        """What the lists of one level lack."""
        own = self.of_level[level]
        for place, below in enumerate(own):
            missing = below.number - 1
            at = place - 1
            while at >= 0 and own[at].start in self.strays and own[at].number != missing:
                at -= 1
            above = own[at] if at >= 0 else None
            if missing < 1 or (above and above.number == missing):
                continue
            if missing > 1 and (above is None or above.number != missing - 1):
                continue
            members = _members(own, place, missing - 1 and at + 1)
            if len(members) >= _ENOUGH:
                first = above.line + 1 if above and missing > 1 else self._begins(above, below)
                yield from self._in_gap(range(first, below.line), below, members)

    def _begins(self, above: Mark | None, below: Mark) -> int:
        """The line a list begins with whose first number is missing."""
        low = max(above.line + 1 if above else 0, below.line - _WIDEST)
        higher = {m.line for m in self.marks if m.level < below.level and m.line >= low}
        for line in range(below.line - 1, low - 1, -1):
            if line in higher or _is_head(self.lines[line].text.strip()):
                return line + 1
        return low

    def _in_gap(self, gap: range, below: Mark, members: Sequence[Mark]) -> Iterator[Lost]:
        """The line in a gap that has lost the number, if exactly one looks like the members."""
        mark = self._written(below, below.number - 1)
        if not 0 < len(gap) <= _WIDEST or self._holds(gap, mark):
            return
        shapes = {self._shape(member.line, member.end) for member in members}
        marked = {m.line: m for m in self.marks if m.line in gap}
        strays = [m for m in marked.values() if self._is_stray(m, gap, below)]
        evidence = (
            f"{len(members)} other members of this list stand around, {mark.strip()} is missing"
        )
        if strays:
            (stray, *others) = strays
            heading = self._shape(stray.line, stray.end) is Shape.HEADING
            if not others and heading == (Shape.HEADING in shapes):
                said = self.text[stray.start : stray.end].strip()
                yield Lost(
                    stray.start, stray.end, mark, (evidence, f"{said} belongs to no list here")
                )
            return
        bare = [line for line in gap if line not in marked and not self._is_foreign(line)]
        if len(bare) > 1 or self._goes_on(members):
            if len(shapes) > 1 or Shape.TEXT in shapes:
                return
            bare = [line for line in bare if self._shape(line, self._begin(line)) in shapes]
        elif bare and (Shape.HEADING in shapes) != (
            self._shape(bare[0], self._begin(bare[0])) is Shape.HEADING
        ):
            return
        if len(bare) == 1:
            start = self._begin(bare[0])
            yield Lost(start, start, mark, (evidence, "one line in its place looks like them"))

    def _is_stray(self, mark: Mark, gap: range, below: Mark) -> bool:
        """Whether a mark stands in no list: one of lower level would lie in the gap itself."""
        if mark.level <= below.level:
            return mark.start in self.strays
        own = [other for other in self.of_level[mark.level] if other.line in gap]
        return _is_stray(own, own.index(mark))

    def _begin(self, line: int) -> int:
        """Where the words of a line begin."""
        return self.lines[line].start + len(_lead_in(self.lines[line].text))

    def _is_foreign(self, line: int) -> bool:
        text = self.lines[line].text
        begin = len(_lead_in(text))
        return (
            _in_table(text)
            or _is_head(text.strip())
            or _PART.match(text) is not None
            or text[begin : begin + 1] in _NO_BEGINNING
        )

    def _goes_on(self, members: Sequence[Mark]) -> bool:
        """Whether most members of the list have lines below them that bear no mark."""
        marked = {mark.line for mark in self.marks}
        alone = [
            all(line in marked for line in range(one.line + 1, two.line))
            for one, two in pairwise(members)
            if two.number == one.number + 1
        ]
        return 2 * sum(alone) <= len(alone)

    def _shape(self, line: int, start: int) -> Shape:
        body = self.text[start : self.lines[line].end].strip(" \u3000*")
        if body[-1:] in "；;":
            return Shape.ITEM
        lead, stop, rest = body.partition("。")
        if not stop and len(body) <= _LONGEST_HEADING and body[-1:] not in "，,、：:！？":
            return Shape.HEADING
        return Shape.LEAD if rest and len(lead) <= _LONGEST_LEAD else Shape.TEXT

    def _written(self, like: Mark, number: int) -> str:
        """The mark of a number as the next member writes its own."""
        written = self.text[like.start : like.end]
        figure = numeral(number) if like.level in _IN_HANZI else str(number)
        return _FIGURE.sub(figure, written, count=1)

    def _holds(self, gap: range, mark: str) -> bool:
        """Whether the number stands in the gap after all, within a line."""
        inside = self.text[self.lines[max(gap.start - 1, 0)].start : self.lines[gap.stop].start]
        return mark.strip().translate(_NARROW) in inside.translate(_NARROW)


def _is_stray(own: Sequence[Mark], at: int) -> bool:
    """Whether no member of the same list stands before or after a mark."""
    number = own[at].number
    before = own[at - 1].number if at else 0
    after = [mark.number for mark in own[at + 1 : at + 3]]
    if number == 1:
        # The second of its list may be the one that is wrong, or lost.
        return after[:1] not in ([2], [3]) and after[1:] != [3]
    return after[:1] != [number + 1] and before != number - 1


def _members(own: Sequence[Mark], place: int, above: int) -> list[Mark]:
    """The nearest members of a list after the gap and, ``above`` of them at most, before it."""
    after = [
        m
        for step, m in enumerate(own[place : place + _COMPARED])
        if m.number == own[place].number + step
    ]
    last = own[above - 1].number if above else 0
    before = [
        m
        for step, m in enumerate(reversed(own[max(above - _COMPARED, 0) : above]))
        if m.number == last - step
    ]
    return [*reversed(before), *after]


def _lead_in(text: str) -> str:
    match = _PREFIX.match(text)
    return match[0] if match else ""


def value(numeral: str) -> int:
    """The number a Chinese numeral up to 99 says.

    >>> value("九"), value("十"), value("二十三")
    (9, 10, 23)
    """
    tens, ten, ones = numeral.rpartition("十")
    high = (_NUMERALS.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return high + (_NUMERALS.index(ones) + 1 if ones else 0)


def numeral(number: int) -> str:
    """A number up to 99 as a Chinese numeral.

    >>> numeral(9), numeral(10), numeral(23)
    ('九', '十', '二十三')
    """
    tens, ones = divmod(number, 10)
    high = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return high + (_NUMERALS[ones - 1] if ones else "")


_NARROW = str.maketrans("（）．", "().", " \u3000")


def _is_head(line: str) -> bool:
    """Whether a line belongs to the head or the end of a document: number, title, date."""
    return bool(
        DOCUMENT_NUMBER.fullmatch(line)
        or DATE.fullmatch(line.strip("()（）"))
        or TITLE_END.search(line)
        or line.endswith((":", "："))
    )
