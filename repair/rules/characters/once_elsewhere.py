"""A character or word that stands twice where the same words elsewhere have it once.

## What it does
Proposes to take out the second copy of one to four hanzi that stand twice in a row, where
the text has the words around them elsewhere with one copy, and with two nowhere; and to take
out a word that stands again within twelve characters where the same passage elsewhere, seven
characters to each side, goes without it (事业发展规划“十三五”规划).

## Why it happens
A reader keeps its place by what it wrote last and writes it again; so does a typist.

## Example
`信息公开开工作的通知` → `信息公开工作的通知`, where 公开工作 and 信息公开工作 stand elsewhere

## Safety
Review: two words may meet rightly (饮用水水源, beside 饮用水源). Four hanzi around the copy
must stand elsewhere, or three at two places. CH001, CH002 and CH004 do what needs no such
proof. Only texts with a reader's marks (half-width marks between hanzi, Markdown) are
searched, and numerals, 不 未 上 下 and the like never.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.parallels import parallels
from repair.words.twice import twice

RULE = Rule("CH010", "once-elsewhere", Stage.WORDS, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Proposals for second copies."""
    for doubt in context.get(twice):
        word = context.text[doubt.at : doubt.at + doubt.size]
        yield Fix(
            doubt.at,
            doubt.at + doubt.size,
            "",
            f"{word} stands twice in a row; the same words elsewhere have it once.",
            confidence=0.7,
            safety=Safety.REVIEW,
            evidence=(f"{doubt.words} stands {times(doubt.times)} in this text",),
        )
    for more in context.get(parallels).again:
        word = context.text[more.start : more.end]
        yield Fix(
            more.start,
            more.end,
            "",
            f"{word} stands twice close together; the same passage elsewhere has it once.",
            confidence=0.6,
            safety=Safety.REVIEW,
            evidence=(f"{more.passage} stands elsewhere in this text",),
        )
