"""The shape of a cell: what kind of thing it says, told from its signs alone."""

from __future__ import annotations

import re
from functools import lru_cache

from repair.names.persons import is_person_name
from repair.patterns import lazy
from repair.tables.words import is_organisation, is_post

#: Shapes by the pattern that tells them; the first that fits wins.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, lazy(pattern))
    for name, pattern in (
        ("section", r"[一二三四五六七八九十]{1,3}、"),
        ("subsection", r"[(（][一二三四五六七八九十]{1,3}[)）]"),
        ("integer", r"\d{1,6}(?:人|家|个|件|项|户|名)?\Z"),
        ("subitem", r"\d{1,2}\.\d{1,2}(?!\d*\Z)[.、 ]?\s*\D"),
        ("item", r"\d{1,3}\s*[.．、]\s*(?![\d\s]*\Z)"),
        ("point", r"[(（]\d{1,3}[)）]"),
        (
            "percent",
            r"[<>≥≤＞＜约达到不超过低于提升至以上下内 ]*-?\d+(?:\.\d+)?"
            r"\s*[%％‰]\s*(?:以[上下内])?\Z",
        ),
        ("decimal", r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?\Z|-?\d+(?:\.\d+)?\Z|[-—–/]\Z"),
        ("date", r"\d{4}[-./年]\s*\d{1,2}(?:[-./月]\s*(?:\d{1,2}日?)?)?\Z|\d{1,2}月\s*\d{1,2}日\Z"),
        (
            "unit",
            r"[%％‰]\Z|[十百千万亿]{0,2}(?:元|人|户|吨|亩|件|家|个|项|米|公里|平方米|平方公里|立方米|千瓦时?|"
            r"小时|公顷|辆|套|台|所|处|条|座|天|次|篇|分|克|公斤|升)(?:/[\u4e00-\u9fff]{1,4})?\Z",
        ),
        ("phone", r"(?:\d{3,4}-)?\d{7,11}\Z"),
    )
)
_DUTY = re.compile(r"(?:牵头|配合|负责|落实|参与|分工|部门|单位|职责)[^。]{0,8}\Z")
_PARTS = re.compile(r"[、,，\s]+")

#: Cells longer than these many characters are text, then long text.
SHORT, LONG = 8, 28

SHAPES = (
    "empty",
    *(name for name, _ in _PATTERNS),
    "person",
    "agencies",
    "post",
    "short",
    "text",
    "long",
)


@lru_cache(maxsize=65536)
def shape(cell: str) -> str:
    """The shape of a cell without blanks at its ends."""
    if not cell:
        return "empty"
    for name, pattern in _PATTERNS:
        if pattern.match(cell):
            return name
    if is_person_name(cell) and not is_organisation(cell):
        return "person"
    if "。" not in cell and len(cell) <= 80 and _agencies(cell):
        return "agencies"
    if len(cell) <= 24 and is_post(cell):
        return "post"
    if len(cell) <= SHORT:
        return "short"
    return "text" if len(cell) <= LONG else "long"


def _agencies(cell: str) -> bool:
    if _DUTY.search(cell):
        return True
    parts = [part for part in _PARTS.split(cell) if part]
    good = sum(
        is_organisation(part) or is_organisation(re.sub(r"等\Z", "", part)) for part in parts
    )
    return 2 * good > len(parts)
