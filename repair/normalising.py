"""What the normalisations share: what Chinese context is, and which lines they leave alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context

#: Hanzi, Chinese punctuation, full-width forms and circled numbers: as a class of a pattern.
CJK = (
    "\u3001-\u3003\u3005-\u3020\u3400-\u9fff\uff01-\uff60\u2014\u2018\u2019\u201c\u201d\u2026"
    "\u2460-\u24ff\u00b7\u2103\u2030"
)
HANZI = "\u3400-\u9fff\u3007"
_CJK = lazy(f"[{CJK}]")
_HANZI = lazy(f"[{HANZI}]")
#: Kinds of table-like regions in which a blank parts names or columns.
_BLANKS_PART = frozenset({"roster", "grid", "list", "form"})


def is_cjk(char: str) -> bool:
    """Whether a character belongs to Chinese text; False for none."""
    return bool(char) and _CJK.match(char) is not None


def is_hanzi(char: str) -> bool:
    """Whether a character is a hanzi; False for none."""
    return bool(char) and _HANZI.match(char) is not None


def left_of(text: str, position: int) -> str:
    """The character before ``position`` in its line, past blanks; empty at a line start."""
    while position and text[position - 1] in " \u3000":
        position -= 1
    char = text[position - 1] if position else ""
    return "" if char in "\n\t\f" else char


def right_of(text: str, position: int) -> str:
    """The character at ``position`` or after it in its line, past blanks."""
    while position < len(text) and text[position] in " \u3000":
        position += 1
    char = text[position] if position < len(text) else ""
    return "" if char in "\n\t\f" else char


class Kept:
    """The spans of rosters, grids and lists, whose blanks are separators."""

    def __init__(self, context: Context) -> None:
        from repair.tables.recognise import regions

        lines = context.document.lines
        spans = [
            (lines[region.first].start, lines[region.last - 1].end)
            for region in regions(context)
            if region.kind in _BLANKS_PART and region.first < region.last
        ]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position <= self._ends[at]


def kept(context: Context) -> Kept:
    """The spans whose blanks no normalisation touches."""
    return Kept(context)


#: What a program or formula is written in: fences, code spans, tags with their attributes, $…$.
_CODE = re.compile(
    r"^```.*?^```|`[^`\n]+`|</?[A-Za-z!][^<>\n]{0,2000}>|\$[^$\n]{1,300}\$",
    re.DOTALL | re.MULTILINE,
)


class Code:
    """The spans whose marks are no Chinese punctuation, whatever stands beside them."""

    def __init__(self, text: str) -> None:
        marked = "`" in text or "<" in text or "$" in text
        spans = [match.span() for match in _CODE.finditer(text)] if marked else []
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]


def code(context: Context) -> Code:
    """Where a context's text is code, markup or formula."""
    return Code(context.text)


_COUNTED = {
    "half-width marks": lazy(f"[,;:!?()](?:(?<=[{HANZI}].)|(?=[{HANZI}]))"),
    "blanks": lazy(
        f" (?:(?=[0-9A-Za-z])(?<=[{HANZI}] )|(?=[{HANZI}])(?<=[0-9A-Za-z%‰。，、；：] ))"
    ),
    # From the newline, a search for which is far faster than one for blanks.
    "letter-spaced words": lazy(f"\n(?<=[\n章 \u3000][{HANZI}] [{HANZI}]\n)"),
}


def left_as_is(context: Context) -> dict[str, int]:
    """How many places the normalisations would change, by what a reader calls them.

    A count for the end of a run, made by search alone: it leaves out what a rule would find
    out by looking at rosters and words. Kinds without any are left out; nothing is changed.
    """
    from repair.words.script import count_traditional, is_mostly_traditional

    text = context.text
    counts = {what: _count(pattern, text) for what, pattern in _COUNTED.items()}
    traditional = count_traditional(text)
    if is_mostly_traditional(text, traditional):
        counts["traditional characters"] = traditional
    return {what: count for what, count in counts.items() if count}


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
