"""Words that a line's end cuts in two: what stands on both sides, and what is missing.

Pages are read one by one, so a character at a cut may be read twice (规范|范发展) or
not at all (职责分|不明确). A cut is suspicious when the best segmentation of both
sides together leaves the last character of the upper line alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.line_ends import open_ends
from repair.pages.furniture import furniture, number_of
from repair.patterns import lazy
from repair.words.lexicon import occurrences, score, segment

if TYPE_CHECKING:
    from repair.context import Context

HANZI = "\u4e00-\u9fff"
#: A line that a cut ended is long; shorter ones are titles, cells and names.
#: Of 1,322 ends of lines without a mark in five gazettes, the cut words all lay in longer ones.
LONG = 20
REACH = 8
LONGEST_DOUBLED = 8
"""Characters; longer ones are repeated lines, which are another's business."""
#: How much likelier (natural logarithm) a text must become without a character.
LIKELIER = 6.0
#: So many characters before a gap must stand elsewhere when nothing after it does: in
#: five gazettes this took 2 of 1,322 cuts, both losses; with three there are accidents.
SURE_SIZE = 5
#: So many characters before a cut are looked for elsewhere.
_FEWEST, _MOST = 3, 6
#: Characters; the longest of the five gazettes has 115,000.
ISSUE = 200_000
#: A column of a page holds 22 lines of 16 characters at least. Where more long lines than
#: these end without a mark so near (a heading or two may), they are rows of a table whose
#: columns were read across, or printed lines; the next may belong to something else.
COLUMN = 350
CROWD = 3
#: The blanks and newlines from a line's end to the next hanzi.
_BREAK = lazy(rf"\n(?<=[{HANZI} \t\u3000]\n)\s*+(?=[{HANZI}])")
_BLANK = re.compile(r"\s*")
#: Cells that wide blanks part.
_COLUMNS = re.compile(r"\S[ \u3000]{2,}\S[^\n]*\S[ \u3000]{2,}\S")
_ARTICLE = re.compile("第[一二三四五六七八九十百零〇]+[条章节编款项]")
_MARK = re.compile("[，。、；：！？,;:!?“”（）()]")
_TAIL = re.compile(rf"[{HANZI}]+\Z")
_HEAD = lazy(rf"[{HANZI}]+")
#: Characters that are words by themselves and may well end a line.
FREE = frozenset(
    "的和与及或等在为对将把被从由向到以于按是有不也都就并且而但则其该各本此每某个名项条件"
    "年月日时元人家次级区市县镇村局部办处所长员者们中上下前后内外里间了着过要应须可能会使让给用同跟"
    "全新好表分一二三四五六七八九十百千万两多少大小高"
)


@dataclass(frozen=True, slots=True)
class CutWord:
    """A cut whose upper line ends with a character that stands alone."""

    end: int
    """Offset after the upper line's last hanzi."""
    start: int
    """Offset of the lower line's first hanzi."""
    above: str
    below: str


def loose_ends(context: Context) -> tuple[CutWord, ...]:
    """The cuts of a text that leave a single character before them."""
    return tuple(_loose_ends(context))


def _cuts(context: Context) -> tuple[tuple[int, int], ...]:
    """Where a long line ends with a hanzi, as a page may, and the next begins with one."""
    # How near they lie is asked of the first text: later on many of them are put together.
    ends = [context.moved(end) for end, _ in context.first.get(_line_ends)]
    return tuple(
        cut
        for cut in context.get(_line_ends)
        if bisect_right(ends, cut[0] + COLUMN) - bisect_left(ends, cut[0] - COLUMN) - 1 <= CROWD
        and not _is_row(context.text, cut[0])
    )


def _line_ends(context: Context) -> tuple[tuple[int, int], ...]:
    """Every end of a long line between two hanzi, and where the next line begins."""
    text = context.text
    lines = context.document.lines
    skipped = {lines[item.line].start: lines[item.line].end for item in context.get(furniture)}
    out = []
    done = 0
    for newline in context.get(open_ends):
        if newline < done or "\n" in text[max(newline - LONG, 0) : newline]:
            continue
        start = _goes_on_at(text, newline, skipped)
        if start is None or text.rfind("\n", 0, newline) + 1 in skipped:
            continue
        end = newline
        done = start
        while end and text[end - 1] in " \t\u3000":
            end -= 1
        if end and "\u4e00" <= text[end - 1] <= "\u9fff" and _long(text, end):
            out.append((end, start))
    return tuple(out)


def _goes_on_at(text: str, newline: int, skipped: dict[int, int]) -> int | None:
    """Where the next line begins with a hanzi, page numbers and running heads left out.

    ``skipped`` gives the ends of these lines by their starts.
    """
    if not skipped:
        match = _BREAK.match(text, newline)
        return match.end() if match else None
    end = newline
    while True:
        blank = _BLANK.match(text, end)
        start = blank.end() if blank else end
        line = text.rfind("\n", 0, start) + 1
        if line not in skipped:
            return start if _HEAD.match(text, start) else None
        end = skipped[line]


def _loose_ends(context: Context) -> Iterator[CutWord]:
    text = context.text
    for end, start in context.get(_cuts):
        lower = text[start : start + 24].partition("\n")[0]
        if number_of(lower) is not None:
            continue
        line = text.rfind("\n", 0, end) + 1
        above = _TAIL.search(text, max(end - REACH, line), end)
        below = _HEAD.match(text, start, start + REACH)
        if above and below and not _ARTICLE.match(below[0]) and _alone(above[0], below[0]):
            yield CutWord(end, start, above[0], below[0])


def _alone(above: str, below: str) -> bool:
    """Whether the last character of ``above`` is a token of its own before the cut."""
    size = 0
    for token in segment(above + below):
        size += len(token)
        if size >= len(above):
            return size == len(above) and len(token) == 1
    return False


def doubled(cut: CutWord) -> bool:
    """Whether the character before the cut begins the word after it once more (监|监督)."""
    char = cut.above[-1]
    return cut.below[0] == char and char not in FREE and len(segment(cut.below)[0]) > 1


def doubled_after_word(context: Context) -> Iterator[tuple[int, int, str]]:
    """Cuts before which whole words end that come again after them, one character or more.

    Gives (start, size, phrase): what is doubled begins at ``start``; the phrase across the
    cut stands elsewhere in the text without the doubling (规范|范发展, elsewhere 规范发展)
    and nowhere with it.
    """
    text = context.text
    for end, start in context.get(_cuts):
        for size in range(LONGEST_DOUBLED, 0, -1):
            again = text[start : start + size]
            if again != text[end - size : end]:
                continue
            phrase = text[end - size - 1 : end] + text[start + size : start + size + 2]
            twice = text[end - size - 1 : end] + again + text[start + size : start + size + 1]
            whole = _HEAD.fullmatch(phrase) and len(phrase) == size + 3
            free = size == 1 and again in FREE  # 分解为 / 为此
            if whole and not free and phrase in text and twice not in text:
                yield start, size, phrase
                break


def doubled_last_of_word(context: Context) -> Iterator[tuple[int, str, str]]:
    """Cuts where a word's last character is read again and begins no word (坚持科学|学考核).

    Gives (offset of the second one, words above, words below). Of 712 characters that rightly
    stand twice in a row in 0.6 million characters this is so for 7, besides one river's bureau,
    and of 13,483 that were doubled on purpose for 32 %.
    """
    text = context.text
    for end, start in context.get(_cuts):
        char = text[start]
        if char != text[end - 1] or char in FREE or not in_running_text(text, end):
            continue
        above, below = _TAIL.search(text, max(end - REACH, 0), end), _HEAD.match(text, start)
        if not above or not below:
            continue
        left, right = above[0], below[0][:REACH]
        twice = left[-2:] + right[:2]
        if (
            len(segment(right)[0]) == 1 < len(segment(left)[-1])
            and score(left + right[1:]) - score(left + right) > LIKELIER
            and twice not in text
        ):
            yield start, left, right


def _long(text: str, end: int) -> bool:
    """Whether the line that ends at an offset is long enough for a cut."""
    return end - text.rfind("\n", 0, end) - 1 >= LONG


def _is_row(text: str, end: int) -> bool:
    """Whether the line that ends at an offset is a table row."""
    line = text.rfind("\n", 0, end) + 1
    return "\t" in text[line:end] or _COLUMNS.search(text, line, end) is not None


def in_running_text(text: str, end: int) -> bool:
    """Whether a mark stands in the line that ends at an offset; a heading has none."""
    return _MARK.search(text, text.rfind("\n", 0, end) + 1, end) is not None


@dataclass(frozen=True, slots=True)
class Lost:
    """What is missing at a cut, and how well the text proves it."""

    cut: CutWord
    missing: str
    quote: str
    """The words elsewhere that say so."""
    times: int
    sure: bool
    """Whether the quote reaches over the gap, or goes on alike often enough."""


def lost(context: Context) -> Iterator[Lost]:
    """Characters missing at cuts, as far as the same words stand elsewhere in the text."""
    text = context.text
    for cut in context.get(loose_ends):
        if cut.below[0] == cut.above[-1]:
            continue  # It was read twice, if anything.
        rests = tuple(_goes_on(text, cut))
        found = _across(text, cut, rests) or _one_sided(cut, rests)
        if found:
            yield found


def _around(cut: CutWord) -> tuple[int, int]:
    """Where the same words are looked for: an issue to both sides, however long the text."""
    return max(cut.start - ISSUE, 0), cut.start + ISSUE


def _goes_on(text: str, cut: CutWord) -> Iterator[tuple[str, str]]:
    """The last words before a cut wherever they stand around it, and ten characters after them.

    One search for the fewest characters that may do finds those before which more agree.
    """
    words = cut.above[-_FEWEST:]
    if len(words) < _FEWEST:
        return
    low, high = _around(cut)
    high = min(high, len(text))
    for start in occurrences(words, text, low, high):
        at = start + len(words)
        yield text[max(at - _MOST, low) : at], text[at : min(at + 10, high)]


def _across(text: str, cut: CutWord, rests: Sequence[tuple[str, str]]) -> Lost | None:
    """The same words on both sides, with up to eight characters between them."""
    for size in range(min(len(cut.above), _MOST), _FEWEST - 1, -1):
        below = text[cut.start : cut.start + 2]
        found: Counter[str] = Counter()
        for rest in _after(rests, cut.above[-size:]):
            missing = rest[: max(rest.find(below, 1), 0)]
            if _HEAD.fullmatch(missing):
                found[missing] += 1
        if found:
            missing, times = found.most_common(1)[0]
            if len(found) > 1 or not _makes_word(cut, missing):
                return None
            return Lost(cut, missing, cut.above[-size:] + missing + below, times, sure=True)
    return None


def _after(rests: Sequence[tuple[str, str]], words: str) -> Iterator[str]:
    """What follows words, of the places where a part of them stands."""
    return (rest for before, rest in rests if before.endswith(words))


def _one_sided(cut: CutWord, rests: Sequence[tuple[str, str]]) -> Lost | None:
    """The words before the cut go on in one way wherever else they stand."""
    for size in range(min(len(cut.above), _MOST), _FEWEST, -1):
        words = cut.above[-size:]
        found = [rest.partition("\n")[0][:9] for rest in _after(rests, words)]
        found = [rest for rest in found if rest]
        if not found:
            continue
        shared = _HEAD.match(_common(found))
        if not shared or not _makes_word(cut, shared[0]):
            return None
        marked = all(not _HEAD.match(rest[len(shared[0]) :]) for rest in found)
        whole = marked and len(found) >= 3
        missing = shared[0] if whole else shared[0][0]
        # Places that soon part ways are different statements; they agree on one character.
        agree = whole or (len(found) >= 2 and len(shared[0]) <= 2)
        sure = size >= SURE_SIZE and agree
        return Lost(cut, missing, words + missing, len(found), sure)
    return None


def _common(words: list[str]) -> str:
    """The characters all words begin with."""
    low, high = min(words), max(words)
    size = next(
        (i for i, pair in enumerate(zip(low, high, strict=False)) if len({*pair}) > 1), None
    )
    return low[:size]


def _makes_word(cut: CutWord, missing: str) -> bool:
    """Whether what is missing makes one word with the character before the cut."""
    size = 0
    for token in segment(cut.above + missing + cut.below):
        size += len(token)
        if size >= len(cut.above):
            return size > len(cut.above)
    return False
