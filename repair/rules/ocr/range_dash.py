"""A dash between years that was read as 一

## What it does
In text read from page images, writes — where 一 stands between two years, or between a
standard's number and its year. Between other figures it is proposed.

## Why it happens
Tesseract's Chinese model has no — and reads the nearest hanzi.

## Example
`2016一2020年` → `2016—2020年`, `GB/T 9704一2012` → `GB/T 9704—2012`

## Safety
Safe between years: no Chinese numeral stands between Arabic figures. Between other figures
～ is read as 一 too (18 of 78 that were set), so which of the two is printed is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.ocr.signs import stands_for
from repair.proofs import Unprintable
from repair.rules import Rule

RULE = Rule(
    code="OC009",
    name="dash-read-as-one",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_PLACE = re.compile(r"(?<=[0-9])一(?=[0-9])")


def find(context: Context) -> Iterator[Fix]:
    """The numeral 一 between Arabic figures."""
    for match in _PLACE.finditer(context.text):
        sure = stands_for("—", context.text, *match.span())
        yield Fix(
            *match.span(),
            "—",
            "一 between figures is a dash.",
            0.97 if sure else 0.7,
            Safety.SAFE if sure else Safety.REVIEW,
            ("no Chinese numeral stands between Arabic figures", "the OCR engine has no —"),
            proof=Unprintable() if sure else None,
        )
