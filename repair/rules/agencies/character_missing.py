"""A body's name with one character too few or too many.

## What it does
Finds names between marks that are no known body and become one of this text's bodies
when one character inside is put in or taken out; proposes that name.

## Why it happens
A character is lost or written twice when a line is read; in a list of bodies nothing
else shows it.

## Example
`区综合行执法局` → `区综合行政执法局`, which stands eleven times in the text

## Safety
Review: short forms are made by leaving characters out (区招标投标中心, 区招投标中心), so a
rare form may be right. A character too few or too many at the beginning is the place or
a word before the name and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage, minimal
from repair.names.agencies import document_names, index_of, standing_alone
from repair.rules import Rule
from repair.wording import times

RULE = Rule("AG007", "character-missing", Stage.SIGNS, Safety.REVIEW)

#: The right name stands so often, the wrong one once: with twice as the bound five
#: gazettes give one proposal more, a short form.
TIMES = 3
SHORTEST = 5


def find(context: Context) -> Iterator[Fix]:
    """Proposals for names that are a character off."""
    text = context.text
    names = context.get(document_names)
    usual = [name for name, count in names.items() if count >= TIMES and len(name) >= SHORTEST]
    if not usual:
        return
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    index = index_of(context.dictionaries)
    rare = context.get(standing_alone)
    for name, count in sorted(rare.items()):
        if count > 1 or name in names or len(name) < SHORTEST - 1 or index.look_up(name)[0] == name:
            continue
        near = process.extract(name, usual, scorer=Indel.distance, score_cutoff=1, limit=3)
        found = [other for other, *_ in near if _inside(name, other)]
        if len(found) == 1 and text.count(name) == 1:
            yield from _fixes(text, name, found[0], names[found[0]])


def _inside(name: str, other: str) -> bool:
    """Whether the two differ by one character that is neither the first nor the last."""
    changes = minimal(name, other)
    if len(changes) != 1:
        return False
    start, end, _ = changes[0]
    return start > 0 and end < len(name) and name[0] == other[0]


def _fixes(text: str, name: str, right: str, count: int) -> Iterator[Fix]:
    at = text.find(name)
    for start, end, after in minimal(name, right):
        yield Fix(
            at + start,
            at + end,
            after,
            f"{name} is no known body; {right} stands {times(count)} in this text.",
            confidence=0.7,
            safety=Safety.REVIEW,
            evidence=(f"{right} stands {times(count)}, {name} once",),
        )
