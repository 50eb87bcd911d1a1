"""ASCII quotation marks in Chinese text.

## What it does
With `--normalize width`, writes a pair of `"` around Chinese text as “ ”.

## Why it happens
Keyboards and page models have one sign for both sides.

## Example
`推进"放管服"改革` becomes `推进“放管服”改革`.

## Safety
A normalisation, off unless asked for. Code, tags and formulas stay. Only pairs in one line
with Chinese in them or on both sides; with an odd number in a line nothing is paired. Inches
and code stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.normalising import code, is_cjk
from repair.rules import Rule

RULE = Rule("NM003", "quotes", Stage.NORMALISE, Safety.SAFE, normalises="width")


def find(context: Context) -> Iterator[Fix]:
    """Both sides of every pair."""
    text = context.text
    at = text.find('"')
    while at >= 0:
        start, end = line_around(text, at)
        places = [start + m.start() for m in re.finditer('"', text[start:end])]
        places = [place for place in places if place not in context.get(code)]
        if len(places) % 2 == 0:
            yield from _line(text, places)
        at = text.find('"', end)


def _line(text: str, places: list[int]) -> Iterator[Fix]:
    for opening, closing in zip(places[::2], places[1::2], strict=True):
        body = text[opening + 1 : closing]
        around = is_cjk(text[opening - 1 : opening]) and is_cjk(text[closing + 1 : closing + 2])
        if not body.strip() or not (around or any(map(is_cjk, body))):
            continue
        for place, after in ((opening, "“"), (closing, "”")):
            yield Fix(
                place, place + 1, after, "Chinese text is quoted with “ ”", group=str(opening)
            )
