"""Markdown heading levels

## What it does
With `--to markdown` (the default for a `.md` source), marks the titles of documents with #,
and their headings with one more # for each level: 一、 and 章 ##, （一） and 节 ###, 1. ####.
A mark before anything else (an issuer, an addressee) goes.

## Why it happens
A page model guesses the level of a heading from the size of the type on one page, and
guesses anew on the next.

## Example
`### 一、总体要求` becomes `## 一、总体要求`, and `# 东湖区人民政府` above a title loses its mark.

## Safety
Asked for: no character of the text changes. Where no official document is recognised, the
marks stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.structure.markdown import headings

RULE = Rule(code="LN030", name="markdown-level", stage=Stage.NORMALISE, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The marks that are wrong or missing."""
    if context.options.to != "markdown":
        return
    for item in context.get(headings):
        message = f"The heading mark should be {item.mark.strip() or 'none'}."
        yield Fix(item.start, item.end, item.mark, message, evidence=(item.why,))
