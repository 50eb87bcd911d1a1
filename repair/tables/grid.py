"""A table region as rows and cells with their places in the text.

Only tabs part cells here: rules of their own turn pipes, HTML and aligned blanks into
tabs, and the round after that sees the grid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from repair.names.persons import without_blanks
from repair.patterns import lazy
from repair.proofs import says_again
from repair.tables.line_shapes import is_pipe_row
from repair.tables.recognise import SECTION, TableRegion, regions

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

_SENTENCE = re.compile(r"[。；！？]")
#: Rows, the header among them, that must have as many cells as the header to believe it.
_AGREE, _AGREEING = 2, 0.12
_NUMBER = re.compile(r"[\d.,%％-]+\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell without blanks at its ends, and where it stands."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: ``[start, end)`` without its newline."""

    line: int
    start: int
    end: int
    text: str
    cells: tuple[Cell, ...]

    @property
    def plain(self) -> bool:
        """Whether the line has no tab: a row that left the grid, or a piece of one."""
        return len(self.cells) == 1

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def filled(self) -> tuple[int, ...]:
        """The indices of the cells that hold something."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.text)

    @property
    def folded(self) -> tuple[str, ...]:
        """The cells without blanks, for comparison."""
        return tuple(without_blanks(cell.text) for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """A table: its pieces (rows between two blank lines), columns and header."""

    region: TableRegion
    pieces: tuple[tuple[Row, ...], ...]
    header: Row | None
    caption: Row | None
    width: int

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows, header, caption and repeated headers too."""
        return tuple(row for piece in self.pieces for row in piece)

    @cached_property
    def body(self) -> tuple[Row, ...]:
        """The rows below the header, without its repetitions and plain lines."""
        skip = {row.line for row in (self.header, self.caption) if row is not None}
        skip |= {row.line for row in self.repeated_headers}
        return tuple(row for row in self.rows if row.line not in skip and not row.plain)

    @cached_property
    def repeated_headers(self) -> tuple[Row, ...]:
        """Rows at the top of later pieces that say what the header says."""
        header = self.header
        if header is None:
            return ()
        return tuple(piece[0] for piece in self.pieces[1:] if same_header(header, piece[0]))


def grids(context: Context) -> tuple[Grid, ...]:
    """Every table of a text whose cells are parted by tabs."""
    return context.get(_grids)


def _grids(context: Context) -> tuple[Grid, ...]:
    lines = context.document.lines
    return tuple(
        grid
        for region in regions(context)
        if region.kind in ("table", "form") and _only_tabs(lines, region)
        for grid in _split(lines, region)
    )


def _only_tabs(lines: Sequence[Line], region: TableRegion) -> bool:
    """Whether no row is written with pipes; those become tabs first, by a rule of their own."""
    texts = [lines[at].text for at in range(region.first, region.last)]
    return any("\t" in text for text in texts) and not any(is_pipe_row(text) for text in texts)


def _split(lines: Sequence[Line], region: TableRegion) -> Iterator[Grid]:
    """The tables of a region: a piece with a header of its own begins another one."""
    pieces: list[tuple[Row, ...]] = []
    header: Row | None = None
    for piece in _pieces(lines, region):
        own = _header_of(piece)
        if pieces and own is not None and (header is None or not same_header(header, own)):
            yield _grid(region, pieces)
            pieces, header = [], None
        pieces.append(piece)
        header = header or own
    if pieces:
        yield _grid(region, pieces)


def _pieces(lines: Sequence[Line], region: TableRegion) -> Iterator[tuple[Row, ...]]:
    piece: list[Row] = []
    for at in range(region.first, region.last):
        line = lines[at]
        if not line.text or (line.blank and "\t" not in line.text):
            if piece:
                yield tuple(piece)
            piece = []
        else:
            piece.append(row_of(at, line))
    if piece:
        yield tuple(piece)


def row_of(number: int, line: Line) -> Row:
    """The cells of one line, parted at tabs."""
    cells = []
    at = line.start
    for part in line.text.split("\t"):
        text = part.strip()
        lead = len(part) - len(part.lstrip()) if text else 0
        cells.append(Cell(at + lead, at + lead + len(text), text))
        at += len(part) + 1
    return Row(number, line.start, line.end, line.text, tuple(cells))


def _grid(region: TableRegion, pieces: Sequence[tuple[Row, ...]]) -> Grid:
    caption = None
    first = pieces[0]
    if len(first) >= 2 and first[0].filled == (0,) and is_header(first[1]):
        caption = first[0]
    header = _header_of(first)
    rows = [row for piece in pieces for row in piece]
    region = TableRegion(rows[0].line, rows[-1].line + 1, region.kind)
    return Grid(region, tuple(pieces), header, caption, _width(rows, header))


def _header_of(piece: Sequence[Row]) -> Row | None:
    """The header of a piece: its first row, or the one below a caption."""
    if is_header(piece[0]):
        return piece[0]
    if len(piece) >= 2 and piece[0].filled == (0,) and is_header(piece[1]):
        return piece[1]
    return None


def is_header(row: Row) -> bool:
    """Whether a row names columns: short labels in nearly every cell, no numbers or sentences.

    A label that is all digits or per cent is a value; 2017 年 is a label.
    """
    texts = [without_blanks(text) for text in row.texts]
    filled = [text for text in texts if text]
    if len(filled) < 2 or len(filled) < len(texts) - 1 or not texts[-1]:
        return False
    return (
        not any(_SENTENCE.search(text) or _NUMBER.match(text) for text in filled)
        and all(len(text) <= 12 for text in filled[:-1])
        and len(filled[-1]) <= 45
        and not re.match(r"\d|[一二三四五六七八九十]+、|[(（]", filled[0])
        and any(HEAD_WORD.search(text) for text in filled)
    )


def is_heading_row(row: Row) -> bool:
    """Whether a row is a heading over all columns: （二）… in its first cell alone."""
    return row.filled == (0,) and SECTION.match(row.cells[0].text) is not None


#: Words that name a column.
HEAD_WORD = lazy(
    r"序号|编号|名称|类别|指标|单位|内容|任务|要求|标准|分值|备注|部门|姓名|职务|属性|目标|事项|依据|项目|"
    r"机关|措施|时限|时间|主体|方式|岗位|数量|电话|手机|地址|面积|金额|总计|分类|年(?!龄)|类型|责任|程序|条件|结果|"
    r"位置|性质|规模|投资|进度|等级|性别|比例|年龄|学历|专业|日期|地点|级别|说明|来源|范围|品种|型号"
)


def same_header(header: Row, row: Row) -> bool:
    """Whether two rows say the same, blanks and empty cells apart.

    The second may lack one of three labels or more, as a page does that lost a column,
    and may have two of them in one cell.
    """
    ours = [text for text in header.folded if text]
    return says_again(ours, [text for text in row.folded if text])


def _width(rows: Sequence[Row], header: Row | None) -> int:
    """How many columns the table has: as many as the header, when a page's rows agree.

    Otherwise what most rows have (heads run together as well), less a column that is empty
    in all of them and has no head.
    """
    counts = Counter(len(row.cells) for row in rows if not row.plain)
    if header is not None and counts[len(header.cells)] > max(_AGREE, _AGREEING * len(rows)):
        return len(header.cells)
    best = max(counts.values())
    width = max(width for width, count in counts.items() if count == best)
    if header is not None and width == len(header.cells) + 1 and not _gap_in_head(header):
        wide = [row for row in rows if len(row.cells) == width]
        if any(not any(row.cells[at].text for row in wide) for at in range(width)):
            return width - 1
    return width


def _gap_in_head(header: Row) -> bool:
    """Whether a label may be two that ran together, so that a column lacks its own."""
    return any(re.search(r"\s", text) for text in header.texts)
