"""Blanks at line ends.

## What it does
With `--normalize blanks`, removes blanks, also wide ones, at the end of a line.

## Why it happens
Editors and converters leave them; nothing is printed there.

## Example
A line `发布实施。` with two blanks after it loses them.

## Safety
A normalisation, off unless asked for. Rows with tabs keep theirs: a last cell may be empty.
Indentation stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.rules import Rule

RULE = Rule("NM014", "line-ends", Stage.NORMALISE, Safety.SAFE, normalises="blanks")

_ENDS = (" \n", "\u3000\n")


def find(context: Context) -> Iterator[Fix]:
    """Every blank before a line end."""
    text = context.text
    for sign in _ENDS:
        at = text.find(sign)
        while at >= 0:
            start, _ = line_around(text, at)
            line = text[start : at + 1]
            kept = len(line.rstrip(" \u3000"))
            if kept and "\t" not in line:
                yield Fix(start + kept, at + 1, "", "nothing is printed at the line end")
            at = text.find(sign, at + 1)
