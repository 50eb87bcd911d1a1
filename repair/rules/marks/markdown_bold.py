"""Markdown bold marks.

## What it does
Removes the pair of `**`, `***` or `__` around a text.

## Why it happens
A page model answers in Markdown and marks bold type.

## Example
`**第一条** 为加强管理` becomes `第一条 为加强管理`.

## Safety
Safe where the text shows that an extractor wrote it: three Markdown marks or more. Masked
names (张**、李**) are no pair: a mark opens after a blank or sign and closes after text, and
a line whose stars do not all make pairs is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import BOLD
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("MK102", "markdown-bold", Stage.LINES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Both marks of every pair."""
    text = context.text
    marks = context.profile.marks
    if not marks.bold or not marks.active:
        return
    evidence = (f"{marks.bold} pairs in this text",)
    for match in BOLD.finditer(text):
        if _masked(text, match.start()):
            continue
        group = str(match.start())
        message = f"{match[1]} marks bold type in Markdown"
        width = len(match[1])
        for start in (match.start(1), match.end() - width):
            yield Fix(start, start + width, "", message, evidence=evidence, group=group)


def _masked(text: str, at: int) -> bool:
    """Whether stars stay over in a line when its pairs are taken away: they hide words."""
    end = text.find("\n", at)
    line = text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
    return "**" in BOLD.sub("", line)
