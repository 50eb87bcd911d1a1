"""Tables of a Markdown source.

## What it does
With `--to markdown` (the default for a `.md` source), writes the rows of every table,
roster and grid of names as a pipe table, with an empty head where there is no header.

## Why it happens
Markdown knows no tabs; its tables are written with pipes.

## Example
`序号⇥任务` over `1⇥修渠` becomes `| 序号 | 任务 |`, a rule and `| 1 | 修渠 |`.

## Safety
Asked for: another way to write the same rows. A table that is not yet one rectangle
keeps its tabs.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables import notations

RULE = Rule("TB040", "markdown-table", Stage.NORMALISE, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Tables of a Markdown source."""
    return notations.markdown_tables(context)
