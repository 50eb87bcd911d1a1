"""Half-width punctuation in Chinese text.

## What it does
With `--normalize width`, writes , ; : ! ? in Chinese context full-width: ，；：！？

## Why it happens
Page models choose the width of signs page by page. GB/T 15834 gives Chinese punctuation
the width of a hanzi.

## Example
`高度重视,加强领导;` becomes `高度重视，加强领导；`.

## Safety
A normalisation, off unless asked for. Code, tags and formulas stay. A sign is in Chinese
context when a hanzi or Chinese sign stands beside it. Signs between two Latin letters or
digits stay: 2,392.34, 9:30, 1:3, addresses, formulas, Latin phrases. Where a blank stands
between a sign and its neighbour (`80% ,新增`, `GDP, 落实`) the page decides: written full-width
only on a page whose reader wrote its other signs half-width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.normalising import HANZI, code, is_cjk, left_of, right_of
from repair.rules import Rule

RULE = Rule("NM001", "punctuation-width", Stage.NORMALISE, Safety.SAFE, normalises="width")

_FULL = dict(zip(",;:!?", "，；：！？", strict=True))
_SIGN = re.compile("[,;:!?]")
_HANZI = re.compile(f"[{HANZI}]")
#: Signs after which a figure is complete, so that a comma belongs to the sentence.
_ENDS_FIGURE = frozenset("%‰℃)]）〕\"'”’")


def find(context: Context) -> Iterator[Fix]:
    """Every half-width sign of a Chinese sentence."""
    text = context.text
    for match in _SIGN.finditer(text):
        chinese = _chinese(text, match.start())
        if chinese is None:
            chinese = context.profile.habits.at(match.start()).marks == "half"
        if chinese and match.start() not in context.get(code):
            yield Fix(
                *match.span(),
                _FULL[match[0]],
                "Chinese punctuation has the width of a hanzi (GB/T 15834)",
            )


def _chinese(text: str, at: int) -> bool | None:
    """Whether a sign belongs to a Chinese sentence; None where its page must tell."""
    sign = text[at]
    before, after = text[at - 1] if at else "", text[at + 1 : at + 2]
    if (sign == ":" and after == "/") or before == sign:
        return False
    left, right = left_of(text, at), right_of(text, at + 1)
    if is_cjk(left):
        return sign not in ",:" or not _number_cut(text, at)
    if sign in "!?":
        return False
    if before and is_cjk(right):
        # A figure or a Latin word of a Chinese sentence; a list of Latin ones has a blank.
        sure = before != " " and (after == right or left in _ENDS_FIGURE or left.isdigit())
        return True if sure else None if left else False
    if left in _ENDS_FIGURE and left and (not right or right.isdigit()):
        return _in_chinese(text, at)
    return sign == ";" and not right and before.isalnum() and _in_chinese(text, at)


def _number_cut(text: str, at: int) -> bool:
    """Whether the sign stands between full-width digits, as in １２，０００."""
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _in_chinese(text: str, at: int) -> bool:
    start, end = line_around(text, at)
    window = text[max(start, at - 20) : min(end, at + 20)]
    return len(_HANZI.findall(window)) * 8 >= len(window)
