"""What is to be done to a table, as small fixes on separators.

Each function yields the fixes of one kind of damage; a rule hands them on. They look at
the same grid, take care not to want the same place, and leave to the next round what
another kind must repair first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.proofs import FilledDown, MovedCells, RepeatedHeader
from repair.tables.broken_cells import parts
from repair.tables.columns import SURE, Model, Placed
from repair.tables.filling import fills
from repair.tables.grid import Grid, Row, grids, same_header
from repair.tables.heading_rows import with_texts
from repair.tables.placing import FEWEST_ROWS, is_note, models, placed_rows, stays
from repair.tables.recognise import TableRegion, regions
from repair.tables.shapes import shape
from repair.tables.words import is_organisation

if TYPE_CHECKING:
    from repair.context import Context

#: A row below :data:`SURE` is believed when its piece moves the same way.
_AGREEING = 0.5
_CLOSED = re.compile(r"[。；;！!？?:：…）)”》〉]\Z")


def shifted_rows(context: Context) -> Iterator[Fix]:
    """Rows whose cells stand in the wrong columns, or with too many or too few cells."""
    cut = {row.line for upper, lower, _ in context.get(parts) for row in (upper, lower)}
    for grid in grids(context):
        cut |= {row.line for row in with_texts(grid)}
        placed = placed_rows(context, grid)
        model = models(context)[grid.region.first]
        habits = _habits(grid, placed)
        for piece in grid.pieces:
            for row in piece:
                where = placed.get(row.line)
                if where is None or row.line in cut or stays(row, where, grid.width):
                    continue
                habit = habits.get((piece[0].line, len(row.cells)), {})
                agrees = _agrees(row, where, habit)
                sure = where.margin >= SURE or (where.margin >= _AGREEING and agrees)
                yield from _respace(row, where, grid, model, sure=sure)


def _habits(grid: Grid, placed: dict[int, Placed]) -> dict[tuple[int, int], dict[int, int]]:
    """Per piece and number of cells, where most rows want the cell of an index."""
    votes: dict[tuple[int, int], dict[int, Counter[int]]] = {}
    for piece in grid.pieces:
        for row in piece:
            where = placed.get(row.line)
            if where is None or len(where.cells) != len(row.filled):
                continue
            book = votes.setdefault((piece[0].line, len(row.cells)), {})
            for at, column in zip(row.filled, where.columns, strict=True):
                book.setdefault(at, Counter())[column] += 1
    return {
        key: {at: count.most_common(1)[0][0] for at, count in book.items()}
        for key, book in votes.items()
    }


def _agrees(row: Row, where: Placed, habit: dict[int, int]) -> bool:
    return len(where.cells) == len(row.filled) and all(
        habit.get(at) == column for at, column in zip(row.filled, where.columns, strict=True)
    )


def _respace(row: Row, where: Placed, grid: Grid, model: Model, *, sure: bool) -> Iterator[Fix]:
    """Fixes on the gaps between cells that put every cell into its column."""
    message = (
        f"This row has {len(row.cells)} cells where the table has {grid.width} columns."
        if len(row.cells) != grid.width
        else "The cells of this row stand in the wrong columns."
    )
    evidence = tuple(_reasons(row, where, grid, model))
    column = 0
    position = row.start
    gaps: list[tuple[int, int, str]] = []
    for number, (cell, target) in enumerate(zip(where.cells, where.columns, strict=True)):
        cut = bool(number) and target == where.columns[number - 1]
        gaps.append((position, cell.start, "" if cut else "\t" * (target - column)))
        position, column = cell.end, target
    gaps.append((position, row.end, "\t" * (grid.width - 1 - column)))
    for start, end, after in gaps:
        before = row.text[start - row.start : end - row.start]
        if before.count("\t") == len(after) and (after or not before):
            continue
        yield Fix(
            start,
            end,
            after,
            message,
            confidence=0.95 if sure else 0.6,
            safety=Safety.SAFE if sure else Safety.REVIEW,
            evidence=evidence,
            group=f"row{row.start}",
        )


def _reasons(row: Row, where: Placed, grid: Grid, model: Model) -> Iterator[str]:
    places = dict(zip((cell.start for cell in where.cells), where.columns, strict=True))
    for at in row.filled:
        cell = row.cells[at]
        column = places.get(cell.start, at)
        kind = shape(cell.text)
        share = model.count(column, kind)
        if column != at and share:
            yield (
                f"“{cell.text[:12]}” reads as {kind}, like {share} of {model.rows} cells "
                f"of column {column + 1}"
            )
            return
    yield f"{grid.width} columns in most rows"


def between_pieces(context: Context) -> Iterator[Fix]:
    """The blank lines a page break left inside a table."""
    for grid in grids(context):
        if grid.region.kind == "form":
            continue
        skip = {row.line for row in grid.repeated_headers}
        skip |= {lower.line for _, lower in _halves(grid)}
        for above, below in pairwise(grid.pieces):
            if below[0].line in skip or above[-1].plain or below[0].plain:
                continue
            reason = _one_table(context, grid, below)
            if reason:
                yield Fix(
                    above[-1].end + 1,
                    below[0].start,
                    "",
                    "A page break cut this table in two.",
                    confidence=0.95,
                    evidence=(reason,),
                )


def _one_table(context: Context, grid: Grid, piece: Sequence[Row]) -> str:
    """Why a piece belongs to the table above; empty when nothing says so."""
    rows = [row for row in piece if not row.plain]
    same = sum(len(row.cells) == grid.width for row in rows)
    if 2 * same > len(rows):
        return f"no header of its own, and {grid.width} columns like the rows above"
    placed = placed_rows(context, grid)
    fitting = sum(row.line in placed and placed[row.line].margin >= SURE for row in rows)
    if 2 * fitting >= len(rows):
        return "no header of its own, and cells of the same kinds as in the columns above"
    return ""


def repeated_headers(context: Context) -> Iterator[Fix]:
    """Headers that a page break repeated."""
    for grid in grids(context):
        header = grid.header
        if header is None or grid.region.kind == "form":
            continue
        rows = grid.rows
        repeated = {row.line for row in grid.repeated_headers}
        for at, (above, row) in enumerate(pairwise(rows), 1):
            if row.line in repeated and not above.plain:
                first, last = _whole_header(rows, rows.index(header), at)
                yield Fix(
                    above.end,
                    last.end,
                    "",
                    "The header of the table is repeated after a page break.",
                    confidence=0.97,
                    evidence=(f"the same cells as in the header: {'、'.join(header.folded)}",),
                    proof=RepeatedHeader(header.start, first.end),
                )


def _whole_header(rows: Sequence[Row], header: int, repeated: int) -> tuple[Row, Row]:
    """The last line of the header and of its repetition: further lines alike belong to it.

    A second line of a header has an empty first cell (or none of the first's numbers).
    """
    depth = 0
    while (
        header + depth + 1 < repeated
        and repeated + depth + 1 < len(rows)
        and rows[header + depth + 1].folded == rows[repeated + depth + 1].folded
        and not rows[header + depth + 1].cells[0].text[:1].isdigit()
    ):
        depth += 1
    return rows[header + depth], rows[repeated + depth]


def outside_texts(context: Context) -> Iterator[Fix]:
    """The caption or the note of a table that stands in its first or last row."""
    for grid in grids(context):
        notes = [row for row in grid.rows if is_note(grid, row)]
        for row in (grid.caption, *notes):
            if row is None or row.plain or row.end == row.cells[0].end:
                continue
            what = "note" if row in notes else "caption"
            yield Fix(
                row.cells[0].end,
                row.end,
                "",
                f"The {what} of the table stands in its grid as a row.",
                confidence=0.9,
                evidence=(
                    "only its first cell holds something, and the header stands below it"
                    if what == "caption"
                    else "only its first cell holds something, and it begins as a note does",
                ),
            )


def cut_rows(context: Context) -> Iterator[Fix]:
    """A row that a page end cut in two: the lower half lacks its number."""
    for grid in grids(context):
        for upper, lower in _halves(grid):
            yield from _put_together(upper, lower)


def _halves(grid: Grid) -> Iterator[tuple[Row, Row]]:
    """Neighbouring rows that are one row, blank lines or none between."""
    if grid.region.kind == "form" or not _numbered(grid):
        return
    for upper, lower in pairwise(grid.rows):
        if (
            len(upper.cells) == len(lower.cells) == grid.width
            and upper.cells[0].text
            and not lower.cells[0].text
            and lower.filled
            and (grid.header is None or not same_header(grid.header, upper))
            and _cut(grid, upper, lower)
        ):
            yield upper, lower


def _numbered(grid: Grid) -> bool:
    """Whether the first column numbers the rows: nearly no other row lacks its number."""
    first = [shape(row.cells[0].text) for row in grid.body]
    return (
        len(first) >= FEWEST_ROWS
        and first.count("integer") + first.count("item") >= 0.8 * len(first)
        and first.count("empty") <= max(1, 0.15 * len(first))
    )


def _cut(grid: Grid, upper: Row, lower: Row) -> bool:
    """Whether the lower cells go on where the upper ones stop, and one of them shows it.

    A sentence shows it that has no end where the others of its column have one, and a
    list of agencies that stops inside the name of one.
    """
    if any(not upper.cells[at].text or _CLOSED.search(upper.cells[at].text) for at in lower.filled):
        return False
    return any(_breaks(grid, at, upper.cells[at].text, lower.cells[at].text) for at in lower.filled)


def _breaks(grid: Grid, column: int, upper: str, lower: str) -> bool:
    others = [
        row.cells[column].text
        for row in grid.body
        if len(row.cells) == grid.width and row.cells[column].text not in ("", upper, lower)
    ]
    closed = sum(_CLOSED.search(text) is not None for text in others)
    if len(others) >= FEWEST_ROWS and closed >= 0.8 * len(others):
        return True
    agencies = sum(shape(text) == "agencies" for text in others)
    if len(others) >= FEWEST_ROWS and agencies >= 0.8 * len(others):
        last = re.split(r"[、,，\s]", upper)[-1]
        first = re.split(r"[、,，\s]", lower)[0]
        whole = is_organisation(last + first)
        return upper[-1] in "、，," or (
            whole and not (is_organisation(last) and is_organisation(first))
        )
    return False


def _put_together(upper: Row, lower: Row) -> Iterator[Fix]:
    group = f"cut{upper.start}"
    proof = MovedCells()
    message = "A page end cut this row in two."
    evidence = ("the lower half has no number in a column where every row has one",)
    last = max(lower.filled)
    moved = [at for at in lower.filled if at != last or _tail(upper, last)]
    for at in moved:
        place = upper.cells[at].end
        yield Fix(
            place, place, lower.cells[at].text, message, 0.85, Safety.SAFE, evidence, group, proof
        )
    if last in moved:
        yield Fix(upper.end, lower.end, "", message, 0.85, Safety.SAFE, evidence, group, proof)
        return
    # The last cell need not move: only what stands between its halves goes.
    start = upper.cells[last].end
    yield Fix(
        start, lower.cells[last].start, "", message, 0.85, Safety.SAFE, evidence, group, proof
    )


def _tail(upper: Row, last: int) -> bool:
    """Whether cells with text stand behind the given one."""
    return any(cell.text for cell in upper.cells[last + 1 :])


def filled_cells(context: Context) -> Iterator[Fix]:
    """Merged cells filled from above, when the options ask for it."""
    if not context.options.fill_merged:
        return
    proof = FilledDown()
    for grid in grids(context):
        rows = [row for row in grid.body if row.filled]
        if grid.region.kind == "form" or any(len(row.cells) != grid.width for row in rows):
            continue
        for number, column, source in fills([row.texts for row in rows]):
            cell = rows[number].cells[column]
            yield Fix(
                cell.start,
                cell.start,
                rows[source].texts[column],
                "A merged cell is filled with what stands above it.",
                evidence=("asked for with --fill-merged",),
                proof=proof,
            )
    for region in regions(context):
        if region.kind == "roster":
            yield from _filled_roles(context, region)


def _filled_roles(context: Context, region: TableRegion) -> Iterator[Fix]:
    role = ""
    for line in context.document.lines[region.first : region.last]:
        cells = line.text.split("\t")
        if len(cells) != 3:
            role = ""
            continue
        role = cells[0].strip() or role
        if not cells[0] and role:
            yield Fix(
                line.start,
                line.start,
                role,
                "The role is filled into every row of its group.",
                evidence=("asked for with --fill-merged",),
                proof=FilledDown(),
            )


def run_together_heads(context: Context) -> Iterator[Fix]:
    """Two heads in one cell: the header has fewer cells than the rows below it."""
    for grid in grids(context):
        header = grid.header
        if header is None or grid.region.kind == "form":
            continue
        missing = grid.width - len(header.cells)
        body = [row for row in grid.body if len(row.cells) == grid.width]
        if missing < 1 or len(body) < FEWEST_ROWS or 2 * len(body) < len(grid.body):
            continue
        blanks = [
            cell.start + match.start()
            for cell in header.cells
            for match in re.finditer(r"(?<=\S{2})(?<!\d)[ \u3000]+(?=\S{2})", cell.text)
        ]
        sure = len(blanks) == missing
        for place in blanks[: missing if sure else len(blanks)]:
            yield Fix(
                place,
                place + 1,
                "\t",
                "Two heads of the table stand in one cell.",
                confidence=0.9 if sure else 0.5,
                safety=Safety.SAFE if sure else Safety.REVIEW,
                evidence=(f"{len(header.cells)} heads over {grid.width} columns",),
                group=f"heads{header.start}" if sure else "",
            )
