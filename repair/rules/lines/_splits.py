"""What the rules that take lines apart share: a missing line end as a fix."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.joins.seam import Seam, Split
from repair.joins.splits import seams
from repair.model import Fix, Safety


def fixes(context: Context, kind: Split, message: str) -> Iterator[Fix]:
    """The seams of one kind as fixes: a line end, or a blank line where the text uses them."""
    for seam in context.get(seams):
        if seam.kind is kind:
            yield Fix(
                seam.start,
                seam.end,
                _line_end(context, seam),
                message,
                0.96 if seam.sure else 0.7,
                Safety.SAFE if seam.sure else Safety.REVIEW,
                (seam.evidence,),
                group=_group(seam),
            )


def _group(seam: Seam) -> str:
    """Whether issuers stand on lines of their own is one question for all titles of an issue."""
    return "titles" if seam.kind is Split.TITLE and not seam.sure else str(seam.start)


def _line_end(context: Context, seam: Seam) -> str:
    lines = context.document.lines
    above = seam.line == 0 or lines[seam.line - 1].blank
    below = seam.line + 1 >= len(lines) or lines[seam.line + 1].blank
    return "\n\n" if above and below else "\n"
