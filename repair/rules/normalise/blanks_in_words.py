"""Blanks inside Chinese words.

## What it does
With `--normalize blanks`, removes a blank between two hanzi of a running line where a word
reaches over it, or where the same words stand elsewhere without it.

## Why it happens
A printed line ended there, or a cell was narrow, and the reader kept a blank.

## Example
`项目信息公 开情况` becomes `项目信息公开情况`.

## Safety
A normalisation, off unless asked for. Blanks stay in rosters, lists, grids and short lines,
after 第一条 and its like, after dates, and between two issuers or agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around, witness
from repair.normalising import HANZI, kept
from repair.patterns import lazy
from repair.rules import Rule
from repair.words.lexicon import frequency

RULE = Rule("NM013", "blanks-in-words", Stage.NORMALISE, Safety.SAFE, normalises="blanks")

#: Not after 第一条 and its like, a date, or an office: two of them stand side by side
#: (区委 区政府). The blank comes first, so that the search is for one character.
_BLANK = lazy(
    f" (?=[{HANZI}])(?<=[{HANZI}] )(?<![条章节款编日委府会院厅部局署室办处科所队团党区县市镇] )"
    "(?![区县市省镇乡])"
)
#: A line of running text; shorter ones are titles, signatures, rows of names.
_RUNNING = 30
#: Rarer pairs are names and chance: over the gazettes every blank inside a pair at least so
#: frequent lies inside a word.
_FREQUENT = 50
_FOUR = lazy(f"[{HANZI}]{{4}}")
_SENTENCE = re.compile("[，。；,;]")


def find(context: Context) -> Iterator[Fix]:
    """Every blank inside a word of running text."""
    text = context.text
    for match in _BLANK.finditer(text):
        at = match.start()
        start, end = line_around(text, at)
        if end - start < _RUNNING or not _SENTENCE.search(text, start, end):
            continue
        word = _over(context, at)
        if word and at not in context.get(kept):
            yield Fix(
                at,
                at + 1,
                "",
                f"{word} is one word",
                confidence=0.9,
                evidence=(f"{word} stands elsewhere or in the word list",),
            )


def _over(context: Context, at: int) -> str:
    """The words around the blank that prove it wrong, or an empty text."""
    text = context.text
    left, right = text[max(at - 2, 0) : at], text[at + 1 : at + 3]
    whole = left + right
    if _FOUR.fullmatch(whole) and context.get(witness).stands(whole, at):
        return whole
    alone = text[at - 2 : at - 1] in " \u3000" or text[at + 2 : at + 3] in " \u3000"
    word = left[-1] + right[0]
    return "" if alone or frequency(word) < _FREQUENT else word
