"""Dashes and ellipses of the wrong length.

## What it does
With `--normalize width`, writes `--`, `──` and `―` `―` between Chinese text as ——, and `...`,
`。。。` or a single … in a Chinese sentence as ……

## Why it happens
The dash and the ellipsis of Chinese text fill two cells (GB/T 15834); keyboards and fonts
have pieces of them.

## Example
`加快转型...` in a sentence becomes `加快转型……`.

## Safety
A normalisation, off unless asked for. Code, tags and formulas stay. Leaders of a contents
page, the short dash of ranges (2018—2020年, 北京—上海) and hyphens stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.normalising import CJK, code
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule("NM004", "dash-ellipsis", Stage.NORMALISE, Safety.SAFE, normalises="width")

_SIGNS = ("--", "──", "━━", "――", "－－", "...", "。。。", "…")
_DASH = lazy(f"(?:--|──|━━|――|－－)(?<=[{CJK}\n].{{2}})(?=[{CJK}])")
_ELLIPSIS = lazy(
    r"(?<=[\u3400-\u9fff，、）])(?:\.{3}|\.{6}|。{3}|。{6}|…)(?=[\u3400-\u9fff，、”’）！？]|$)",
    re.MULTILINE,
)


def find(context: Context) -> Iterator[Fix]:
    """Every dash and ellipsis of the wrong form."""
    text = context.text
    if not any(sign in text for sign in _SIGNS):
        return
    for match in _DASH.finditer(text):
        if match.start() not in context.get(code):
            yield Fix(*match.span(), "——", "the dash fills two cells (GB/T 15834)")
    for match in _ELLIPSIS.finditer(text):
        if match.start() not in context.get(code):
            yield Fix(*match.span(), "……", "the ellipsis fills two cells (GB/T 15834)")
