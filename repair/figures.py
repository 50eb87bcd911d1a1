"""Statements that give a figure: what is measured, and how the figure is bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.nearby import line_around
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.model import Fix

#: A figure above which a table cell asks to be: `>95%` after the name of what is measured.
ABOVE = re.compile(r"[>＞](?=(\d{1,6}(?:\.\d{1,4})?[%％‰]?)(?![\d.]))")
_SIGNS = (re.compile(r">(?=\d)"), re.compile(r"＞(?=\d)"))
_NAME = lazy(r"[\u4e00-\u9fff]{5,}(?=[\s]*\Z)")
#: How the running text says ≥: 达到95%以上, 不低于95%; 95%以上 alone says less surely so.
_AT_LEAST = (
    re.compile(r"(?:应|要|须)?(达到|达|提高到|保持在|稳定在)?[ ]?\Z"),
    re.compile(r"(?:应|要|须)?(?:不低于|不少于|不小于)([ ]?)\Z"),
)
#: At least so many hanzi of the name must stand in both places.
_SHARED = 6
#: Of longer names the end tells what is measured.
_LONG = 12
#: A name that stands more often than this is no name of one thing.
_LOOKS = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a text says that something is at least a figure.

    ``exact``: in a sentence, of the whole name letter for letter, without blanks, with 达到 … 以上
    or 不低于.
    """

    start: int
    end: int
    exact: bool


def above(text: str) -> Iterator[re.Match[str]]:
    """Every ``>`` before a figure; sought sign by sign, which is three times as fast."""
    for sign in _SIGNS:
        for found in sign.finditer(text):
            match = ABOVE.match(text, found.start())
            if match is not None:
                yield match


def name_before(text: str, position: int) -> str:
    """The hanzi that name what a figure measures, from its line."""
    start = max(text.rfind("\n", max(position - 60, 0), position) + 1, position - 60, 0)
    match = _NAME.search(text[start:position])
    return match[0] if match else ""


def at_least(text: str, position: int, name: str, figure: str, reach: int) -> Statement | None:
    """The statement near ``position`` that ``name`` is at least ``figure``, if there is one."""
    low, high = max(position - reach, 0), position + reach
    tail = name[-max(_SHARED, min(len(name), _LONG) - 4) :]
    best: Statement | None = None
    at = text.find(tail, low, high)
    for _ in range(_LOOKS):
        if at < 0:
            break
        end = at + len(tail)
        found = _bounded(text, at, end, figure)
        if found is not None:
            start = end - len(name)
            whole = start >= 0 and text[start:end] == name and not _in_table(text, at)
            found = Statement(start if whole else at, found.end, found.exact and whole)
            if found.exact:
                return found
            best = best or found
        at = text.find(tail, end, high)
    return best


def _in_table(text: str, position: int) -> bool:
    start, end = line_around(text, position)
    return text.find("\t", start, end) >= 0


def _bounded(text: str, start: int, end: int, figure: str) -> Statement | None:
    at = text.find(figure, end, end + 12)
    if at < 0:
        return None
    between, after = text[end:at], text[at + len(figure) : at + len(figure) + 4]
    above = _AT_LEAST[0].fullmatch(between) if after.lstrip().startswith("以上") else None
    if above is None:
        blank = _AT_LEAST[1].fullmatch(between)
        return Statement(start, at + len(figure), not blank[1]) if blank else None
    stop = at + len(figure) + after.index("以上") + 2
    return Statement(start, stop, bool(above[1]) and " " not in text[start:stop])


def proves(text: str, start: int, end: int, fixes: Sequence[Fix]) -> bool:
    """Whether ``text[start:end]`` says of the same thing that it is at least the same figure."""
    if len(fixes) != 1:
        return False
    fix = fixes[0]
    match = ABOVE.match(text, fix.start)
    name = name_before(text, fix.start)
    if match is None or (fix.end, fix.after) != (match.end(), "≥") or len(name) < _SHARED:
        return False
    found = at_least(text[start:end], 0, name, match[1], end - start)
    return found is not None and found.exact
