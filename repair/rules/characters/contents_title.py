"""A contents entry and its title that differ in a word.

## What it does
Compares the entries of the contents page with the titles in the text. Where they agree
but for one to three characters, it proposes what the rest of the text says oftener.

## Why it happens
The contents page and the title were read apart from each other; one of the two was
misread. The print itself may differ, too.

## Example
contents `关于印发老旧小区改造工程实施方案的通知`, title `关于印发老旧小区改造工程施工方案的通知`

## Safety
Review: which of the two is right is for the print to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.structure.entries import disagreements
from repair.wording import times

RULE = Rule("CH006", "contents-title", Stage.SIGNS, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Proposals for titles or entries that disagree."""
    text = context.text
    for found in context.get(disagreements):
        before, after = found.around
        by_entry = text.count(before + found.entry_says + after)
        by_title = text.count(before + found.title_says + after)
        wrong_title = by_entry >= by_title
        start, end = found.title if wrong_title else found.entry
        right = found.entry_says if wrong_title else found.title_says
        if len(text[start:end]) > 3:
            continue  # A blank or mark stands inside; the words are another's to put right.
        yield Fix(
            start,
            end,
            right,
            f"The contents page says {found.entry_says}, the title {found.title_says}.",
            confidence=0.6,
            safety=Safety.REVIEW,
            evidence=(
                f"{before}{found.entry_says}{after} stands {times(by_entry)} in this text, "
                f"{before}{found.title_says}{after} {times(by_title)}",
            ),
            group=str(start),
        )
