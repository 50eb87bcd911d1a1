"""A character that stands twice in a row inside a sentence by mistake.

## What it does
Finds a verb whose last character comes once more before a word that can't follow it
(加大大国有资本, 落实实各项措施), and deletes the second one.

## Why it happens
A model that reads a page writes a character again, most often the last one of a word.

## Example
`进一步加大大国有资本的投入` → `进一步加大国有资本的投入`

## Safety
Safe only when a common verb of two characters stands three times elsewhere in the text
without the doubling, and the next word is one that takes no word of one character
before it: 国有资本, 各项, 所有, 有关 … Right doublings are very many (局局长,
可以以, 通过过船建筑物, 建立健全全人群) and are all left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule
from repair.wording import times
from repair.words.lexicon import frequency
from repair.words.repeats import repeats_of

RULE = Rule("CH004", "doubled-character", Stage.SIGNS, Safety.SAFE)

#: Words that begin a phrase of their own: nothing of one character qualifies them.
_BEGINS = lazy(
    "国有[资企土林股控]|民营[经企资]|私营[经企]|各[级类项镇]|所有|有关|相关"
    "|全[区市省县国]|我[区市省县国]"
)
#: Characters that are words before such a word: 在各级, 为全区, 有有关, 以各类.
_FREE = frozenset(
    "的地得在为有是以由向对与和及或等到从被把将按给使让用就都也人全各同跟过了着不无未非"
)
#: A verb of this count in the lexicon is common; 加大, 落实, 加强 have thousands.
COMMON = 300


def find(context: Context) -> Iterator[Fix]:
    """Fixes for characters that stand twice."""
    text = context.text
    for start in context.get(repeats_of).offsets(1, "国民私各所有相全我"):
        char = text[start]
        if not "\u4e00" <= char <= "\u9fff" or char in _FREE:
            continue
        if not _BEGINS.match(text, start + 2) or text[start - 2 : start - 1] == text[start - 1]:
            continue  # 上上下下各级 is said so.
        verb = text[start - 1 : start + 1]
        if frequency(verb) < COMMON or frequency(text[start - 2 : start + 1]):
            continue
        single = text.count(verb) - text.count(verb + char)
        if single < 3 or text.count(verb + char) > 1:
            continue
        yield Fix(
            start + 1,
            start + 2,
            "",
            f"{char} stands twice after {verb[0]}; one goes.",
            confidence=0.93,
            evidence=(f"{verb} stands {times(single)} in this text with one {char}",),
        )
