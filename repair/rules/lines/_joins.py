"""What the rules that join lines share: a join as a fix."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.joins.frame import Join, Kind
from repair.model import Fix, Safety
from repair.proofs import Continued


def fixes(context: Context, kind: Kind, message: str) -> Iterator[Fix]:
    """The joins of one kind as fixes; the confidence decides how far each may go."""
    for join in context.get(cuts).joins:
        if join.kind is kind:
            yield fix_of(context, join, message)


def fix_of(context: Context, join: Join, message: str) -> Fix:
    """A join as a fix; two numbers are never brought together without asking."""
    start = join.start
    if context.text.startswith("  ", start) and context.profile.marks.active:
        # Two blanks before a line end are Markdown's line break, and MK104's to remove.
        start = context.text.index("\n", start)
    return Fix(
        start,
        join.end,
        join.glue,
        message,
        join.confidence,
        Safety.SAFE if join.safe else Safety.REVIEW,
        join.evidence,
        group=str(join.start),
        proof=None if join.glue else Continued(),
    )
