"""Signs that Tesseract has no character for, and what it reads instead.

## What it does
In text read from page images, proposes ≥ where 之 stands before a figure with a unit, and
—— where 一一 stands between two clauses.

## Why it happens
The Chinese model can't print ≥, ≤, ℃, ～, —, ·, nor circled numbers: it gives the
nearest shape it knows.

## Example
`林木成活率之85%` → `林木成活率≥85%`, for a person to decide

## Safety
Review always: 之 and 一一 (一一对应) are words too, and signs are facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule(
    code="OC006",
    name="sign-read-as-hanzi",
    stage=Stage.SIGNS,
    safety=Safety.REVIEW,
    images=True,
)

_AT_LEAST = lazy(r"(?<=[一-鿿A-Za-z)）])之(?= ?\d+(?:\.\d+)? ?(?:%|％|‰|mm|cm|㎡|吨|万元|天))")
_DASH = lazy(
    r"(?<=[一-鿿”）)》])一一(?=[一-鿿“《])(?!对应|列|核|落实|说明|对照|介绍|作|答|给|做|解|登)"
)


def find(context: Context) -> Iterator[Fix]:
    """Hanzi at places of signs that can't be recognised."""
    text = context.text
    for match in _AT_LEAST.finditer(text):
        yield Fix(
            match.start(),
            match.end(),
            "≥",
            "之 before a figure may be ≥.",
            0.6,
            Safety.REVIEW,
            (f"{text[match.start() : match.end() + 6].split()[0]}: a figure with a unit follows",),
        )
    for match in _DASH.finditer(text):
        yield Fix(
            match.start(),
            match.end(),
            "——",
            "一一 between two clauses may be a dash.",
            0.6,
            Safety.REVIEW,
            ("what follows is none of the words that 一一 goes with",),
        )
