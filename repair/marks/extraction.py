"""How much of a text is an extractor's own notation, and where its marks can't be meant.

A lone ``-`` or ``#`` is text; forty of them at line starts are Markdown. The rules of
``repair/rules/marks`` ask here before they take a mark away.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from repair.marks.readings import COMMAND, COMPATIBILITY, INVISIBLE, SCRIPT, TAG

if TYPE_CHECKING:
    from repair.context import Context

HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+(?=\S)", re.MULTILINE)
#: A pair of bold marks in one line: opened at a line start or after a blank or sign
#: (张**、李** are masked names), around something that starts and ends in text.
BOLD = re.compile(
    # Its first star is looked for, as that is far faster than what may stand before it.
    r"(\*(?:(?<=^\*)|(?<=[\s#|。，、；：！？,;:!?（）()《》“”—\-.．>]\*))\*\*?)"
    r"(?=[^\s*_、，。；])([^*\n]{1,400}?)(?<![\s*_、，])\1(?!\*)",
    re.MULTILINE,
)
#: An item mark before a word, a list sign or a number with a list sign; not `- 12 -`.
ITEM = re.compile(
    r"^[ ]*[-*+] (?=[\u4e00-\u9fff（(“《〈〔【①-⑳A-Za-z*|]|\d{1,3}[.．、)）](?!\d))", re.MULTILINE
)
#: Of these, an item mark before another mark of a list, a post of a roster, or an annex.
REDUNDANT = re.compile(
    r"^[ ]*[-*+] (?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳]|\d{1,3}[.．、](?!\d)|附件|\|"
    r"|(?:副?组\s?长|副?总?指\s?挥长?|成\s?员|总?召集人|主\s?任|副主任)\s?[：:])",
    re.MULTILINE,
)
HARD_BREAK = re.compile(r"(?<=[^\s|])[ ]{2,}(?=\n)")
#: A link or picture; with an address in round brackets, the form has no other meaning.
LINK = re.compile(
    r"\[[^\[\]\n]*\]\((?:mailto:|https?://|ftp://|www\.|\.{0,2}/|images?/|#)[^()\s]*\)"
    r"|(?<=!)\[[^\[\]\n]*\]\([^()\s]*\)"
)
#: An address in angle brackets.
AUTOLINK = re.compile(r"<(?:https?://[^\s<>]+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
#: A formula; `${name}` twice in a line is a template of a program.
FORMULA = re.compile(
    r"\$\$?[^$\n\u4e00-\u9fff]{0,80}?(?:[\\^_{][^$\n]{0,80}?)\$\$?(?!\{)|\\\([^\n]{1,80}?\\\)"
)
_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.IGNORECASE | re.DOTALL)
#: Fewer marks of Markdown than this may be the author's own; the marked gazettes have
#: 34 to 277, the unmarked texts none.
MARKDOWN = 3


#: The ASCII signs that notations use.
_NOTATION = "#$&*<@\\^_`{}~"
#: Characters that need no look: one pass over a clean text is one run of them.
_PLAIN = "\u4e00-\u9fff\t\n -~\u3000-\u303f\uff01-\uff5e\u2010-\u2027"
_PRIVATE = "\ue000-\uf8ff\ufffd"
_SCAN = re.compile(
    f"[{_PLAIN}]*+(?:([{INVISIBLE}]+)|([{COMPATIBILITY}])|([{_PRIVATE}])"
    f"|[^{_PLAIN}{INVISIBLE}{COMPATIBILITY}{_PRIVATE}]++|\\Z)"
)


class Signs:
    """What of a text may be an extractor's, for cheap questions before dear ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.ascii = text.encode("ascii", "ignore").decode("ascii")
        """The ASCII characters of the text in a row, which are few: what does not stand in
        them does not stand in the text."""
        self.marks = frozenset(sign for sign in _NOTATION if sign in self.ascii)
        """Which of the ASCII signs that notations use stand in the text."""

    @property
    def invisible(self) -> list[tuple[int, int]]:
        """Runs of characters that print nothing."""
        return self._found[0]

    @property
    def forms(self) -> list[tuple[int, int]]:
        """Radicals and compatibility forms of hanzi."""
        return self._found[1]

    @property
    def private(self) -> list[tuple[int, int]]:
        """Characters without a meaning of their own."""
        return self._found[2]

    @cached_property
    def _found(self) -> tuple[list[tuple[int, int]], ...]:
        found: tuple[list[tuple[int, int]], ...] = ([], [], [])
        for match in _SCAN.finditer(self._text):
            kind = match.lastindex
            if kind:
                found[kind - 1].append(match.span(kind))
        return found


def signs_of(context: Context) -> Signs:
    """The extractor's characters of a context's text."""
    return Signs(context.text)


@dataclass(frozen=True)
class Marks:
    """Counts of extractor marks by kind."""

    headings: int
    bold: int
    items: int
    links: int
    tags: int
    formulas: int

    redundant: int
    """Items whose mark stands before another (- （一）, - 1.), or before a post of a roster."""

    @property
    def markdown(self) -> int:
        """All Markdown marks; a bold pair counts once.

        Dashes alone are an author's list; they count where one is redundant or other marks
        stand beside them.
        """
        others = self.headings + self.bold + self.links
        return others + (self.items if others or self.redundant else 0)

    @property
    def active(self) -> bool:
        """Whether an extractor wrote this text: its marks are the rule, not an accident."""
        return self.markdown >= MARKDOWN or self.tags >= 2 or self.formulas > 0

    def as_dict(self) -> dict[str, int]:
        """The counts, for reports."""
        return asdict(self)


def marks_of(context: Context) -> Marks:
    """The extractor marks of a context's text."""
    text, signs = context.text, context.get(signs_of)
    marks = signs.marks
    dashes = "- " in signs.ascii or "*" in marks or "+ " in signs.ascii
    items = [match.start() for match in ITEM.finditer(text)] if dashes else []
    return Marks(
        headings=_count(HEADING, text) if "#" in marks else 0,
        bold=_count(BOLD, text) if "*" in marks else 0,
        items=len(items),
        redundant=sum(REDUNDANT.match(text, at) is not None for at in items),
        links=sum(1 for _ in links(text, signs)),
        tags=_count(TAG, text) if "<" in marks else 0,
        formulas=_formulas(text, signs),
    )


def links(text: str, signs: Signs) -> Iterator[tuple[int, int]]:
    """The spans of Markdown links, pictures and addresses in angle brackets."""
    if "](" in signs.ascii:
        for match in LINK.finditer(text):
            yield match.start() - (text[match.start() - 1 : match.start()] == "!"), match.end()
    if "<" in signs.marks and ("@" in signs.marks or "<http" in signs.ascii):
        yield from (match.span() for match in AUTOLINK.finditer(text))


def headings_of(context: Context) -> frozenset[int]:
    """Where a line begins that the run's first text marks as a heading.

    MK101 takes the marks away, and a heading without its mark looks like half a paragraph.
    """
    first = context.first
    if "#" not in first.get(signs_of).marks:
        return frozenset()
    return frozenset(context.moved(match.start()) for match in HEADING.finditer(first.text))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def among_glyphs(text: str, start: int, end: int) -> bool:
    """Whether a line has numbers of glyphs, (cid:12): its signs are glyphs of a font as well."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text.find("(cid:", low, high if high >= 0 else len(text)) >= 0


def _formulas(text: str, signs: Signs) -> int:
    marks = signs.marks
    if "(cid:" in signs.ascii:
        text = "\n".join(line for line in text.split("\n") if "(cid:" not in line)
    found = _count(FORMULA, text) if "$" in marks or "\\" in marks else 0
    if "\\" in marks:
        found += _count(COMMAND, text)
    return found + (_count(SCRIPT, text) if marks & {"_", "^"} else 0)


class Tables:
    """The spans of whole HTML tables, which another family reads as tables."""

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in _TABLE.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]


def tables_of(context: Context) -> Tables:
    """Where whole HTML tables stand."""
    return Tables(context.text)
