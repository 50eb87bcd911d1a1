"""Markdown fences, rules and escapes.

## What it does
Removes lines of three backticks (```` ```markdown ````), lines of `---` or `***`, and the
backslash before a sign (`1\\.`, `\\*`).

## Why it happens
A page model wraps its answer in a code block, draws a line where the page has one, and
escapes what Markdown would read as a mark.

## Example
A line of three hyphens between two documents goes; `1\\. 目标` becomes `1. 目标`.

## Safety
Safe where the text shows that an extractor wrote it: three other Markdown marks or more;
fences only in pairs. The line itself goes, its neighbours stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import among_glyphs, signs_of
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.proofs import Mark
from repair.rules import Rule
from repair.tables.line_shapes import is_pipe_row

RULE = Rule("MK106", "markdown-fence", Stage.LINES, Safety.SAFE)

_FENCE = re.compile(r"^```[a-z]{0,12}[ ]*(?:\n|\Z)", re.MULTILINE)
_RULED = re.compile(r"(?<=\n\n)(?:-{3,}|\*{3,}|_{3,}|\* \* \*)[ ]*\n(?:\n|\Z)")
_ESCAPE = re.compile(r"\\(?=[.*_#\[\]()+\-!>|~])")


def find(context: Context) -> Iterator[Fix]:
    """Fences in pairs, ruled lines, escapes."""
    text = context.text
    signs = context.get(signs_of).marks
    fences = list(_FENCE.finditer(text)) if "`" in signs else []
    if len(fences) % 2 == 0:
        for match in fences:
            yield Fix(*match.span(), "", "a code fence of Markdown")
    if not context.profile.marks.active:
        return
    if "---\n" in text or "***\n" in text or "___\n" in text or "* *\n" in text:
        for match in _RULED.finditer(text):
            yield Fix(*match.span(), "", "a ruled line of Markdown")
    if "\\" in signs:
        for match in _ESCAPE.finditer(text):
            start, end = line_around(text, match.end())
            if text[match.end()] == "|" and is_pipe_row(text[start:end]):
                continue  # It keeps the pipe from parting cells until TB001 has read the row.
            if among_glyphs(text, *match.span()):
                continue
            yield Fix(*match.span(), "", "Markdown's backslash before a sign", proof=Mark())
