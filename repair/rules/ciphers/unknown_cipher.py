"""Passages in a font cipher that nobody has a table for.

## What it does
Notes a passage a quarter or more of whose hanzi are so rare that they form no word: the
text can't be trusted there. Lines with three numbers of glyphs or more, (cid:12), are noted
as well: a PDF reader writes them for glyphs whose characters no font tells.

## Why it happens
The font's codes were read as something else, in a way that no public table undoes.

## Example
A line of 䎁䎂䎃䎄䎅䎆䎇䎈: noted, not changed.

## Safety
Note: nothing is changed; the page needs OCR. The verdict of the file says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.decoder.unreadable import unreadable
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("FC018", "unknown-cipher", Stage.CIPHERS, Safety.NOTE, unreadable=True)


def find(context: Context) -> Iterator[Fix]:
    """One note for each run of unreadable lines."""
    for passage in context.get(unreadable):
        if passage.shift is None:
            yield Fix(
                passage.start,
                passage.end,
                context.text[passage.start : passage.end],
                "unknown font cipher here: the characters form no words; use OCR on the page",
                confidence=0.9,
                safety=Safety.NOTE,
                evidence=(
                    f"{passage.rare} numbers of glyphs, (cid:…), whose characters no font tells"
                    if passage.codes
                    else f"{passage.rare} of {passage.hanzi} hanzi are in no word list",
                ),
            )
