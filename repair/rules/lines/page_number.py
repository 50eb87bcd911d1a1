"""Page numbers on lines of their own

## What it does
Takes out a page number that stands on a line of its own: `— 12 —`, `· 12 ·`, `-12-`,
`第 12 页`, `12/30`, `12`. Where the page ends within a paragraph, the paragraph is put together.

## Why it happens
The extractor reads the foot of the page as text.

## Example
`各单位要认真` / `— 3 —` / `组织实施。` become one paragraph.

## Safety
The numbers must count up from page to page, and lie a page apart; bare numbers must make a
run of four at nearly equal distances. A column of numbers, numbered blocks and the page
numbers of contents entries stay. The engine looks at the whole run again before it lets
the digits go.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._furniture import removals

RULE = Rule(code="LN020", name="page-number", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The page numbers."""
    for fix, item in removals(context, "number"):
        yield fix._replace(
            message=f"The page number {item.number} stands on a line of its own.",
            evidence=("the page numbers count up through the text", *fix.evidence),
        )
