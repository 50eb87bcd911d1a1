"""Half-width brackets in Chinese text.

## What it does
With `--normalize width`, writes the round brackets of Chinese text full-width, always both
sides of a pair; a pair of two widths becomes full-width.

## Why it happens
Page models choose the width of signs page by page, and the two sides of a pair may lie on
two pages.

## Example
`(一)加强领导(试行)` becomes `（一）加强领导（试行）`.

## Safety
A normalisation, off unless asked for. Code, tags and formulas stay. Brackets around Latin
text or figures stay where Latin letters, digits or operators touch them: f(x), (0533)7211000,
(a+b)/c. The number of an item after another mark (`- (1) 材料`, `<p>(2)`) follows the brackets
of its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.normalising import code, is_cjk, left_of, right_of
from repair.rules import Rule

RULE = Rule("NM002", "bracket-width", Stage.NORMALISE, Safety.SAFE, normalises="width")

_BRACKET = re.compile(r"[()（）]")
_HALF = re.compile(r"[()]")
#: The longest text in brackets; a pair further apart is two halves of two pairs.
_LONGEST = 300
_OPERATORS = frozenset("/×÷+-−*=^<>≥≤")


def find(context: Context) -> Iterator[Fix]:
    """Both sides of every pair that is not full-width on both sides."""
    text = context.text
    for opening, closing in _pairs(text):
        if text[opening] + text[closing] == "（）" or opening in context.get(code):
            continue
        if _chinese(text, opening, closing) or (
            _item(text, opening, closing) and context.profile.habits.at(opening).brackets == "half"
        ):
            for place, after in ((opening, "（"), (closing, "）")):
                yield Fix(
                    place,
                    place + 1,
                    after,
                    "brackets of Chinese text have the width of a hanzi (GB/T 15834)",
                    group=str(opening),
                )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which the partner of a half-width bracket may stand.

    Most texts have none or few; what lies further off than a pair is long has no say.
    """
    low = high = -1
    for match in _HALF.finditer(text):
        at = match.start()
        if at - _LONGEST > high:
            if high >= 0:
                yield low, high
            low = max(at - _LONGEST - 1, 0)
        high = at + _LONGEST + 1
    if high >= 0:
        yield low, high


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Opening and closing bracket of each pair, whatever their width; pairs cross one break."""
    for low, high in _stretches(text):
        stack: list[int] = []
        for match in _BRACKET.finditer(text, low, high):
            at = match.start()
            if match[0] in "(（":
                stack.append(at)
            elif stack:
                opening = stack.pop()
                body = text[opening:at] if at - opening <= _LONGEST else "\t"
                if "\t" not in body and len(re.findall(r"\n+", body)) <= 1:
                    yield opening, at
                else:
                    stack.clear()


def _item(text: str, opening: int, closing: int) -> bool:
    """Whether the brackets hold a number of one or two digits with white space around them."""
    inside = text[opening + 1 : closing]
    alone = text[opening - 1 : opening].strip("->|*") + text[closing + 1 : closing + 2].strip("<|*")
    return inside.isdecimal() and len(inside) <= 2 and not alone.strip()


def _chinese(text: str, opening: int, closing: int) -> bool:
    before, after = text[opening - 1 : opening], text[closing + 1 : closing + 2]
    body = text[opening + 1 : closing]
    if before in _OPERATORS or after in _OPERATORS or "=" in body:
        return False
    if text[opening] == "（" or text[closing] == "）" or any(map(is_cjk, body)):
        return True
    left, right = left_of(text, opening), right_of(text, closing + 1)
    # Figures in brackets: a list mark at a line start, or in the middle of Chinese.
    return is_cjk(right) if not left else is_cjk(left) and (not right or is_cjk(right))
