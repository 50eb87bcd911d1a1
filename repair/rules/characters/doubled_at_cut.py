"""A character or word read twice, at the end of a page and at the top of the next.

## What it does
Deletes the first character of a line when the line before ends with the same one and
the two belong to one word; and the first words of a line that repeat the last ones of
the line before.

## Why it happens
Pages are read one by one; a model that finds half a word at the top of a page
completes it from what it has just written.

## Example
`结构调整和规范` / `范发展，现提出意见` → `规范` / `发展，现提出意见`

## Safety
Safe when the words stand elsewhere in the text with one such character (规范发展) and
nowhere with two; or when the character stands alone before the cut, is no word of its
own, and begins a word after it (专项监 / 监督检查); or when it ends a word before the cut
and begins none after it (坚持科学 / 学考核). 饮用 / 水水源 and 财政局 / 局长 are
right and are left alone, and so are names, headings and short lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.cut import (
    doubled,
    doubled_after_word,
    doubled_last_of_word,
    in_running_text,
    loose_ends,
)

RULE = Rule("CH002", "doubled-at-cut", Stage.SIGNS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Fixes for characters that stand on both sides of a cut."""
    text = context.text
    done = set()
    for start, size, phrase in doubled_after_word(context):
        done.add(start)
        yield Fix(
            start,
            start + size,
            "",
            f"{text[start : start + size]} ends the line before and begins this one too.",
            confidence=0.96,
            evidence=(f"{phrase} stands {times(text.count(phrase))} in this text",),
        )
    for start, above, below in doubled_last_of_word(context):
        if start not in done:
            done.add(start)
            yield Fix(
                start,
                start + 1,
                "",
                f"{text[start]} ends the line before and begins this one; it was read twice.",
                confidence=0.93,
                evidence=(f"behind the cut it is no word: {above}, {below}",),
            )
    for cut in context.get(loose_ends):
        if doubled(cut) and cut.start not in done and in_running_text(text, cut.end):
            yield Fix(
                cut.start,
                cut.start + 1,
                "",
                f"{text[cut.start]} ends the line before and begins this one; it was read twice.",
                confidence=0.93,
                evidence=(f"before the cut it is no word: {cut.above}, {cut.below}",),
            )
