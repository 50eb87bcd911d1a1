"""The unified diff of a source and its clean text."""

from __future__ import annotations

import difflib


def unified(source: str, clean: str, name: str, clean_name: str) -> str:
    """A unified diff, three lines of context; empty when the texts are equal."""
    if source == clean:
        return ""
    lines = difflib.unified_diff(
        source.splitlines(keepends=True), clean.splitlines(keepends=True), name, clean_name
    )
    out = []
    for line in lines:
        out.append(line)
        if not line.endswith("\n"):
            out.append("\n\\ No newline at end of file\n")
    return "".join(out)
