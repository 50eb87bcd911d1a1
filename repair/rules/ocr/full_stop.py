"""A full stop that was read as a point

## What it does
In text read from page images, writes 。 where a point ends a paragraph of Chinese.

## Why it happens
The ring of 。 is three pixels wide and closes when the page is worn.

## Example
`由财政局负责管理.` → `由财政局负责管理。`

## Safety
Safe: the point follows a hanzi or a closing bracket or quote and ends the line, the line
has fifteen characters or more, and the text ends three other lines with 。. Points inside
lines are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule(
    code="OC012",
    name="full-stop-read-as-point",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_POINT = lazy(r"(?m)^[^\n\t]{14,}[一-鿿)）”》](\.)$")
_STOPS = re.compile(r"(?m)。$")
_MANY = 3


def find(context: Context) -> Iterator[Fix]:
    """Points at the ends of paragraphs."""
    if len(_STOPS.findall(context.text)) < _MANY:
        return
    for match in _POINT.finditer(context.text):
        yield Fix(
            *match.span(1),
            "。",
            "A point at the end of a paragraph is a full stop.",
            0.97,
            evidence=("it follows Chinese and ends the line", "other lines end with 。"),
        )
