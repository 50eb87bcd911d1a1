"""Tables as data: what reports, records, Markdown and CSV are made of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.tables.filling import filled_down
from repair.tables.grid import Grid, grids, row_of
from repair.tables.recognise import TableRegion, regions

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

_LONGEST_TITLE = 60
_NO_TITLE = re.compile(r"[，,。；;]|[：:]\s*\Z")
_NUMBER = re.compile(r"[-－]?\d+(?:[.,]\d+)*[%％‰]?\Z")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a text. ``start`` and ``end`` are its place, ``line`` its first line (1-based).

    All rows have as many cells as the header, if there is one.
    """

    kind: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int
    start: int
    end: int

    def as_dict(self) -> dict[str, object]:
        """What stands in ``records.jsonl``."""
        return {
            "kind": self.kind,
            "title": self.title,
            "line": self.line,
            "header": list(self.header),
            "rows": [list(row) for row in self.rows],
        }


def tables_of(context: Context, *, fill: bool = False) -> tuple[Table, ...]:
    """The tables, rosters, lists, grids and forms of a repaired text, in order.

    The role of a roster is filled into every row of its group; merged cells of a table
    are filled down when ``fill`` asks for it.
    """
    found = [_table(context, grid, fill) for grid in grids(context)]
    found += [
        _other(context, region)
        for region in regions(context)
        if region.kind in ("roster", "list", "grid")
    ]
    return tuple(sorted(found, key=lambda table: table.start))


def _table(context: Context, grid: Grid, fill: bool) -> Table:
    header = grid.header.texts if grid.header else ()
    body = [row for row in grid.body if row.filled]
    width = max([len(header), *(len(row.cells) for row in body)])
    rows = [_padded(row.texts, width) for row in body]
    if fill and grid.region.kind == "table":
        rows = filled_down(rows)
    title = grid.caption.texts[0] if grid.caption else _title(context, grid.region.first)
    first, last = grid.rows[0], grid.rows[-1]
    return Table(
        grid.region.kind,
        title,
        _padded(header, width) if header else (),
        tuple(rows),
        first.line + 1,
        first.start,
        last.end,
    )


def _other(context: Context, region: TableRegion) -> Table:
    lines = context.document.lines[region.first : region.last]
    rows = [row_of(0, line).texts for line in lines if not line.blank]
    if region.kind == "list":
        rows = [(line.text.strip(),) for line in lines if not line.blank]
    width = max(len(row) for row in rows)
    if region.kind == "roster" and width == 3:
        rows = list(_with_roles(rows))
    return Table(
        region.kind,
        _title(context, region.first),
        (),
        tuple(_padded(row, width) for row in rows),
        region.first + 1,
        lines[0].start,
        lines[-1].end,
    )


def _with_roles(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    role = ""
    for row in rows:
        role = row[0] or role
        yield (role, *row[1:])


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _title(context: Context, first: int) -> str:
    """The line above a table, with the one above that if a title was broken in two."""
    above = (line for line in reversed(context.document.lines[max(first - 4, 0) : first]))
    for line in above:
        text = line.text.strip()
        if text:
            short = len(text) <= _LONGEST_TITLE and not _NO_TITLE.search(text)
            return _plain_title(line) if short else ""
    return ""


def _plain_title(line: Line) -> str:
    return line.text.strip().lstrip("# ").replace("**", "")


def to_markdown(table: Table) -> str:
    """A pipe table. Without a header its head is empty, as Markdown demands one."""
    width = max((len(row) for row in table.rows), default=len(table.header))
    header = table.header or ("",) * width
    lines = [_pipes(header), "|" + " --- |" * width, *(_pipes(row) for row in table.rows)]
    return "\n".join(lines) + "\n"


def _pipes(row: Sequence[str]) -> str:
    cells = (cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row)
    return "| " + " | ".join(cells) + " |"


def to_csv(table: Table) -> bytes:
    """A table for a spreadsheet: UTF-8 with BOM, and no cell that would become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in ([table.header] if table.header else []) + list(table.rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before = + - @.

    A plain negative number stays a number.
    """
    if cell.startswith(_FORMULA) and not _NUMBER.match(cell):
        return "'" + cell
    return cell
