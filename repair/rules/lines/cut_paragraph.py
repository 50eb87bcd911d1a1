"""Paragraphs cut in two by a page end

## What it does
Joins a paragraph whose first part ends at the foot of a printed page and whose second
part was read at the top of the next, with a line break, mostly a blank line, between.
Chains of three and more parts are joined link by link.

## Why it happens
Every page was read by itself, and the end of a page became the end of a paragraph.

## Example
`…按照统一领导、分级负` and, after a blank line, `责的原则，落实各项任务。` become one
paragraph.

## Safety
The evidence is summed to one confidence: how the first part ends (a comma, no sign at all,
an open bracket), whether it is running text or looks like a heading, whether it fills its
last printed line (the line width is estimated from the text), whether whole pages lie
between it and the surest cuts, whether a word reaches across the cut or must follow the last one
(或, 不得, 按照), whether the items beside it end with a sign, how the second part begins (a list
mark, a label, a sign that cannot begin a line) and whether it is too short for a paragraph. How
much the full line and the pages say is learnt from the surest cuts of the same text. From 0.95
on the join is made, below it is proposed. A first part that ends with 。 is
joined to a bracket that closes its paragraph as others here do; and, at a page end where its
last line is full, to text without a mark where the items beside it are one paragraph each, or
whose first words begin sentences in this text and no paragraph. Nothing is joined in
a text that shows no sign of pages. Verse, code, captions, addresses and lines of one clause
break off without a sign too, but no word reaches from one to the next: where that holds
for the unfinished lines of a text, they stay. A join that would put two digits together is
proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.frame import Kind
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.lines._joins import fixes

RULE = Rule(code="LN001", name="cut-paragraph", stage=Stage.LINES, safety=Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The cuts within paragraphs."""
    yield from fixes(context, Kind.PARAGRAPH, "One paragraph was cut in two.")
