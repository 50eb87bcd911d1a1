"""Radicals and compatibility forms for hanzi.

## What it does
Writes Kangxi radicals (U+2F00–2FD5), radicals of the supplement with a hanzi of their
own, and CJK compatibility ideographs as the hanzi they print as.

## Why it happens
A PDF font maps one glyph to several code points, and the extractor takes the first:
the radical instead of the word.

## Example
`⽂件` (U+2F42) becomes `文件` (U+6587).

## Safety
Safe: the two are one shape. Only these blocks are folded; full-width letters, circled
numbers and everything else NFKC would change stay. A radical that is no word of its own is
noted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import signs_of
from repair.marks.readings import reading
from repair.model import Fix, Safety, Stage
from repair.proofs import Mark
from repair.rules import Rule

RULE = Rule("MK004", "compatibility-form", Stage.MARKS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every such character."""
    for start, end in context.get(signs_of).forms:
        form = context.text[start:end]
        plain = reading(form)
        code = f"U+{ord(form):04X}"
        if plain is None and not unicodedata.decomposition(form) and form >= "\uf900":
            continue  # a hanzi of its own that only stands in the block (U+FA0E …)
        if plain is None:
            message = f"{code} is a radical, not a word"
            yield Fix(start, end, form, message, confidence=0.5, safety=Safety.NOTE)
        else:
            yield Fix(start, end, plain, f"{code} is another code for {plain}", proof=Mark())
