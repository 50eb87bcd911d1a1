"""HTML entities and raised text.

## What it does
Writes `&nbsp;`, `&lt;`, `&ge;`, `&#8805;` as the characters they stand for, and
`<sup>2</sup>`, `<sub>2</sub>` as raised and lowered digits.

## Why it happens
Page models and converters answer in HTML.

## Example
`1000m<sup>3</sup>&ge;` becomes `1000m³≥`.

## Safety
Safe: each has one reading, which the engine reads again. A bare `&` and unknown names stay;
whole tables are left to the table rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import signs_of, tables_of
from repair.marks.readings import ENTITY, RAISED, reading
from repair.model import Fix, Safety, Stage
from repair.proofs import Mark
from repair.rules import Rule

RULE = Rule("MK005", "html-entity", Stage.MARKS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every entity and raised text outside whole tables."""
    text = context.text
    ascii_signs = context.get(signs_of).ascii
    patterns = [p for sign, p in (("&", ENTITY), ("<su", RAISED)) if sign in ascii_signs]
    for pattern in patterns:
        for match in pattern.finditer(text):
            plain = reading(match[0])
            if plain is not None and match.start() not in context.get(tables_of):
                yield Fix(*match.span(), plain, f"HTML {match[0]} prints as {plain}", proof=Mark())
