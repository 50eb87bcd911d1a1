"""Documents cited with title and number: 《…》（淄政发〔2017〕4号）."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context
    from repair.dictionaries import Dictionaries

HANZI = "\u4e00-\u9fff"
_NUMBER = lazy(
    rf"》\s*[（(]\s*(?P<prefix>[{HANZI}]{{2,8}})\s*[〔\[（(【]\s*(?P<year>(?:19|20)\d\d)\s*"
    r"[〕\]）)】]\s*(?:第\s*)?(?P<serial>\d{1,4})\s*号"
)
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
    out = []
    for match in _NUMBER.finditer(text):
        title = _title(text, match.start())
        if title:
            out.append(
                Citation(
                    match.start("prefix"),
                    match.end(),
                    match["prefix"],
                    match["year"],
                    match["serial"],
                    title,
                )
            )
    return tuple(out)


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
