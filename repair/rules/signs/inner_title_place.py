"""An inner title mark at the wrong place.

## What it does
Proposes `关于印发〈…〉的通知` for `〈关于印发…〉的通知` inside a title: the inner title is what is
issued, not the act of issuing it.

## Why it happens
The mark was set a few characters too early, by the reader or in print.

## Example
`《区委办公室〈关于印发改革意见〉的通知》`: proposed `《区委办公室关于印发〈改革意见〉的通知》`.

## Safety
Review: the print itself may have the slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule("SG006", "inner-title-place", Stage.SIGNS, Safety.REVIEW)

_EARLY = re.compile(
    r"〈(关于(?:印发|转发|批转|修改|贯彻))[^〈〉《》\n]{4,80}〉的(?:通知|决定|意见)》"
)


def find(context: Context) -> Iterator[Fix]:
    """Every inner title that begins with 关于印发 and its like."""
    for match in _EARLY.finditer(context.text):
        group = str(match.start())
        message = f"the inner title begins after {match[1]}"
        for start, end, after in (
            (match.start(), match.start() + 1, ""),
            (match.end(1), match.end(1), "〈"),
        ):
            yield Fix(start, end, after, message, 0.6, Safety.REVIEW, group=group)
