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
from repair.marks.extraction import links, signs_of
from repair.marks.readings import reading
from repair.model import Fix, Safety, Stage
from repair.proofs import Mark
from repair.rules import Rule

RULE = Rule("MK105", "markdown-link", Stage.MARKS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Every link."""
    text = context.text
    for start, end in links(text, context.get(signs_of)):
        plain = reading(text[start:end])
        if plain is not None:
            message = f"a Markdown link; the print has {plain or 'a picture'}"
            yield Fix(start, end, plain, message, group=str(start), proof=Mark())
