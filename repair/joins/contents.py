"""The contents page: where it is, which lines are entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

HEAD = re.compile(r"^[#* ]*目[ 　]{0,8}录[* ]*$")
#: Leaders whose page number fell to the next line.
LEADERS = re.compile(r"[.…·．]{2}[.…·． \t]*\Z")
#: An entry ends in leaders or a blank and a page number, maybe in brackets.
PAGE_NUMBER = re.compile(r"(?:[.…·．\t ]+|[(（])(\d{1,4})[)）]?$")
#: A page number in brackets, which is all that fell to the next line.
NUMBER_ALONE = re.compile(r"[.…·． \t]*[(（]\d{1,4}[)）]")
_LEADERS = re.compile(r"^[.…·．]{2,}[.…·． \t]*\d{1,4}$")
#: Leaders with something short behind: a page number, in whatever figures or damaged.
_LED = re.compile(r"[.…·．]{2,}[.…·． \t]*[^.…·． \t]{1,6}$")
#: The number of a section begins an entry of its own.
_NUMBERED = re.compile(r"\d{1,2}(?:[.．]\d{1,2})*[ \u3000\t]|[A-Z][.．]\d")
#: At most so many lines without a page number between two entries (a category, a title over
#: three lines, a document number on its own line).
GAP = 4


@dataclass(frozen=True, slots=True)
class Contents:
    """Line indices ``[first, last]`` of the entries; ``first`` is the head itself."""

    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first < line <= self.last


def find_contents(lines: Sequence[str], nonblank: Sequence[int]) -> Contents | None:
    """The contents page among the first lines of a text, or None.

    It runs from a line 目录 to the last line with a page number that follows without
    more than a few unnumbered lines between.
    """
    heads = [at for at, line in enumerate(nonblank[:80]) if HEAD.match(lines[line].strip())]
    if not heads:
        return None
    at = heads[0]
    last = None
    missed = 0
    for above, line in pairwise(nonblank[at : at + 400]):
        text = lines[line].strip()
        if PAGE_NUMBER.search(text) or is_led_number(lines[above].strip(), text):
            last = line
            missed = 0
        else:
            missed += 1
            if missed > GAP:
                break
    return None if last is None else Contents(nonblank[at], last)


def is_whole_entry(text: str) -> bool:
    """Whether an entry has its page number, be it Roman or damaged.

    >>> is_whole_entry("前言 ………… Ⅱ"), is_whole_entry("关于印发绿化养护工作实施")
    (True, False)
    """
    return bool(PAGE_NUMBER.search(text) or _LED.search(text))


def is_led_number(above: str, below: str) -> bool:
    """Whether a line is the page number to which the leaders of the line above lead.

    >>> is_led_number("关于印发绿化养护办法的通知……………", "12")
    True
    """
    return below.isdecimal() and len(below) <= 4 and bool(LEADERS.search(above))


def is_entry_rest(text: str) -> bool:
    """Whether a line is the rest of an entry that began on the line before."""
    if _LEADERS.match(text) or NUMBER_ALONE.fullmatch(text):
        return True
    return (
        bool(PAGE_NUMBER.search(text) or LEADERS.search(text))
        and not _NUMBERED.match(text)
        and len(text) < 60
        and not text.startswith(("- ", "关于", "【", "("))
        and "关于" not in text[:24]
    )
