"""What the rules that take out page furniture share."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.joins.frame import BLANKS, Join
from repair.model import Fix, Safety
from repair.pages.furniture import Furniture, furniture
from repair.proofs import PageFurniture


def removals(context: Context, kind: str) -> Iterator[tuple[Fix, Furniture]]:
    """A fix for every stretch of furniture whose first line is of the kind, and that line.

    A stretch is the furniture at one page break. Inside a paragraph that goes on after the
    break, the line ends around it go too.
    """
    known = context.get(furniture)
    if not known:
        return
    lines = context.document.lines
    within = {
        line: join
        for join in context.get(cuts).joins
        if join.furniture
        for line in range(join.first + 1, join.second)
    }
    done: set[int] = set()
    for item in known:
        join = within.get(item.line)
        if join is not None and join.first in done:
            continue
        if join is not None:
            done.add(join.first)
        if item.kind != kind:
            continue
        if join is not None:
            yield _inside(join), item
        else:
            start, end = lines[item.line].start, lines[item.line].end
            yield _line(context.text, start, end), item


def _inside(join: Join) -> Fix:
    return Fix(
        join.start,
        join.end,
        join.glue,
        "A page ends within a paragraph.",
        join.confidence,
        Safety.SAFE if join.safe else Safety.REVIEW,
        join.evidence,
        group=str(join.start),
        proof=PageFurniture(),
    )


def _line(text: str, start: int, end: int) -> Fix:
    """The removal of a line with its line end, and of the blank lines that only it set apart."""
    after = end + 1 if end < len(text) else end
    blank_before = start == 0 or text[:start].endswith("\n\n") or start == 1
    if blank_before:
        while after < len(text) and text[after] in BLANKS + "\n" and _rest_blank(text, after):
            after = text.find("\n", after) + 1 or len(text)
    if after == len(text) and start and end == len(text):
        start -= 1
    return Fix(start, after, "", "", 0.98, group=str(start), proof=PageFurniture())


def _rest_blank(text: str, at: int) -> bool:
    end = text.find("\n", at)
    return end >= 0 and not text[at:end].strip()
