"""`>` where ≥ was printed.

## What it does
Writes ≥ for `>` before a figure where the running text says of the same thing that it is to
be that figure 以上, or 不低于 it. Where that is proved of one cell of a column, or the text
writes its other bands of points with ≥, it proposes ≥ for the rest.

## Why it happens
The bar of ≥ is lost in small print and in table cells.

## Example
A cell `>95%` after 义务教育入学比例, with `义务教育入学比例达到95%以上` in the text: ≥95%. A head
`初中生均面积(>5.8)` under 小学、初中生均面积分别达到4.5平方米以上、5.8平方米以上: ≥5.8.

## Safety
Safe only where a sentence says 达到 … 以上 or 不低于 of the whole name letter for letter (but
for a 的) and of the same unit; the engine reads it again. Where blanks stand inside it, where
only the end of the name agrees, or with 以上 alone, a proposal. The cells of a column that
nothing else proves are one proposal, the bands of points of a row another. Without a
statement nothing is said: a table may well mean `>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.figures.bounds import Bound, bounds
from repair.figures.company import Doubt, bands, columns
from repair.figures.statements import Statement, statement_near
from repair.model import Fix, Safety, Stage
from repair.proofs import AtLeast
from repair.rules import Rule

RULE = Rule("SG007", "at-least", Stage.SIGNS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every `>` the text itself contradicts, and those in its company."""
    text = context.text
    stated: dict[Bound, Statement] = {}
    unproved: list[Bound] = []
    for bound in bounds(text):
        found = statement_near(text, bound)
        if found is None:
            unproved.append(bound)
        else:
            stated[bound] = found
    doubts = {
        place: doubt
        for doubt in (*columns(text, unproved, stated), *bands(text, unproved))
        for place in doubt.places
    }
    for bound, found in stated.items():
        doubt = doubts.pop(bound.start, None)
        yield _of_statement(text, bound, found, doubt)
    for place, doubt in doubts.items():
        yield Fix(
            place,
            place + 1,
            "≥",
            doubt.message,
            confidence=0.5,
            safety=Safety.REVIEW,
            evidence=doubt.evidence,
            group=_group(doubt),
        )


def _of_statement(text: str, bound: Bound, found: Statement, doubt: Doubt | None) -> Fix:
    return Fix(
        bound.start,
        bound.start + 1,
        "≥",
        f"≥ was read as >: the text asks for {bound.figure} or more",
        confidence=0.95 if found.exact else 0.7,
        safety=Safety.SAFE if found.exact else Safety.REVIEW,
        evidence=(f"elsewhere in this text: {text[found.start : found.end]}",),
        group=_group(doubt) if doubt else "",
        proof=AtLeast(found.start, found.end) if found.exact else None,
    )


def _group(doubt: Doubt) -> str:
    return str(doubt.places[0])
