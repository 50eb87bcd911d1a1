"""Where a text stands on its pages: the OCR of the pages as the bridge.

Text and pages differ in thousands of characters, but most runs of a few characters that
occur once in each are the same run. Those are the anchors; between two near anchors the
characters are matched one by one. Every page is laid against the text by itself, so pages
in another order, a page of another document among them, or a missing one do no harm.

Of a page there is kept what it reads, two bytes a character, and its anchors; glyphs and
boxes are fetched again where a place is asked for.
"""

from __future__ import annotations

import threading
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from repair.ocr.page import Glyph, Line, Page
from repair.ocr.spool import Pages

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
#: Characters of the text whose runs are compared at a time, so that memory stays small.
_PART = 5_000
#: Pages whose glyphs are kept after they were asked for.
_MOST_KEPT = 4
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
class Stretch:
    """Where a span of the text is printed, in offsets: what :class:`Site` is made of."""

    left: int
    """Of the last glyph before the span, over the glyphs of all pages."""
    right: int
    left_at: int
    """Its offset in the text."""
    right_at: int
    page: int
    """Number of the page it stands on."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page and the anchors it has in the text."""

    index: int
    """Among the pages as they were given."""
    number: int
    read: str
    """The first character of each glyph, folded."""
    anchors: tuple[_Anchor, ...]

    @property
    def share(self) -> float:
        return sum(length for _, _, length in self.anchors) / max(1, len(self.read))

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
        self, text: str, pages: Pages, own: Mapping[int, tuple[int, int]] | None = None
    ) -> None:
        self.text = text
        self._pages = pages
        self._at = array("I", (i for i, char in enumerate(text) if not char.isspace()))
        self._text = "".join(fold(text[i]) for i in self._at)
        numbers, read = array("I"), list[str]()
        for page in pages:
            numbers.append(page.number)
            read.append("".join(fold(place.glyph.text[:1]) for place in _places(page)))
        pairs = self._own(read, numbers, own) if own else _common(self._text, read)
        laid = [
            _Laid(index, number, what, _lay(what, found))
            for index, (number, what, found) in enumerate(zip(numbers, read, pairs, strict=True))
        ]
        known = [one for one in laid if one.anchors and one.share >= RELATED]
        related = {one.index for one in known}
        self.strangers = tuple(
            one.number for one in laid if one.index not in related and len(one.read) >= _FEW
        )
        """Numbers of the pages whose print the text does not have."""
        self._laid, self.doubles = _in_order(known)
        order = [one.number for one in self._laid]
        self.turned = order != sorted(order)
        """Whether the pages come in another order than the text."""
        self._page = "".join(one.read for one in self._laid)
        self._starts = array("q", [0])
        for one in self._laid:
            self._starts.append(self._starts[-1] + len(one.read))
        self._anchors = _joined(self._laid)
        self._kept: dict[int, tuple[Place, ...]] = {}
        self._lock = threading.Lock()

    def _own(
        self, read: Sequence[str], numbers: Iterable[int], own: Mapping[int, tuple[int, int]]
    ) -> Iterator[array[int]]:
        """As :func:`_common`, each page in its own stretch of the text."""
        for what, number in zip(read, numbers, strict=True):
            start, end = own.get(number, (0, 0))
            first, last = bisect_left(self._at, start), bisect_left(self._at, end)
            yield _common(self._text[first:last], [what], first)[0]

    @property
    def related(self) -> bool:
        """Whether any of these are pages of this text."""
        return bool(self._laid)

    def uncovered(self) -> list[tuple[int, int]]:
        """The stretches of the text that no page shows, if they are as long as half a page."""
        sizes = sorted(len(one.read) for one in self._laid)
        least = max(2 * _REACH, sizes[len(sizes) // 2] // 2) if sizes else 0
        edges = [0, *(edge for one in self._laid for edge in (one.first, one.last))]
        edges.append(len(self._at))
        gaps = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]
        return [(self._at[a], self._at[b - 1] + 1) for a, b in gaps] if sizes else []

    def site(self, start: int, end: int) -> Site | None:
        """Where ``[start, end)`` of the text is printed; None when that is not sure."""
        stretch = self.stretch(start, end)
        return self.site_of(stretch) if stretch else None

    def site_of(self, stretch: Stretch) -> Site:
        """The glyphs of a stretch, fetched from its pages."""
        places = self._between(stretch.left, stretch.right + 1)
        return Site(places[0], places[-1], places[1:-1], stretch.left_at, stretch.right_at)

    def _between(self, start: int, end: int) -> tuple[Place, ...]:
        first = bisect_right(self._starts, start) - 1
        out: list[Place] = []
        while first < len(self._laid) and self._starts[first] < end:
            low = self._starts[first]
            out += self._glyphs(self._laid[first].index)[max(0, start - low) : end - low]
            first += 1
        return tuple(out)

    def _glyphs(self, index: int) -> tuple[Place, ...]:
        with self._lock:
            found = self._kept.pop(index, None) or tuple(_places(self._pages[index]))
            self._kept[index] = found
            if len(self._kept) > _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
        return found

    def stretch(self, start: int, end: int) -> Stretch | None:
        """Where ``[start, end)`` of the text is printed, without its glyphs."""
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
        return self._nearest(first, last, (text_from, page_from), (text_to, page_to))

    def _nearest(
        self, first: int, last: int, low: tuple[int, int], high: tuple[int, int]
    ) -> Stretch | None:
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
        page = self._laid[bisect_right(self._starts, left[1]) - 1].number
        return Stretch(left[1], right[1], self._at[left[0]], self._at[right[0]], page)


def fold(char: str) -> str:
    """A character without width and without the differences OCR does not see."""
    if "！" <= char <= "～":
        char = unicodedata.normalize("NFKC", char)
    return char.translate(_SAME)[:1]


def _places(page: Page) -> Iterator[Place]:
    for line in page.lines:
        for index in range(len(line.glyphs)):
            yield Place(page, line, index)


def _common(text: str, pages: Sequence[str], start: int = 0) -> list[array[int]]:
    """The runs that occur once in the text and once in a page, for each page: the offset in
    the text (that of its first character is ``start``) and the one in the page, by turns.

    A part of the runs at a time, told apart by how they begin: a table of them all would take
    fifty times the text.
    """
    found = [array("I") for _ in pages]
    parts = 1 + len(text) // _PART
    for mine, theirs in zip(_parted([text], parts), _parted(pages, parts), strict=True):
        runs = _once(text, mine)
        for number, group in groupby(theirs, key=lambda entry: entry >> 32):
            for run, at in _once(pages[number], (entry & 0xFFFFFFFF for entry in group)).items():
                if run in runs:
                    found[number].extend((start + runs[run], at))
    return found


def _parted(texts: Sequence[str], parts: int) -> list[array[int]]:
    """The runs of some texts in parts, as (number of the text << 32) + offset, rising."""
    out = [array("Q") for _ in range(parts)]
    for number, text in enumerate(texts):
        high = number << 32
        codes = [ord(char) for char in text]
        for at in range(len(text) - _RUN + 1):
            out[(31 * codes[at] + codes[at + 1]) % parts].append(high | at)
    return out


def _lay(read: str, found: array[int]) -> tuple[_Anchor, ...]:
    """The anchors of a page, from the runs that it and the text have once."""
    anchors = _anchors(sorted(zip(found[::2], found[1::2], strict=True)))
    if anchors:
        # A formula that the text has elsewhere is no place of this page.
        middle, reach = anchors[len(anchors) // 2][0], 1.5 * len(read)
        anchors = [anchor for anchor in anchors if abs(anchor[0] - middle) < reach]
    return tuple(anchors)


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
    for one in sorted(known, key=lambda one: (_middle(one), one.number)):
        before = kept[-1] if kept else None
        size = max(1, one.last - one.first)
        if before and before.last - max(one.first, before.first) > _DOUBLED * size:
            doubles.append(one.number)
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
        offset += len(one.read)
    chain = set(_rising([(at, place) for at, place, _ in sorted(found)]))
    out = [anchor for anchor in sorted(found) if anchor[:2] in chain]
    return [a for a, b in pairwise(out) if a[0] + a[2] <= b[0]] + out[-1:]


def _once(text: str, offsets: Iterable[int]) -> dict[str, int]:
    """Of the runs that begin at some offsets those that occur once there, and where."""
    seen: dict[str, int] = {}
    for at in offsets:
        run = text[at : at + _RUN]
        seen[run] = at if run not in seen else -1
    return {run: at for run, at in seen.items() if at >= 0}


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
