"""A character that the same words elsewhere in the text have.

## What it does
Proposes a hanzi where two words meet that stand nowhere else so, while the words before are
elsewhere followed by what the words after have before them. It is also proposed where two
others never stand without it elsewhere and make no word here.

## Why it happens
A reader leaves a character out, most often one of two that are alike; a typist does, too.

## Example
`社区自治管理和服、公益事业` → `社区自治管理和服务、公益事业`, where 和服务 stands sixteen times
and 和服 never.

## Safety
Review: a phrase may rightly be shorter once, and the print may have the slip. Both sides
must stand at two other places or more and always say the same (one of them nearly always:
seven of ten, three at least), and the words must be hardly less likely with the character.
Words of several characters are left alone: most that are missing may be left out (便民市场).
Numerals, 不 未 上 下 and 的 are never proposed, nor anything inside a document number. Only
texts with a reader's marks (half-width marks between hanzi, Markdown) are searched.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.parallels import parallels

RULE = Rule("CH009", "character-missing", Stage.WORDS, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Proposals for what the same words elsewhere have."""
    for gap in context.get(parallels).gaps:
        yield Fix(
            gap.at,
            gap.at,
            gap.missing,
            f"{gap.missing} seems to be missing: the same words elsewhere have it here.",
            confidence=0.6 if len(gap.quotes) > 1 else 0.5,
            safety=Safety.REVIEW,
            evidence=tuple(f"{words} stands {times(n)} in this text" for words, n in gap.quotes),
        )
