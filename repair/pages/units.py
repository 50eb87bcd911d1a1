"""How wide a line was in print.

A full-width character takes one unit, digits and Latin letters half a unit; half-width
punctuation was printed full-width (an extractor narrowed it), and blanks an extractor
put around digits take none.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"^(?:#{1,6} +|[-*•] +)?(?:\*\*)?")
_NARROW = re.compile(r"[0-9A-Za-z.%/+\-=@_&$#'~^{}\[\]|\\]")
_NOTHING = re.compile(r"[ \t\u3000\xa0\u200b\r\f]|\*\*")


def core(line: str) -> str:
    """A line without blanks around it and without Markdown's heading, item and bold marks."""
    line = line.strip()
    if line[:1] in ("#", "-", "*", "•"):
        line = _MARKS.sub("", line).rstrip()
    return line.replace("**", "") if "**" in line else line


def units(text: str) -> float:
    """The printed width of a text, in full-width characters.

    >>> units("到2020年，完成 95%。")
    9.5
    """
    bare = _NOTHING.sub("", text) if not text.isalpha() else text
    if bare.isascii():
        return len(bare) * 0.5
    return len(bare) - 0.5 * len(_NARROW.findall(bare))
