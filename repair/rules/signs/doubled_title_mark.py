"""A title mark put in again at the top of a page.

## What it does
Removes the second 《 where a title is opened on one page and again at the start of the next,
and closes only once. Other doubled brackets that do not balance are proposed.

## Why it happens
A page is read by itself: what begins in the middle of a title looks as if its 《 were
missing, and the reader supplies it.

## Example
`落实《临淄区`, page break, `《康复服务行动方案》的要求`: the second 《 goes.

## Safety
Safe over a paragraph break, where the first half is short, does not end in a word that calls
for an inner title (印发, 转发, 实施 …), and the title closes once. The rest is a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.rules import Rule

RULE = Rule("SG005", "doubled-title-mark", Stage.SIGNS, Safety.SAFE)

_OVER_BREAK = re.compile(
    r"《[^《》〈〉。；\t\n]{1,20}+\n\n+(《)[^《》〈〉。\t\n]{2,80}+》(?![》〉])"
)
#: After these words a title inside the title begins, and then 《 stood for 〈.
_CALLS = re.compile(r"(?:[印转]发|关于|修改|实施|废止|公布|发布|贯彻|执行|落实)\n")
#: The first of two, not of three; a single character is found several times as fast as two.
_DOUBLED = tuple(re.compile(f"{c}(?={c}(?!{c}))(?<!{c}{c})") for c in "《》〔〕（）")
_PARTNER = dict(zip("《》〔〕（）", "》《〕〔）（", strict=True))


def find(context: Context) -> Iterator[Fix]:
    """Doubled marks over a break, then in lines."""
    text = context.text
    for match in _OVER_BREAK.finditer(text):
        if not _CALLS.search(match[0]):
            yield Fix(
                *match.span(1),
                "",
                "the title is open since the page before; this 《 was put in at the page top",
                confidence=0.95,
                evidence=("two 《 and one 》",),
            )
    for pattern in _DOUBLED:
        for match in pattern.finditer(text):
            fix = _unbalanced(text, match.start())
            if fix is not None:
                yield fix


def _unbalanced(text: str, at: int) -> Fix | None:
    sign = text[at]
    start, end = line_around(text, at)
    line = text[start:end]
    if line.count(sign) <= line.count(_PARTNER[sign]):
        return None
    message = f"one {sign} more than the line closes or opens"
    return Fix(at, at + 1, "", message, confidence=0.6, safety=Safety.REVIEW)
