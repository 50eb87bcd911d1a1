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
list; and where the page (the text, if its pages are not known) has three such places, one of
them with the same character: its reader slips. Proposed else: a name or an inscription may be
printed so; and as one proposal where a line or a whole page is full of them. Nothing in a text
that is traditional itself, in a quotation with two of them (an inscription) or in a line with
kana; forms that are
standard in names and set words (乾县, 毕昇, 於陵, 慰藉, 显著) are never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around, witness
from repair.patterns import lazy
from repair.proofs import Script
from repair.rules import Rule
from repair.words.lexicon import frequency
from repair.words.rare import in_traditional, traditional_forms
from repair.words.script import is_japanese, simplified, table, traditional

RULE = Rule("CH101", "scattered-traditional", Stage.SIGNS, Safety.SAFE)

_PAIR = lazy(r"[\u4e00-\u9fff]{2}")
#: Rarer words of the list are names and inscriptions (陈某, 张家), which may be printed so.
_FREQUENT = 500
#: So many different ones in one line may be a quotation, not slips (the worst page has one).
_IN_A_LINE = 4
#: Words of a page that show its reader to slip; a name (陳某) is no word.
_SLIPS = 3


def find(context: Context) -> Iterator[Fix]:
    """Every traditional character of a simplified text."""
    text = context.text
    if not context.get(traditional_forms) or context.get(in_traditional):
        return
    found = list(traditional().finditer(text))
    crowds = {m.start(): _crowd(context, m.start()) for m in found if not _meant(text, m.start())}
    words = {at: _word(context, at) for at, crowd in crowds.items() if not crowd}
    page = context.profile.habits.page
    slips = Counter(page(at) for at, word in words.items() if word)
    chars = {(page(at), text[at]) for at, word in words.items() if word}
    for start, crowd in crowds.items():
        char, word = text[start], words.get(start)
        here = slips[page(start)]
        if word:
            evidence = f"{word} is written so elsewhere"
        elif not crowd and here >= _SLIPS and (page(start), char) in chars:
            evidence = f"{here} words of this page have such forms, and one has {char}"
        else:
            evidence = ""
        yield Fix(
            start,
            start + 1,
            table()[char],
            f"{char} is another form of {table()[char]}, and the text is simplified",
            confidence=0.98 if evidence else 0.6,
            safety=Safety.SAFE if evidence else Safety.REVIEW,
            evidence=(evidence or "the rest of the text is simplified",),
            group=crowd,
            proof=Script(),
        )


def _meant(text: str, position: int) -> bool:
    """Whether the form is meant: in a line of Japanese, in a short quotation with others."""
    start, end = line_around(text, position)
    if is_japanese(text[start:end]):
        return True
    opening = max(text.rfind(sign, max(start, position - 20), position) for sign in "“「")
    ends = [text.find(sign, position, min(end, position + 20)) for sign in "”」"]
    closing = min((at for at in ends if at >= 0), default=-1)
    if opening < 0 or closing < 0:
        return False
    return len(set(traditional().findall(text, opening, closing))) > 1


def _crowd(context: Context, position: int) -> str:
    """A name for the page or line if it is full of such characters: they are decided together."""
    text, habits = context.text, context.profile.habits
    if habits.at(position).script == "traditional":
        return f"page {habits.page(position)}"
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
