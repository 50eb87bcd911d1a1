"""Merged cells: which empty cells of a table say what the cell above them says."""

from __future__ import annotations

from collections.abc import Sequence

from repair.tables.shapes import shape

#: Values: they name no group of rows.
_VALUES = frozenset(("integer", "decimal", "percent", "date", "phone"))


def merged_columns(rows: Sequence[Sequence[str]]) -> int:
    """How many columns from the left hold merged cells.

    A column does when it names groups: its filled cells are labels, its first is filled,
    and some of the others are empty. The first column without empty cells ends it.
    """
    body = [row for row in rows if sum(bool(cell) for cell in row) > 1]
    if len(body) < 2:
        return 0
    count = 0
    for column in range(len(body[0]) - 1):
        cells = [row[column] for row in body]
        filled = [cell for cell in cells if cell]
        labels = sum(shape(cell) not in _VALUES for cell in filled)
        if not cells[0] or len(filled) == len(cells) or labels < 0.8 * len(filled):
            break
        count += 1
    return count


def fills(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, int]]:
    """The empty cells to fill as ``(row, column, row it is filled from)``.

    A row with one filled cell is a heading row and stays; a cell that begins a group
    ends the groups to its right.
    """
    columns = merged_columns(rows)
    held: list[int | None] = [None] * columns
    out: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        if sum(bool(cell) for cell in row) <= 1:
            held = [None] * columns
            continue
        for column in range(columns):
            if row[column]:
                held[column:] = [number, *[None] * (columns - column - 1)]
            elif (source := held[column]) is not None:
                out.append((number, column, source))
    return out


def filled_down(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows with their merged cells filled from above."""
    out = [list(row) for row in rows]
    for number, column, source in fills(rows):
        out[number][column] = out[source][column]
    return [tuple(row) for row in out]
