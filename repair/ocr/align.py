"""Where a text stands on its pages: the OCR of the pages as the bridge.

Text and pages differ in thousands of characters, but most runs of a few characters that
occur once in each are the same run. Those are the anchors; between two near anchors the
characters are matched one by one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from repair.ocr.page import Glyph, Line, Page

#: Length of an anchor. Of the runs of six characters of a gazette nine in ten occur once.
_RUN = 6
#: Characters between anchors beyond which a place is not known.
_REACH = 120
#: Share of the pages' characters that must lie in anchors. Pages of another document
#: have below 0.02 (formulas and names of offices), their own 0.5 and more.
RELATED = 0.15
_SAME = str.maketrans("“”‘’＂〔〕［］【】—－―～·•", '""\'\'"[][][]---~..')


@dataclass(frozen=True, slots=True)
class Place:
    """A glyph as it stands on the pages."""

    page: Page
    line: Line
    index: int
    """Of the glyph in its line."""

    @property
    def glyph(self) -> Glyph:
        return self.line.glyphs[self.index]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a span of the text is printed: its neighbours on the page, and what was read."""

    left: Place
    """The last glyph before the span that text and page agree on."""
    right: Place
    """The first after it."""
    read: tuple[Place, ...]
    """What the pages have between the two."""
    left_at: int
    """The offset of ``left`` in the text."""
    right_at: int


class Alignment:
    """A text laid against its pages."""

    def __init__(self, text: str, pages: Sequence[Page]) -> None:
        self.text = text
        self._at = [i for i, char in enumerate(text) if not char.isspace()]
        self._text = "".join(fold(text[i]) for i in self._at)
        self._places = list(_places(pages))
        self._page = "".join(fold(place.glyph.text[:1]) for place in self._places)
        self._anchors = _anchors(self._text, self._page)
        covered = sum(length for _, _, length in self._anchors)
        self.share = covered / max(1, len(self._page))
        """Share of the pages' characters that the text has too, in long runs."""

    @property
    def related(self) -> bool:
        """Whether these are pages of this text at all."""
        return self.share >= RELATED

    def site(self, start: int, end: int) -> Site | None:
        """Where ``[start, end)`` of the text is printed; None when that is not sure."""
        if not self.related:
            return None
        first, last = bisect_left(self._at, start), bisect_left(self._at, end)
        index = bisect_right(self._anchors, first, key=lambda anchor: anchor[0]) - 1
        before = next((a for a in reversed(self._anchors[: index + 1]) if a[0] < first), None)
        after = next((a for a in self._anchors[max(index, 0) :] if a[0] + a[2] > last), None)
        if before is None or after is None:
            return None
        # From inside the anchors, so that the ends of the stretch surely match.
        text_from = min(before[0] + before[2], first) - 1
        page_from = before[1] + text_from - before[0]
        text_to = max(after[0], last)
        page_to = after[1] + text_to - after[0]
        if text_to - text_from > _REACH or not 0 <= page_to - page_from <= 2 * _REACH:
            return None
        return self._between(first, last, (text_from, page_from), (text_to, page_to))

    def _between(
        self, first: int, last: int, low: tuple[int, int], high: tuple[int, int]
    ) -> Site | None:
        from rapidfuzz.distance import Levenshtein

        stretch = self._text[low[0] : high[0] + 1]
        printed = self._page[low[1] : high[1] + 1]
        left, right = low, high
        for op in Levenshtein.opcodes(stretch, printed):
            if op.tag != "equal":
                continue
            length = op.src_end - op.src_start
            offset = op.dest_start - op.src_start
            for i in range(length):
                at = low[0] + op.src_start + i
                pair = (at, low[1] + op.src_start + i + offset)
                if at < first:
                    left = pair
                elif at >= last:
                    right = min(right, pair)
        if not left[0] < first or not right[0] >= last or right[1] <= left[1]:
            return None
        return Site(
            self._places[left[1]],
            self._places[right[1]],
            tuple(self._places[left[1] + 1 : right[1]]),
            self._at[left[0]],
            self._at[right[0]],
        )


def fold(char: str) -> str:
    """A character without width and without the differences OCR does not see."""
    if "！" <= char <= "～":
        char = unicodedata.normalize("NFKC", char)
    return char.translate(_SAME)[:1]


def _places(pages: Sequence[Page]) -> Iterator[Place]:
    for page in pages:
        for line in page.lines:
            for index in range(len(line.glyphs)):
                yield Place(page, line, index)


def _anchors(text: str, page: str) -> list[tuple[int, int, int]]:
    """Runs that both have once, as (offset in text, offset in page, length), in order."""
    mine, theirs = _once(text), _once(page)
    pairs = sorted((at, theirs[run]) for run, at in mine.items() if run in theirs)
    out: list[tuple[int, int, int]] = []
    for at, other in _rising(pairs):
        if out and at <= out[-1][0] + out[-1][2] and at - out[-1][0] == other - out[-1][1]:
            begin, place, _ = out[-1]
            out[-1] = (begin, place, at + _RUN - begin)
        elif not out or (at >= out[-1][0] + out[-1][2] and other >= out[-1][1] + out[-1][2]):
            out.append((at, other, _RUN))
    return out


def _once(text: str) -> dict[str, int]:
    seen: dict[str, int] = {}
    for index in range(len(text) - _RUN + 1):
        run = text[index : index + _RUN]
        seen[run] = index if run not in seen else -1
    return {run: index for run, index in seen.items() if index >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which both numbers rise (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        at = bisect_left(tails, value)
        if at == len(tails):
            tails.append(value)
            tops.append(index)
        else:
            tails[at] = value
            tops[at] = index
        before.append(tops[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
