"""Traditional and simplified characters, after OpenCC's tables.

OpenCC's C++ build is asked once for every hanzi by itself; that table of single
characters is all the repair of scattered forms uses. The pure-Python package
``opencc-python-reimplemented`` takes the same import name and has older, other
tables; it is refused.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from repair.errors import MissingExtraError
from repair.patterns import lazy

#: Forms OpenCC folds that are right in simplified text: Table of General Standard
#: Chinese Characters (通用规范汉字表, 2013) keeps them for names, places and set words.
STANDARD = frozenset(
    "乾後於徵夥薹醣麴麽拚拼捱摺榘菸袷昇甦堃喆淼祇祐穀鍾鎔鉅溧濬濛矽晧晳脩剋陞氾逕蘋吒"
)
#: In a row: what many matches take away costs a piece of text for each.
_HANZI = lazy(r"[\u4e00-\u9fff]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
#: A text with more traditional characters than this share of its hanzi is written in
#: them: the gazettes with slips have 0.02 % at most, traditional texts above 25 %; between
#: lie simplified texts of which a reader turned some pages.
TRADITIONAL = 0.12
#: Below this many hanzi a share says nothing; two slips in a short text are still slips.
_FEW = 25


@cache
def converter(config: str) -> Any:  # noqa: ANN401 - OpenCC has no types
    """OpenCC's converter of that name (``t2s``).

    Raises :class:`MissingExtraError` when OpenCC is missing or shadowed.
    """
    advice = "pip uninstall opencc-python-reimplemented; pip install --force-reinstall opencc"
    try:
        import opencc
    except ImportError as error:
        raise MissingExtraError("OpenCC is not installed", "pip install opencc") from error
    if not hasattr(opencc, "CONFIGS"):
        raise MissingExtraError(
            "the package opencc-python-reimplemented stands where OpenCC is expected", advice
        )
    return opencc.OpenCC(config)


@cache
def table() -> dict[str, str]:
    """Traditional or Japanese form and its one simplified one, over the basic CJK block."""
    hanzi = [chr(code) for code in range(0x4E00, 0x9FA6)]
    plain = converter("t2s").convert("\n".join(hanzi)).split("\n")
    # Japanese forms are no traditional ones, but the same slip; where the form is a
    # simplified character too (芸, 缶), it is that.
    japanese = converter("jp2t").convert("\n".join(hanzi))
    folded = converter("t2s").convert(japanese).split("\n")
    found = {}
    for old, new, other in zip(hanzi, plain, folded, strict=True):
        form = new
        if new == old and not _in_gb2312(old) and _in_gb2312(other):
            form = other
        if form != old and len(form) == 1 and "\u4e00" <= form <= "\u9fa5":
            found[old] = form
    return {old: found.get(new, new) for old, new in found.items() if found.get(new) != old}


def _in_gb2312(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


@cache
def forms() -> frozenset[str]:
    """The characters of the table that no simplified text has."""
    return frozenset(table()) - STANDARD


@cache
def traditional() -> re.Pattern[str]:
    """A pattern for one character that no simplified text has."""
    return re.compile(f"[{''.join(sorted(forms()))}]")


def traditional_share(text: str) -> float:
    """The share of a text's hanzi that no simplified text has."""
    return _share(text, _count(traditional(), text))


def count_traditional(text: str) -> int:
    """How many characters of a text no simplified text has."""
    return 0 if text.isascii() else _count(traditional(), text)


def is_mostly_traditional(text: str, found: int) -> bool:
    """Whether a text with so many such characters is written in traditional characters.

    A passage of few characters says so by having more of them than simplified ones.
    """
    if not found:
        return False
    if found > TRADITIONAL * _FEW and _share(text, found) > TRADITIONAL:
        return True
    # A simplified text soon has as many, so the search need not go on.
    simple = islice(_only_simplified().finditer(text), found)
    return sum(1 for _ in simple) < found


@cache
def _only_simplified() -> re.Pattern[str]:
    """A pattern for one simplified character that no traditional text has (not in Big5)."""
    return re.compile(f"[{''.join(new for new in set(table().values()) if not _in_big5(new))}]")


def _in_big5(char: str) -> bool:
    try:
        return len(char.encode("big5")) == 2
    except UnicodeEncodeError:
        return False


def is_japanese(text: str) -> bool:
    """Whether kana stand in a line (more than the one that may be a misread hanzi)."""
    return len(_KANA.findall(text)) > 1


def _share(text: str, found: int) -> float:
    return found / max(_count(_HANZI, text), _FEW) if found else 0.0


def _count(pattern: re.Pattern[str], text: str) -> int:
    """How many characters match, without an object for each of them."""
    return len(text) - len(pattern.sub("", text))


def simplified(text: str) -> str:
    """The text with every traditional character of the table in its simplified form."""
    return "".join(table().get(char, char) for char in text)
