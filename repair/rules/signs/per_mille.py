"""% where the same statement elsewhere has ‰.

## What it does
Proposes ‰ for % where the text gives the same figure for the same thing with ‰ elsewhere.

## Why it happens
The second ring of ‰ is lost in small print.

## Example
`受灾率控制在2%以内` beside `受灾率控制在2‰以内`.

## Safety
Review: one of the two is wrong, and the print decides which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import REACH
from repair.rules import Rule

RULE = Rule("SG008", "per-mille", Stage.SIGNS, Safety.REVIEW)

_PER_MILLE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)‰")
_CLAUSE = re.compile(r"[^，。；、：,;:\n\t（(]*\Z")
_HANZI = re.compile(r"[\u4e00-\u9fff]+")
#: So many hanzi in a row must be the same; fewer are words like 控制在 that name nothing.
_SHARED = 5
_EMPTY = re.compile(r"(?:控制在|不超过|不高于|不低于|达到|分别|以内|以下|左右)")
#: Texts with more per-mille figures than this are tables of rates.
_MOST = 50


def find(context: Context) -> Iterator[Fix]:
    """Every per-cent figure that has a per-mille twin."""
    text = context.text
    if "‰" not in text:
        return
    seen: set[int] = set()
    for match in islice(_PER_MILLE.finditer(text), _MOST):
        names = _names(text, match.start())
        figure = match[1] + "%"
        at = text.find(figure, max(match.start() - REACH, 0), match.end() + REACH)
        while at >= 0:
            sign = at + len(figure) - 1
            whole = not text[at - 1 : at].isdigit() and text[at - 1 : at] != "."
            shared = names & _names(text, at) if whole else set()
            if shared and sign not in seen:
                seen.add(sign)
                yield Fix(
                    sign,
                    sign + 1,
                    "‰",
                    f"‰ was read as %: elsewhere the text has {match[0]} for the same",
                    confidence=0.6,
                    safety=Safety.REVIEW,
                    evidence=(f"{_clause(text, match.start())}{match[0]}",),
                )
            at = text.find(figure, at + 1, match.end() + REACH)


def _clause(text: str, position: int) -> str:
    found = _CLAUSE.search(text, max(position - 30, 0), position)
    return found[0] if found else ""


def _names(text: str, position: int) -> set[str]:
    """Every five hanzi in a row that name something in the clause before a figure."""
    clause = _EMPTY.sub(" ", _clause(text, position))
    return {
        run[i : i + _SHARED]
        for run in _HANZI.findall(clause)
        for i in range(len(run) - _SHARED + 1)
    }
