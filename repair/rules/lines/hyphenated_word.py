"""The hyphen of a Latin word that was divided at a line end

## What it does
Takes the hyphen away that stands at a line end within a Latin word, where the two lines are
joined: the word is whole again.

## Why it happens
Typesetting divides words at line ends and marks that with a hyphen, which the print does not
mean: in another line it would not stand. When the lines are joined it is left in mid-word.

## Example
`……采用 informa-` and, on the next line, `tion 一词……` become `……采用 information 一词……`.

## Safety
Applied where the word stands elsewhere in the text in one piece; left where it stands elsewhere
with its hyphen (`long-term`), where the second part begins with a capital after small letters
(`Anglo-American`) or where only one letter stands on a side (`B-spline`); otherwise proposed. A
name in capitals (`AB-` / `CD`) may have its hyphen in print: it is only proposed. Only at line
ends that are surely cuts (LN001, LN002).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.joins.decide import cuts
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule(code="LN017", name="hyphenated-word", stage=Stage.LINES, safety=Safety.SAFE)

_LEFT = re.compile(r"(?<![A-Za-z0-9-])([A-Za-z]{2,})-$")
_RIGHT = re.compile(r"([A-Za-z]{2,})(?![A-Za-z0-9-])")
#: No word is longer.
_LONGEST = 40


def find(context: Context) -> Iterator[Fix]:
    """The hyphens at line ends within words."""
    text = context.text
    if "-\n" not in text and "-\r" not in text:
        return
    for join in context.get(cuts).joins:
        if not join.safe or text[join.start - 1 : join.start] != "-":
            continue
        left = _LEFT.search(text, max(join.start - _LONGEST, 0), join.start)
        right = _RIGHT.match(text, join.end)
        if left and right and (sure := _confidence(text, left[1], right[1])):
            yield Fix(
                join.start - 1,
                join.start,
                "",
                "A word was divided at a line end.",
                sure,
                Safety.SAFE if sure >= _WHOLE else Safety.REVIEW,
                (f"{left[1]}{right[1]} is divided by the line end",),
            )


#: How sure it is: the word stands elsewhere; a word of small letters; one of capitals.
_WHOLE, _SMALL, _CAPITALS = 0.98, 0.85, 0.6


def _confidence(text: str, left: str, right: str) -> float:
    """How surely a hyphen between two parts only divides them; 0 where it belongs there."""
    word = left + right
    if _stands(text, f"{left}-{right}") or not (word[1:].islower() or word.isupper()):
        return 0.0
    if _stands(text, word):
        return _WHOLE
    return _CAPITALS if word.isupper() else _SMALL


def _stands(text: str, word: str) -> bool:
    """Whether a word stands somewhere by itself."""
    return word in text and re.search(rf"(?<![A-Za-z-]){word}(?![A-Za-z-])", text) is not None
