"""Circled numbers beyond ⑩ that stand as private-use characters.

## What it does
Writes the private-use characters of planes 15 and 16 with which Founder prints circled
numbers from 11 on as ⑪ … ㊿, and beyond 50 as `[51]`. Others of these planes are noted.

## Why it happens
GB2312 has circled numbers up to ten only; the font composes the others of a circle and a
character for each digit, each at a code of its own.

## Example
A circle and the characters for 1 and 2 become `⑫`.

## Safety
Safe: the codes are arithmetic (a circle at 0xCA, then digits at 0x48 + 0x46 · (digits − 2)
+ 0x0A · position + digit) and mean nothing else; the engine checks it again. What does not
fit is noted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from repair.ciphers import circled, private_number
from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.proofs import Cipher
from repair.rules import Rule

RULE = Rule("FC016", "private-number", Stage.CIPHERS, Safety.SAFE)

_PRIVATE = re.compile("[\U000f0000-\U0010fffd]")
_NUMBER = re.compile("[\U000f00ca\U001000ca][\U000f0000-\U0010fffd]{2,4}")


def find(context: Context) -> Iterator[Fix]:
    """The numbers, and a note for the first of every character that is none."""
    text = context.text
    # Beyond U+FFFF a character takes two units; encoding is many times as fast as a search.
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return
    taken: set[int] = set()
    for match in _NUMBER.finditer(text):
        start = match.start()
        for end in range(match.end(), start + 2, -1):
            number = private_number(text[start:end])
            if number is not None:
                taken.update(range(start, end))
                yield Fix(
                    start,
                    end,
                    circled(number),
                    f"private-use characters of Founder fonts for {number} in a circle",
                    confidence=0.99,
                    evidence=("their codes are those of a circle and its digits",),
                    proof=Cipher("private"),
                )
                break
    first: dict[str, int] = {}
    count: Counter[str] = Counter()
    for match in _PRIVATE.finditer(text):
        if match.start() not in taken:
            first.setdefault(match[0], match.start())
            count[match[0]] += 1
    for char, start in first.items():
        yield Fix(
            start,
            start + 1,
            char,
            f"U+{ord(char):X} is a font's private character, {count[char]} in this text",
            safety=Safety.NOTE,
        )
