"""A government body with one misread character in its name.

## What it does
Finds names that end like a government body (局, 委, 办公室, 街道 …), are no known
name, and become one when a single character is replaced by one that looks like it.

## Why it happens
Recognition takes 宫 for 官, 务 for 夯, 治 for 洽; inside a name every character is
a good character, so only a list of names can tell.

## Example
`雪官街道办事处` → `雪宫街道办事处`, where the same text or two other issues of the
series know 雪宫街道.

## Safety
Safe only when the two characters look alike, one known name alone fits, the wrong
form is no name, and the right one stands in this text at least as often as the wrong
one, or is absent here while at least two other issues know it and the wrong form
stands three times at most. A name that nothing but its repetition makes known must stand by itself
twice, the wrong form once, and the words around must read far better with the right
character; else nothing is said of it: of 82 MB of unseen text this finds one place, rightly.
Everything else is proposed. Known names are never turned into each other (教育局, 体育局, 教体局).
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.names.doubts import Doubt, doubts
from repair.rules import Rule
from repair.wording import times
from repair.words.lexicon import score

RULE = Rule("AG001", "misread-agency", Stage.SIGNS, Safety.SAFE)

#: Without a second place in the text the characters must look very much alike:
#: of the pairs of the table 1 in 30 does (宫官 0.92, 治冶 0.88; 疾疫 0.75 does not).
VERY_ALIKE = 0.85
#: A form that stands so often, and oftener than the known name, is a name itself
#: (普查办公室 twenty times, 督查办公室 never).
TERM = 3
#: How much likelier (natural logarithm) the words around must become with the right character.
BETTER = 6.0
AROUND = 6
#: Names are told apart by these (第一中心, 第二中心; 东区, 西区).
COUNTED = frozenset("一二三四五六七八九十东西南北上下前后左右大小甲乙丙丁")


def find(context: Context) -> Iterator[Fix]:
    """Fixes for the doubtful names of a text."""
    for doubt in context.get(doubts):
        near = doubt.near
        if doubt.repeated and not _reads_better(context.text, doubt):
            continue
        if not doubt.here and not _proved(doubt) and _gain(context.text, doubt) < 0:
            continue  # 对于|村镇 is no 王村镇.
        if doubt.wrong >= TERM and doubt.wrong > doubt.here and not _proved(doubt):
            continue
        wrong = context.text[near.start : near.end]
        right = near.name[near.at - near.start]
        yield Fix(
            near.at,
            near.at + 1,
            right,
            f"{wrong} is no known body; {near.name} is, and {right} looks like "
            f"{context.text[near.at]}.",
            confidence=_confidence(doubt),
            safety=Safety.SAFE if _proved(doubt) else Safety.REVIEW,
            evidence=_evidence(doubt, wrong),
        )


def _reads_better(text: str, doubt: Doubt) -> bool:
    """Whether a name that only its repetition makes known is meant where a form stands once."""
    near = doubt.near
    right, wrong = near.name[near.at - near.start], text[near.at]
    if doubt.wrong > 1 or {right, wrong} & COUNTED:
        return False
    return _gain(text, doubt) >= BETTER


def _gain(text: str, doubt: Doubt) -> float:
    """How much likelier the words around become with the right character."""
    near = doubt.near
    before, after = (
        text[max(near.at - AROUND, 0) : near.at],
        text[near.at + 1 : near.at + 1 + AROUND],
    )
    right, wrong = near.name[near.at - near.start], text[near.at]
    return score(before + right + after) - score(before + wrong + after)


def _proved(doubt: Doubt) -> bool:
    if doubt.rivals:
        return False
    if doubt.here:
        return doubt.here >= doubt.wrong
    return doubt.issues >= 2 and doubt.wrong <= 3 and doubt.near.alike >= VERY_ALIKE


def _confidence(doubt: Doubt) -> float:
    if doubt.rivals:
        return 0.5
    return 0.97 if _proved(doubt) else 0.7


def _evidence(doubt: Doubt, wrong: str) -> tuple[str, ...]:
    name = doubt.near.name
    out = [f"{name} stands {times(doubt.here)} in this text, {wrong} {times(doubt.wrong)}"]
    if doubt.issues:
        out.append(f"{name} is known from {doubt.issues} issues")
    if doubt.rivals:
        out.append(f"it might also be {', '.join(doubt.rivals)}")
    return tuple(out)
