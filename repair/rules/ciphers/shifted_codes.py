"""Passages whose code points are shifted by a small step.

## What it does
Notes a passage whose rare hanzi become common ones when every code point is moved by the
same small step (挃 is 指, 皀 is 的, four up).

## Why it happens
A font subset was numbered anew, and the numbers were read as code points.

## Example
`皀` for 的 all over a page: noted with the step, not changed.

## Safety
Note: the step may change from glyph to glyph, so nothing is changed; the page needs OCR.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.decoder.unreadable import unreadable
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("FC019", "shifted-codes", Stage.CIPHERS, Safety.NOTE, unreadable=True)


def find(context: Context) -> Iterator[Fix]:
    """One note for each run of such lines."""
    for passage in context.get(unreadable):
        if passage.shift is not None:
            yield Fix(
                passage.start,
                passage.end,
                context.text[passage.start : passage.end],
                f"code points are shifted here, by {-passage.shift:+d} as it seems; use OCR",
                confidence=0.9,
                safety=Safety.NOTE,
                evidence=(
                    f"{passage.rare} of {passage.hanzi} hanzi are rare and become common "
                    f"when moved by {passage.shift:+d}",
                ),
            )
