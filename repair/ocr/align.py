"""Where a text stands on its pages: the OCR of the pages as the bridge.

Text and pages differ in thousands of characters, but most runs of a few characters that
occur once in each are the same run. Those are the anchors; between two near anchors the
characters are matched one by one. Every page is laid against the text by itself, so pages
in another order, a page of another document among them, or a missing one do no harm.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from repair.ocr.page import Glyph, Line, Page

#: Length of an anchor. Of the runs of six characters of a gazette nine in ten occur once.
_RUN = 6
#: Characters between anchors beyond which a place is not known.
_REACH = 120
#: Share of a page's characters that must lie in anchors. Of 2,205 pages' worth (450
#: characters) laid against other gazettes and laws 99 in 100 had below 0.12, and those
#: above 0.3 are documents that both gazettes print; a page's own text has 0.5 and more.
RELATED = 0.25
#: A page with fewer characters is a cover or a picture: nothing is said about it.
_FEW = 40
#: Share of a page's stretch of the text that another page shows already.
_DOUBLED = 0.5
_SAME = str.maketrans("“”‘’＂〔〕［］【】—－―～·•", '""\'\'"[][][]---~..')

_Anchor = tuple[int, int, int]
"""Offset in the text, offset in the page, length."""


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


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page and the anchors it has in the text."""

    page: Page
    places: tuple[Place, ...]
    anchors: tuple[_Anchor, ...]

    @property
    def share(self) -> float:
        return sum(length for _, _, length in self.anchors) / max(1, len(self.places))

    @property
    def first(self) -> int:
        return self.anchors[0][0]

    @property
    def last(self) -> int:
        return self.anchors[-1][0] + self.anchors[-1][2]


class Alignment:
    """A text laid against its pages, as far as they are its pages.

    ``own`` has the stretch of the text that is known to come from a page, by its number:
    what the text says a second time elsewhere has one place there.
    """

    def __init__(
        self, text: str, pages: Sequence[Page], own: Mapping[int, tuple[int, int]] | None = None
    ) -> None:
        self.text = text
        self._at = [i for i, char in enumerate(text) if not char.isspace()]
        self._text = "".join(fold(text[i]) for i in self._at)
        everywhere = {} if own else _once(self._text)
        laid = [
            _lay(
                page, self._runs_of(*own[page.number]) if own and page.number in own else everywhere
            )
            for page in pages
        ]
        known = [one for one in laid if one.anchors and one.share >= RELATED]
        self.strangers = tuple(
            one.page.number for one in laid if one not in known and len(one.places) >= _FEW
        )
        """Numbers of the pages whose print the text does not have."""
        self._laid, self.doubles = _in_order(known)
        self.turned = [one.page.number for one in self._laid] != sorted(
            one.page.number for one in self._laid
        )
        """Whether the pages come in another order than the text."""
        self._places = [place for one in self._laid for place in one.places]
        self._page = "".join(fold(place.glyph.text[:1]) for place in self._places)
        self._anchors = _joined(self._laid)

    def _runs_of(self, start: int, end: int) -> dict[str, int]:
        """The runs that occur once in a stretch of the text, and where."""
        first, last = bisect_left(self._at, start), bisect_left(self._at, end)
        return {run: first + at for run, at in _once(self._text[first:last]).items()}

    @property
    def related(self) -> bool:
        """Whether any of these are pages of this text."""
        return bool(self._laid)

    def uncovered(self) -> list[tuple[int, int]]:
        """The stretches of the text that no page shows, if they are as long as half a page."""
        sizes = sorted(len(one.places) for one in self._laid)
        least = max(2 * _REACH, sizes[len(sizes) // 2] // 2) if sizes else 0
        edges = [0, *(edge for one in self._laid for edge in (one.first, one.last))]
        edges.append(len(self._at))
        gaps = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]
        return [(self._at[a], self._at[b - 1] + 1) for a, b in gaps] if sizes else []

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


def _places(page: Page) -> Iterator[Place]:
    for line in page.lines:
        for index in range(len(line.glyphs)):
            yield Place(page, line, index)


def _lay(page: Page, runs: Mapping[str, int]) -> _Laid:
    """A page against the runs that occur once in the text."""
    places = tuple(_places(page))
    theirs = _once("".join(fold(place.glyph.text[:1]) for place in places))
    pairs = sorted((runs[run], at) for run, at in theirs.items() if run in runs)
    anchors = _anchors(pairs)
    if anchors:
        # A formula that the text has elsewhere is no place of this page.
        middle, reach = anchors[len(anchors) // 2][0], 1.5 * len(places)
        anchors = [anchor for anchor in anchors if abs(anchor[0] - middle) < reach]
    return _Laid(page, places, tuple(anchors))


def _anchors(pairs: Sequence[tuple[int, int]]) -> list[_Anchor]:
    """Runs that both have once, those that carry on one another as one, in order."""
    out: list[_Anchor] = []
    for at, other in _rising(pairs):
        if out and at <= out[-1][0] + out[-1][2] and at - out[-1][0] == other - out[-1][1]:
            begin, place, _ = out[-1]
            out[-1] = (begin, place, at + _RUN - begin)
        elif not out or (at >= out[-1][0] + out[-1][2] and other >= out[-1][1] + out[-1][2]):
            out.append((at, other, _RUN))
    return out


def _in_order(known: Sequence[_Laid]) -> tuple[list[_Laid], tuple[int, ...]]:
    """The pages in the order of the text, and the numbers of those shown a second time."""
    kept: list[_Laid] = []
    doubles: list[int] = []
    for one in sorted(known, key=lambda one: (_middle(one), one.page.number)):
        before = kept[-1] if kept else None
        size = max(1, one.last - one.first)
        if before and before.last - max(one.first, before.first) > _DOUBLED * size:
            doubles.append(one.page.number)
        else:
            kept.append(one)
    return kept, tuple(sorted(doubles))


def _middle(one: _Laid) -> int:
    """Where a page stands in the text, whatever a stray anchor says."""
    return one.anchors[len(one.anchors) // 2][0]


def _joined(laid: Sequence[_Laid]) -> list[_Anchor]:
    """The anchors of all pages, offsets counted over their glyphs one after the other."""
    found: list[_Anchor] = []
    offset = 0
    for one in laid:
        found += ((at, offset + place, length) for at, place, length in one.anchors)
        offset += len(one.places)
    chain = set(_rising([(at, place) for at, place, _ in sorted(found)]))
    out = [anchor for anchor in sorted(found) if anchor[:2] in chain]
    return [a for a, b in pairwise(out) if a[0] + a[2] <= b[0]] + out[-1:]


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
