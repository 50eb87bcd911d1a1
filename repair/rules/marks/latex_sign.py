r"""LaTeX for a printed sign.

## What it does
Writes `$\geq 70\%$`, `PM_{2.5}`, `\times` and other small formulas as the signs they
print: ≥70%, PM2.5, ×. The blanks a model sets around a formula between hanzi go too.

## Why it happens
Page models are trained on papers and fall into LaTeX at signs that no keyboard has.

## Example
`覆盖率 $\geq 70\%$，` becomes `覆盖率≥70%，`.

## Safety
Safe where the formula has one reading; the engine reads it again. Fractions, roots and
unknown commands are noted, not touched. Prices ($100) and Windows paths are no formulas.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import FORMULA, among_glyphs, signs_of
from repair.marks.readings import COMMAND, SCRIPT, reading
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.proofs import Mark
from repair.rules import Rule

RULE = Rule("MK002", "latex-sign", Stage.MARKS, Safety.SAFE)

_HANZI = lazy(r"[\u3400-\u9fff]")
_BARE = lazy(rf"(?<![A-Za-z:\\]){COMMAND.pattern}|(?<=[A-Za-z)）\]]){SCRIPT.pattern}")


def find(context: Context) -> Iterator[Fix]:
    """Every formula, sign command and sub- or superscript."""
    text = context.text
    marks = context.get(signs_of).marks
    taken: list[tuple[int, int]] = []
    if marks & {"$", "\\"}:
        taken = [match.span() for match in FORMULA.finditer(text)]
        for span in taken:
            if not among_glyphs(text, *span):
                yield from _formula(text, *span)
    if not marks & {"\\", "_", "^"}:
        return
    for match in _BARE.finditer(text):
        outside = not any(a <= match.start() < b for a, b in taken)
        if outside and not among_glyphs(text, *match.span()):
            yield from _formula(text, *match.span())


def _formula(text: str, start: int, end: int) -> Iterator[Fix]:
    mark = text[start:end]
    plain = reading(mark)
    if plain is None:
        yield Fix(
            start,
            end,
            mark,
            f"LaTeX without one sure reading: {mark}",
            confidence=0.5,
            safety=Safety.NOTE,
        )
        return
    group = str(start)
    yield Fix(
        start,
        end,
        plain,
        f"LaTeX {mark} prints as {plain}",
        group=group,
        proof=Mark(),
    )
    left = start - len(text[:start][-4:]) + len(text[:start][-4:].rstrip(" "))
    if left < start and _HANZI.match(text, left - 1):
        yield Fix(left, start, "", "the blank belongs to the formula", 0.9)
    right = end + len(text[end : end + 4]) - len(text[end : end + 4].lstrip(" "))
    if right > end and _HANZI.match(text, right):
        yield Fix(end, right, "", "the blank belongs to the formula", 0.9)
