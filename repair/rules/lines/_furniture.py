"""What the rules that take out page furniture share."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.joins.frame import Join
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
    within = {
        line: join
        for join in context.get(cuts).joins
        if join.furniture
        for line in range(join.first + 1, join.second)
    }
    lines = {item.line for item in known}
    done: set[int] = set()
    for item in known:
        join = within.get(item.line)
        if join is not None and join.first in done:
            continue
        if item.kind != kind:
            continue
        inside = _inside(join) if join is not None else None
        if inside is not None and PageFurniture().holds(context.text, [inside]):
            done.add(join.first if join else -1)
            yield inside, item
        else:
            # Where two numbers would meet only the furniture goes; the join is proposed then.
            yield _line(context, item.line, lines), item


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


def _line(context: Context, line: int, known: set[int]) -> Fix:
    """The removal of a line with its line end, and of the blank lines that only it set apart."""
    lines = context.document.lines
    before = line - 1
    while before in known:
        before -= 1
    after = line + 1
    start = lines[line].start
    if before < 0 or lines[before].blank:
        while after < len(lines) and lines[after].blank:
            after += 1
    if after >= len(lines):
        # Nothing follows: the blank lines above go too, unless other furniture takes them.
        while line - 1 >= 0 and lines[line - 1].blank:
            line -= 1
        start = lines[line].start
    end = lines[after].start if after < len(lines) else len(context.text)
    return Fix(start, end, "", "", 0.98, group=str(start), proof=PageFurniture())
