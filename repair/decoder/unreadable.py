"""Lines that are Chinese no more: unknown font ciphers and shifted code points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from repair.ciphers import halfwidth_hanzi
from repair.patterns import lazy
from repair.words.lexicon import frequency

if TYPE_CHECKING:
    from repair.context import Context

#: Rare hanzi a line must have, and their share of its hanzi. Of the 37,000 lines of the clean
#: laws, gazettes, abstracts and newspapers none has more than 6, none more than 1 in 14.
LEAST, SHARE = 5, 0.25
STEPS = tuple(step for size in range(1, 33) for step in (size, -size))
#: Share of the rare hanzi of a line that a shift must turn into frequent ones.
EXPLAINED, FREQUENT = 0.7, 2000
#: Numbers of glyphs a line must have; one alone may be a bullet.
FEWEST_CODES = 3
#: Characters between two such lines, of a line or two that are glyphs as well.
STRAY = 60
_CODE = "(cid:"
_CODES = re.compile(r"\(cid:\d+\)")
_HANZI = lazy("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring lines that can't be read."""

    start: int
    end: int
    hanzi: int
    rare: int
    shift: int | None
    """The step that makes the hanzi common again, if one does."""
    codes: bool = False
    """Numbers of glyphs, (cid:12), stand for characters; ``rare`` of them."""


@cache
def _rare() -> re.Pattern[str]:
    """Hanzi that are neither in GB2312 nor the traditional form of one, nor of another cipher."""
    from repair.words.script import table

    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    known = set(b"".join(rows).decode("gb2312", "ignore"))
    known.update(table(), filter(None, map(halfwidth_hanzi, map(chr, range(0x21, 0x7F)))))
    hanzi = map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)))
    return re.compile(f"[{''.join(char for char in hanzi if char not in known)}]")


def unreadable(context: Context) -> tuple[Passage, ...]:
    """The passages of a text that can't be read, in order."""
    text = context.text
    found = [*_joined(text, _lines(text)), *_joined(text, _coded(text))]
    return tuple(sorted(found, key=lambda passage: passage.start))


def _joined(text: str, passages: Iterator[Passage]) -> Iterator[Passage]:
    last: Passage | None = None
    for passage in passages:
        between = len(text[last.end : passage.start].strip()) if last else 0
        if last and last.shift == passage.shift and between <= (STRAY if passage.codes else 0):
            last = Passage(
                last.start,
                passage.end,
                last.hanzi + passage.hanzi,
                last.rare + passage.rare,
                last.shift,
                last.codes,
            )
            continue
        if last:
            yield last
        last = passage
    if last:
        yield last


def _lines(text: str) -> Iterator[Passage]:
    if text.isascii():
        return
    pattern = _rare()
    at = 0
    while True:
        first = pattern.search(text, at)
        if first is None:
            return
        start = text.rfind("\n", 0, first.start()) + 1
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        at = end
        line = text[start:end]
        rare = pattern.findall(line)
        hanzi = len(_HANZI.findall(line))
        if len(rare) >= LEAST and len(set(rare)) >= 3 and len(rare) >= SHARE * hanzi:
            yield Passage(start, end, hanzi, len(rare), _shift(rare))


def _coded(text: str) -> Iterator[Passage]:
    """Lines in which a PDF reader wrote the numbers of glyphs whose characters no font tells."""
    at = text.find(_CODE)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        line = text[start:end]
        codes = len(_CODES.findall(line))
        if codes >= FEWEST_CODES:
            yield Passage(start, end, len(_HANZI.findall(line)), codes, None, codes=True)
        at = text.find(_CODE, end)


def _shift(rare: list[str]) -> int | None:
    """The step that turns most of the rare hanzi into frequent ones."""
    for step in STEPS:
        common = sum(frequency(chr(ord(char) + step)) >= FREQUENT for char in rare)
        if common >= EXPLAINED * len(rare):
            return step
    return None
