"""‰ that was read as % and a letter

## What it does
In text read from page images, writes ‰ where %o follows a figure.

## Why it happens
Tesseract's Chinese model has no ‰ and reads its second ring as a letter.

## Example
`坡度为4%o` → `坡度为4‰`

## Safety
Safe: no letter follows a per cent sign in Chinese print. `%0` is left alone: its 0 may be
the comma that follows a per cent sign.
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
    code="OC008",
    name="per-mille-misread",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_PLACE = re.compile(r"(?<=[0-9]) ?%[oO](?![A-Za-z0-9])")


def find(context: Context) -> Iterator[Fix]:
    """Per cent signs with a letter o behind them."""
    for match in _PLACE.finditer(context.text):
        if stands_for("‰", context.text, *match.span()):
            yield Fix(
                *match.span(),
                "‰",
                f"{match[0].strip()} after a figure is ‰.",
                0.97,
                evidence=("no letter follows a per cent sign", "the OCR engine has no ‰"),
                proof=Unprintable(),
            )
