"""Pipe tables of Markdown.

## What it does
Writes the rows of a pipe table with tabs; the rule below the header and an empty header
go, an escaped pipe in a cell becomes a pipe.

## Why it happens
Page models answer in Markdown, and change to pipes for some pages only.

## Example
`| 1 | 修渠 | 县水务局 |` becomes `1⇥修渠⇥县水务局`.

## Safety
Safe: pipes at both ends of two lines or more are notation. With `--to markdown` a whole
pipe table stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import notations

RULE = Rule("TB001", "pipe-table", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Pipe tables of Markdown."""
    return notations.pipe_tables(context)
