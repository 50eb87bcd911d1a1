"""Names of rows that stand one row too high or too low beside their texts.

A cell that goes over two rows of print is set beside the first of them, and a page model that
misses one of the two gives every name below it to the row above. What a row is called says what
its text is about, so the texts show it; a heading right above a row without a name does, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.names.persons import without_blanks
from repair.proofs import MovedNames
from repair.tables.grid import Row, grids
from repair.tables.recognise import SECTION
from repair.tables.shapes import shape

if TYPE_CHECKING:
    from repair.context import Context

#: The texts of the cells of one row.
Cells = Sequence[str]

#: So many characters in a row say that a text is about what a name names; few are chance.
_ABOUT, _CHANCE = 5, 3
#: Names that must tell where only the texts speak.
_TOGETHER = 2
#: Rows whose names stand beside what they name, and their share of all rows with a name.
_HABIT, _SHARE = 5, 0.4
_NUMBER = re.compile(r"(\d{1,3})\s*[.．、]\s*(?!\d)")


def named_rows(context: Context) -> Iterator[Fix]:
    """Names that go into the row above or below, every run of them as one."""
    for grid in grids(context):
        if grid.region.kind != "form":
            rows = [row for row in grid.body if row.filled]
            for run, sure in runs([row.texts for row in rows]):
                yield from _moved(rows[run.start : run.stop], sure=sure)


def _moved(run: Sequence[Row], *, sure: bool) -> Iterator[Fix]:
    names = moved_names([row.texts for row in run])
    about = [common(name, _text(row.texts)) for name, row in zip(names, run, strict=True)]
    best = about.index(max(about))
    evidence = (f"“{names[best]}” names what “{_text(run[best].texts)[:40]}” is about",)
    for row, name in zip(run, names, strict=True):
        yield Fix(
            row.cells[0].start,
            row.cells[0].end,
            name,
            "The names of these rows stand one row too high or too low.",
            confidence=0.9 if sure else 0.6,
            safety=Safety.SAFE if sure else Safety.REVIEW,
            evidence=evidence,
            group=f"names{run[0].start}",
            proof=MovedNames() if sure else None,
        )


def runs(rows: Sequence[Cells]) -> Iterator[tuple[range, bool]]:
    """Rows of which the first or the last lacks a name, as all names of the others are to move.

    And whether that is proved. What the texts alone tell is only proposed: the item where a run
    ends may have two rows of its own, of which the second tells, and none moves without the rest.
    """
    bare = [at for at, row in enumerate(rows) if _unnamed(row)]
    if not bare or not _names_tell(rows):
        return
    for at in bare:
        first, down = _end_of_run(rows, at, -1)
        last, up = _end_of_run(rows, at, 1)
        if down >= _TOGETHER and _stands(rows, first - 1):
            yield range(first, at + 1), False
        elif up >= _TOGETHER and (last + 1 == len(rows) or _stands(rows, last + 1)):
            yield range(at, last + 1), False
        elif _below_heading(rows, at):
            yield range(at, at + 2), True


def _end_of_run(rows: Sequence[Cells], at: int, step: int) -> tuple[int, int]:
    """The furthest row whose name is about the next row towards ``at``, and how many are."""
    end, telling, silent = at, 0, 0
    place = at + step
    while 0 <= place < len(rows) and _named(rows[place]) and not _beside_its_own(rows[place]):
        if common(rows[place][0], _text(rows[place - step])) >= _ABOUT:
            telling, end = telling + 1, place
        else:
            silent += 1
            if 2 * silent > telling:
                break
        place += step
    return end, telling


def _last_number(rows: Sequence[Cells], at: int) -> int:
    """The last running number above a row; 0 when there is none."""
    return next((n for row in reversed(rows[:at]) if (n := _number(row[0]))), 0)


def _stands(rows: Sequence[Cells], at: int) -> bool:
    """Whether no name of a row can have moved: it is beside its own, or there is none."""
    if at < 0 or at >= len(rows):
        return False
    row = rows[at]
    beside = _named(row) and common(row[0], _text(row)) >= _ABOUT
    return beside or _unnamed(row) or _heading(row)


def _unnamed(row: Cells) -> bool:
    return len(row) > 1 and not row[0] and any(row)


def _beside_its_own(row: Cells) -> bool:
    return common(row[0], _text(row)) > _CHANCE


def moved_names(run: Sequence[Cells]) -> list[str]:
    """The first cells of a run when each name has moved to where there is room."""
    names = [row[0] for row in run]
    return ["", *names[:-1]] if names[0] else [*names[1:], ""]


def _names_tell(rows: Sequence[Cells]) -> bool:
    """Whether names stand beside what they name in many rows, so that the others must, too."""
    named = [row for row in rows if _named(row)]
    telling = sum(common(row[0], _text(row)) >= _ABOUT for row in named)
    return telling >= max(_HABIT, _SHARE * len(named))


def _below_heading(rows: Sequence[Cells], at: int) -> bool:
    """Whether a row without a name stands right below a heading and is the next row's.

    A merged cell ends at a heading, the running numbers leave no name out, and the name behind
    stands where it belongs.
    """
    if not at or at + 1 == len(rows) or not _heading(rows[at - 1]):
        return False
    name = rows[at + 1][0]
    if _number(name) != _last_number(rows, at) + 1:
        return False
    if at + 2 < len(rows) and not _stands(rows, at + 2):
        return False
    return common(name, _text(rows[at])) >= max(_ABOUT, common(name, _text(rows[at + 1])))


def _named(row: Cells) -> bool:
    return len(row) > 1 and shape(row[0]) == "item" and bool(_text(row))


def _heading(row: Cells) -> bool:
    return SECTION.match(row[0]) is not None and not any(row[1:])


def _number(name: str) -> int:
    match = _NUMBER.match(name)
    return int(match[1]) if match else 0


def _text(row: Cells) -> str:
    """The longest cell of a row but the first."""
    return max(row[1:], key=len, default="")


@lru_cache(maxsize=1024)
def common(name: str, text: str) -> int:
    """The number of characters in a row that a name and a text have in common."""
    name, text = without_blanks(_NUMBER.sub("", name, count=1)), without_blanks(text)
    return SequenceMatcher(None, text, name, autojunk=False).find_longest_match().size


def proves(before: Sequence[Cells], after: Sequence[Cells]) -> bool:
    """Whether rows of one table, none of them empty, differ by the names of one run alone."""
    if len(before) != len(after):
        return False
    for run, _ in runs(before):
        here = before[run.start : run.stop]
        names = moved_names(here)
        wanted = [[name, *row[1:]] for name, row in zip(names, here, strict=True)]
        if [list(row) for row in after] == [
            *map(list, before[: run.start]),
            *wanted,
            *map(list, before[run.stop :]),
        ]:
            return True
    return False
