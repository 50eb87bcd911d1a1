"""第 and leading zeros in a document number.

## What it does
Proposes the number without 第 and without leading zeros where the same number stands so
elsewhere in the text; otherwise notes it.

## Why it happens
GB/T 9704 has neither; readers add 第 by habit, and some offices print it.

## Example
`淄政发〔2017〕第4号` beside `淄政发〔2017〕4号` elsewhere: proposed.

## Safety
Review or note: the print itself may say so, and digits are facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import witness
from repair.rules import Rule

RULE = Rule("SG003", "document-number-form", Stage.SIGNS, Safety.REVIEW)

_FORM = re.compile(r"〔((?:19|20)\d\d)〕(?:第[ ]*0*|0+)(?=[1-9]\d{0,4}号)")
#: A single character is found several times as fast as two.
_HINT = re.compile("〕(?=[第0])")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{1,8}\Z")


def find(context: Context) -> Iterator[Fix]:
    """Every number that has them."""
    text = context.text
    if not _HINT.search(text):
        return
    for match in _FORM.finditer(text):
        issuer = _ISSUER.search(text, max(match.start() - 8, 0), match.start())
        if issuer is None:
            continue
        start, end = match.end(1) + 1, match.end()
        plain = f"{issuer[0][-3:]}〔{match[1]}〕{text[end : text.index('号', end) + 1]}"
        known = context.get(witness).stands(plain, start)
        yield Fix(
            start,
            end,
            "" if known else text[start:end],
            "GB/T 9704: a document number has no 第 and no leading zeros",
            confidence=0.7 if known else 0.4,
            safety=Safety.REVIEW if known else Safety.NOTE,
            evidence=(f"{plain} stands elsewhere in this text",) if known else (),
        )
