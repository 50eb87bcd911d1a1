"""℃ that was read as a letter

## What it does
In text read from page images, writes ℃ where C, "C, *C and their like follow a figure in a
sentence about temperature.

## Why it happens
Tesseract's Chinese model has no ℃: of 96 that were set in four faces none was read
(`ocr_signs.tsv`). It gives C with a mark for the ring, or C alone.

## Example
`温度应当保持在25"C` → `温度应当保持在25℃`

## Safety
Safe: a figure stands before it, no letter or figure behind it, the sentence speaks of
temperature, and the reading is one that was measured. Figures stay as they were read.
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
    code="OC007",
    name="celsius-misread",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_PLACE = re.compile(r"(?<=[0-9]) ?[\"'“”‘’*%?？°^(（<]{0,3}C(?![A-Za-z0-9])")


def find(context: Context) -> Iterator[Fix]:
    """Letters C after figures in sentences about temperature."""
    for match in _PLACE.finditer(context.text):
        if stands_for("℃", context.text, *match.span()):
            yield Fix(
                *match.span(),
                "℃",
                f"{match[0].strip()} after a figure is ℃.",
                0.97,
                evidence=("the sentence speaks of temperature", "the OCR engine has no ℃"),
                proof=Unprintable(),
            )
