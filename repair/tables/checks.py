"""What a table says about itself: totals and running numbers, noted where they fail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.names.persons import without_blanks
from repair.patterns import lazy
from repair.tables.grid import Grid, Row, grids

if TYPE_CHECKING:
    from repair.context import Context

_TOTAL = lazy(r"(?:合计|总计|共计|总分|总和)\Z")
_SUBTOTAL = re.compile(r"小计\Z")
_STATED = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]\s*\Z")
_RUNNING = re.compile(r"(\d{1,3})(?:[.．、](?!\d)|\Z)")
_RATE = re.compile(r"率|比例|比重|占比|%|％|均|增幅|增长")
_LEVELS = tuple(
    map(
        re.compile,
        (r"[一二三四五六七八九十]+、", r"[(（][一二三四五六七八九十]+[)）]", r"\d{1,2}[.．、]"),
    )
)
#: Values a column needs before its sum is looked at.
_FEWEST = 3


def number(cell: str) -> Decimal | None:
    """The value of a cell that is a number and nothing else (2,392.34)."""
    text = without_blanks(cell)
    if not re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?", text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def failed_sums(context: Context) -> Iterator[Fix]:
    """Totals that are not the sum of their columns, groups whose marks don't add up."""
    for grid in grids(context):
        if _settled(grid):
            rows = [row for row in grid.body if len(row.cells) == grid.width]
            yield from _totals(rows, _shares(grid))
            yield from _stated(rows)


def _settled(grid: Grid) -> bool:
    """Whether the table is one rectangle already: sums of half a table say nothing."""
    return (
        grid.region.kind == "table"
        and len(grid.pieces) == 1
        and all(len(row.cells) == grid.width for row in grid.body)
    )


def _shares(grid: Grid) -> frozenset[int]:
    """The columns of rates, which nobody adds up."""
    labels = grid.header.texts if grid.header is not None else ()
    return frozenset(at for at, label in enumerate(labels) if _RATE.search(label))


def _level(row: Row) -> int | None:
    """How deep a row stands by its list mark: 一、 0, （一） 1, 1. 2; None without one."""
    first = row.texts[0].strip()
    return next((depth for depth, mark in enumerate(_LEVELS) if mark.match(first)), None)


def _outermost(rows: Sequence[Row], column: int) -> Sequence[Row]:
    """The rows that a total counts: where rows are parted in turn, those of the first level.

    A row without a first cell belongs to the merged cell above and is counted itself.
    """
    if not all(row.texts[0].strip() for row in rows):
        return rows
    levels = [level for row in rows if (level := _level(row)) is not None]
    top = min(levels, default=0)
    if levels.count(top) < 2 or max(levels) == top:
        return rows
    first = [row for row in rows if _level(row) == top]
    return first if all(number(row.texts[column]) is not None for row in first) else rows


def _totals(rows: Sequence[Row], shares: frozenset[int]) -> Iterator[Fix]:
    start = 0
    for at, row in enumerate(rows):
        if not any(_TOTAL.match(without_blanks(text)) for text in row.texts):
            continue
        for column, cell in enumerate(row.cells):
            if column in shares:
                continue
            total = number(cell.text)
            counted = _outermost(rows[start:at], column)
            parts = [
                value
                for other in counted
                if not any(_SUBTOTAL.search(without_blanks(text)) for text in other.texts)
                and (value := number(other.texts[column])) is not None
            ]
            fewest = _FEWEST if len(counted) == at - start else 2
            if total is None or len(parts) < fewest or sum(parts) == total:
                continue
            yield Fix(
                cell.start,
                cell.end,
                cell.text,
                f"The column above adds up to {sum(parts)}, the table says {cell.text}.",
                safety=Safety.NOTE,
                evidence=(f"{len(parts)} values: {' + '.join(map(str, parts))}"[:300],),
            )
        start = at + 1


def _stated(rows: Sequence[Row]) -> Iterator[Fix]:
    """一、…（45分） over rows whose marks have another sum."""
    column = _mark_column(rows)
    if column is None:
        return
    group: Row | None = None
    parts: list[Decimal] = []
    for row in (*rows, None):
        if row is None or row.texts[0]:
            yield from _group(group, parts)
            group, parts = row, []
        if row is not None and (value := number(row.texts[column])) is not None:
            parts.append(value)


def _group(group: Row | None, parts: Sequence[Decimal]) -> Iterator[Fix]:
    stated = _STATED.search(group.texts[0]) if group else None
    if group is None or stated is None or len(parts) < 2 or sum(parts) == Decimal(stated[1]):
        return
    cell = group.cells[0]
    yield Fix(
        cell.start,
        cell.end,
        cell.text,
        f"The rows of this group add up to {sum(parts)}, its heading says {stated[1]}.",
        safety=Safety.NOTE,
        evidence=(" + ".join(map(str, parts))[:300],),
    )


def _mark_column(rows: Sequence[Row]) -> int | None:
    """The only column that is all numbers, where most groups state their marks."""
    groups = [row for row in rows if row.texts and row.texts[0]]
    stated = sum(_STATED.search(row.texts[0]) is not None for row in groups)
    if len(groups) < 2 or 2 * stated <= len(groups):
        return None
    columns = []
    for column in range(1, len(rows[0].cells)):
        filled = [row.texts[column] for row in rows if row.texts[column]]
        if len(filled) >= _FEWEST and all(number(cell) is not None for cell in filled):
            columns.append(column)
    return columns[0] if len(columns) == 1 else None


def gaps_in_numbers(context: Context) -> Iterator[Fix]:
    """Running numbers of a first column that jump or repeat."""
    for grid in grids(context):
        if _settled(grid):
            yield from _gaps(grid)


def _gaps(grid: Grid) -> Iterator[Fix]:
    found = [
        (int(match[1]), row)
        for row in grid.body
        if (match := _RUNNING.match(row.cells[0].text)) is not None
    ]
    steps = [(a, b, row) for (a, _), (b, row) in pairwise(found)]
    odd = [(a, b, row) for a, b, row in steps if b != a + 1 and b != 1]
    # Numbers that mostly do not run are no running numbers.
    if len(found) < 2 * _FEWEST or 5 * len(odd) > len(steps):
        return
    for before, after, row in odd:
        cell = row.cells[0]
        yield Fix(
            cell.start,
            cell.end,
            cell.text,
            f"After {before} the table goes on with {after}.",
            safety=Safety.NOTE,
            evidence=(f"{len(steps) - len(odd)} of {len(steps)} running numbers follow on",),
        )
