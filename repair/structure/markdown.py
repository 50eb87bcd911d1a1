"""Markdown heading marks by the levels of the documents, not by the extractor's guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from repair.context import Context
from repair.extraction import HEADING
from repair.structure.issue import Block, structure_of


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
    if not any(official.doc_number or official.issuer for official in issue.documents):
        return ()
    wanted = {}
    for official in issue.documents:
        for block in official.blocks:
            level = _level(block)
            if level:
                wanted[stripped.count("\n", 0, block.start)] = (level, block.kind)
    return tuple(_wrong(context, wanted))


def _level(block: Block) -> int:
    """# for titles, one more for each level below: 一、 and 章 ##, （一） and 节 ###, 1. ####."""
    if "\n" in block.text:
        return 0
    if block.kind == "title" or (block.kind == "annex" and not block.text.startswith("附")):
        return 1
    return min(block.level, 4) + 1 if block.kind == "heading" and block.level else 0


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
