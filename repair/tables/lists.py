"""One-column lists and grids of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.tables.line_shapes import names_of
from repair.tables.recognise import COUNT, TableRegion, regions

if TYPE_CHECKING:
    from repair.context import Context
    from repair.document import Line

_GAP = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
#: 某镇 某村 is one entry.
_PLACE = re.compile(r"(?:镇|乡|街道|区|县|市|省)\Z")
_ENTRY = 4


def announced(context: Context, region: TableRegion) -> int | None:
    """The number of entries that the heading above a region gives (先进单位(65个))."""
    lines = context.document.lines
    above = (lines[at] for at in range(region.first - 1, -1, -1) if not lines[at].blank)
    match = COUNT.search(line.text) if (line := next(above, None)) is not None else None
    return int(match[1]) if match else None


def list_entries(context: Context) -> Iterator[Fix]:
    """Entries of a one-column list that stand two or more in a line."""
    for region in regions(context):
        if region.kind != "list":
            continue
        lines = [
            line for line in context.document.lines[region.first : region.last] if not line.blank
        ]
        count = announced(context, region)
        total = sum(len(line.text.split()) for line in lines)
        alone = sum(len(line.text.split()) == 1 for line in lines)
        for line in lines:
            words = line.text.split()
            if len(words) < 2:
                continue
            parts_well = all(len(word) >= _ENTRY for word in words) and not any(
                _PLACE.search(word) for word in words[:-1]
            )
            sure = total == count or (count is None and parts_well and 2 * alone > len(lines))
            evidence = [f"{alone} entries of this list stand alone in their lines"]
            if total == count:
                evidence.append(f"so parted, the list has the {count} entries its heading gives")
            for start, end in _gaps(line):
                yield Fix(
                    start,
                    end,
                    "\n",
                    "Two entries of a list stand in one line.",
                    confidence=0.97 if total == count else 0.85 if sure else 0.5,
                    safety=Safety.SAFE if sure else Safety.REVIEW,
                    evidence=tuple(evidence),
                    group=f"line{line.start}",
                )


def _gaps(line: Line) -> Iterator[tuple[int, int]]:
    for match in _GAP.finditer(line.text):
        yield line.start + match.start(), line.start + match.end()


def name_grids(context: Context) -> Iterator[Fix]:
    """Rows of names: a tab between two names, nothing inside one."""
    for region in regions(context):
        if region.kind != "grid":
            continue
        lines = [
            line for line in context.document.lines[region.first : region.last] if not line.blank
        ]
        rows = [names_of(line.text) for line in lines]
        if not all(rows):
            continue
        width = len(rows[0])
        count = announced(context, region)
        total = sum(map(len, rows))
        sure = total == count or all(len(row) == width for row in rows[:-1])
        evidence = [f"{total} names in {len(rows)} rows, {width} in the first"]
        if total == count:
            evidence.append("as many as the heading gives")
        for line, names in zip(lines, rows, strict=True):
            for start, end, after in _cell_gaps(line, names):
                yield Fix(
                    start,
                    end,
                    after,
                    "The names of this row lost their columns.",
                    confidence=0.95 if sure else 0.6,
                    safety=Safety.SAFE if sure else Safety.REVIEW,
                    evidence=tuple(evidence),
                    group=f"row{line.start}",
                )


def _cell_gaps(line: Line, names: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """The gaps of a row of names: letter-spacing goes, the others become tabs."""
    borders = set()
    seen = 0
    for name in names:
        seen += len(name)
        borders.add(seen)
    seen = 0
    position = 0
    for match in re.finditer(r"[ \t\u3000]+", line.text.rstrip()):
        seen += match.start() - position
        position = match.end()
        after = "\t" if seen in borders else ""
        if seen and match[0] != after:
            yield line.start + match.start(), line.start + match.end(), after
