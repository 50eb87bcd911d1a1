"""Surnames that are glyphs, at the head of a row of a name list.

苑, 于, 袁, 余 and their like are the glyphs of 7, ②, ， and ⑧, and stand before a given name
where signs hardly ever stand: behind a line's beginning, a role and its colon, or a post.
"""

from __future__ import annotations

from functools import cache

from repair.names.persons import common_surnames, frequent_surnames
from repair.patterns import lazy

_END = "(?:长|主任|书记|委员|队员|经理|主席|工程师|调研员|科员|秘书|干事|会计|指挥)"
_BLANKS = "[ \\t\\u3000]"
#: What stands before the name in its row: a list mark, a role, or the row before.
_BEFORE = lazy(
    rf"(?:[-*+•] )?{_BLANKS}*(?:[一-龥]{{1,3}}{_BLANKS}*[一-龥]{{1,3}}{_BLANKS}?[：:院]{_BLANKS}*)?"
    rf"|.*{_END}{_BLANKS}+"
)
#: A given name, letter-spaced or in the next line, and a post.
_ROW = lazy(
    rf".{_BLANKS}?\n*[一-龥]{_BLANKS}?[一-龥]?{_BLANKS}+[^\s，。；,;]{{2,40}}{_END}"
    r"(?:[（(渊][^\n）)冤]{1,12}[）)冤])?(?=\s|$)"
)
_STARTS = frozenset(" \t\u3000\n：:院")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name for name in common_surnames() | frequent_surnames() if len(name) == 1)


def begins_row(text: str, place: int) -> bool:
    """Whether the hanzi at a place is the surname of a person in a row of a name list.

    >>> begins_row("- 苑 涛 县农业局局长", 2), begins_row("7 涛声 县农业局局长", 0)
    (True, False)
    """
    if text[place] not in _surnames() or (place and text[place - 1] not in _STARTS):
        return False
    if not _ROW.match(text, place):
        return False
    line = text.rfind("\n", 0, place) + 1
    return _BEFORE.fullmatch(text, line, place) is not None
