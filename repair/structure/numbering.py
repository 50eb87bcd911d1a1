"""Lists whose numbers have a gap: 二、三、四 without 一、, and 1. 2. 4. without 3.

The levels of GB/T 9704 (一、 （一） 1. （1）) are looked at. A gap alone says little, as the
print may have skipped a number; it counts where exactly one line stands in the gap that
looks like the other members of the list, without a mark, or with a mark that fits nowhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from repair.document import lines_of
from repair.joins.kinds import DATE, DOCUMENT_NUMBER, TITLE_END

if TYPE_CHECKING:
    from repair.context import Context

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
_LEVEL_OF = {f"n{level}": level for level in (*_LEVELS, 5)}
_FIGURE = re.compile(rf"[{_NUMERALS}]+|\d+")
_PREFIX = re.compile(r"[#* \u3000-]*")
_PART = re.compile(r"[#* \u3000]*第[一二三四五六七八九十百零\d]{1,4}[章节条部编]")
_NO_BEGINNING = tuple("，。、；：！？）》”’,.;:!?)")
#: Members of a list on either side that are compared, and how many it takes.
_COMPARED, _ENOUGH = 3, 2
_LONGEST_HEADING, _LONGEST_LEAD = 40, 30
#: Lines of a gap that are looked at; a chapter is no longer.
_WIDEST = 60
#: Marks of one level before a gap that are looked through for the member above it.
_REACH = 8


class Shape(Enum):
    """What the text of a member looks like."""

    HEADING = auto()
    """Words without any sentence."""
    LEAD = auto()
    """人员调配。各部门…: a short sentence, then the text."""
    ITEM = auto()
    """Ends with ；"""
    TEXT = auto()


class Mark(NamedTuple):
    """The mark of a list member at the beginning of a line."""

    level: int
    """1–4 for 一、 （一） 1. （1）"""
    number: int
    start: int
    end: int
    """After the blanks behind it."""
    line: int = -1
    """Index among the lines that are not blank, once it is asked for."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A number that is missing, and where it belongs: for ``[start, end)`` put ``mark``."""

    start: int
    end: int
    mark: str
    evidence: tuple[str, ...]


def lost_numbers(context: Context) -> tuple[Lost, ...]:
    """The list numbers that were lost or replaced, in order."""
    found = [_mark(match) for match in _MARK.finditer(context.text)]
    out: dict[int, Lost] = {}
    for at, first, last in _doubtful(found):
        window = _Window(context.text, found[first:last])
        for lost in window.above(at - first):
            out[lost.start] = lost
    return tuple(out[start] for start in sorted(out))


def _mark(match: re.Match[str]) -> Mark:
    kind = match.lastgroup or ""
    return Mark(_LEVEL_OF[kind], _VALUES.get(match[kind], 0), match.end("before"), match.end())


def _doubtful(marks: Sequence[Mark]) -> Iterator[tuple[int, int, int]]:
    """Marks whose number does not follow, and the marks ``[first, last)`` around that tell more.

    Numbers alone decide here, so that sound texts cost next to nothing.
    """
    of_level: dict[int, list[int]] = {level: [] for level in (*_LEVELS, 5)}
    for at, mark in enumerate(marks):
        of_level[mark.level].append(at)
    for level in _LEVELS:
        own = of_level[level]
        for place, at in enumerate(own):
            number = marks[at].number
            if number == 1 or (place and marks[own[place - 1]].number == number - 1):
                continue
            near = [marks[k].number for k in own[max(place - _REACH, 0) : place]]
            goes_on = place + 1 < len(own) and marks[own[place + 1]].number == number + 1
            if (number == 2 or number - 2 in near) and (goes_on or number > 2):
                first = max(at - _WIDEST, 0)
                if number > 2:
                    first = min(first, own[max(place - _REACH, 0)])
                yield at, first, own[min(place + _COMPARED, len(own) - 1)] + 1


def _in_table(line: str) -> bool:
    return "\t" in line or "|" in line or "……" in line or "...." in line


class _Window:
    """Some neighbouring marks of a text, and what the list of one of them lacks."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        self.known = lines_of(text)
        self.asked = marks
        self.marks = [
            mark._replace(line=line)
            for mark in marks
            for line in [self._line_at(mark.start)]
            if not _in_table(self._line(line))
        ]
        self.of_level = {
            level: [m for m in self.marks if m.level == level] for level in (*_LEVELS, 5)
        }
        self.strays = {
            mark.start
            for own in self.of_level.values()
            for at, mark in enumerate(own)
            if _is_stray(own, at)
        }

    def _line_at(self, offset: int) -> int:
        """The index among the lines that are not blank of the one an offset lies in."""
        return bisect_left(self.known.filled, bisect_right(self.known.starts, offset) - 1)

    def _line(self, line: int) -> str:
        return self.known.texts[self.known.filled[line]]

    def _start(self, line: int) -> int:
        return self.known.starts[self.known.filled[line]]

    def above(self, asked: int) -> Iterator[Lost]:
        """What the list of a mark lacks before it."""
        below = next((m for m in self.marks if m.start == self.asked[asked].start), None)
        if below is None:
            return
        own = self.of_level[below.level]
        place = own.index(below)
        missing = below.number - 1
        at = place - 1
        while at >= 0 and own[at].start in self.strays and own[at].number != missing:
            at -= 1
        above = own[at] if at >= 0 else None
        if above and above.number == missing:
            return
        if missing > 1 and (above is None or above.number != missing - 1):
            return
        members = _members(own, place, missing - 1 and at + 1)
        if len(members) >= _ENOUGH:
            first = above.line + 1 if above and missing > 1 else self._begins(above, below)
            yield from self._in_gap(range(first, below.line), below, members)

    def _begins(self, above: Mark | None, below: Mark) -> int:
        """The line a list begins with whose first number is missing."""
        low = max(above.line + 1 if above else 0, below.line - _WIDEST)
        higher = {m.line for m in self.marks if m.level < below.level and m.line >= low}
        for line in range(below.line - 1, low - 1, -1):
            if line in higher or _is_head(self._line(line).strip()):
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
        return self._start(line) + len(_lead_in(self._line(line)))

    def _is_foreign(self, line: int) -> bool:
        text = self._line(line)
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
        body = self.text[start : self._start(line) + len(self._line(line))].strip(" \u3000*")
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
        inside = self.text[self._start(max(gap.start - 1, 0)) : self._start(gap.stop)]
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


def numeral(number: int) -> str:
    """A number up to 99 as a Chinese numeral.

    >>> numeral(9), numeral(10), numeral(23)
    ('九', '十', '二十三')
    """
    tens, ones = divmod(number, 10)
    high = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return high + (_NUMERALS[ones - 1] if ones else "")


#: What a mark may say: 一, 1 or 01, ①; a numeral that says no number (一二) is none of them.
_VALUES = {
    written: number
    for number in range(1, 100)
    for written in (numeral(number), str(number), f"{number:02}")
} | {chr(ord("①") + number - 1): number for number in range(1, 21)}


_NARROW = str.maketrans("（）．", "().", " \u3000")


def _is_head(line: str) -> bool:
    """Whether a line belongs to the head or the end of a document: number, title, date."""
    return bool(
        DOCUMENT_NUMBER.fullmatch(line)
        or DATE.fullmatch(line.strip("()（）"))
        or TITLE_END.search(line)
        or line.endswith((":", "："))
    )
