"""`>` where ≥ was printed.

## What it does
Writes ≥ for `>` before a figure where the running text says of the same thing that it is to
be that figure 以上, or 不低于 it.

## Why it happens
The bar of ≥ is lost in small print and in table cells.

## Example
A cell `>95%` after 义务教育入学比例, with `义务教育入学比例达到95%以上` in the text: ≥95%.

## Safety
Safe only where a sentence says 达到 … 以上 or 不低于 of the whole name letter for letter; the
engine reads it again. Where blanks stand inside it, where only the end of the name agrees, or
with 以上 alone, a proposal. Without a statement nothing is said: a table may well mean `>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.figures import above, at_least, name_before
from repair.model import Fix, Safety, Stage
from repair.nearby import REACH
from repair.proofs import AtLeast
from repair.rules import Rule

RULE = Rule("SG007", "at-least", Stage.SIGNS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every `>` the text itself contradicts."""
    text = context.text
    for match in above(text):
        name = name_before(text, match.start())
        if len(name) < 6:
            continue
        found = at_least(text, match.start(), name, match[1], REACH)
        if found is None:
            continue
        yield Fix(
            *match.span(),
            "≥",
            f"the text asks for {match[1]} or more",
            confidence=0.95 if found.exact else 0.7,
            safety=Safety.SAFE if found.exact else Safety.REVIEW,
            evidence=(f"elsewhere in this text: {text[found.start : found.end]}",),
            proof=AtLeast(found.start, found.end) if found.exact else None,
        )
