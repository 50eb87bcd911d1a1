"""Rules see ``\\n`` only; the source's own newlines come back when patches are flattened."""

from __future__ import annotations

import re

from repair.model import Edit, Patch

_CRLF = re.compile("\r\n")


def to_lf(source: str) -> Patch:
    """The patch that turns every CRLF into LF; its edits carry no tags."""
    if "\r" not in source:
        return Patch()
    return Patch(Edit(m.start(), m.end(), "\n") for m in _CRLF.finditer(source))


def with_newlines(patch: Patch, newline: str) -> Patch:
    """A patch from source to clean text, writing new line ends in the source's style.

    Newlines that no fix touched stay as they were, in mixed files too.
    """
    return Patch(
        Edit(e.start, e.end, e.after.replace("\n", newline), e.tags) if newline != "\n" else e
        for e in patch.edits
        if e.tags
    )
