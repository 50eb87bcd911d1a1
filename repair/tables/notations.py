"""Tables in other notations than tabs: pipes, HTML, columns parted by wide blanks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.patterns import lazy
from repair.proofs import TableTags
from repair.tables.grid import grids
from repair.tables.line_shapes import is_pipe_row
from repair.tables.recognise import TableRegion, regions

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

_PIPE = re.compile(r"[ \t\u3000]*(?<!\\)\|[ \t\u3000]*")
_LEAD = re.compile(r"[ \t]*(?:[-*+] )?[ \t]*\|[ \t\u3000]*")
_RULE_LINE = re.compile(r"[\s|:—-]+\Z")
_OPENING = re.compile("<[tT]")
_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>")
#: Tags of tables and of text inside their cells, with nothing but blanks between them.
TAGS = re.compile(
    r"\s*(?:</?(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|p|br|b|i|u|em|strong|span"
    r"|div|font|su[bp]|center|li|ul|ol|small|a)\b[^<>]*>\s*)+",
    re.IGNORECASE,
)
_SPAN = re.compile(r"""(row|col)span\s*=\s*["']?\s*(\d{1,3})""", re.IGNORECASE)
#: Fewer rows with the same number of wide gaps than this may be chance.
_ALIGNED_ROWS = 3
_LONE = re.compile(r"\s*\d{1,3}\s*")
#: Cells of a row that may have become lines, and how long one of them may be.
_NARROWEST, _WIDEST, _LONGEST_CELL = 3, 8, 120
_NO_ROW = lazy(
    r"^[\s\"'“‘]*第[一二三四五六七八九十百零〇\d]+[章节条编部分回卷集]|[:：_＿][ \u3000]|[.·…]{3}"
    r"|[\u2500-\u257f]"
)
#: Found first: a search for one character is many times as fast as one that looks back.
_BLANKS = tuple(re.compile(f"{blank}[ \u3000]+") for blank in " \u3000")
_WIDE = re.compile(r"(?<=\S)(?:[ \u3000]{3,}|\u3000{2,})(?=\S)")


def pipe_tables(context: Context) -> Iterator[Fix]:
    """Pipe tables as rows of tabs; their rule line and an empty header go."""
    lines = context.document.lines
    for region in regions(context):
        if region.kind not in ("table", "form"):
            continue
        if context.options.to == "markdown" and is_markdown_table(context, region):
            continue
        rows = [at for at in range(region.first, region.last) if is_pipe_row(lines[at].text)]
        for at in rows:
            yield from _pipe_row(context.text, lines[at])


def is_markdown_table(context: Context, region: TableRegion) -> bool:
    """Whether a region is whole pipe tables: each with a rule below its head, rows of one
    width, and a head of its own."""
    heads: list[str] = []
    block: list[str] = []
    for line in (*context.document.lines[region.first : region.last], None):
        if line is not None and line.text.strip():
            block.append(line.text)
        elif block:
            if not _whole(block) or (block[0].strip("| ") and block[0] in heads):
                return False
            heads.append(block[0])
            block = []
    return True


def _whole(block: Sequence[str]) -> bool:
    if len(block) < 3 or not all(map(is_pipe_row, block)):
        return False
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block}
    return len(widths) == 1 and "-" in block[1] and bool(_RULE_LINE.match(block[1]))


def markdown_tables(context: Context) -> Iterator[Fix]:
    """Rows of tabs as pipe tables, for a Markdown source."""
    if context.options.to != "markdown":
        return
    lines = context.document.lines
    headers = {grid.header.line for grid in grids(context) if grid.header is not None}
    for region in regions(context):
        rows = [line for line in lines[region.first : region.last] if line.text]
        if region.kind == "list" or len(rows) < region.last - region.first:
            continue
        widths = [line.text.count("\t") + 1 for line in rows]
        width = max(widths)
        # The last row of a grid of names is as long as there were names left.
        whole = widths[:-1] if region.kind == "grid" else widths
        if width < 2 or any(size != width for size in whole):
            continue
        rule = "|" + " --- |" * width
        with_header = region.first in headers
        for number, line in enumerate(rows):
            head = "" if number or with_header else "|" + "  |" * width + f"\n{rule}\n"
            tail = f"\n{rule}" if not number and with_header else ""
            tail += "  |" * (width - widths[number])
            yield from _as_pipes(line, head, tail)


def _as_pipes(line: Line, head: str, tail: str) -> Iterator[Fix]:
    message = "A row of a table, as Markdown writes it."
    group = f"row{line.start}"
    yield Fix(line.start, line.start, f"{head}| ", message, group=group)
    for match in re.finditer(r"\t|\|", line.text):
        place = line.start + match.start()
        if match[0] == "|":
            yield Fix(place, place, "\\", message, group=group)
        else:
            yield Fix(place, place + 1, " | ", message, group=group)
    yield Fix(line.end, line.end, f" |{tail}", message, group=group)


def _pipe_row(text: str, line: Line) -> Iterator[Fix]:
    message = "This row is written with the pipes of Markdown."
    group = f"pipes{line.start}"
    if _RULE_LINE.match(line.text):
        end = min(line.end + 1, len(text))
        yield Fix(line.start, end, "", "A rule or empty header of Markdown is no row.", 0.97)
        return
    lead = _LEAD.match(line.text)
    body = lead.end() if lead else 0
    stop = len(line.text.rstrip()) - 1
    tail = len(line.text[:stop].rstrip())
    yield Fix(line.start, line.start + body, "", message, 0.97, group=group)
    for match in _PIPE.finditer(line.text, body, tail):
        yield Fix(
            line.start + match.start(), line.start + match.end(), "\t", message, 0.97, group=group
        )
    for match in re.finditer(r"\\\|", line.text[body:tail]):
        place = line.start + body + match.start()
        yield Fix(place, place + 1, "", message, 0.97, group=group)
    if tail >= body:
        yield Fix(line.start + tail, line.end, "", message, 0.97, group=group)


@dataclass(frozen=True, slots=True)
class _HtmlCell:
    start: int
    end: int
    rows: int
    columns: int


def html_tables(context: Context) -> Iterator[Fix]:
    """Whole HTML tables as rows of tabs; merged cells become empty ones."""
    text = context.text
    # As a pattern it is looked for by its first character, many times as fast as two substrings.
    if _OPENING.search(text) is None:
        return
    for match in _TABLE.finditer(text):
        body = match[0]
        if len(re.findall(r"<table\b", body, re.IGNORECASE)) > 1:
            yield Fix(
                match.start(),
                match.end(),
                body,
                "A table inside a table: nothing is done to either.",
                safety=Safety.NOTE,
            )
            continue
        rows = list(_html_rows(text, match.start(), match.end()))
        if rows and any(rows):
            yield from _html_fixes(text, match.start(), match.end(), rows)


def _html_rows(text: str, start: int, end: int) -> Iterator[list[_HtmlCell]]:
    """The cells of every row, with the places of what stands in them."""
    row: list[_HtmlCell] | None = None
    opened: tuple[int, int, int] | None = None
    for tag in _TAG.finditer(text, start, end):
        name = tag["name"].lower()
        closes = bool(tag["end"])
        if opened and row is not None and (name in ("td", "th", "tr") or name == "table"):
            row.append(_HtmlCell(opened[0], tag.start(), opened[1], opened[2]))
            opened = None
        if name == "tr" or (name == "table" and closes):
            if row is not None:
                yield row
            row = None if closes else []
        elif name in ("td", "th") and not closes:
            row = [] if row is None else row
            spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(tag["rest"])}
            opened = (tag.end(), max(spans.get("row", 1), 1), max(spans.get("col", 1), 1))


def _html_fixes(
    text: str, start: int, end: int, rows: Sequence[Sequence[_HtmlCell]]
) -> Iterator[Fix]:
    """One fix per stretch of tags, so that cells keep their characters."""
    grid = _spread(rows)
    width = max(len(row) for row in grid)
    group = f"html{start}"
    message = "This table is written in HTML."
    proof = TableTags()
    position = start
    pending = ""
    for number, row in enumerate(grid):
        if number:
            pending += "\n"
        for column in range(width):
            if column:
                pending += "\t"
            cell = row[column] if column < len(row) else None
            if cell is None:
                continue
            for piece_start, piece_end, glue in _pieces(text, cell):
                yield Fix(
                    position, piece_start, pending + glue, message, 0.95, group=group, proof=proof
                )
                position, pending = piece_end, ""
    yield Fix(position, end, pending, message, 0.95, group=group, proof=proof)


def _spread(rows: Sequence[Sequence[_HtmlCell]]) -> list[list[_HtmlCell | None]]:
    """The grid of a table, ``None`` where a merged cell reaches."""
    hanging: dict[int, int] = {}
    grid: list[list[_HtmlCell | None]] = []
    for row in rows:
        out: list[_HtmlCell | None] = []
        cells = iter(row)
        following: dict[int, int] = {}
        cell = next(cells, None)
        while cell is not None or any(column >= len(out) for column in hanging):
            column = len(out)
            if hanging.get(column, 0) > 0:
                out.append(None)
                if hanging[column] > 1:
                    following[column] = hanging[column] - 1
                continue
            if cell is None:
                out.append(None)
                continue
            for offset in range(min(cell.columns, 60)):
                out.append(cell if not offset else None)
                if cell.rows > 1:
                    following[column + offset] = cell.rows - 1
            cell = next(cells, None)
        hanging = following
        grid.append(out)
    return grid


def _pieces(text: str, cell: _HtmlCell) -> Iterator[tuple[int, int, str]]:
    """What stands in a cell between tags, and what is to stand before each piece of it."""
    glue = ""
    position = cell.start
    seen = False
    for tag in (*_TAG.finditer(text, cell.start, cell.end), None):
        stop = tag.start() if tag else cell.end
        for part in re.finditer(r"[^\t\n]*[^\s][^\t\n]*", text[position:stop]):
            piece = part[0]
            lead = len(piece) - len(piece.lstrip())
            start = position + part.start() + lead
            yield start, start + len(piece.strip()), glue if seen else ""
            seen, glue = True, " "
        if tag:
            position = tag.end()
            name = tag["name"].lower()
            glue = " " if name in ("br", "p", "div", "li") else ""


def aligned_tables(context: Context) -> Iterator[Fix]:
    """Columns that stand parted by wide blanks, in the same number in row after row."""
    lines = context.document.lines
    gaps = Counter(
        bisect_right(lines.starts, match.start()) - 1
        for blanks in _BLANKS
        for match in blanks.finditer(context.text)
        if _WIDE.match(context.text, match.start())
    )
    taken = {at for r in regions(context) for at in range(r.first, r.last)}
    run: list[int] = []
    for number in sorted(gaps):
        text = lines[number].text
        if number in taken or "\t" in text or not _may_be_row(text):
            continue
        if run and (number != run[-1] + 1 or gaps[number] != gaps[run[-1]]):
            yield from _believed(lines, run, gaps[run[-1]])
            run = []
        run.append(number)
    if run:
        yield from _believed(lines, run, gaps[run[-1]])


def _believed(lines: Sequence[Line], run: Sequence[int], width: int) -> Iterator[Fix]:
    if len(run) >= _ALIGNED_ROWS:
        yield from _tabs_for_blanks([lines[number] for number in run], width)


def _may_be_row(text: str) -> bool:
    """No heading of a contents page, and no form whose blanks are to be filled in."""
    return len(text) < 200 and not _NO_ROW.search(text)


def _tabs_for_blanks(run: Sequence[Line], width: int) -> Iterator[Fix]:
    sentences = sum("。" in line.text for line in run)
    sure = len(run) > _ALIGNED_ROWS and width >= 2 and not sentences
    for line in run:
        for match in _WIDE.finditer(line.text):
            yield Fix(
                line.start + match.start(),
                line.start + match.end(),
                "\t",
                "The columns of this table are parted by blanks.",
                confidence=0.9 if sure else 0.5,
                safety=Safety.SAFE if sure else Safety.REVIEW,
                evidence=(f"{len(run)} rows with {width + 1} columns each",),
                group=f"wide{line.start}",
            )


def cell_lines(context: Context) -> Iterator[Fix]:
    """Tables of which every cell became a line: a running number at equal distances."""
    lines = context.document.lines
    texts, filled = lines.texts, lines.filled
    numbers = {
        bisect_left(filled, line): int(texts[line])
        for line in lines.numbers
        if _LONE.fullmatch(texts[line])
    }
    at_most = -1
    for at, number in numbers.items():
        if at <= at_most or number != 1:
            continue
        for width in range(_NARROWEST, _WIDEST + 1):
            count = 1
            while numbers.get(at + count * width) == count + 1:
                count += 1
            last = at + count * width
            if count < _ALIGNED_ROWS or last > len(filled):
                continue
            rows = [lines[line] for line in filled[at:last]]
            if not _are_cells(rows, width):
                continue
            at_most = last
            for start in range(0, len(rows), width):
                yield from _one_row(rows[start : start + width], count, width)
            break


def _are_cells(rows: Sequence[Line], width: int) -> bool:
    return all(
        len(line.text) <= _LONGEST_CELL and (number % width == 0 or not _LONE.fullmatch(line.text))
        for number, line in enumerate(rows)
    )


def _one_row(cells: Sequence[Line], count: int, width: int) -> Iterator[Fix]:
    for left, right in pairwise(cells):
        yield Fix(
            left.end,
            right.start,
            "\t",
            "Every cell of this table stands in a line of its own.",
            confidence=0.6,
            safety=Safety.REVIEW,
            evidence=(f"{count} running numbers, each {width} lines below the one before",),
            group=f"cells{cells[0].start}",
        )
