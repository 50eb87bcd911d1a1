"""Where the printed pages begin in a text, and the numbers they bore.

What a source says itself is believed first: pages of an OCR engine or extractor, form
feeds, page numbers on lines of their own. Else the paragraphs that pages cut in two
mark page ends; between two of them the breaks lie where the lines per page put them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from repair.joins.decide import Cuts, cuts
from repair.joins.frame import Frame, Kind
from repair.pages.furniture import Furniture, furniture
from repair.pages.rhythm import lines_per_page, printed_lines
from repair.pages.units import units

if TYPE_CHECKING:
    from repair.context import Context
    from repair.structure.issue import Official

#: Two cuts nearer than this belong to one page break (a half line set apart).
NEAREST = 150
#: A page of two columns has lines of at most so many characters (zibo: 17, others: 28 and 37).
COLUMN = 20.0


@dataclass(frozen=True, slots=True)
class Page:
    """``[start, end)`` of the text, and the number printed on the page, if known."""

    start: int
    end: int
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Geometry:
    """The printed page as the text tells it."""

    source: str
    """``layout``, ``form feeds``, ``page numbers``, ``running heads``, ``line geometry`` or
    ``none``."""
    width: float | None
    """Characters in a line."""
    lines: float | None
    """Lines on a page."""
    columns: int
    pages: tuple[Page, ...]


def geometry(context: Context) -> Geometry:
    """Pages, line width and lines per page of a text."""
    from repair.structure.issue import structure_of

    text = context.text
    known = context.get(cuts)
    items = context.get(furniture)
    width = known.wrap.width if known.wrap else known.width.units if known.width else None
    numbers = [item for item in items if item.kind == "number"]
    lines: float | None = None
    printed: dict[int, str] = {}
    if context.layout is not None and context.layout.regions:
        source, starts = "layout", _from_layout(context)
    elif "\f" in text:
        source = "form feeds"
        starts = [m.end() for m in re.finditer("\f+", text) if m.end() < len(text)]
        printed = _numbers_on(context, numbers, [0, *starts])
    elif numbers:
        source, (starts, printed) = "page numbers", _from_numbers(context, items)
    elif items:
        source, starts = "running heads", [context.document.lines[i.line].start for i in items]
    elif width is not None:
        source = "line geometry"
        documents = structure_of(context).documents
        starts, lines = _from_cuts(text, known, width, documents)
        printed = _from_contents(context, documents, [0, *starts], 2 if width <= COLUMN else 1)
    else:
        source, starts = "none", []
    begins = sorted({0, *starts})
    ends = [*begins[1:], len(text)]
    pages = tuple(Page(a, b, printed.get(a)) for a, b in zip(begins, ends, strict=True))
    columns = 2 if width is not None and width <= COLUMN else 1
    return Geometry(source, width, lines, columns, pages)


def _from_layout(context: Context) -> list[int]:
    regions = context.layout.regions if context.layout else ()
    return [b.start for a, b in pairwise(regions) if a.page != b.page]


def _numbers_on(
    context: Context, numbers: Sequence[Furniture], starts: Sequence[int]
) -> dict[int, str]:
    """The number each page bears by itself."""
    lines = context.document.lines
    found: dict[int, str] = {}
    for item in numbers:
        start = starts[bisect_right(starts, lines[item.line].start) - 1]
        if item.number is not None:
            found[start] = item.number
    return found


def _from_numbers(context: Context, items: Sequence[Furniture]) -> tuple[list[int], dict[int, str]]:
    """Page breaks beside page numbers: behind them, or before where they stand at the top."""
    lines = context.document.lines
    filled = next((at for at, line in enumerate(lines) if not line.blank), 0)
    numbers = [item for item in items if item.kind == "number"]
    at_top = numbers[0].line <= filled + 1 and any(
        item.line in (filled, filled + 1) for item in items
    )
    starts, printed, begin = [], {}, 0
    for item in numbers:
        if at_top:
            begin = lines[item.line].start
            starts.append(begin)
        if item.number is not None:
            printed[begin] = item.number
        if not at_top and item.line + 1 < len(lines):
            begin = lines[item.line + 1].start
            starts.append(begin)
    return starts, printed


def _from_cuts(
    text: str, known: Cuts, width: float, documents: Sequence[Official]
) -> tuple[list[int], float | None]:
    """Page breaks at the cuts, and between them by lines; how many lines a page has.

    No page ends between the issuer and the text of a document: a title cut there was set
    over two lines, and a break that the lines put there stands before the issuer.
    """
    kinds = (Kind.PARAGRAPH, Kind.TITLE, Kind.ENTRY)
    breaks = [j.end for j in known.joins if j.kind in kinds and j.second > j.first + 1 and j.safe]
    heads = [_head(official) for official in documents]
    breaks = [at for at in breaks if not any(low < at <= high for low, high in heads)]
    breaks = [b for a, b in pairwise([-NEAREST, *breaks]) if b - a >= NEAREST]
    frame = Frame(text)
    printed = [printed_lines(line, width) for line in frame.lines]
    before = list(accumulate(printed, initial=0))
    where = [_lines_before(frame, before, at, width) for at in breaks]
    gaps = [b - a for a, b in pairwise(where)]
    lines = lines_per_page(gaps)
    out: list[int] = []
    for (first, second), at in zip(pairwise([0.0, *where]), breaks, strict=True):
        count = max(1, round((second - first) / lines))
        for step in range(1, count):
            target = first + (second - first) * step / count
            line = bisect_left(before, target)
            if line < len(frame.lines):
                begin = frame.starts[line]
                out.append(next((low for low, high in heads if low < begin <= high), begin))
        out.append(at)
    return sorted(set(out)), lines


def _head(official: Official) -> tuple[int, int]:
    """Where a document begins, and where its text does."""
    first = next((b for b in official.blocks if b.kind not in _HEAD), None)
    start = official.blocks[0].start if official.blocks else 0
    return start, first.start if first else start


_HEAD = frozenset(("issuer", "title", "number", "addressee", "note"))


def _lines_before(frame: Frame, before: Sequence[int], at: int, width: float) -> float:
    line = bisect_right(frame.starts, at) - 1
    return before[line] + units(frame.text[frame.starts[line] : at]) / width


#: Between two titles the pages found and those of the contents may differ by so many, or by
#: this share: a page without a cut is counted by its lines only. More says that one is wrong.
APART, APART_SHARE = 2, 0.25


def _from_contents(
    context: Context, documents: Sequence[Official], starts: Sequence[int], columns: int
) -> dict[int, str]:
    """Printed numbers by the contents page; of so many columns each is a page here.

    A page on which a title begins bears the number that the contents page gives; between two
    of them the pages are numbered where there are as many as the contents page says.
    """
    if Frame(context.text).contents is None:
        return {}
    anchors: list[tuple[int, int]] = []
    for official in documents:
        titles = [block.end for block in official.blocks if block.kind == "title"]
        if official.contents_page and titles:
            page = bisect_right(starts, titles[-1]) - 1
            anchors.append((page, int(official.contents_page)))
    printed: dict[int, str] = {}
    for (first, number), (second, other) in pairwise(anchors):
        found, said = second - first, (other - number) * columns
        if found < 0 or said < 0 or abs(found - said) > max(APART, APART_SHARE * said):
            continue
        printed[starts[first]], printed[starts[second]] = str(number), str(other)
        if found == said:
            for step in range(1, found):
                printed[starts[first + step]] = str(number + step // columns)
    return printed
