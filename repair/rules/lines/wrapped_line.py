"""Texts in which every printed line is a line

## What it does
Joins the printed lines of a paragraph, when the whole text came line by line as it was
printed (or as an OCR engine read it).

## Why it happens
The extractor kept the line ends of the print.

## Example
`为了保护和改善生活环境，防治污染，保障公众健` / `康，制定本办法。` become one line.

## Safety
Only where the text shows it: a third of the lines and more fill one and the same width,
hardly any is wider, and most of the full ones break off within a sentence. A line end is a
wrap when the next word would not have fitted on the line. Indents, blank lines and list
marks begin paragraphs. Indents that were printed and not read leave first lines two units
shorter than the others; all lines are read together then. Where a full line ends with 。 and
nothing tells, the more frequent case in the text decides. A number cut by the wrap is joined
with a proof only.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import Kind
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._joins import fixes

RULE = Rule(code="LN002", name="wrapped-line", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The line ends that are wraps."""
    yield from fixes(context, Kind.WRAP, "A printed line was read as a line of its own.")
