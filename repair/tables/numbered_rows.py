"""Tables whose columns single blanks part: a header from 序号 on and rows that are numbered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repair.model import Fix
from repair.tables.grid import HEAD_WORD
from repair.tables.recognise import regions

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

_HEADER = re.compile(r"^(?:序号|编号)[ \u3000]+[^\t\n|。]{4,60}$", re.MULTILINE)
_GAP = re.compile(r"[ \u3000]+")
#: Columns, labels among them that name one, and numbered rows that a table has at least.
FEWEST_COLUMNS, FEWEST_LABELS, FEWEST_ROWS = 4, 3, 3
_LONGEST_LABEL = 10


def numbered_rows(context: Context) -> Iterator[Fix]:
    """A tab for each gap of a table whose rows all have as many words as its header."""
    lines = context.document.lines
    for match in _HEADER.finditer(context.text):
        labels = match[0].split()
        named = sum(HEAD_WORD.search(label) is not None for label in labels)
        if len(labels) < FEWEST_COLUMNS or named < FEWEST_LABELS:
            continue
        if any(len(label) > _LONGEST_LABEL for label in labels):
            continue
        first = bisect_right(lines.starts, match.start()) - 1
        rows = list(_rows(lines, first + 1))
        whole = all(len(row.text.split()) == len(labels) for row in rows)
        if whole and len(rows) >= FEWEST_ROWS and not _taken(context, first):
            yield from _tabs([lines[first], *rows])


def _rows(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines below a header, up to the first that does not go on with the next number."""
    number = 1
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.blank:
            continue
        words = line.text.split()
        if words[0] != str(number) or "\t" in line.text or "。" in line.text:
            return
        yield line
        number += 1


def _taken(context: Context, line: int) -> bool:
    return any(region.first <= line < region.last for region in regions(context))


def _tabs(rows: Sequence[Line]) -> Iterator[Fix]:
    evidence = (f"{len(rows) - 1} rows, numbered from 1, have as many words as the header",)
    for line in rows:
        bare = line.text.strip()
        offset = line.start + line.text.index(bare)
        for match in _GAP.finditer(bare):
            yield Fix(
                offset + match.start(),
                offset + match.end(),
                "\t",
                "The columns of this table are parted by blanks.",
                confidence=0.93,
                evidence=evidence,
                group=f"rows{rows[0].start}",
            )
