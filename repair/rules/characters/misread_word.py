"""A rare hanzi where a common look-alike makes a word.

## What it does
Looks at rare hanzi that make no word with their neighbours and have a look-alike, far
commoner, that does; proposes that one, with the other readings named.

## Why it happens
Recognition takes one hanzi for another that looks like it.

## Example
`水体污染防洽` → `水体污染防治`, where 污染防治 stands twice elsewhere

## Safety
Safe only when the word with the characters on both sides of the doubtful one stands
twice or more elsewhere in the text, the doubtful form stands once, and no other
look-alike makes a word; a side that does not stand elsewhere must begin another word.
All else is proposed. Names of persons, places and goods are full of rare hanzi; a hanzi
that comes again beside the same neighbour is a term and is left alone, and so are glyphs
of font ciphers (冶, 业), which other rules judge, and words for places (中山路).
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.unlikely import misreads

RULE = Rule("CH005", "misread-word", Stage.SIGNS, Safety.SAFE)

#: Places elsewhere that make the reading sure.
TIMES = 2


def find(context: Context) -> Iterator[Fix]:
    """Fixes for hanzi that make no word."""
    for doubt in context.get(misreads):
        proved = doubt.bound >= TIMES and not doubt.others
        evidence = (
            [f"{doubt.quote} stands {times(doubt.times)} in this text"] if doubt.quote else []
        )
        if doubt.others:
            evidence.append(f"it might also be {', '.join(doubt.others)}")
        wrong = context.text[doubt.start : doubt.start + len(doubt.word)]
        yield Fix(
            doubt.at,
            doubt.at + 1,
            doubt.right,
            f"{wrong} is no word; {doubt.word} is, and the two look alike.",
            confidence=0.95 if proved else 0.6,
            safety=Safety.SAFE if proved else Safety.REVIEW,
            evidence=tuple(evidence) or (f"{doubt.word} is a common word",),
        )
