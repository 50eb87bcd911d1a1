"""Where two lines were run together: items, headings and text, units and the next item.

Each finder asks the lines around: what is run together here stands on lines of its own
there. Enumerations that belong in a sentence (一是…；二是…) have no such neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repair.joins.frame import Frame
from repair.joins.heads import addressees, titles
from repair.joins.kinds import open_brackets
from repair.joins.seam import Seam, Split, line_of
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context


_NUMERALS = "一二三四五六七八九十"
#: Marks of list items: 1. 1、 (1) （一） with their number.
_ITEM = re.compile(
    rf"(?P<n>\d{{1,2}})(?P<t>[.．、])(?!\d)|(?P<o>[(（])(?P<m>\d{{1,2}}|[{_NUMERALS}]{{1,3}})[)）]"
)
#: A mark behind a sentence or item end: one pattern for each sign, as a search for one
#: character is many times as fast as one for several.
_INNER = tuple(
    re.compile(
        rf"{sign}(?P<gap>[ \u3000]?)"
        rf"(?=\d{{1,2}}[.．](?!\d)|[(（](?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})[)）])"
    )
    for sign in "。；;"
)
_IS = re.compile(rf"([{_NUMERALS}]{{1,2}})是")
_FIRST = re.compile(r"。(?P<gap>[ \u3000]?)(?=一是|1[.．](?!\d)|[(（][1一][)）])")
_UNITS = re.compile(r"。(?P<gap> ?)(?=(?:责任|牵头)(?:单位|部门)[:：])")
_UNIT_LINE = re.compile(r"\n(?:责任|牵头)(?:单位|部门)[:：]")
_AFTER_UNITS = re.compile(
    rf"\n(?:责任|牵头)(?:单位|部门)[:：][^。\n]{{2,200}}。"
    rf"(?P<gap> ?)(?=[{_NUMERALS}]{{1,2}}是|\d{{1,2}}[.．](?!\d)|[(（][{_NUMERALS}\d])"
)
_NOTE = re.compile(r"。(?P<gap> ?)(?=(?:注|附件)[:：][^\n]{4})")
_HEADING = re.compile(
    r"\n(?=[-\d])(?:- )?\d{1,2}[.．] ?[^，。；：,;:\n\t |]{4,40}"
    r"(?<![!-~])(?P<gap>[ \u3000])(?=[^\n\t|!-~，。；：、）》”][^\n\t|]{7,}。)"
)
_BARE_HEADING = re.compile(r"^(?:- )?\d{1,2}[.．] ?[^，。；：,;:\t|]{4,44}$")
_LAST_ITEM = lazy(
    rf"\n(?:- )?[(（](?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})[)）] ?[^。；;\n\t]{{4,60}}。"
    r"(?P<gap> ?)(?=[\u4e00-\u9fff][^\n\t]{14})"
)
_NEAR = 6
#: So many items make a list that may be over when another one begins.
_LONG = 3


def seams(context: Context) -> tuple[Seam, ...]:
    """The missing line ends of a text, in order, at most one at a place."""
    frame = Frame(context.text)
    found: dict[int, Seam] = {}
    for finder in (titles, addressees, _items, _headings, _units, _paragraphs, _first_members):
        for seam in finder(frame):
            found.setdefault(seam.start, seam)
    return tuple(found[start] for start in sorted(found))


def _inner(text: str) -> list[re.Match[str]]:
    """The item marks inside lines, in order."""
    return sorted((m for sign in _INNER for m in sign.finditer(text)), key=lambda m: m.start("gap"))


def _mark(text: str) -> tuple[str, int] | None:
    """The type and number of the item mark a text begins with."""
    match = _ITEM.match(text.removeprefix("- "))
    if match is None:
        return None
    if match["n"]:
        return ".", int(match["n"])
    inner = match["m"]
    return ("(1)", int(inner)) if inner.isdigit() else ("(一)", _value(inner))


def _value(numeral: str) -> int:
    tens, _, ones = numeral.rpartition("十")
    value = (_NUMERALS.index(tens) + 1 if tens else 1) * 10 if "十" in numeral else 0
    return value + (_NUMERALS.index(ones) + 1 if ones else 0)


def _neighbours(frame: Frame, line: int) -> tuple[list[str], list[str]]:
    """The filled lines before (nearest first) and after a line."""
    at = bisect_right(frame.filled, line) - 1
    before = [frame.lines[i].strip() for i in frame.filled[max(at - _NEAR, 0) : at][::-1]]
    return before, [frame.lines[i].strip() for i in frame.filled[at + 1 : at + 1 + _NEAR]]


def _items(frame: Frame) -> Iterator[Seam]:
    """…。5. … in a line, where item 4 begins this line or one above and item 6 one below."""
    for match in _inner(frame.text):
        start = match.start("gap")
        line = line_of(frame, start)
        if _in_table(frame.lines[line]):
            continue
        mark = _mark(frame.text[match.end() : match.end() + 8])
        if mark is None or mark[1] < 2:
            continue
        before, after = _neighbours(frame, line)
        own = frame.lines[line].strip()
        kind, number = mark
        inner = [_mark(own[m.end() :]) for m in _inner(own)]
        last = max((n for m in inner if m and m[0] == kind for n in [m[1]]), default=number)
        here = _mark(own) == (kind, number - 1) or (kind, number - 1) in inner
        above = (kind, number - 1) in map(_mark, before)
        first_here = _mark(own)
        opened = first_here is not None and first_here[0] == kind
        if not opened and _numbered(own, kind, number - 1):
            # An enumeration within a paragraph (两个要求：（一）…。（二）…).
            continue
        if any(_runs_in(line_above, kind, number) for line_above in before):
            continue
        below = (kind, last + 1) in map(_mark, after)
        run_up = opened and (kind, (first_here or mark)[1] - 1) in map(_mark, before)
        if (above or here) and (below or above or run_up):
            evidence = f"items before and after number {number} stand on lines of their own"
            yield Seam(start, match.end(), line, Split.ITEMS, True, evidence)


def _first_members(frame: Frame) -> Iterator[Seam]:
    """…。一是…, where 二是 begins a line below and other lists begin on lines of their own."""
    found = []
    for match in _FIRST.finditer(frame.text):
        mark = _member(frame.text[match.end() : match.end() + 8])
        line = line_of(frame, match.start("gap"))
        if mark is None or _in_table(frame.lines[line]):
            continue
        own = frame.lines[line].strip()
        begins = _member(own)
        if begins and begins[0] == mark[0] and begins[1] < _LONG:
            continue
        below = [
            other[1]
            for other in map(_member, _neighbours(frame, line)[1])
            if other and other[0] == mark[0]
        ]
        if below[:1] == [2] and not _printed_lines(frame, line) and not _numbered(own, mark[0], 2):
            found.append((match, line, mark[0]))
    if not found:
        return
    alone = _lists_alone(frame)
    together = Counter(kind for _, _, kind in found)
    for match, line, kind in found:
        if alone[kind] < 2 * together[kind]:
            continue
        evidence = (
            f"{alone[kind]} other lists begin with a line of their own, and so does its second item"
        )
        sure = alone[kind] >= 3 * together[kind]
        yield Seam(match.start("gap"), match.end("gap"), line, Split.ITEMS, sure, evidence)


def _printed_lines(frame: Frame, line: int) -> bool:
    """Whether most lines around end in mid-sentence: every printed line is a line here, and a
    sentence may begin anywhere."""
    before, after = _neighbours(frame, line)
    return 2 * sum(other[-1] not in "。；;：:" for other in before + after) > len(before + after)


def _lists_alone(frame: Frame) -> Counter[str]:
    """How many lists of each kind begin on a line of their own, items 1 and 2."""
    alone: Counter[str] = Counter()
    last: dict[str, int] = {}
    for line in frame.filled:
        member = _member(frame.lines[line].strip())
        if member is not None:
            alone[member[0]] += member[1] == 2 and last.get(member[0]) == 1
            last[member[0]] = member[1]
    return alone


def _member(text: str) -> tuple[str, int] | None:
    """The type and number of the mark a text begins with, 一是 among them."""
    match = _IS.match(text)
    return ("是", _value(match[1])) if match else _mark(text)


def _in_table(line: str) -> bool:
    return "\t" in line or "|" in line


def _numbered(line: str, kind: str, number: int) -> bool:
    """Whether a line holds an item's mark anywhere."""
    return any(_mark(line[match.start() :]) == (kind, number) for match in _ITEM.finditer(line))


def _runs_in(line: str, kind: str, number: int) -> bool:
    """Whether an earlier item begins within a line that is no item: a printed line may begin
    with the next mark by chance."""
    opening = _mark(line)
    if opening is not None and opening[0] == kind:
        return False
    marks = (_mark(line[match.start() :]) for match in _ITEM.finditer(line, 1))
    return any(mark is not None and mark[0] == kind and mark[1] < number for mark in marks)


def _headings(frame: Frame) -> Iterator[Seam]:
    """4. 康复救助项目 为残疾儿童…。 where its siblings are headings above their text."""
    for match in _HEADING.finditer(frame.text):
        line = line_of(frame, match.start("gap"))
        before, after = _neighbours(frame, line)
        siblings = sum(1 for other in before + after if _BARE_HEADING.match(other))
        if siblings >= 2:
            evidence = f"{siblings} headings beside it stand on lines of their own"
            yield Seam(match.start("gap"), match.end("gap"), line, Split.HEADING, True, evidence)


def _units(frame: Frame) -> Iterator[Seam]:
    """…。责任单位：… and 责任单位：…。二是…, where such lines stand by themselves."""
    alone = len(_UNIT_LINE.findall(frame.text))
    evidence = f"{alone} lines of this text begin so"
    if alone >= 3:
        for match in (*_UNITS.finditer(frame.text), *_AFTER_UNITS.finditer(frame.text)):
            start, end = match.span("gap")
            line = line_of(frame, start)
            if not open_brackets(frame.text[frame.starts[line] : start]):
                yield Seam(start, end, line, Split.UNITS, True, evidence)
    for match in _NOTE.finditer(frame.text):
        start, end = match.span("gap")
        line = line_of(frame, start)
        if _in_table(frame.lines[line]):
            continue
        words = "a note or list of annexes begins a line"
        yield Seam(start, end, line, Split.UNITS, True, words)


def _paragraphs(frame: Frame) -> Iterator[Seam]:
    """(3) …。… after items that end in ；: the list is over, a paragraph begins."""
    for match in _LAST_ITEM.finditer(frame.text):
        line = line_of(frame, match.start("gap"))
        mark = _mark(frame.lines[line].strip())
        if mark is None or mark[1] < 3:
            continue
        before, after = _neighbours(frame, line)
        if (mark[0], mark[1] + 1) in map(_mark, after[:2]):
            continue
        siblings = [other for other in before if (_mark(other) or ("", 0))[0] == mark[0]]
        wanted = min(mark[1] - 1, 3)
        closed = [other for other in siblings[:wanted] if other[-1] in "；;"]
        if len(closed) < wanted:
            continue
        rest = frame.lines[line][match.end() - frame.starts[line] :].strip()
        begun = after[0] if after else ""
        evidence = "the items before it end with ；, so 。 ends the list"
        sure = _begins_anew(frame.text, match[0], rest) and (bool(begun) or rest.endswith("。"))
        yield Seam(match.start("gap"), match.end("gap"), line, Split.PARAGRAPH, sure, evidence)


def _begins_anew(text: str, item: str, rest: str) -> bool:
    """Whether what follows an item begins a paragraph.

    An item may have two sentences; the second often takes up a word of the first
    (建设不低于五级的海塘。五级海塘的…). It is over where it names all that is left (其他材料。),
    or what follows begins as others do.
    """
    if rest[:2] in item or rest.startswith(("但", "其", "该", "前")):
        return False
    begins = re.compile(rf"[\n。 \u3000]{re.escape(rest[:4])}")
    return "其他" in item or len(begins.findall(text)) > 1
