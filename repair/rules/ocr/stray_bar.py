"""A bar read at the end of a line where the page's edge or a speck is.

## What it does
In text read from page images, deletes | at the beginning or end of a line.

## Why it happens
The shadow of the fold, the edge of the sheet or a column ruling is read as a character.

## Example
`第七章 附则|` → `第七章 附则`

## Safety
Safe: official print has no bars in running text. Rows of a table (a second bar, or a tab, in
the line) are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule(code="OC004", name="stray-bar", stage=Stage.MARKS, safety=Safety.SAFE, images=True)

_BAR = lazy(r"^[|｜¦] ?(?=[^|｜¦\t\n]+$)|(?<=[^\s|｜¦]) ?[|｜¦]+ *$", re.MULTILINE)


def find(context: Context) -> Iterator[Fix]:
    """Bars at the ends of lines that have no other."""
    text = context.text
    for match in _BAR.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        rest = text[start : match.start()] + text[match.end() : end if end >= 0 else len(text)]
        if any(sign in rest for sign in "|｜¦\t"):
            continue
        yield Fix(
            match.start(),
            match.end(),
            "",
            "A bar at the end of a line is the page's edge.",
            0.95,
            evidence=("print has no bars in running text, and the line has no other",),
        )
