"""A heading run together with its text

## What it does
Puts the line end back between a numbered heading and the paragraph under it.

## Why it happens
The extractor lost the line end.

## Example
`4. 康复救助项目 为残疾儿童提供康复训练。` among headings that stand alone becomes
two lines.

## Safety
The heading must have no mark inside, one blank behind it (not beside a foreign word), and
two headings of the same kind on lines of their own beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Split
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._splits import fixes

RULE = Rule(code="LN012", name="heading-and-text", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The missing line ends."""
    yield from fixes(context, Split.HEADING, "A heading and its text were run together.")
