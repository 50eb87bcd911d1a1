"""Person names: surnames, name length, names that were letter-spaced in print.

A Chinese name is a surname (one character, or two of a compound one) and one or two
characters; two-character names are set with a blank inside so that they fill the width
of three. The surnames are a fact list, ``dictionaries/surnames.tsv``, whose sources
stand in ``tools/make_surnames.py``. A shape is no proof of a person: 高元 is one and
高度 is none, so callers need structure (a column of names, a post behind) as well.
"""

from __future__ import annotations

import re
from functools import cache

from repair.dictionaries import rows
from repair.patterns import lazy

_BLANK = r"[ \u3000\u2002\u2003]"
_HANZI = r"[\u3400-\u4dbf\u4e00-\u9fff]"
#: 艾力·买买提: parts joined by a middle dot, each of one to eight characters.
_DOTTED = lazy(rf"{_HANZI}{{1,8}}(?:[·•・‧]{_HANZI}{{1,8}}){{1,3}}\Z")
_REMARK = lazy(r"[(（](?:女|男|兼|挂职|回族|满族|[\u4e00-\u9fff]{1,3}族)[)）]\Z")
_SPACED = lazy(rf"({_HANZI}{{1,2}}){_BLANK}{{1,4}}({_HANZI}{{1,2}})\Z")
#: Endings of agencies, posts and places, which have the length of a name.
_NOT_NAME = lazy(
    r"(?:局|处|科|股|办|委|院|厂|社|站|所|队|镇|乡|县|市|省|区|街|路|村|校|部|厅|署|馆|庭|"
    r"局长|主任|书记|委员|成员|组长|镇长|部长|院长|经理|主席|科长|处长|秘书|会议|公司|单位|"
    r"政府|人员|名单|名称|姓名|职务|备注|附件|目录|合计|小计|总计|通知|意见|办法|方案|规定)\Z"
)


@cache
def surnames() -> frozenset[str]:
    """All surnames, compound ones too."""
    return frozenset(row[0] for row in rows("surnames.tsv"))


@cache
def _compound_beginnings() -> frozenset[str]:
    return frozenset(name[0] for name in surnames() if len(name) > 1) - surnames()


def may_begin_with_surname(text: str) -> bool:
    """A quick look: whether a surname, or a letter-spaced compound one, may stand in front."""
    if text[:1] in surnames():
        return True
    return text[:1] in _compound_beginnings() and (text[:2] in surnames() or text[1:2].isspace())


@cache
def common_surnames() -> frozenset[str]:
    """Surnames met every day that are not mostly met as words."""
    return frozenset(row[0] for row in rows("surnames.tsv") if row[1] != "3" and row[2] == "0")


@cache
def frequent_surnames() -> frozenset[str]:
    """The hundred or so that most people bear."""
    return frozenset(row[0] for row in rows("surnames.tsv") if row[1] == "1")


def without_blanks(text: str) -> str:
    """``王 旭`` as ``王旭``."""
    return "".join(text.split())


def surname_of(name: str) -> str:
    """The surname a name begins with, the longest one; empty when there is none."""
    name = without_blanks(name)
    if name[:2] in surnames() and len(name) >= 3:
        return name[:2]
    return name[:1] if name[:1] in surnames() else ""


def is_person_name(text: str) -> bool:
    """Whether a text has the shape of a person's name, with or without blanks inside.

    Two to four characters with a known surname, or parts joined by a middle dot; a
    remark such as （女） may follow. Agencies, posts and labels of that length are no names.
    """
    name = without_blanks(text)
    if name[-1:] in ")）":
        name = _REMARK.sub("", name)
    if "·" in name or "•" in name or "・" in name or "‧" in name:
        return _DOTTED.match(name) is not None
    if not 2 <= len(name) <= 4:
        return False
    surname = surname_of(name)
    if not surname or not 1 <= len(name) - len(surname) <= 2:
        return False
    return _all_hanzi(name) and not _NOT_NAME.search(name)


def may_be_name(text: str) -> bool:
    """Whether a text may be a name whose surname no list has: two or three hanzi, no agency or
    post. The layout around has to tell that a name stands there."""
    name = without_blanks(text)
    return 2 <= len(name) <= 3 and _all_hanzi(name) and not _NOT_NAME.search(name)


def spaced_name(text: str) -> str | None:
    """The name without its letter-spacing (``王 旭`` → ``王旭``); None when it is none."""
    match = _SPACED.match(text.strip())
    if match is None:
        return None
    name = match[1] + match[2]
    return name if is_person_name(name) else None


def _all_hanzi(text: str) -> bool:
    return re.fullmatch(rf"{_HANZI}+", text) is not None
