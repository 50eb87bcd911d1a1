"""What the rules that join lines share: a join as a fix."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.joins.frame import Join, Kind
from repair.marks.extraction import HEADING
from repair.model import Fix, Safety
from repair.proofs import Continued, Proof, WrappedNumber


def fixes(context: Context, kind: Kind, message: str) -> Iterator[Fix]:
    """The joins of one kind as fixes; the confidence decides how far each may go."""
    for join in context.get(cuts).joins:
        if join.kind is kind and not join.furniture:
            yield fix_of(context, join, message)


def fix_of(context: Context, join: Join, message: str) -> Fix:
    """A join as a fix; two numbers are never brought together without asking."""
    start = join.start
    if context.text.startswith("  ", start) and context.profile.marks.active:
        # Two blanks before a line end are Markdown's line break, and MK104's to remove.
        start = context.text.index("\n", start)
    end = join.end
    if context.options.to == "markdown" and (mark := HEADING.match(context.text[end : end + 12])):
        # Elsewhere MK101 takes the mark of the second half; here nothing else would.
        end += mark.end()
    return Fix(
        start,
        end,
        join.glue,
        message,
        join.confidence,
        Safety.SAFE if join.safe else Safety.REVIEW,
        join.evidence,
        group=str(join.start),
        proof=_proof(context.text[start - 1 : start], join, context.text[join.end : join.end + 1]),
    )


def _proof(left: str, join: Join, right: str) -> Proof | None:
    if join.glue:
        return None
    numbers = left in NUMERALS and right in NUMERALS
    return WrappedNumber() if numbers and join.kind is Kind.WRAP else Continued()


NUMERALS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿")
