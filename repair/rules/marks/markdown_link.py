"""Markdown links and pictures.

## What it does
Writes `[address](mailto:address)` and `[text](https://…)` as the text, `<https://…>` as the
address, and removes `![…](…)`.

## Why it happens
A page model makes links of what looks like one, and leaves a picture's file name.

## Example
`[office@example.cn](mailto:office@example.cn)` becomes `office@example.cn`.

## Safety
Safe: with an address in round brackets the form has one reading, which the engine reads
again. `[1](见附件)` is no link.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.extraction import LINK
from repair.marks import reading
from repair.model import Fix, Safety, Stage
from repair.proofs import Mark
from repair.rules import Rule

RULE = Rule("MK105", "markdown-link", Stage.MARKS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every link."""
    text = context.text
    if "](" not in text and "@" not in text and "://" not in text:
        return
    for match in LINK.finditer(text):
        plain = reading(match[0])
        if plain is not None:
            yield Fix(
                *match.span(),
                plain,
                f"a Markdown link; the print has {plain or 'a picture'}",
                group=str(match.start()),
                proof=Mark(),
            )
