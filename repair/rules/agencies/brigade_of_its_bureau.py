"""A brigade whose name is one character off its bureau's in the same line.

## What it does
Where a line names a bureau (区城管执法局) and a brigade that is unknown and differs from a
known one by one character in that bureau's field (城镇执法大队), it proposes the known one.

## Why it happens
A model writes a commoner word (城镇) for the first half of a rare one (城管执法).

## Example
`区城管执法局副局长、区城镇执法大队大队长` → `区城管执法大队大队长`

## Safety
Review: the characters don't look alike, so nothing but sense speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.names.agencies import index_of, name_ends
from repair.nearby import line_around
from repair.rules import Rule

RULE = Rule("AG006", "brigade-of-its-bureau", Stage.SIGNS, Safety.REVIEW)

SHORTEST = 6
"""Of shorter names too many are one character apart (农业大队, 商业大队)."""


def find(context: Context) -> Iterator[Fix]:
    """Proposals for brigades."""
    text = context.text
    for end in context.get(name_ends):
        if text[end - 1] != "队":
            continue
        low, _ = line_around(text, end)
        if "局" not in text[low:end]:
            continue
        index = index_of(context.dictionaries)
        known, _ = index.look_up(text[max(end - index.longest, 0) : end])
        found = {
            (end - length + i, name)
            for length in range(max(SHORTEST, len(known) + 1), min(index.longest, end - low) + 1)
            for i in range(length - len(known))
            for name in index.opened(text[end - length : end], i)
            if name[:-2] in text[low:end]
        }
        if len(found) == 1:
            at, name = found.pop()
            wrong = text[end - len(name) : end]
            yield Fix(
                at,
                at + 1,
                name[at - end + len(name)],
                f"{wrong} is no known body; {name} is, and its field stands in this line.",
                confidence=0.5,
                safety=Safety.REVIEW,
                evidence=(f"{name[:-2]} stands earlier in the line",),
            )
