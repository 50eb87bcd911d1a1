"""The entries of the contents page: title, document number, printed page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from repair.joins.contents import find_contents
from repair.joins.kinds import DOCUMENT_NUMBER
from repair.patterns import lazy

_PAGE = lazy(r"[.…·．\s]*(?:[(（](\d{1,4})[)）]|(?<=[.…·．\s])(\d{1,4}))\s*$")
_CATEGORY = re.compile(r"[【\[].{2,12}[】\]]|.{2,12}文件[:：]?|.{2,10}[:：]")
_FOLD = tuple(zip("（），：；－—–", "(),:;---", strict=True))
#: Titles of two entries of one issue reach 80 (two 意见 on neighbouring matters); the same
#: title in contents and heading, with what readers got wrong, stays above 92.
SAME_TITLE = 88
#: No contents page reaches further (it is looked for in the first 80 lines, and has 400 at most).
_MOST_LINES = 480


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents, put together."""

    title: str
    number: str
    page: str
    category: str
    lines: tuple[int, ...] = ()
    """The lines its title stands on."""
    number_line: int | None = None
    """The line its document number stands on."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A title without blanks and width, for comparing."""
    text = "".join(text.split())
    # Eight times as fast as one call of translate.
    for wide, narrow in _FOLD:
        text = text.replace(wide, narrow)
    return text


def same_title(first: str, second: str) -> bool:
    """Whether two titles are one; an issuer in front of one of them does not count."""
    a, b = (title[max(title.find("关于"), 0) :] for title in (folded(first), folded(second)))
    from rapidfuzz.fuzz import ratio

    return ratio(a, b) >= SAME_TITLE


def entries_of(lines: Sequence[str]) -> tuple[tuple[Entry, ...], int]:
    """The entries, and the index of the first line behind the contents page (0: there is none)."""
    filled = (index for index, line in enumerate(lines) if line.strip())
    nonblank = list(islice(filled, _MOST_LINES))
    contents = find_contents(lines, nonblank)
    if contents is None:
        return (), 0
    entries: list[Entry] = []
    category, pending = "", ""
    begun: list[int] = []
    for index in nonblank:
        if index not in contents:
            continue
        text = lines[index].strip()
        page = _PAGE.search(text)
        body = (text[: page.start()] if page else text).strip()
        number = DOCUMENT_NUMBER.fullmatch(body)
        if page is None and not number and _CATEGORY.fullmatch(folded(text)):
            category, pending, begun = text.strip("【】[]:：\t "), "", []
        elif page is None:
            pending += text
            begun.append(index)
        else:
            found = page[1] or page[2]
            if number:
                stated = body.strip("()（）")
                entries.append(Entry(pending, stated, found, category, (*begun,), index))
            else:
                entries.append(Entry(pending + body, "", found, category, (*begun, index)))
            pending, begun = "", []
    return tuple(entries), contents.last + 1
