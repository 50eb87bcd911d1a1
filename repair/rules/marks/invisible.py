"""Characters that print nothing.

## What it does
Removes zero-width blanks and joiners, direction marks, soft hyphens, byte-order marks
inside the text and control characters.

## Why it happens
Web pages and word processors leave them where lines may break; PDF extractors pass on
control codes of fonts.

## Example
`办公<U+200B>室` becomes `办公室`.

## Safety
Safe: none of them leaves a mark on paper. Tab, line ends and form feed are layout and stay,
and so do joiners inside emoji and in scripts that need them (Arabic, Mongolian, Tibetan).
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import signs_of
from repair.model import Fix, Safety, Stage
from repair.proofs import Mark
from repair.rules import Rule

RULE = Rule("MK003", "invisible", Stage.MARKS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every run of them."""
    for start, end in context.get(signs_of).invisible:
        if _belongs(context.text, start, end):
            continue
        codes = " ".join(f"U+{ord(c):04X}" for c in context.text[start : min(end, start + 4)])
        yield Fix(start, end, "", f"{codes} prints nothing", proof=Mark())


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether the characters shape other scripts or emoji: joiners between such neighbours."""
    around = text[start - 1 : start] + text[end : end + 1]
    return any("\u0590" <= char <= "\u1fff" or char >= "\U0001f000" for char in around)
