"""Blanks beside Chinese punctuation.

## What it does
With `--normalize blanks`, removes blanks before and after Chinese punctuation inside a line:
`。 `, `， `, `） `, ` （`.

## Why it happens
A full-width sign carries its own white space; readers add a blank where a line of the print
ended or where they would set one in Latin text.

## Example
`办理完毕。 逾期不办的， 由区政府` becomes `办理完毕。逾期不办的，由区政府`.

## Safety
A normalisation, off unless asked for. Blanks stay in rosters, lists and grids, after
brackets that end a heading or document number, between two titles, where a digit would
meet a digit, and before the mark of an item inside a line or cell (`。 （2）`) on a page whose
reader set none after other stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.normalising import HANZI, kept
from repair.patterns import lazy
from repair.proofs import Blanks
from repair.rules import Rule

RULE = Rule("NM012", "blanks-beside-signs", Stage.NORMALISE, Safety.SAFE, normalises="blanks")

_AFTER, _BEFORE, _OPENED = "。，、；：？！", "。，、；：？！）》〉”’", "（《〈“‘"
#: The blank comes first, so that the search is for one character.
_BLANK = lazy(
    f" {{1,8}}+(?:(?=[^\\s])(?<=[{_AFTER}{_OPENED}] )|(?=[{_BEFORE}])(?<=[^\\s] )"
    f"|(?=[{HANZI}“《])(?<=[,;] )|(?=[{HANZI}“《])(?<=[)）] ))"
)
_STOPS = frozenset("。；？！")
_ITEM = re.compile(r"[（(][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳<]|[0-9]{1,2}[.．、]")
_LIST_MARK = re.compile(r"(?:^|[\s>])[（(][一二三四五六七八九十0-9]{1,3}[)）]\Z")


def find(context: Context) -> Iterator[Fix]:
    """Every blank beside a sign, and after the mark of a list."""
    text = context.text
    for match in _BLANK.finditer(text):
        start, end = match.span()
        mark = text[start - 1] in ")）"
        if mark and not _LIST_MARK.search(text[max(start - 6, 0) : start]):
            continue
        if _parts_items(context, start, end):
            continue
        if mark or start not in context.get(kept):
            yield Fix(
                start, end, "", "a sign of Chinese text carries its own white space", proof=Blanks()
            )


def _parts_items(context: Context, start: int, end: int) -> bool:
    """Whether the blank parts two items that one line or cell holds."""
    text = context.text
    return (
        text[start - 1] in _STOPS
        and bool(_ITEM.match(text, end))
        and context.profile.habits.at(start).stops == "close"
    )
