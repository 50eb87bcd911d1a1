"""Markdown heading marks.

## What it does
Removes `#`, `##` … and the blank after it from the start of a line.

## Why it happens
A page model answers in Markdown and marks what is set in bold or larger type.

## Example
`## 临时救助办法` becomes `临时救助办法`.

## Safety
Safe where the text shows that an extractor wrote it: three Markdown marks or more. A lone
`#` stays, and so does one without a blank after it (#1 机组). With `--to markdown` the marks
stay, and LN030 corrects their levels.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import HEADING
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("MK101", "markdown-heading", Stage.LINES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every heading mark."""
    text = context.text
    marks = context.profile.marks
    if not marks.headings or not marks.active or context.options.to == "markdown":
        return
    evidence = (f"{marks.headings} lines of this text begin so",)
    for match in HEADING.finditer(text):
        yield Fix(*match.span(), "", f"{match[1]} marks a heading in Markdown", evidence=evidence)
