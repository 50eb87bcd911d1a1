"""Where tables, rosters, lists, grids of names and forms stand.

A region is found by the shape of its lines alone: tabs or pipes, a name before a post,
line after line that ends as an agency does. What only looks like one stays out: contents
pages (a page number behind every entry), signature blocks, numbered boxes with text,
the addressees of a notice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from repair.names import is_person_name, spaced_name, without_blanks
from repair.tables.words import (
    LIST_MARK,
    POST_END,
    POST_INSIDE,
    ROLE_LABEL,
    SHORT_POST,
    is_organisation,
    is_post,
    is_role,
)

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

Kind = Literal["table", "roster", "list", "grid", "form"]

#: Rows a run needs before it is believed; with a role label in front two are enough.
ROSTER_ROWS = 3
TABLE_ROWS = 2
LIST_ENTRIES = 5
GRID_ROWS = 2
_GRID_NAMES = 3
_LONGEST_ROW = 120
_LONGEST_FRAGMENT = 36
_SENTENCE = re.compile(r"[。！？]")
_CLOSED = tuple("。；：！？;:")
_LIST_MARKS = frozenset("-*+•")
_ROW_SIGNS = re.compile("[ \t\u3000(（:：]")
_CLAUSE_MARKS = re.compile("[，,、；;：:《》]")
_STOPS = frozenset("。！？")
_CLAUSE_ENDS = frozenset("；;，,")
_LONGEST_LABEL = 44
_CONTENTS_END = frozenset(".·…0123456789")
_CONTENTS = re.compile(r"[.·…]{3,}\s*\t?\s*\d*\s*\Z")
_PAGE_CELL = re.compile(r"\t\s*\d{1,4}\s*\Z")
_HEADING = re.compile(
    r"\s*(?:#|第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])"
)
_RUNNING = re.compile(r"(\d{1,3})(?:[.．、]\s*(?!\d)|(?=\t)|\Z)")
_WORDED = re.compile(r"(\d{1,3})[ \u3000]+(?=[^\s\d]\S+[ \u3000]+\S)(?!.*\t)")
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
#: How many entries a heading promises.
COUNT = re.compile(r"[(（]\s*共?\s*(\d{1,4})\s*(?:个|名|人|家|位|户|所)\s*[)）]")
_LONGEST_BRIDGE = 40
_LONGEST_HEADING = 40
#: The last characters of a post, alone in a line.
_POST_TAIL = re.compile(r"[\u4e00-\u9fff]?(?:长|任|记|理|席|员)(?:[(（][^()（）]{1,8}[)）])?\Z")
_NAME_FIRST = re.compile(
    r"(?P<name>[\u4e00-\u9fff](?:[ \u3000]{1,4}[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3})"
    r"(?:[·•・][\u4e00-\u9fff]{1,8})*(?:[(（][^()（）]{1,6}[)）])?)"
    r"(?P<gap>[ \t\u3000]+|(?=[(（]))(?P<post>\S.*)\Z"
)


@dataclass(frozen=True, slots=True)
class TableRegion:
    """Lines ``[first, last)`` of ``context.document.lines`` that belong together."""

    first: int
    last: int
    kind: Kind

    def __contains__(self, line: object) -> bool:
        return isinstance(line, int) and self.first <= line < self.last


def regions(context: Context) -> tuple[TableRegion, ...]:
    """All table-like regions of a context's text, in order, not overlapping."""
    return context.get(_regions)


def _regions(context: Context) -> tuple[TableRegion, ...]:
    lines = context.document.lines
    shapes = [_shape(line.text) for line in lines]
    found: list[TableRegion] = []
    taken = [False] * len(lines)
    for finder in (_grids, _bridged_tables, _rosters, _lists):
        for region in finder(lines, shapes, taken):
            found.append(region)
            taken[region.first : region.last] = [True] * (region.last - region.first)
    return tuple(sorted(found, key=lambda region: region.first))


class _Shape(NamedTuple):
    """What one line is by itself."""

    text: str
    """The line without list mark and blanks at its ends; tabs at the ends stay."""
    blank: bool = False
    tabs: int = 0
    pipe: bool = False
    contents: bool = False
    row: bool = False
    """A row of a roster: role or name in front, a post behind."""
    label: bool = False
    """Has a role label with a colon."""
    fragment: bool = False
    """May be a piece of a roster row that was cut."""
    post: bool = False
    names: int = 0
    """How many cells the line has when all of them are names, else 0."""
    entry: bool = False
    """May be an entry of a one-column list of organisations."""


_BLANK_LINE = _Shape("", blank=True)


def is_pipe_row(text: str) -> bool:
    """Whether a line is a row of a Markdown pipe table (``| a | b |``), rule lines too."""
    text = LIST_MARK.sub("", text, count=1).strip()
    return text.startswith("|") and text.endswith("|") and text.count("|") >= 3


def _shape(line: str) -> _Shape:
    if not line or (line.isspace() and "\t" not in line):
        return _BLANK_LINE
    text = line.strip(" \u3000\r")
    if text[:1] in _LIST_MARKS:
        text = LIST_MARK.sub("", text, count=1)
    if "\t" not in text and "|" not in text and _is_running(text):
        return _Shape(text)
    pipe = "|" in text and is_pipe_row(text)
    if pipe:
        text = "\t".join(cell.strip() for cell in text.strip("|").split("|"))
    tabs = text.count("\t")
    plain = text.replace("**", "").strip("\t")
    if _CONTENTS.search(text):
        return _Shape(text, contents=True)
    if len(plain) > _LONGEST_ROW or _SENTENCE.search(plain):
        return _Shape(text, tabs=tabs, pipe=pipe)
    # Most short lines are clauses and headings: a mark inside rules out names and agencies,
    # and without blank, bracket or colon there is no row.
    row, label = _roster_row(plain) if _ROW_SIGNS.search(plain) else (False, False)
    marked = _CLAUSE_MARKS.search(plain) is not None
    post = is_post(plain)
    return _Shape(
        text,
        tabs=tabs,
        pipe=pipe,
        row=row,
        label=label,
        fragment=_fragment(plain),
        post=post,
        names=0 if marked else len(names_of(plain)),
        entry=not marked and _entry(plain),
    )


def _is_running(text: str) -> bool:
    """Whether a line without tabs is running text beyond doubt, as most lines are.

    It ends or holds a sentence, or ends a clause and has neither name nor role in front.
    """
    last = text[-1:]
    if last in _STOPS:
        return True
    if last in _CLAUSE_ENDS:
        return _ROW_SIGNS.search(text, 0, _LONGEST_LABEL) is None
    return last not in _CONTENTS_END and _SENTENCE.search(text) is not None


def _roster_row(text: str) -> tuple[bool, bool]:
    """Whether a line reads as a roster row, and whether a role label stands in it."""
    label = ROLE_LABEL.search(text) if ":" in text or "：" in text else None
    has_label = label is not None and is_role(label["role"])
    if has_label and label is not None:
        rest = text[label.end() :].strip()
        if label.start() == 0 and (not rest or _name_first(rest)):
            return bool(rest), True
        has_label = label.start() == 0 or text[label.start() - 1] in " \t\u3000"
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    if len(cells) == 3 and is_role(cells[0]) and is_person_name(cells[1]):
        return True, True
    return _name_first(text.lstrip("\t ")), has_label


def _name_first(text: str) -> bool:
    match = _NAME_FIRST.match(text)
    if match is None or not is_person_name(match["name"]):
        return False
    post = match["post"].strip()
    if post[:1] in "(（" and post[-1:] in ")）":
        return is_post(post[1:-1]) or is_organisation(post[1:-1])
    return (
        is_post(post)
        or is_organisation(post)
        or SHORT_POST.fullmatch(post) is not None
        or _post_then_name(post)
        or _open(post)
    )


def _open(post: str) -> bool:
    """A post that a sign or blank follows and that then goes on (…书记、镇长, 临淄经济开发区)."""
    return POST_INSIDE.search(post) is not None


def _post_then_name(text: str) -> bool:
    """A post with the beginning of the next row behind it (区住建局局长 宋爱)."""
    head, _, tail = text.rpartition(" ")
    return (
        bool(head)
        and len(tail) <= 4
        and (is_post(head) or (head.endswith(("、", ",", "，")) and is_organisation(tail)))
    ) or (bool(head) and ROLE_LABEL.search(text) is not None)


def _fragment(text: str) -> bool:
    if len(text) > _LONGEST_FRAGMENT or text.rstrip().endswith(_CLOSED) or _HEADING.match(text):
        return False
    if is_post(text) or _POST_TAIL.match(text):
        return True
    words = text.split()
    return len(words) >= 2 and any(POST_END.search(word) for word in words[:-1])


def names_of(text: str) -> tuple[str, ...]:
    """The names of a line that holds nothing else, letter-spaced ones put together.

    ``王兴国 王 飞 刘泽洋`` gives three names; an empty tuple when anything is no name.
    """
    atoms = text.split()
    out: list[str] = []
    at = 0
    while at < len(atoms):
        if len(atoms[at]) == 1 and at + 1 < len(atoms) and len(atoms[at + 1]) <= 2:
            name = spaced_name(f"{atoms[at]} {atoms[at + 1]}")
            if name is None:
                return ()
            out.append(name)
            at += 2
        elif is_person_name(atoms[at]) and len(atoms[at]) <= 8:
            out.append(atoms[at])
            at += 1
        else:
            return ()
    return tuple(out)


def _entry(text: str) -> bool:
    """Whether a line is one or several names of organisations and nothing else."""
    if (
        text.rstrip().endswith(_CLOSED)
        or _HEADING.match(text)
        or any(sign in text for sign in "，,、:：《》")
    ):
        return False
    words = text.split()
    return 1 <= len(words) <= 6 and all(3 <= len(w) <= 30 and is_organisation(w) for w in words)


def _tables(
    lines: Sequence[Line], shapes: Sequence[_Shape], taken: Sequence[bool]
) -> Iterator[TableRegion]:
    """Runs of lines with tabs or pipes, blank lines between allowed; whole HTML tables too."""
    contents = _contents_lines(shapes)
    for first, last in _runs(
        shapes,
        lambda at: (shapes[at].tabs > 0 or shapes[at].pipe) and at not in contents,
    ):
        rows = [shape for shape in shapes[first:last] if not shape.blank]
        if any(taken[first:last]) or (len(rows) > 1 and _is_roster(rows)):
            continue
        for start, end in _without_rosters(shapes, first, last):
            rows = [shape for shape in shapes[start:end] if not shape.blank]
            yield TableRegion(start, end, "form" if _is_form(rows) else "table")


def _without_rosters(shapes: Sequence[_Shape], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of a run between pieces that are rosters through and through."""
    start: int | None = None
    end = first
    for piece, stop in _pieces(shapes, first, last):
        rows = shapes[piece:stop]
        if len(rows) > 1 and all(row.row for row in rows) and _is_roster(rows):
            if start is not None:
                yield start, end
            start = None
        else:
            start = piece if start is None else start
            end = stop
    if start is not None:
        yield start, end


def _pieces(shapes: Sequence[_Shape], first: int, last: int) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at in range(first, last + 1):
        if at == last or shapes[at].blank:
            if start is not None:
                yield start, at
            start = None
        elif start is None:
            start = at


def _bridged_tables(
    lines: Sequence[Line], shapes: Sequence[_Shape], taken: Sequence[bool]
) -> Iterator[TableRegion]:
    """The tables, with plain lines between two of them that are rows which left the grid.

    Proof is the numbering: it goes on over the lines between, without a gap.
    """
    held: TableRegion | None = None
    for region in _tables(lines, shapes, taken):
        if held is not None and held.kind == "table" and _bridge(shapes, held, region):
            held = TableRegion(held.first, region.last, "table")
            continue
        if held is not None:
            yield from _believed(shapes, _extended(shapes, held, region.first))
        held = region
    if held is not None:
        yield from _believed(shapes, _extended(shapes, held, len(shapes)))


def _extended(shapes: Sequence[_Shape], region: TableRegion, limit: int) -> TableRegion:
    """A table with the rows below it that are parted by blanks and go on with its numbers."""
    last = _numbers(reversed(shapes[region.first : region.last]))
    width = max(shape.tabs for shape in shapes[region.first : region.last]) + 1
    if not last or region.kind != "table" or width < 3:
        return region
    expected, end = last[0] + 1, region.last
    for at in range(region.last, limit):
        shape = shapes[at]
        if shape.blank:
            continue
        words = shape.text.split()
        if shape.tabs or not words[0].isdigit() or int(words[0]) != expected or len(words) < width:
            break
        expected, end = expected + 1, at + 1
    return TableRegion(region.first, end, "table") if end - region.last else region


def _believed(shapes: Sequence[_Shape], region: TableRegion) -> Iterator[TableRegion]:
    """A line with a tab by itself is no table."""
    if sum(not shape.blank for shape in shapes[region.first : region.last]) >= TABLE_ROWS:
        yield region


def _bridge(shapes: Sequence[_Shape], above: TableRegion, below: TableRegion) -> bool:
    gap = [shape for shape in shapes[above.last : below.first] if not shape.blank]
    if below.kind != "table":
        return False
    if not 1 <= len(gap) <= _LONGEST_BRIDGE:
        return False
    headings = all(SECTION.match(s.text) and len(s.text) <= _LONGEST_HEADING for s in gap)
    if headings and _same_columns(shapes, above, below):
        return True
    last = _numbers(reversed(shapes[above.first : above.last]))
    first = _numbers(shapes[below.first : below.last])
    if not last or not first:
        return False
    expected = last[0]
    loose = 0
    for at, shape in enumerate(gap):
        numbers = _numbers([shape])
        if numbers:
            if numbers[0] != expected + 1:
                return False
            expected += 1
        elif not SECTION.match(shape.text) and not (at and _numbers([gap[at - 1]])):
            loose += 1
            if len(shape.text) > _LONGEST_ROW:
                return False
    return expected + 1 == first[0] and loose <= max(1, expected - last[0])


def _same_columns(shapes: Sequence[_Shape], above: TableRegion, below: TableRegion) -> bool:
    """Whether rows below a heading go on with the columns above it, without a header."""
    cells = [cell.strip() for cell in shapes[below.first].text.split("\t")]
    header = all(cells) and all(len(cell) <= 12 and not cell[0].isdigit() for cell in cells)
    tabs = Counter(shape.tabs for shape in shapes[below.first : below.last] if not shape.blank)
    width = tabs.most_common(1)[0][0]
    return not header and all(
        shape.tabs == width for shape in shapes[above.first : above.last] if not shape.blank
    )


def _numbers(shapes: Iterable[_Shape]) -> list[int]:
    """The running numbers at the beginning of rows: 12, 12. or 12、"""
    found = []
    for shape in shapes:
        match = _RUNNING.match(shape.text.removeprefix("<p>")) or _WORDED.match(shape.text)
        if match is not None and "\t" not in shape.text[: match.start()]:
            found.append(int(match[1]))
    return found


def _contents_lines(shapes: Sequence[_Shape]) -> frozenset[int]:
    """Lines of contents pages: a page number behind a tab in three rows, never falling."""
    found: set[int] = set()
    for first, last in _runs(shapes, lambda at: shapes[at].tabs == 1 or shapes[at].contents):
        run = [at for at in range(first, last) if not shapes[at].blank]
        numbers = [
            int(match[0])
            for at in run
            if (match := re.search(r"\d{1,4}\s*\Z", shapes[at].text)) is not None
            and (shapes[at].contents or _PAGE_CELL.search(shapes[at].text))
        ]
        if (
            len(numbers) >= 3
            and len(numbers) >= 0.6 * len(run)
            and all(a <= b for a, b in pairwise(numbers))
            and any(shapes[at].contents or len(shapes[at].text) > 16 for at in run)
            and not all(a + 1 == b for a, b in pairwise(numbers))
        ):
            found.update(run)
    return frozenset(found)


def _is_roster(rows: Sequence[_Shape]) -> bool:
    """Whether rows with tabs are a roster: most are a name and a post, with or without role."""
    good = sum(row.row or row.fragment for row in rows)
    return max(row.tabs for row in rows) <= 2 and good >= 0.7 * len(rows)


def _is_form(rows: Sequence[_Shape]) -> bool:
    """A blank form: at least half of its cells are empty, what stands are short labels."""
    cells = [cell.strip() for row in rows for cell in row.text.split("\t")]
    filled = [cell for cell in cells if cell]
    return (
        len(rows) <= 12
        and len(filled) <= 0.67 * len(cells)
        and all(len(without_blanks(cell)) <= 10 for cell in filled)
        and not any(re.fullmatch(r"[\d.,%]+", cell) for cell in filled)
        and any("" in [c.strip() for c in row.text.split("\t")[1:]] for row in rows[-1:])
    )


def _rosters(
    lines: Sequence[Line], shapes: Sequence[_Shape], taken: Sequence[bool]
) -> Iterator[TableRegion]:
    """Runs of rows with name and post; cut rows between them belong to the run."""
    at = 0
    while at < len(lines):
        shape = shapes[at]
        if taken[at] or not (shape.row or (shape.label and shape.fragment)):
            at += 1
            continue
        end = at
        last_good = at
        while end < len(lines) and not taken[end]:
            current = shapes[end]
            if current.blank or _empty_row(current):
                end += 1
                continue
            if not (current.row or current.label or current.fragment or _wrapped(shapes, end)):
                break
            end += 1
            if current.row or current.post or current.fragment:
                last_good = end - 1
        rows = [shapes[n] for n in range(at, last_good + 1) if not shapes[n].blank]
        good = sum(row.row for row in rows)
        labelled = any(row.label for row in rows)
        needed, share = (2, 0.25) if labelled else (ROSTER_ROWS, 0.5)
        posts = sum(row.row and (row.post or row.label) for row in rows)
        if good >= needed and good >= share * len(rows) and (posts or good >= LIST_ENTRIES):
            start = _pull_pipe_head(shapes, at)
            yield TableRegion(start, last_good + 1, "roster")
            at = last_good + 1
        else:
            at += 1


def _empty_row(shape: _Shape) -> bool:
    """A pipe row without text: an empty header or the rule below it."""
    return shape.pipe and not re.search(r"[^\s:\-]", shape.text)


def _pull_pipe_head(shapes: Sequence[_Shape], first: int) -> int:
    while first > 0 and _empty_row(shapes[first - 1]):
        first -= 1
    return first


def _wrapped(shapes: Sequence[_Shape], at: int) -> bool:
    """A line that only ends the post of the row above (the row above stops inside it)."""
    text = shapes[at].text
    following = next((s for s in shapes[at + 1 : at + 4] if not s.blank), None)
    return (
        len(text) <= _LONGEST_FRAGMENT
        and not text.rstrip().endswith(_CLOSED)
        and not _SENTENCE.search(text)
        and not _HEADING.match(text)
        and (is_organisation(text) or shapes[at].names == 1)
        and following is not None
        and following.row
    )


def _grids(
    lines: Sequence[Line], shapes: Sequence[_Shape], taken: Sequence[bool]
) -> Iterator[TableRegion]:
    """Rows that hold names alone, three or more in a row (the last may hold fewer)."""
    for first, last in _runs(shapes, lambda at: shapes[at].names >= 1):
        start = first
        while start < last and shapes[start].names < _GRID_NAMES:
            start += 1
        rows = [shapes[at] for at in range(start, last) if not shapes[at].blank]
        full = [row for row in rows if row.names >= _GRID_NAMES]
        if any(shape.tabs and not shape.names for shape in shapes[max(start - 1, 0) : last + 1]):
            continue
        announced = _announced(shapes, start) == sum(row.names for row in rows)
        if (len(full) >= GRID_ROWS or (full and announced)) and not any(taken[start:last]):
            yield TableRegion(start, last, "grid")


def _announced(shapes: Sequence[_Shape], first: int) -> int | None:
    """The number of entries the line above gives: 一等奖(3名)."""
    above = next((shape for shape in reversed(shapes[:first]) if not shape.blank), None)
    match = COUNT.search(above.text) if above is not None else None
    return int(match[1]) if match else None


def _lists(
    lines: Sequence[Line], shapes: Sequence[_Shape], taken: Sequence[bool]
) -> Iterator[TableRegion]:
    """One organisation a line, five or more of them."""
    for first, last in _runs(
        shapes, lambda at: shapes[at].entry and not shapes[at].tabs and not taken[at]
    ):
        if sum(not shapes[at].blank for at in range(first, last)) >= LIST_ENTRIES:
            yield TableRegion(first, last, "list")


def _runs(shapes: Sequence[_Shape], wanted: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Stretches of wanted lines; blank lines between two of them belong to the stretch.

    Extractors put a blank line at every page break and in some files after every row.
    """
    first: int | None = None
    last = 0
    for at, shape in enumerate(shapes):
        if shape.blank:
            continue
        if wanted(at):
            if first is None:
                first = at
            last = at + 1
        elif first is not None:
            yield first, last
            first = None
    if first is not None:
        yield first, last
