"""From lines with boxes to blocks in reading order: columns, paragraphs, furniture.

Works on boxes alone, so that it serves our own recognition, text layers and the layout
files of other engines. All lengths are in ems (character heights) of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from repair.ocr.across import cut_across
from repair.ocr.leaders import ends_entry
from repair.ocr.page import (
    FURNITURE,
    HEADER,
    PAGE_NUMBER,
    TABLE,
    TEXT,
    Block,
    Line,
    Page,
    around,
    line_of,
)

#: A first line is indented by 2 ems; boxes start up to 0.4 em inside the em square.
_INDENT = 1.2
#: A line that ends this far from the right edge ends its paragraph: a sign that may not
#: begin a line pulls one character down, and Latin words and numbers leave up to 1.5 ems.
_SHORT = 2.2
#: Lines further apart than this, measured against the usual distance, are two blocks.
_APART = 1.7
#: Headings are set larger by at least one size (16 → 22 point is 1.4).
_LARGER = 1.25
#: Gaps that part the cells of a row. A name of two letter-spaced characters has 1.2 ems,
#: the blank between chapter and title up to 1.4.
_CELL = 1.7
#: White before a cell whose place other rows show: a head is wider than what is below it.
_NARROW_CELL = 0.8
#: Share of the page at top and bottom where running heads and page numbers stand.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    # The dashes beside it are read as 一, or as 二 when the page is noisy.
    r"[—–\-－·•.一二_~〜～]*第?([0-9０-９]{1,4}|[IVXivx]{1,6})页?[—–\-－·•.一二_~〜～]*"
)
_DECORATED = re.compile(r"[—–\-－·•一二_～]")
#: What is read of a number between dashes when the number itself is not.
_MISREAD_NUMBER = re.compile(r"[—–\-－一_~～].{0,3}|.{1,3}[—–\-－一_~～]")
_ENDS = "。！？；：.!?;:”）)》】"
#: The letters of a line, and where on its page it stands, in twentieths.
_Head = tuple[str, int]


def arrange(page: Page, groups: Sequence[Sequence[Line]] | None = None) -> Page:
    """The page with its lines put into blocks, in reading order.

    ``groups`` are its columns and tables where they are known already; else columns are
    found from the lines' boxes.
    """
    if groups is None:
        lines = [line for block in page.blocks for line in block.lines if line.glyphs]
    else:
        lines = [line for group in groups for line in group if line.glyphs]
    if not lines:
        return replace(page, blocks=())
    em = median([line.em for line in lines])
    if groups is None:
        body, furniture = _split_furniture(join_rows(lines, em), page.height, em)
        groups = in_columns(body, em)
    else:
        body, furniture = _split_furniture(lines, page.height, em)
        kept = {id(line) for line in body}
        groups = [join_rows([ln for ln in group if id(ln) in kept], em) for group in groups]
    blocks: list[Block] = []
    before: list[Line] = []
    for group in (as_grid(list(found), em) for found in groups):
        added = paragraphs(group, em)
        if added and blocks and _column_runs_on(blocks[-1], before, added[0], group):
            added[0] = replace(added[0], continues=True)
        blocks += added
        before = group or before
    return replace(page, blocks=(*blocks, *furniture))


def _column_runs_on(
    last: Block, column: Sequence[Line], first: Block, following: Sequence[Line]
) -> bool:
    """Whether a paragraph goes on at the top of the next column."""
    if last.kind != TEXT or first.kind != TEXT or not column or not following:
        return False
    if following[0].box[1] > column[-1].box[1]:
        return False  # below, not beside
    end, start = last.lines[-1], first.lines[0]
    full = max(line.box[2] for line in column) - end.box[2] <= _SHORT * end.em
    left = _edge([line.box[0] for line in following], start.em)
    level = start.box[0] - left <= _INDENT * start.em
    return full and level and end.text.rstrip()[-1:] not in _ENDS


def as_grid(lines: list[Line], em: float) -> list[Line]:
    """Rows whose parts stand below each other at wide gaps, cut into cells.

    Three rows in a run at least: headings and signatures have wide gaps too.
    """
    pieces = [_pieces(line, em) if not line.cells else [] for line in lines]
    out = list(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and len(pieces[end]) > 1:
            end += 1
        if end - start >= 3:
            out[start:end] = _cells(lines[start:end], pieces[start:end], em)
        start = max(end, start + 1)
    return out


def _pieces(line: Line, em: float) -> list[int]:
    """Indexes of the glyphs that begin the parts of a line apart by wide gaps."""
    starts = [0]
    for index, (left, right) in enumerate(pairwise(line.glyphs), 1):
        if right.box[0] - left.box[2] > _CELL * em:
            starts.append(index)
    return starts


def _cells(lines: Sequence[Line], pieces: Sequence[Sequence[int]], em: float) -> list[Line]:
    places = sorted(
        ln.glyphs[i].box[0] for ln, starts in zip(lines, pieces, strict=True) for i in starts
    )
    clusters: list[list[int]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] <= 1.2 * em:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    # Every column must be that of two rows: else these are gaps by chance.
    if any(len(cluster) < 2 for cluster in clusters) or len(clusters) < 2:
        return list(lines)
    edges = [cluster[0] - 0.6 * em for cluster in clusters]
    out: list[Line] = []
    for line, starts in zip(lines, pieces, strict=True):
        columns = {bisect_right(edges, line.glyphs[i].box[0]) - 1: i for i in reversed(starts)}
        if len(columns) != len(starts):
            return list(lines)
        for column, cluster in enumerate(clusters):
            narrow = _narrow_start(line, median(cluster), em)
            if narrow and column not in columns:
                columns[column] = narrow
        cells = []
        following = len(line.glyphs)
        for column in range(len(clusters) - 1, 0, -1):
            following = columns.get(column, following)
            cells.append(following)
        if 0 not in columns:
            cells[-1] = min(cells[-1], 0)
        out.append(replace(line, cells=tuple(reversed(cells)), space=line.space or frozenset()))
    return out


def _narrow_start(line: Line, place: float, em: float) -> int:
    """The index of the glyph after a narrow blank that stands at a cell's place; 0: none."""
    for index, (left, right) in enumerate(pairwise(line.glyphs), 1):
        if abs(right.box[0] - place) <= em / 2 and right.box[0] - left.box[2] > _NARROW_CELL * em:
            return index
    return 0


def median(values: Sequence[float]) -> float:
    """The middle value; 0 of none."""
    return sorted(values)[len(values) // 2] if values else 0.0


def join_rows(lines: Sequence[Line], em: float) -> list[Line]:
    """Lines that an engine cut at a wide gap, put together again.

    Pieces on one height that nearly touch (2.5 ems) are one printed line.
    """
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and _same_row(last, line) and not line.cells and not last.cells:
            gap = (line.box[0] - last.box[2]) / em
            if -0.5 < gap < 2.5:
                joined = line_of((*last.glyphs, *line.glyphs))
                if last.space is not None and line.space is not None:
                    shift = len(last.glyphs)
                    moved = {index + shift for index in line.space}
                    joined = replace(joined, space=frozenset(last.space | moved | {shift}))
                out[-1] = joined
                continue
        out.append(line)
    return out


def _same_row(first: Line, second: Line) -> bool:
    top, bottom = max(first.box[1], second.box[1]), min(first.box[3], second.box[3])
    height = min(first.box[3] - first.box[1], second.box[3] - second.box[1])
    return bottom - top > 0.6 * height


def _split_furniture(
    lines: Sequence[Line], height: int, em: float
) -> tuple[list[Line], list[Block]]:
    """Body lines, and the page number at the page's edge."""
    body = list(lines)
    furniture: list[Block] = []
    for pick in (min, max):
        if len(body) < 2:
            break
        edge = pick(body, key=lambda line: line.box[1])
        if is_page_number(edge, height, em, [line for line in body if line is not edge]):
            body = [line for line in body if line is not edge]
            furniture.append(Block((edge,), PAGE_NUMBER))
    return body, furniture


def is_page_number(line: Line, height: int, em: float, others: Sequence[Line]) -> bool:
    """Whether a line is a page number: a bare number, at the edge, apart from the rest."""
    text = "".join(line.text.split())
    sure = _PAGE_NUMBER.fullmatch(text) is not None
    if not sure and not (_MISREAD_NUMBER.fullmatch(text) and _is_centred(line, others, em)):
        return False
    middle = (line.box[1] + line.box[3]) / 2
    if _MARGIN * height < middle < (1 - _MARGIN) * height:
        return False
    distance = min(
        (max(o.box[1] - line.box[3], line.box[1] - o.box[3]) for o in others), default=height
    )
    # A bare number may be the last cell of a column; one between dashes is not.
    if not sure:
        return distance > 2.0 * em
    return distance > (0.5 if _DECORATED.search(text) else 1.0) * em


def _is_centred(line: Line, others: Sequence[Line], em: float) -> bool:
    """Whether a line stands below or above the middle of the others."""
    x0, _, x1, _ = around(other.box for other in others)
    return abs(line.box[0] + line.box[2] - x0 - x1) < 3 * em


def in_columns(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """The lines as groups to be read one after the other: columns, and what spans them."""
    if len(lines) < 6:
        return [list(lines)]
    cut = cut_across(lines, em)
    if cut is not None:
        above, below = (in_columns(part, em) if part else [] for part in (cut.above, cut.below))
        return [*above, cut.left, cut.right, *below]
    gutter = find_gutter(lines, em)
    if gutter is None:
        return [list(lines)]
    x0, x1 = gutter
    groups: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda item: item.box[1]):
        if line.box[2] <= x1 and (line.box[0] + line.box[2]) / 2 < x0:
            left.append(line)
        elif line.box[0] >= x0 - em / 2:
            right.append(line)
        else:
            groups += [group for group in (left, right) if group]
            left, right = [], []
            if groups and _spans(groups[-1][-1], gutter):
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups + [group for group in (left, right) if group]


def _spans(line: Line, gutter: tuple[float, float]) -> bool:
    return line.box[0] < gutter[0] and line.box[2] > gutter[1]


def find_gutter(lines: Sequence[Line], em: float) -> tuple[float, float] | None:
    """The white strip between two columns of running text, or None.

    Columns are lines that end together on the left of the strip and begin together on
    its right; the cells of a table begin together but end anywhere.
    """
    whole = around(line.box for line in lines)
    width = whole[2] - whole[0]
    low, high = whole[0] + 0.3 * width, whole[0] + 0.7 * width
    starts = Counter(round(line.box[0] / em) for line in lines if low < line.box[0] < high)
    if not starts:
        return None
    column = starts.most_common(1)[0][0]
    right = [ln for ln in lines if abs(ln.box[0] / em - column) <= 2.6 and ln.box[0] > low]
    if len(right) < 4:
        return None
    x1 = min(line.box[0] for line in right)
    left = [line for line in lines if line.box[2] <= x1]
    if len(left) < 4 or 2 * (len(left) + len(right)) < len(lines):
        return None
    x0 = max(line.box[2] for line in left)
    full = [line for line in left if x0 - line.box[2] < 1.6 * em]
    if x1 - x0 < 0.6 * em or len(full) < 0.5 * len(left):
        return None
    return x0, x1


def paragraphs(lines: Sequence[Line], em: float) -> list[Block]:
    """The lines of one column as paragraphs, headings and table rows."""
    if not lines:
        return []
    left = _edge([line.box[0] for line in lines], em)
    right = max(line.box[2] for line in lines)
    pitch = median([b.box[1] - a.box[1] for a, b in pairwise(lines)])
    blocks: list[list[Line]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None or _begins(line, before, left, right, pitch, em):
            blocks.append([])
        blocks[-1].append(line)
    return [Block(tuple(b), TABLE if b[0].cells else TEXT) for b in blocks]


def _begins(line: Line, before: Line, left: float, right: float, pitch: float, em: float) -> bool:
    """Whether a paragraph begins with ``line``."""
    if line.cells or before.cells:
        return not (line.cells and before.cells)
    if ends_entry(before):
        return True
    if (line.box[0] - left) / em > _INDENT:
        return True
    if (right - before.box[2]) / em > _SHORT:
        return True
    if pitch > 0 and line.box[1] - before.box[1] > _APART * pitch:
        return True
    if min(len(line.glyphs), len(before.glyphs)) <= 3:
        return False
    # Heights of single lines are read badly; what is set larger is also set wider.
    ratios = (line.em / before.em, _advance(line) / _advance(before))
    return all(r > _LARGER for r in ratios) or all(r < 1 / _LARGER for r in ratios)


def _advance(line: Line) -> float:
    """Mean width of a full-width character, gaps included, in pixels."""
    units = sum(0.5 if glyph.text.isascii() else 1.0 for glyph in line.glyphs)
    return max(1.0, (line.box[2] - line.box[0]) / units)


def _edge(values: Sequence[int], em: float) -> float:
    """The left edge most lines share: the leftmost place with a fair share of line starts."""
    counts = Counter(round(2 * value / em) for value in values)
    enough = max(2, len(values) // 8) if len(values) > 3 else 1
    for place in sorted(counts):
        if counts[place] + counts.get(place + 1, 0) >= enough:
            return place * em / 2
    return float(min(values))


def link_pages(before: Page | None, page: Page) -> Page:
    """The page, its first block marked where it carries on the last paragraph of ``before``.

    It does when that paragraph fills its last line and this page begins without indent.
    """
    if before is None:
        return page
    last = next((b for b in reversed(before.blocks) if b.kind not in FURNITURE), None)
    index = next((i for i, b in enumerate(page.blocks) if b.kind not in FURNITURE), None)
    if last is None or index is None:
        return page
    first = page.blocks[index]
    if last.kind != TEXT or first.kind != TEXT or not _runs_on(before, last, page, first):
        return page
    blocks = list(page.blocks)
    blocks[index] = replace(first, continues=True)
    return replace(page, blocks=tuple(blocks))


def _runs_on(before: Page, last: Block, page: Page, first: Block) -> bool:
    end, start = last.lines[-1], first.lines[0]
    body = [b.box for b in before.blocks if b.kind == TEXT]
    here = [ln.box[0] for b in page.blocks if b.kind == TEXT for ln in b.lines]
    full = max(box[2] for box in body) - end.box[2] <= _SHORT * end.em
    left = _edge(here, start.em)
    level = start.box[0] - left <= _INDENT * start.em
    same = 1 / _LARGER < start.em * before.width / (end.em * page.width) < _LARGER
    sentence = end.text.rstrip()[-1:] in _ENDS
    # A full last line that also ends a sentence is a paragraph's end more often than not,
    # unless every paragraph here is indented and the next page begins without.
    indented = sum(value - left > _INDENT * start.em for value in here) >= 2
    return full and level and same and (not sentence or indented)


def running_heads(pages: Iterable[Page]) -> frozenset[_Head]:
    """The lines that recur at the top or bottom of pages, as :func:`without_heads` knows them."""
    seen: Counter[_Head] = Counter()
    count = 0
    for page in pages:
        count += 1
        seen.update(_key(line, page) for line in _edges(page))
    return frozenset(
        head for head, times in seen.items() if head[0] and times >= max(3, count // 4)
    )


def _edges(page: Page) -> list[Line]:
    lines = sorted(page.lines, key=lambda line: line.box[1])
    picked = lines[:1] + lines[-1:] if len(lines) > 2 else []
    return [
        line
        for line in picked
        if not _MARGIN * page.height < (line.box[1] + line.box[3]) / 2 < (1 - _MARGIN) * page.height
    ]


def _key(line: Line, page: Page) -> _Head:
    letters = re.sub(r"[0-9０-９\s]", "", line.text)
    return letters, round(20 * line.box[1] / max(page.height, 1))


def without_heads(page: Page, heads: Collection[_Head]) -> Page:
    """The page with its running heads set apart as furniture."""
    drop = [line for line in _edges(page) if _key(line, page) in heads]
    if not drop:
        return page
    blocks: list[Block] = []
    for block in page.blocks:
        kept = tuple(line for line in block.lines if line not in drop)
        if kept:
            blocks.append(replace(block, lines=kept))
    return replace(page, blocks=(*blocks, *(Block((line,), HEADER) for line in drop)))
