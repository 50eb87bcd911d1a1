"""Markdown heading marks by the levels of the documents, not by the extractor's guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from repair.context import Context
from repair.document import Line
from repair.joins.frame import Frame
from repair.marks.extraction import HEADING
from repair.patterns import lazy
from repair.structure.blocks import Block
from repair.structure.issue import Issue, structure_of


@dataclass(frozen=True, slots=True)
class Heading:
    """The mark a line has (``[start, end)``, maybe empty) and the one it should have."""

    start: int
    end: int
    mark: str
    why: str


def headings(context: Context) -> tuple[Heading, ...]:
    """The heading marks that are wrong or missing; none where no document is recognised."""
    stripped = HEADING.sub("", context.text)
    bare = context if stripped == context.text else Context(stripped)
    issue = structure_of(bare)
    if not _is_official(issue):
        return ()
    wanted = {}
    for official in issue.documents:
        listed = _listed(official.blocks)
        for at, block in enumerate(official.blocks):
            level = _level(block)
            if level and at not in listed:
                wanted[stripped.count("\n", 0, block.start)] = (level, block.kind)
    return tuple(_wrong(context, wanted))


def run_together(context: Context) -> tuple[int, ...]:
    """Where a line begins that Markdown would run together with the one above."""
    if not _is_official(structure_of(context)):
        return ()
    return tuple(
        below.start
        for above, below in _prose_pairs(context)
        if not _NUMBERED.match(below.text) or not _NUMBERED.match(above.text)
    )


def item_numbers(context: Context) -> tuple[int, ...]:
    """Where a blank is missing behind the number of an item: 1.加强."""
    if not _is_official(structure_of(context)):
        return ()
    lines = (line for line in context.document.lines if line.text[:1].isdigit())
    found = ((line, _BARE_NUMBER.match(line.text)) for line in lines if not _kept(line.text))
    return tuple(line.start + match.end() for line, match in found if match)


def _is_official(issue: Issue) -> bool:
    return any(official.doc_number or official.issuer for official in issue.documents)


#: An item of Markdown's own; an item that lacks the blank behind its number.
_NUMBERED = re.compile(r"\d{1,9}[.)] ")
_BARE_NUMBER = lazy(r"\d{1,2}\.(?=[\u4e00-\u9fff“《])")
_FENCE = re.compile(r"```|~~~")


def _kept(text: str) -> bool:
    """Whether a line has a form of its own in Markdown: heading, table, quotation, bullet."""
    return "\t" in text or text.lstrip()[:1] in ("#", "|", ">", "-", "*", "+", "<", "$")


def _prose_pairs(context: Context) -> Iterator[tuple[Line, Line]]:
    """Neighbouring lines of text, or of text and table, without a blank line between, outside
    code."""
    contents = Frame(context.text).contents
    fenced = False
    above: Line | None = None
    for number, line in enumerate(context.document.lines):
        if _FENCE.match(line.text):
            fenced = not fenced
        row = line.text.startswith("|")
        # An entry of the contents page may have a tab before its page number.
        kept = _kept(line.text) and not row and (contents is None or number not in contents)
        if fenced or line.blank or kept or _FENCE.match(line.text):
            above = None
            continue
        if above is not None and not (row and above.text.startswith("|")):
            yield above, line
        above = line


def _listed(blocks: Sequence[Block]) -> set[int]:
    """The headings that are items of a list: one under another, without text between."""
    found: set[int] = set()
    for at, (first, second) in enumerate(pairwise(blocks)):
        if first.kind == second.kind == "heading" and first.level == second.level:
            found |= {at, at + 1}
    return found


def _level(block: Block) -> int:
    """# for titles, one more for each level below: 一、 and 章 ##, （一） and 节 ###, 1. ####; six
    at most."""
    if "\n" in block.text:
        return 0
    if block.kind == "title" or (block.kind == "annex" and not block.text.startswith("附")):
        return 1
    return min(block.level, 5) + 1 if block.kind == "heading" and block.level else 0


def _wrong(context: Context, wanted: dict[int, tuple[int, str]]) -> Iterator[Heading]:
    for number, line in enumerate(context.document.lines):
        if number not in wanted and not line.text.lstrip().startswith("#"):
            continue
        level, kind = wanted.get(number, (0, ""))
        match = HEADING.match(line.text)
        mark = "#" * level + " " if level else ""
        size = match.end() if match else 0
        if line.text[:size] != mark:
            why = f"{kind} of level {level}" if level else "no heading"
            yield Heading(line.start, line.start + size, mark, why)
