"""Numbers of chapters and articles that were not read as numerals, and what the order leaves.

Of 一 a reader sees a bar, of 二 and 三 on a worn page a dot or two: 第-章, 第:条.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from repair.patterns import lazy
from repair.structure.numbering import numeral

_HEADING = lazy(
    r"^[ \u3000]*第(?P<n>[一二三四五六七八九十]{1,4}|[-—–－~～·:：_=]{1,2}|)(?P<kind>[编章节条])"
    r"(?=[ \u3000一-鿿《“]|$)",
    re.MULTILINE,
)
#: What is left of 一; anything may be left of 二 and 三.
_BARS = frozenset("-—–－~～_")
_LARGEST = 99


@dataclass(frozen=True, slots=True)
class Lost:
    """A number that was not read: its span, the numeral that belongs there, and who says so."""

    start: int
    end: int
    number: str
    beside: str
    """The numbered headings beside it."""
    sure: bool
    """A bar where 一 belongs: nothing else that is printed there looks so."""


@cache
def _values() -> dict[str, int]:
    return {numeral(number): number for number in range(1, _LARGEST + 1)}


def lost_numbers(text: str) -> list[Lost]:
    """The headings without a numeral whose neighbours of the same kind leave one number for it.

    A first heading of its kind, or of its kind in a new count, stands before the second.
    """
    out: list[Lost] = []
    kinds: dict[str, list[tuple[int, int, str]]] = {}
    for match in _HEADING.finditer(text):
        kinds.setdefault(match["kind"], []).append((*match.span("n"), match["n"]))
    for kind, found in kinds.items():
        numbers = [_values().get(read, 0) for _, _, read in found]
        for index, (start, end, read) in enumerate(found):
            before = numbers[index - 1] if index else 0
            after = numbers[index + 1] if index + 1 < len(found) else 0
            if numbers[index] or not after or read in _values():
                continue
            bar = len(read) == 1 and read in _BARS
            if before and after == before + 2:
                number = before + 1
            elif after == 2 and bar:
                number = 1
            else:
                continue
            told = [f"第{numeral(value)}{kind}" for value in (before, after) if value]
            sure = bar and number == 1
            out.append(Lost(start, end, numeral(number), "、".join(told), sure))
    return sorted(out, key=lambda item: item.start)
