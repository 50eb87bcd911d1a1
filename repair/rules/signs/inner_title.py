"""Title marks inside title marks.

## What it does
Writes `<…>`, ‹…› and 《…》 inside 《…》 as 〈…〉; also where the inner title was opened as `<`
on one page and closed as 》 on the next.

## Why it happens
〈〉 are rare; readers take the nearest sign, and every page is read by itself.

## Example
`《关于印发<管理办法>的通知》` becomes `《关于印发〈管理办法〉的通知》`.

## Safety
Safe where the text shows how its reader writes: other extractor marks, or half-width
punctuation or [2018] around. Elsewhere `<…>` may be the author's own and is proposed.
《…》 in 《…》 is a slip that prints have too: safe only where the text also has right inner
titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.proofs import InnerTitle
from repair.rules import Rule
from repair.titles import Title, titles_of

RULE = Rule("SG004", "inner-title", Stage.SIGNS, Safety.SAFE)

_HALF_WIDTH = lazy(r"[\u4e00-\u9fff》”）][,:;(][\u4e00-\u9fff“《]|[\[【]20\d\d[\]】]\d")
_RIGHT = re.compile(r"《[^《》〈〉]{0,80}〈")
#: How far around a title the width of the punctuation tells of its reader: half a page.
_NEAR = 400


def find(context: Context) -> Iterator[Fix]:
    """Every inner title that is not marked 〈〉."""
    text = context.text
    for title in context.get(titles_of):
        safety, evidence = _judge(context, title)
        for place in (p for pair in title.inner for p in pair):
            after = "〈" if text[place] in "<‹＜《〈" else "〉"
            if text[place] == after:
                continue
            yield Fix(
                place,
                place + 1,
                after,
                "a title inside a title is marked 〈〉 (GB/T 15834)",
                confidence=0.97 if safety is Safety.SAFE else 0.6,
                safety=safety,
                evidence=evidence,
                group=str(title.start),
                proof=InnerTitle(),
            )


def _judge(context: Context, title: Title) -> tuple[Safety, tuple[str, ...]]:
    text = context.text
    marks = {text[p] for pair in title.inner for p in pair}
    if marks <= set("〈〉》‹›"):
        return Safety.SAFE, ("the title closes twice",)
    near = text[max(title.start - _NEAR, 0) : title.end + _NEAR]
    damaged = context.profile.marks.active or bool(_HALF_WIDTH.search(near))
    if "《" in marks and not _RIGHT.search(text):
        return Safety.REVIEW, ("prints have 《》 inside 《》 too",)
    if damaged:
        return Safety.SAFE, ("the reader of this page writes signs half-width or marks of its own",)
    return Safety.REVIEW, ("nothing else in this text speaks of a reader's signs",)
