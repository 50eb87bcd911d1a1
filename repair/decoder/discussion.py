"""Paragraphs that talk about garbled signs, or list hanzi by sound: no evidence of damage."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache, cached_property
from itertools import pairwise

from repair.ciphers import decodable
from repair.decoder.forms import DIGIT
from repair.patterns import lazy
from repair.words.lexicon import lexicon

#: What a paragraph says that talks about garbled text, or brackets that open and close empty as
#: in a list of homophones (元原员远院圆缘源愿渊冤袁). The class in front lets the search skip.
_SAID = lazy(
    "[乱错方误印排显识变应野冶渊叶掖揖](?:"
    "(?<=[乱错])码|(?<=方)正(?:书版|字库|字体|飞腾|排版)"
    "|(?<=[误错])(?:[印排][为成作]|[读识认][为成作][“‘「]?[也页野冶叶曳渊冤袁遥](?![一-龥]))"
    "|(?:(?<=[印排变误])|(?<=显)示|(?<=识)别)(?:作|成了?|为)[“‘「]?[也页野冶叶曳渊冤袁遥]"
    "|(?<=应)为(?:〔|[“「][^”」][”」])"
    "|(?<=野)冶|(?<=渊)冤|(?<=叶)曳|(?<=掖)业|(?<=揖)铱)"
)
#: How far around a place its paragraph is looked at.
_AROUND = 400
#: A list is at most so long and has so many different signs at least.
_LONGEST_LIST, _MANY_SIGNS = 120, 7
#: One that hardly has a word or the same hanzi twice needs fewer.
_SOME_SIGNS, _MANY_HANZI = 4, 8
#: The number of an item, its signs garbled or not, which is part of no list of hanzi.
_ITEM = lazy(rf"^[（(渊]?[一二三四五六七八九十\d{DIGIT}]{{1,3}}[）)冤、尧.．援]")
#: Words of grammar, no two of one sound: a line with some of them is speech.
_GRAMMAR = frozenset("的了在是和为之与")


class Discussion:
    """The paragraphs of one text that talk about garbled signs; searched when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: tuple[int, int] = (-1, -1)
        self._answer = False

    def covers(self, place: int) -> bool:
        """Whether the paragraph of a place talks about garbled text, or lists hanzi by sound."""
        start = max(place - _AROUND, 0)
        start = max(self._text.rfind("\n", start, place), start)
        end = min(place + _AROUND, len(self._text))
        at = self._text.find("\n", place, end)
        window = (start, at if at >= 0 else end)
        if window != self._last:
            self._last = window
            self._answer = self._said(*window) or _lists_sounds(self._text[slice(*window)].strip())
        return self._answer

    def _said(self, start: int, end: int) -> bool:
        spots = self._spots
        at = bisect_left(spots, (start, 0))
        return at < len(spots) and spots[at][1] <= end

    @cached_property
    def _spots(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SAID.finditer(self._text)]


def _lists_sounds(line: str) -> bool:
    """Whether a short line lists hanzi by sound (要药邀摇遥腰): many that might all be signs.

    Of raw garbled text less than half the hanzi are signs, but for figures and letters; it is
    made of words for the rest, and signs come again.
    """
    if len(line) > _LONGEST_LIST:
        return False
    line = _ITEM.sub("", line)
    glyphs = _plain_glyphs()
    hanzi = [char for char in line if "一" <= char <= "龥"]
    different = len(glyphs.intersection(line))
    if different >= _MANY_SIGNS and sum(map(glyphs.__contains__, line)) >= 0.6 * len(hanzi):
        return True
    if different < _SOME_SIGNS or len(hanzi) < _MANY_HANZI or len(set(hanzi)) < len(hanzi) - 1:
        return False
    if len(_GRAMMAR.intersection(line)) > 1:
        return False
    words = lexicon().counts
    return sum(first + second in words for first, second in pairwise(hanzi)) * 8 < len(hanzi)


@cache
def _plain_glyphs() -> frozenset[str]:
    """The hanzi of signs that are neither figures nor letters."""
    return frozenset(
        hanzi
        for hanzi, sign in decodable().items()
        if not unicodedata.normalize("NFKC", sign).isalnum()
    )
