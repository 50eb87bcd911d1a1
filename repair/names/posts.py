"""Persons and their posts as name lists give them: ``成 员：张 明 区财政局副局长``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.line_ends import open_ends
from repair.names.persons import is_person_name
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context

HANZI = "\u4e00-\u9fff"
_ROW = lazy(
    rf"(?:[-*] )?(?:[{HANZI}]{{1,3}}[ \u3000]{{0,4}}[{HANZI}]{{1,2}}[:：][ \u3000]*)?"
    rf"(?P<name>[{HANZI}](?:[ \u3000]{{0,2}}[{HANZI}]){{1,2}})[ \t\u3000]+"
    rf"(?P<post>[{HANZI}][^\s。；;：:《》]{{3,60}}+)[ \t]*+\Z"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the posts of one row."""

    name: str
    parts: tuple[tuple[int, int, str], ...]
    """Each post with its place in the text."""


def holders(context: Context) -> tuple[Holder, ...]:
    """The rows of name lists in a text: a person, blanks, posts and nothing else."""
    out = []
    text = context.text
    for end in (*context.get(open_ends), len(text)):
        match = _ROW.match(text, text.rfind("\n", 0, end) + 1, end)
        if match is None:
            continue
        name = "".join(match["name"].split())
        if not is_person_name(name):
            continue
        at = match.start("post")
        parts = tuple(
            (at + part.start(), at + part.end(), part[0])
            for part in re.finditer(r"[^、，,]+", match["post"])
        )
        out.append(Holder(name, parts))
    return tuple(out)
