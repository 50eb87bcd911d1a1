"""HTML tags outside tables.

## What it does
Takes `<p>`, `</p>`, `<b>`, `<span …>` and their like out of running text and cells.
`<br>` and a paragraph end between two texts become a line end, or one blank inside a
row, which is a single line. Whole `<table>`s are left to the table rules.

## Why it happens
Page models answer in HTML where a cell holds several paragraphs, and converters pass
their tags through.

## Example
`<p>区财政局牵头</p> <p>区审计局配合</p>` in a cell becomes `区财政局牵头 区审计局配合`.

## Safety
Safe: a known tag prints nothing. A tag between backticks is what the text speaks of and stays.
A single opening tag in a text without any other is proposed only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import tables_of
from repair.marks.readings import RAISED, TAG
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.proofs import Tag
from repair.rules import Rule
from repair.tables.line_shapes import is_pipe_row

RULE = Rule("MK001", "html-tag", Stage.MARKS, Safety.SAFE)

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])>", re.IGNORECASE)

_BLANKS = " \u3000"
#: The blanks that begin a paragraph; one blank alone parts two words.
_INDENTED = re.compile(r"(?:[ ]{2}|\u3000)[ \u3000]*[^\s]")


def find(context: Context) -> Iterator[Fix]:
    """Every tag of running text."""
    text = context.text
    count = context.profile.marks.tags
    if not count:
        return
    tables = context.get(tables_of)
    raised = {p for m in RAISED.finditer(text) for p in (m.start(), m.end() - 1)}
    sure = count >= 2
    for match in TAG.finditer(text):
        start, end = match.span()
        if start in tables or start in raised or end - 1 in raised:
            continue
        if text[start - 1 : start] == "`" or text[end : end + 1] == "`":
            continue  # A tag in a code span is what the text speaks of.
        yield Fix(
            start,
            end,
            _break(text, match),
            f"{match[0]} is an HTML tag, not printed text",
            confidence=0.99 if sure else 0.6,
            safety=Safety.SAFE if sure or _BREAK.fullmatch(match[0]) else Safety.REVIEW,
            evidence=(f"{count} HTML tags in this text",),
            proof=Tag(),
        )


def _break(text: str, tag: re.Match[str]) -> str:
    """What stays where a tag ended a line: nothing if a blank or line end is there anyway."""
    before = text[tag.start() - 1 : tag.start()]
    rest = TAG.sub("", text[tag.end() : tag.end() + 200])
    if not _BREAK.fullmatch(tag[0]) or not before or before.isspace() or not rest.strip(_BLANKS):
        return ""
    start, end = line_around(text, tag.start())
    row = "\t" in text[start:end] or is_pipe_row(text[start:end])
    if not row and _INDENTED.match(rest):
        return "\n"
    return "" if rest[0].isspace() else " " if row else "\n"
