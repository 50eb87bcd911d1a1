"""A colon before a list that was read as another stop.

## What it does
In text read from page images, writes a colon at the end of a line with 下列, 如下 or 以下
when the next line is （一）, the first item of a list.

## Why it happens
The two dots of ： are small; Tesseract reads ; or , or . when one of them is worn.

## Example
`应当履行下列义务;` before `(一)设置机构` → `应当履行下列义务:`

## Safety
Safe: the sentence announces the list, which begins in the next line. The sign keeps the
width of the one that was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule(
    code="OC005",
    name="colon-before-list",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_BEFORE_LIST = re.compile(
    r"(?:下列|如下|以下)[^\n。]{0,30}?([;,.；，。])(?= *\n+ *[（(] ?一 ?[）)])"
)
_COLON = {";": ":", ",": ":", ".": ":"}


def find(context: Context) -> Iterator[Fix]:
    """Stops other than a colon between an announcement and its list."""
    for match in _BEFORE_LIST.finditer(context.text):
        after = _COLON.get(match[1], "：")
        yield Fix(
            match.start(1),
            match.end(1),
            after,
            f"A list follows, so {match[1]} is a colon.",
            0.95,
            evidence=(f"{match[0][:2]} announces the list whose item （一） is the next line",),
        )
