"""Documents cited with title and number: 《…》（淄政发〔2017〕4号）."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from repair.document import lines_of
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context
    from repair.dictionaries import Dictionaries

HANZI = "\u4e00-\u9fff"
_PARTS = (
    rf"(?P<prefix>[{HANZI}]{{2,8}})\s*[〔\[（(【]\s*(?P<year>(?:19|20)\d\d)\s*"
    r"[〕\]）)】]\s*(?:第\s*)?(?P<serial>\d{1,4})\s*号"
)
_NUMBER = lazy(rf"》\s*[（(]\s*{_PARTS}")
#: On a line of its own, below a title or in the contents.
_OWN = lazy(_PARTS)
#: The longest title cited in the gazettes has 118 characters, with its inner title.
REACH = 160
_FROM = re.compile(r"\A.{0,24}?(?=关于)")
_SIGNS = re.compile(r"[\s《》〈〉<>‹›“”\"，,。、（）()]+")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues under a prefix, of what level, for which place."""

    name: str
    level: str
    place: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A title and the number given with it."""

    start: int
    """Offset of the prefix."""
    end: int
    """Offset after 号."""
    prefix: str
    year: str
    serial: str
    title: str
    """Without blanks, signs and the inner marks."""

    @property
    def number(self) -> str:
        """The number as GB/T 9704 writes it."""
        return f"{self.prefix}〔{self.year}〕{self.serial}号"

    @property
    def subject(self) -> str:
        """The title from 关于 on: the issuer before it is often left out."""
        return _FROM.sub("", self.title, count=1)


@lru_cache(maxsize=4)
def issuers(dictionaries: Dictionaries) -> Mapping[str, Issuer]:
    """The issuer table by prefix; a user's row replaces ours."""
    return {
        prefix: Issuer(name, level, place)
        for prefix, name, level, place, _ in dictionaries.table("issuers.tsv")
    }


def citations(context: Context) -> tuple[Citation, ...]:
    """The citations of a text, in order."""
    text = context.text
    found = ((match, _title(text, match.start())) for match in _NUMBER.finditer(text))
    return tuple(_citation(match, title) for match, title in found if title)


def own_numbers(context: Context) -> tuple[Citation, ...]:
    """The numbers that an issue's documents bear themselves, and its contents page gives them.

    Empty without a contents page: what a text cites is seldom the text itself.
    """
    from repair.structure.contents import entries_of
    from repair.structure.issue import numbered

    entries, _ = entries_of(lines_of(context.text).texts)
    if not entries:
        return ()
    lines = context.document.lines
    places = [
        (lines[entry.number_line].start, lines[entry.number_line].end, entry.title)
        for entry in entries
        if entry.number_line is not None
    ]
    places += numbered(context)
    return tuple(
        _citation(match, _SIGNS.sub("", title))
        for start, end, title in places
        for match in [_OWN.search(context.text, start, end)]
        if match
    )


def _citation(match: re.Match[str], title: str) -> Citation:
    return Citation(
        match.start("prefix"), match.end(), match["prefix"], match["year"], match["serial"], title
    )


def _title(text: str, close: int) -> str:
    """The title that the mark at ``close`` ends; empty when its beginning isn't near."""
    depth = 0
    for at in range(close, max(close - REACH, -1), -1):
        if text[at] == "》":
            depth += 1
        elif text[at] == "《":
            depth -= 1
            if not depth:
                return _SIGNS.sub("", text[at:close])
    return ""
