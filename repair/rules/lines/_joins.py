"""What the rules that join lines share: a join as a fix."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.joins.frame import Join, Kind
from repair.model import Fix, Safety


def fixes(context: Context, kind: Kind, message: str) -> Iterator[Fix]:
    """The joins of one kind as fixes; the confidence decides how far each may go."""
    for join in context.get(cuts).joins:
        if join.kind is kind:
            yield fix_of(context.text, join, message)


def fix_of(text: str, join: Join, message: str) -> Fix:
    """A join as a fix. Two digits are never brought together without asking."""
    digits = text[join.start - 1 : join.start].isdigit() and text[join.end : join.end + 1].isdigit()
    return Fix(
        join.start,
        join.end,
        join.glue,
        message,
        join.confidence,
        Safety.SAFE if join.safe and not digits else Safety.REVIEW,
        join.evidence,
        group=str(join.start),
    )
