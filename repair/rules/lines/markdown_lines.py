"""Lines that Markdown would run together

## What it does
With `--to markdown` (the default for a `.md` source), puts a blank line between lines that
stand one under another (contents entries, items, units, signature and date), and a blank
behind the number of an item (`1.` `2.`), without which it is no list.

## Why it happens
Markdown makes one paragraph of lines without a blank line between.

## Example
`（一）摸清底数；` and, on the next line, `（二）逐项整改。` get a blank line between.

## Safety
Asked for: no character changes but blanks and line ends. The entries of a contents page and
the lines beside a table come apart too; tables, code, quotations and lists
of Markdown's own stay as they are. Where no official document is recognised, all lines stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.structure.markdown import item_numbers, run_together

RULE = Rule(code="LN031", name="markdown-lines", stage=Stage.NORMALISE, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The blank lines and blanks that are missing."""
    if context.options.to != "markdown":
        return
    for at in context.get(run_together):
        yield Fix(at, at, "\n", "Markdown would run these two lines together.")
    for at in context.get(item_numbers):
        yield Fix(at, at, " ", "Without a blank behind its number this is no list item.")
