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
from typing import TYPE_CHECKING, Literal

from repair.names.persons import without_blanks
from repair.tables.line_shapes import (
    CLOSED,
    HEADING,
    LONGEST_FRAGMENT,
    LONGEST_ROW,
    SENTENCE,
    Shape,
    Shapes,
    layout_of,
)
from repair.tables.shapes import shape as kind_of
from repair.tables.words import is_name, is_organisation, is_role, label_in

if TYPE_CHECKING:
    from repair.context import Context

Kind = Literal["table", "roster", "list", "grid", "form"]

#: Rows a run needs before it is believed; with a role label in front two are enough.
ROSTER_ROWS = 3
#: Lines above that show how the rows of a roster are laid out.
ROSTER_LOOK_BACK = 12
TABLE_ROWS = 2
LIST_ENTRIES = 5
GRID_ROWS = 2
_GRID_NAMES = 3
_PAGE_CELL = re.compile(r"\t\s*\d{1,4}\s*\Z")
_RUNNING = re.compile(r"(\d{1,3})(?:[.．、]\s*(?!\d)|(?=\t)|\Z)")
_WORDED = re.compile(r"(\d{1,3})[ \u3000]+(?=[^\s\d]\S+[ \u3000]+\S)(?!.*\t)")
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
#: How many entries a heading promises.
COUNT = re.compile(r"[(（]\s*共?\s*(\d{1,4})\s*(?:个|名|人|家|位|户|所)\s*[)）]")
_LONGEST_BRIDGE = 40
_LONGEST_HEADING = 40


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
    shapes = Shapes(lines)
    found: list[TableRegion] = []
    taken = bytearray(len(lines))
    for finder in (_grids, _bridged_tables, _rosters, _lists):
        for region in finder(shapes, taken):
            found.append(region)
            taken[region.first : region.last] = b"\1" * (region.last - region.first)
    return tuple(sorted(found, key=lambda region: region.first))


def _tables(shapes: Shapes, taken: Sequence[int]) -> Iterator[TableRegion]:
    """Runs of lines with tabs or pipes, blank lines between allowed; whole HTML tables too."""
    contents = _contents_lines(shapes)
    for first, last in _runs(
        shapes,
        lambda at, shape: (shape.tabs > 0 or shape.pipe) and at not in contents,
    ):
        rows = [shape for shape in shapes[first:last] if not shape.blank]
        if any(taken[first:last]) or (len(rows) > 1 and _is_roster(rows)):
            continue
        if all(_is_indented(row) for row in rows):
            continue
        for start, end in _without_rosters(shapes, first, last):
            rows = [shape for shape in shapes[start:end] if not shape.blank]
            yield TableRegion(start, end, "form" if _is_form(rows) else "table")


def _is_indented(row: Shape) -> bool:
    """Whether the only tabs of a line stand before its text: a paragraph indented by them."""
    text = row.text.strip()
    return not row.pipe and "\t" not in text and (not text or row.text[-1] != "\t")


def _without_rosters(shapes: Sequence[Shape], first: int, last: int) -> Iterator[tuple[int, int]]:
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


def _pieces(shapes: Sequence[Shape], first: int, last: int) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at in range(first, last + 1):
        if at == last or shapes[at].blank:
            if start is not None:
                yield start, at
            start = None
        elif start is None:
            start = at


def _bridged_tables(shapes: Shapes, taken: Sequence[int]) -> Iterator[TableRegion]:
    """The tables, with plain lines between two of them that are rows which left the grid.

    Proof is the numbering: it goes on over the lines between, without a gap.
    """
    held: TableRegion | None = None
    for region in _tables(shapes, taken):
        if held is not None and held.kind == "table" and _bridge(shapes, held, region):
            held = TableRegion(held.first, region.last, "table")
            continue
        if held is not None:
            yield from _believed(shapes, _extended(shapes, held, region.first))
        held = region
    if held is not None:
        yield from _believed(shapes, _extended(shapes, held, len(shapes)))


def _extended(shapes: Sequence[Shape], region: TableRegion, limit: int) -> TableRegion:
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


def _believed(shapes: Sequence[Shape], region: TableRegion) -> Iterator[TableRegion]:
    """A line with a tab by itself is no table."""
    if sum(not shape.blank for shape in shapes[region.first : region.last]) >= TABLE_ROWS:
        yield region


def _bridge(shapes: Shapes, above: TableRegion, below: TableRegion) -> bool:
    if below.kind != "table":
        return False
    gap = shapes.filled(above.last, below.first, _LONGEST_BRIDGE + 1)
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
            loose += kind_of(shape.text) != "agencies"
            if len(shape.text) > LONGEST_ROW:
                return False
    return expected + 1 == first[0] and loose <= max(1, expected - last[0])


def _same_columns(shapes: Sequence[Shape], above: TableRegion, below: TableRegion) -> bool:
    """Whether rows below a heading go on with the columns above it, without a header."""
    cells = [cell.strip() for cell in shapes[below.first].text.split("\t")]
    header = all(cells) and all(len(cell) <= 12 and not cell[0].isdigit() for cell in cells)
    tabs = Counter(shape.tabs for shape in shapes[below.first : below.last] if not shape.blank)
    width = tabs.most_common(1)[0][0]
    return not header and all(
        shape.tabs == width for shape in shapes[above.first : above.last] if not shape.blank
    )


def _numbers(shapes: Iterable[Shape]) -> list[int]:
    """The running numbers at the beginning of rows: 12, 12. or 12、"""
    found = []
    for shape in shapes:
        match = _RUNNING.match(shape.text.removeprefix("<p>")) or _WORDED.match(shape.text)
        if match is not None and "\t" not in shape.text[: match.start()]:
            found.append(int(match[1]))
    return found


def _contents_lines(shapes: Shapes) -> frozenset[int]:
    """Lines of contents pages: a page number behind a tab in three rows, never falling."""
    found: set[int] = set()
    for first, last in _runs(shapes, lambda _, shape: shape.tabs == 1 or shape.contents):
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


def _is_roster(rows: Sequence[Shape]) -> bool:
    """Whether rows with tabs are a roster: most are a name and a post, with or without role."""
    good = sum(row.row or row.fragment for row in rows)
    return max(row.tabs for row in rows) <= 2 and good >= 0.7 * len(rows)


def _is_form(rows: Sequence[Shape]) -> bool:
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


def _rosters(shapes: Shapes, taken: Sequence[int]) -> Iterator[TableRegion]:
    """Runs of rows with name and post; cut rows between them belong to the run."""
    after = 0
    for at in shapes.marked:
        shape = shapes[at]
        if at < after or taken[at] or not (shape.row or (shape.label and shape.fragment)):
            continue
        end = at
        last_good = at
        while end < len(shapes) and not taken[end]:
            current = shapes[end]
            if current.blank or _empty_row(current):
                end += 1
                continue
            alike = not current.row and _laid_out_alike(shapes, at, end)
            row = current.row or current.label or current.fragment or alike
            if not (row or is_role(current.text) or _wrapped(shapes, end)):
                break
            end += 1
            if current.row or current.post or current.fragment or alike:
                last_good = end - 1
        rows = [shapes[n] for n in range(at, last_good + 1) if not shapes[n].blank]
        good = sum(row.row for row in rows)
        labelled = any(row.label for row in rows)
        needed, share = (2, 0.25) if labelled else (ROSTER_ROWS, 0.5)
        posts = sum(row.row and (row.post or row.label) for row in rows)
        if good >= needed and good >= share * len(rows) and (posts or good >= LIST_ENTRIES):
            start = _pull_roles(shapes, taken, _pull_pipe_head(shapes, at))
            yield TableRegion(start, last_good + 1, "roster")
            after = last_good + 1


def _empty_row(shape: Shape) -> bool:
    """A pipe row without text: an empty header or the rule below it."""
    return shape.pipe and not re.search(r"[^\s:\-]", shape.text)


def _pull_pipe_head(shapes: Sequence[Shape], first: int) -> int:
    while first > 0 and _empty_row(shapes[first - 1]):
        first -= 1
    return first


def _pull_roles(shapes: Shapes, taken: Sequence[int], first: int) -> int:
    """Rows without a post above the first one: a role alone, a role or nothing with a name."""
    start = at = first
    while at > 0 and not taken[at - 1]:
        at -= 1
        shape = shapes[at]
        if shape.blank:
            continue
        if is_role(shape.text) or (shape.label and _only_named(shape.text)):
            start = at
        elif shape.names != 1:
            break
    return start


def _only_named(text: str) -> bool:
    """Whether a role with its colon and a name are all a line holds."""
    label = label_in(text)
    return label is not None and label[0] == 0 and is_name(text[label[1] :].strip())


def _laid_out_alike(shapes: Shapes, first: int, at: int) -> bool:
    """Whether a line that is no row by its words is one by its layout, as two above it are."""
    layout = layout_of(shapes[at].text)
    if not layout:
        return False
    above = shapes[max(first, at - ROSTER_LOOK_BACK) : at]
    return sum(shape.row and layout_of(shape.text) == layout for shape in above) >= 2


def _wrapped(shapes: Sequence[Shape], at: int) -> bool:
    """A line that only ends the post of the row above (the row above stops inside it)."""
    text = shapes[at].text
    following = next((s for s in shapes[at + 1 : at + 4] if not s.blank), None)
    return (
        len(text) <= LONGEST_FRAGMENT
        and not text.rstrip().endswith(CLOSED)
        and not SENTENCE.search(text)
        and not HEADING.match(text)
        and (is_organisation(text) or shapes[at].names == 1)
        and following is not None
        and following.row
    )


def _grids(shapes: Shapes, taken: Sequence[int]) -> Iterator[TableRegion]:
    """Rows that hold names alone, three or more in a row (the last may hold fewer)."""
    for first, last in _runs(shapes, lambda _, shape: shape.names >= 1):
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


def _announced(shapes: Shapes, first: int) -> int | None:
    """The number of entries the line above gives: 一等奖(3名)."""
    above = shapes.above(first)
    match = COUNT.search(above.text) if above is not None else None
    return int(match[1]) if match else None


def _lists(shapes: Shapes, taken: Sequence[int]) -> Iterator[TableRegion]:
    """One organisation a line, five or more of them."""
    for first, last in _runs(
        shapes, lambda at, shape: shape.entry and not shape.tabs and not taken[at]
    ):
        if sum(not shapes[at].blank for at in range(first, last)) >= LIST_ENTRIES:
            yield TableRegion(first, last, "list")


def _runs(shapes: Shapes, wanted: Callable[[int, Shape], bool]) -> Iterator[tuple[int, int]]:
    """Stretches of wanted lines; blank lines between two of them belong to the stretch.

    Extractors put a blank line at every page break and in some files after every row.
    Only marked lines are wanted.
    """
    first: int | None = None
    last = 0
    for at in shapes.marked:
        if not wanted(at, shapes[at]):
            continue
        if first is not None and not shapes.blank_between(last - 1, at):
            yield first, last
            first = None
        first = at if first is None else first
        last = at + 1
    if first is not None:
        yield first, last
