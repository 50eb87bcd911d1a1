"""Characters lost at the top of a page.

## What it does
Puts back what is missing between the last character of a line, which stands alone
there, and the next line, when the same words stand elsewhere in the text.

## Why it happens
Pages are read one by one; a model that finds half a word at the top of a page may
leave it out.

## Example
`对监管职责分` / `不明确的，由区编办协调` → `对监管职责分` / `工不明确的`, where 监管职责分工
stands twice elsewhere.

## Safety
Safe when the same words stand elsewhere on both sides of the gap; or when the five or
more characters before it stand at two or more other places, go on with the same one
character at all of them, and make a word with it (at three or more places: with the
same characters up to a mark). Else it is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import wrap_of
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.wording import times
from repair.words.cut import lost

RULE = Rule("CH003", "lost-at-cut", Stage.SIGNS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Fixes for what is missing at cuts."""
    for gap in lost(context):
        if wrap_of(context.text) is not None:
            # Every printed line is a line here: its ends are no page ends.
            return
        yield Fix(
            gap.cut.start,
            gap.cut.start,
            gap.missing,
            f"After {gap.cut.above} {gap.missing} was lost at the top of the page.",
            confidence=0.94 if gap.sure else 0.75,
            safety=Safety.SAFE if gap.sure else Safety.REVIEW,
            evidence=(f"{gap.quote} stands {times(gap.times)} in this text",),
        )
