"""Characters without a meaning of their own.

## What it does
Notes private-use characters (U+E000–F8FF) and the replacement character U+FFFD: a sign
stood there, and the text does not say which.

## Why it happens
A font puts signs at codes of its own, or bytes were decoded in the wrong encoding.

## Example
`\\ue5d2` inside a form: noted, with how often it occurs.

## Safety
Note: nothing is changed; the page image decides. The supplementary planes are left to the
font ciphers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import signs_of
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("MK006", "private-use", Stage.MARKS, Safety.NOTE)


def find(context: Context) -> Iterator[Fix]:
    """The first occurrence of each such character."""
    first: dict[str, int] = {}
    count: Counter[str] = Counter()
    for start, _ in context.get(signs_of).private:
        char = context.text[start]
        count[char] += 1
        first.setdefault(char, start)
    for char, start in first.items():
        what = "the replacement character" if char == "\ufffd" else "a font's private character"
        yield Fix(
            start,
            start + 1,
            char,
            f"U+{ord(char):04X} is {what}, {count[char]} in this text; the print has a sign here",
            safety=Safety.NOTE,
        )
