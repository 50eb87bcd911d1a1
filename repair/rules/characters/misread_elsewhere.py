"""A hanzi that stands once where the same words elsewhere have a look-alike.

## What it does
Finds a hanzi that makes no word with its neighbours, where a look-alike would, and where
the same four neighbours hold that look-alike at two other places or more.

## Why it happens
Recognition reads every place for itself: 入 becomes 人 once and is right ten times.

## Example
`进人会场` → `进入会场`, where 进入会场 stands twice elsewhere.

## Safety
Only texts with a reader's marks (half-width marks between hanzi, Markdown) are searched.
Safe when the words become far likelier, else proposed; numerals, 不 未 上 下 and the like
and glyphs of font ciphers are never looked at. In half a million characters of official
letters read by machine this found five places, all misread (three done, two proposed), in
five gazettes and 1.2 million characters of sound official text none; in 60 MB of books,
which have misreadings of their own, ten were done, all rightly, and four proposed, of which
one is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.elsewhere import SURE, read_otherwise

RULE = Rule("CH008", "misread-elsewhere", Stage.SIGNS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Fixes for hanzi that the same words elsewhere have otherwise."""
    for doubt in context.get(read_otherwise):
        sure = doubt.gain >= SURE
        yield Fix(
            doubt.at,
            doubt.at + 1,
            doubt.right,
            f"{context.text[doubt.at]} makes no word here; {doubt.right} looks alike and does.",
            confidence=0.94 if sure else 0.7,
            safety=Safety.SAFE if sure else Safety.REVIEW,
            evidence=(f"{doubt.words} stands {times(doubt.times)} in this text",),
        )
