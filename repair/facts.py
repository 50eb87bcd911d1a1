"""The Facts promise: which characters are protected, and whether a fix touches them.

Protected are digits and Chinese numerals, decimal and thousands marks, signs and
range dashes beside digits, per cent and comparison signs, currency, units and date
words beside numbers, circled numbers, negations, and bounds such as 以上. A fix that
changes the sequence of these, or that brings two digits together, needs a proof.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.model import Edit, Fix, Patch
from repair.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = "0-9０-９"
NUMERALS = "〇零一二三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟两廿卅"
_SIGNS = "%％‰<>＜＞≥≤≧≦≠≈±×÷+＋−¥￥$＄€£℃°′″㎡㎏㎎"
_CIRCLED = "\u2460-\u249b\u2776-\u2793\u3220-\u3229\u3280-\u3289"
_BESIDE = "年月日号时分秒元角万亿度倍岁个人名项条章节款户亩吨米克升期届级类批次"
#: Characters that are facts wherever they stand.
PROTECTED = lazy(
    f"[{DIGITS}{NUMERALS}{_SIGNS}{_CIRCLED}不未无非]"
    # Marks and words that are facts beside a number only.
    f"|[.．](?=[{DIGITS}])|(?<=[{DIGITS}])(?:[.．]|[,，:：/／~～—–-](?=[{DIGITS}]))"
    f"|(?<=[{DIGITS}{NUMERALS}%％‰])[{_BESIDE}]"
    "|(?<![0-9０-９])[-－](?=[0-9０-９])"
    "|以[上下内外]"
)
#: What every token above has at least one of.
_ANY = re.compile(f"[{DIGITS}{NUMERALS}{_SIGNS}{_CIRCLED}不未无非以]")
#: How far around a fix the text is compared; longer than any token above.
_REACH = 3
#: Begins with one digit, not with one or more: a search is three times as fast so.
_NUMBER = re.compile(f"[{DIGITS}][{DIGITS}]*(?:[.．,，:：][{DIGITS}]+)*")
_SIGN = re.compile(f"[{_SIGNS}{_CIRCLED}]")
#: Both in one search.
_COUNTED = lazy(
    f"[{DIGITS}{_SIGNS}{_CIRCLED}](?:(?<=[{DIGITS}])[{DIGITS}]*(?:[.．,，:：][{DIGITS}]+)*)?"
)
#: What may stand at either side of a cut in a number: 20 | 17, 1. | 5, 二 | 十
_NUMBER_END = _NUMBER_START = re.compile(f"[{DIGITS}.．,，{NUMERALS}]")
#: A blank between number and unit is layout, not a fact.
_BLANK_BEFORE_UNIT = lazy(f"(?<=[{DIGITS}{NUMERALS}%％‰])[ \u3000]+(?=[{_BESIDE}])")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Protected items of the source and of the clean text."""

    numbers_in: int
    numbers_out: int
    signs_in: int
    signs_out: int
    proved: int
    """Fixes on protected characters that were applied because their proof held."""

    def as_dict(self) -> dict[str, int]:
        """The figures for the report's header."""
        return {
            "numbers_in": self.numbers_in,
            "numbers_out": self.numbers_out,
            "signs_in": self.signs_in,
            "signs_out": self.signs_out,
            "proved": self.proved,
        }


def touches_facts(text: str, fixes: Sequence[Fix]) -> bool:
    """Whether the fixes of a group, made together, alter protected characters of ``text``."""
    if len(fixes) == 1:
        return _alters(text, fixes)
    return any(_alters(text, cluster) for cluster in _clusters(fixes))


def _clusters(fixes: Sequence[Fix]) -> list[list[Fix]]:
    """Neighbouring fixes are compared as one: `也␠2017␠页` keeps its digits only as a whole."""
    clusters: list[list[Fix]] = []
    for fix in sorted(fixes, key=lambda f: (f.start, f.end)):
        if clusters and fix.start - clusters[-1][-1].end <= _REACH:
            clusters[-1].append(fix)
        else:
            clusters.append([fix])
    return clusters


def _alters(text: str, cluster: Sequence[Fix]) -> bool:
    first, last = cluster[0].start, max([fix.end for fix in cluster])
    low, high = max(first - _REACH, 0), min(last + _REACH, len(text))
    before = text[low:high]
    if len(cluster) == 1:
        after = text[low:first] + cluster[0].after + text[last:high]
    else:
        after = Patch(Edit(f.start - low, f.end - low, f.after) for f in cluster).apply(before)
    if _ANY.search(before + after) and _items(before) != _items(after):
        return True
    return any(_joins_numbers(text, fix) for fix in cluster)


def _items(window: str) -> list[str]:
    return PROTECTED.findall(_BLANK_BEFORE_UNIT.sub("", window))


def _joins_numbers(text: str, fix: Fix) -> bool:
    """Whether removing what stood between makes one number of two."""
    if fix.after or fix.start == fix.end:
        return False
    left, right = text[max(fix.start - 1, 0) : fix.start], text[fix.end : fix.end + 1]
    return bool(_NUMBER_END.match(left) and _NUMBER_START.match(right))


def count(text: str) -> tuple[int, int]:
    """Numbers (runs of digits with their decimal and thousands marks) and protected signs."""
    found = _COUNTED.findall(text)
    signs = len(_SIGN.findall("".join(found)))
    return len(found) - signs, signs


def lost_numbers(source: str, clean: str) -> Counter[str]:
    """Numbers that stand more often in the source than in the clean text."""
    return Counter(_NUMBER.findall(source)) - Counter(_NUMBER.findall(clean))
