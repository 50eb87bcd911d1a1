"""Signs that Tesseract's Chinese model can't print, and the places where only they can stand.

What is read for a sign was counted on pages set in several faces (``ocr_signs.tsv``, made by
``tools/make_ocr_signs.py``). A misreading is proved when the table knows it and what stands
around it leaves no other reading: ``25"C`` in a sentence about temperature is 25℃.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from repair.dictionaries import rows
from repair.patterns import lazy

#: Readings seen less often than this in the table prove nothing.
_LEAST = 2
_WARM = re.compile(r"温|气候|加热|冷藏|冷冻|供暖|摄氏")
#: Of each sign: what must stand before it and behind it.
_AROUND = {
    "℃": (re.compile(r"[0-9]$"), re.compile(r"(?![A-Za-z0-9])")),
    "‰": (re.compile(r"[0-9]$"), re.compile(r"(?![A-Za-z0-9])")),
    "—": (
        re.compile(r"(?:(?<![0-9])(?:19|20)[0-9]{2}|(?:GB|DB|[A-Z]{2,4})(?:/T)? ?[0-9.]+)$"),
        re.compile(r"(?:19|20)[0-9]{2}(?![0-9])"),
    ),
}
_REACH = 24


@cache
def readings(sign: str) -> frozenset[str]:
    """What is read where a sign is printed, with the signs of ASCII for those of Chinese."""
    return frozenset(
        read
        for printed, read, count, *_ in rows("ocr_signs.tsv")
        if printed == sign and read and int(count) >= _LEAST
    )


def stands_for(sign: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` can only be a misread ``sign``."""
    if "".join(text[start:end].split()) not in readings(sign):
        return False
    before, after = _AROUND[sign]
    if not before.search(text[max(0, start - _REACH) : start]):
        return False
    if not after.match(text[end : end + _REACH]):
        return False
    # A bare C may be a class or a size (3C认证): its own clause must speak of temperature.
    stops = "。\n" if end - start > 1 else "。\n，,；;、"
    return sign != "℃" or _WARM.search(_around(text, start, end, stops)) is not None


def _around(text: str, start: int, end: int, stops: str) -> str:
    """What stands around a place, up to the nearest of some stops."""
    low = max(text.rfind(stop, 0, start) for stop in stops) + 1
    highs = [at for stop in stops if (at := text.find(stop, end)) >= 0]
    return text[low : min(highs, default=len(text))]


@dataclass(frozen=True, slots=True)
class Circled:
    """A place where a circled number was misread: its span, and what the run leaves for it."""

    start: int
    end: int
    number: str
    beside: str
    """The number that was read beside it."""


_ITEM = lazy(
    r"(?:(?<=[：:；;。])|^) ?([①-⑳]|[（(]?@+[）)]?|[GCO]D[)）]?|[○〇O](?=[一-鿿])|)(?=[一-鿿])",
    re.MULTILINE,
)


def circled(text: str) -> list[Circled]:
    """The circled numbers that were read as something else, where their run tells which.

    A run is items after ：, ； or 。 or at the beginnings of lines. Only what no clause
    begins with (@, GD, ○) is taken for one, and only where the run counts on from ① or from
    two numbers, or goes on behind it.
    """
    if "@" not in text and "D" not in text and "○" not in text:
        return []
    out: list[Circled] = []
    items = [(m.start(1), m.end(1), m[1]) for m in _ITEM.finditer(text)]
    labels = [_number(label) for _, _, label in items]
    for index, (start, end, label) in enumerate(items):
        if not label or labels[index]:
            continue
        before = labels[index - 1] if index else 0
        after = labels[index + 1] if index + 1 < len(labels) else 0
        earlier = labels[index - 2] if index > 1 else 0
        follows = before and (before == 1 or earlier == before - 1 or after == before + 2)
        if follows and before < 20 and after in {0, 1, before + 2}:
            number = before + 1
        elif not before and after == 2:
            number = 1
        else:
            continue
        labels[index] = number
        beside = chr(0x245F + before) if before else chr(0x245F + after)
        out.append(Circled(start, end, chr(0x245F + number), beside))
    return out


def _number(label: str) -> int:
    return ord(label) - 0x245F if len(label) == 1 and "①" <= label <= "⑳" else 0
