"""How much of a text is an extractor's own notation, and where its marks can't be meant.

A lone ``-`` or ``#`` is text; forty of them at line starts are Markdown. The rules of
``repair/rules/marks`` ask here before they take a mark away.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from repair.marks import COMMAND, SCRIPT, TAG

if TYPE_CHECKING:
    from repair.context import Context

HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+(?=\S)", re.MULTILINE)
#: A pair of bold marks in one line: opened at a line start or after a blank or sign
#: (张**、李** are masked names), around something that starts and ends in text.
BOLD = re.compile(
    r"(?:^|(?<=[\s#|。，、；：！？,;:!?（）()《》“”—\-.．>]))"
    r"(\*\*\*?|__)(?=[^\s*_、，。；])([^*\n]{1,400}?)(?<![\s*_、，])\1(?!\*)",
    re.MULTILINE,
)
#: An item mark before a word, a list sign or a number with a list sign; not `- 12 -`.
ITEM = re.compile(
    r"^[ \t]*[-*+] (?=[\u4e00-\u9fff（(“《〈〔【①-⑳A-Za-z*|]|\d{1,3}[.．、)）](?!\d))", re.MULTILINE
)
HARD_BREAK = re.compile(r"(?<=[^\s|])[ ]{2,}(?=\n)")
LINK = re.compile(
    r"!?\[[^\[\]\n]*\]\((?:mailto:|https?://|ftp://|www\.|\.{0,2}/|images?/|#)[^()\s]*\)"
    r"|!\[[^\[\]\n]*\]\([^()\s]*\)"
    r"|<(?:https?://[^\s<>]+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>"
)
FORMULA = re.compile(
    r"\$\$?[^$\n\u4e00-\u9fff]{0,80}?(?:[\\^_][^$\n]{0,80}?)\$\$?|\\\([^\n]{1,80}?\\\)"
)
_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.IGNORECASE | re.DOTALL)
#: Fewer marks of Markdown than this may be the author's own; the marked gazettes have
#: 34 to 277, the unmarked texts none.
MARKDOWN = 3


@dataclass(frozen=True)
class Marks:
    """Counts of extractor marks by kind."""

    headings: int
    bold: int
    items: int
    links: int
    tags: int
    formulas: int

    @property
    def markdown(self) -> int:
        """All Markdown marks; a bold pair counts once."""
        return self.headings + self.bold + self.items + self.links

    @cached_property
    def active(self) -> bool:
        """Whether an extractor wrote this text: its marks are the rule, not an accident."""
        return self.markdown >= MARKDOWN or self.tags >= 2 or self.formulas > 0

    def as_dict(self) -> dict[str, int]:
        """The counts, for reports."""
        return {
            "headings": self.headings,
            "bold": self.bold,
            "items": self.items,
            "links": self.links,
            "tags": self.tags,
            "formulas": self.formulas,
        }


def marks_of(context: Context) -> Marks:
    """The extractor marks of a context's text."""
    text = context.text
    return Marks(
        headings=_count(HEADING, text) if "#" in text else 0,
        bold=_count(BOLD, text) if "**" in text or "__" in text else 0,
        items=_count(ITEM, text) if "- " in text or "* " in text or "+ " in text else 0,
        links=_count(LINK, text) if "](" in text or "@" in text else 0,
        tags=_count(TAG, text) if "<" in text else 0,
        formulas=_formulas(text),
    )


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _formulas(text: str) -> int:
    found = _count(FORMULA, text) if "$" in text or "\\(" in text else 0
    if "\\" in text:
        found += _count(COMMAND, text)
    return found + (_count(SCRIPT, text) if "_" in text or "^" in text else 0)


class Tables:
    """The spans of whole HTML tables, which another family reads as tables."""

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in _TABLE.finditer(text)] if "<" in text else []
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]


def tables_of(context: Context) -> Tables:
    """Where whole HTML tables stand."""
    return Tables(context.text)
