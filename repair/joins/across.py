"""What the characters on both sides of a line end make together."""

from __future__ import annotations

import re
from functools import lru_cache

from repair.joins import evidence as ev
from repair.joins.evidence import Evidence, sign

_HANZI_END = re.compile(r"[\u4e00-\u9fff]+$")
_HANZI_START = re.compile(r"[\u4e00-\u9fff]+")
_THREE_HANZI = re.compile(r"[\u4e00-\u9fff]{3}")


def spanned(above: str, below: str, text: str) -> Evidence:
    """A word across, three characters that stand elsewhere in ``text``, or neither."""
    word = word_across(above, below)
    if word:
        return sign("word across", f"{word} is a word across the cut")
    if above[-1] == below[0]:
        below = below[1:]
    for run in (above[-2:] + below[:1], above[-1:] + below[:2]):
        if _THREE_HANZI.fullmatch(run) and run in text:
            return sign("echo", f"{run}, as across the cut, stands elsewhere in one piece")
    return sign("no word across")


def word_across(above: str, below: str) -> str:
    """A word that reaches across the cut, or nothing."""
    return _across(above[-4:], below[:4])


@lru_cache(maxsize=4096)
def _across(above: str, below: str) -> str:
    """As above; the same cut is looked at several times, and again in every round."""
    left = _HANZI_END.search(above)
    right = _HANZI_START.match(below)
    if left is None or right is None:
        return ""
    from repair.lexicon import score, segment

    head, tail = left[0], right[0]
    if score(head + tail) - score(head) - score(tail) < ev.WORD_GAIN:
        return ""
    at = 0
    for word in segment(head + tail):
        if at < len(head) < at + len(word):
            return word
        at += len(word)
    return ""
