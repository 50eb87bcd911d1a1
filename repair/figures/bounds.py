"""Figures above which something asks to be: where they stand and what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from repair.patterns import lazy

#: The sign and the figure; of a cell that ends with it the unit, too: `(>5.8平方米)`.
_BOUND = lazy(
    r"[>＞≥](?P<figure>\d{1,6}(?:\.\d{1,4})?[%％‰]?)(?![\d.])"
    r"(?P<end>(?P<unit>[\u4e00-\u9fff㎡]{0,3})[ ]?(?:[)）\t\r\n]|\Z))?"
)
_SIGNS = {
    ">": (re.compile(r">(?=\d)"), re.compile(r"＞(?=\d)")),
    "≥": (re.compile(r"≥(?=\d)"),),
}
#: A name may hold figures (15分钟健身圈) and be followed by the bracket the bound stands in.
_NAME = lazy(r"[0-9A-Za-z\u4e00-\u9fff]*[\u4e00-\u9fff]{5}(?=[\s]*[(（]?\Z)")
#: After a figure: nothing that makes another one of it, as 9 of 95 or 90 of 90万.
WHOLE = r"(?![\d.]|[,，]\d|[ ]?[%％‰万亿千百十])"
#: Hanzi a name has at least; fewer name nothing.
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Bound:
    """`name>figure`, the sign at ``start``.

    ``unit`` is empty where the cell ends after the figure (its head may give the unit), and
    None where it goes on.
    """

    start: int
    name: str
    figure: str
    unit: str | None


def bounds(text: str, sign: str = ">") -> Iterator[Bound]:
    """Every ``>`` (or ``≥``) before a figure, with what it measures, sorted by sign.

    Sought sign by sign, which is three times as fast as both together.
    """
    for pattern in _SIGNS[sign]:
        for found in pattern.finditer(text):
            bound = bound_at(text, found.start())
            if bound is not None:
                yield bound


def bound_at(text: str, position: int) -> Bound | None:
    """The bound whose sign stands at ``position``."""
    match = _BOUND.match(text, position)
    if match is None:
        return None
    unit = match["unit"] if match["end"] is not None else None
    return Bound(position, _name_before(text, position), match["figure"], unit)


def _name_before(text: str, position: int) -> str:
    """What names a figure, from its line."""
    start = max(text.rfind("\n", max(position - 60, 0), position) + 1, position - 60, 0)
    match = _NAME.search(text[start:position])
    return match[0] if match else ""
