"""A hanzi that stands once where the same words elsewhere have another.

## What it does
Proposes another hanzi for one whose pairs with both neighbours stand nowhere else in the
text, where the same words elsewhere hold that other one at two places or more, and the
words become likelier with it. The two need not look alike, as CH008 asks.

## Why it happens
A reader guesses from the words around; a typist takes the next word of a list.

## Example
`水源地监督花理工作` → `水源地监督管理工作`, which stands twice elsewhere

## Safety
Review: a rare word may stand between the same neighbours as a common one. Five neighbours
must be the same, six where one of the pairs is in a word. Numerals, 不 未 上 下 and the
like are left alone, and so are the names of bodies, which differ by one hanzi. Only texts
with a reader's marks (half-width marks between hanzi, Markdown) are searched.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.parallels import parallels

RULE = Rule("CH011", "other-elsewhere", Stage.WORDS, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Proposals for hanzi that the same words elsewhere have otherwise."""
    for doubt in context.get(parallels).swapped:
        wrong = context.text[doubt.at]
        yield Fix(
            doubt.at,
            doubt.at + 1,
            doubt.right,
            f"The same words elsewhere have {doubt.right} where {wrong} stands.",
            confidence=0.7,
            safety=Safety.REVIEW,
            evidence=(
                f"{doubt.words} stands elsewhere in this text",
                f"{doubt.right} stands {times(doubt.times)} elsewhere between the same words",
            ),
        )
