"""Traditional characters scattered in simplified text.

## What it does
Writes a traditional (or Japanese) character in simplified text in its simplified form:
部門 → 部门, 行爲 → 行为, 県 → 县.

## Why it happens
Page models know both scripts and slip, mostly for many words of one page.

## Example
`相关行政管理部門` becomes `相关行政管理部门`.

## Safety
Safe where the word with the simplified form stands elsewhere in the text or in the word
list. Proposed where it does not: a name or an inscription may be printed so; and as one
proposal where a line is full of them. Nothing in a text that is traditional itself or in a
quotation with two of them (an inscription); forms that are standard in names and set words
(乾县, 毕昇, 於陵, 慰藉, 显著) are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.lexicon import frequency
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around, witness
from repair.proofs import Script
from repair.rules import Rule
from repair.script import is_traditional, simplified, table, traditional

RULE = Rule("CH101", "scattered-traditional", Stage.SIGNS, Safety.SAFE)

_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
#: Rarer words of the list are names and inscriptions (陈某, 张家), which may be printed so.
_FREQUENT = 500
#: So many different ones in one line may be a quotation, not slips (the worst page has one).
_IN_A_LINE = 4


def find(context: Context) -> Iterator[Fix]:
    """Every traditional character of a simplified text."""
    text = context.text
    found = list(traditional().finditer(text))
    if not found or is_traditional(text):
        return
    for match in found:
        start = match.start()
        if _quoted(text, start):
            continue
        crowd = _crowd(text, start)
        word = "" if crowd else _word(context, start)
        yield Fix(
            start,
            start + 1,
            table()[match[0]],
            f"{match[0]} is another form of {table()[match[0]]}, and the text is simplified",
            confidence=0.98 if word else 0.6,
            safety=Safety.SAFE if word else Safety.REVIEW,
            evidence=(f"{word} is written so elsewhere",)
            if word
            else ("the rest of the text is simplified",),
            group=crowd,
            proof=Script(),
        )


def _quoted(text: str, position: int) -> bool:
    """Whether the character stands in a short quotation with others: an inscription."""
    start, end = line_around(text, position)
    opening = max(text.rfind(sign, max(start, position - 20), position) for sign in "“「")
    ends = [text.find(sign, position, min(end, position + 20)) for sign in "”」"]
    closing = min((at for at in ends if at >= 0), default=-1)
    if opening < 0 or closing < 0:
        return False
    return len(set(traditional().findall(text, opening, closing))) > 1


def _crowd(text: str, position: int) -> str:
    """A name for the line if it is full of such characters: they are decided together."""
    start, end = line_around(text, position)
    many = len(set(traditional().findall(text, start, end))) >= _IN_A_LINE
    return str(start) if many else ""


def _word(context: Context, position: int) -> str:
    """The two-character word around ``position``, simplified, if it is written so elsewhere."""
    text = context.text
    for start in (position - 1, position):
        pair = text[max(start, 0) : start + 2]
        plain = simplified(pair)
        if not _PAIR.fullmatch(pair):
            continue
        if context.get(witness).stands(plain, position) or frequency(plain) >= _FREQUENT:
            return plain
    return ""
