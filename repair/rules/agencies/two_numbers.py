"""One document cited with two numbers.

## What it does
Notes it when the same title is cited with different numbers, or when the contents page gives
a document of the issue another number than it bears.

## Why it happens
Mostly the print itself slips; sometimes a digit or the prefix was misread.

## Example
`《关于推进农村改厕的通知》（鲁政办字〔2017〕30号）` and elsewhere
`《关于推进农村改厕的通知》（鲁政办发〔2017〕130号）`

## Safety
A note: nothing tells which number is right, and the print may say both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.structure.citations import Citation, citations, own_numbers

RULE = Rule("AG004", "two-numbers", Stage.SIGNS, Safety.NOTE)

#: Shorter titles (关于加强管理的通知) are shared by many documents.
SHORTEST = 12


def find(context: Context) -> Iterator[Fix]:
    """Notes at every citation of a title that has two numbers."""
    # A notice of the district may have the title of the city's: they are not compared.
    yield from _disagreeing(context, context.get(citations), "The same title is cited as")
    yield from _disagreeing(context, context.get(own_numbers), "Contents page and document differ:")


def _disagreeing(context: Context, stated: Sequence[Citation], message: str) -> Iterator[Fix]:
    by_subject: dict[str, list[Citation]] = defaultdict(list)
    for citation in stated:
        if len(citation.subject) >= SHORTEST:
            by_subject[citation.subject].append(citation)
    for cited in by_subject.values():
        numbers = tuple(dict.fromkeys(c.number for c in cited))
        if len(numbers) < 2:
            continue
        for citation in cited:
            others = [number for number in numbers if number != citation.number]
            yield Fix(
                citation.start,
                citation.end,
                context.text[citation.start : citation.end],
                f"{message} {', '.join(others)}.",
                confidence=0.8,
                safety=Safety.NOTE,
                evidence=tuple(f"{citation.subject}: {number}" for number in numbers),
            )
