"""Where a change stands, said in a way that survives other changes around it.

A decision is taken on the report (offsets of the source) and replayed inside a
run (offsets of whatever text the pass sees), often over a newer source. Offsets
agree in none of these, and blanks, punctuation and line breaks are just what the
rules change. So a place is known by *what* changes and by the word characters
around it: the neighbourhood with everything but letters, digits and hanzi left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from repair.model import Fix, minimal

#: Word characters kept on each side of a place.
REACH = 24
#: How many of them must agree; the rest only tells twins apart.
NEAR = 10

_RUN = re.compile(r"\w+")
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94)}
_BREAK = re.compile(r"\s*[\r\n\f\v\u2028\u2029\x85]\s*")
_BLANK = re.compile(r"\s+")


class Words:
    """A text reduced to its word characters, with positions in both directions."""

    def __init__(self, text: str) -> None:
        self.source = text
        self._starts: list[int] = []
        self._at: list[int] = []
        pieces: list[str] = []
        length = 0
        for run in _RUN.finditer(text):
            self._starts.append(run.start())
            self._at.append(length)
            pieces.append(run.group())
            length += run.end() - run.start()
        self._at.append(length)
        self.text = "".join(pieces).translate(_NARROW)

    def index(self, position: int) -> int:
        """How many word characters stand before a position of the text."""
        run = bisect_right(self._starts, position) - 1
        if run < 0:
            return 0
        return min(self._at[run] + position - self._starts[run], self._at[run + 1])

    def position(self, index: int) -> int:
        """Where the word character with this index stands in the text."""
        run = bisect_right(self._at, index) - 1
        if run >= len(self._starts):
            return len(self.source)
        return self._starts[run] + index - self._at[run]

    def around(self, start: int, end: int, reach: int = REACH) -> tuple[str, str]:
        """The word characters left and right of a span."""
        first, last = self.index(start), self.index(end)
        return self.text[max(first - reach, 0) : first], self.text[last : last + reach]


@dataclass(frozen=True, slots=True)
class Change:
    """The fixes of one group over one text, trimmed to what they really change."""

    rule: str
    start: int
    end: int
    edits: tuple[tuple[int, int, str], ...]
    before: str
    after: str
    signature: str

    @property
    def is_note(self) -> bool:
        return not self.edits


def change_of(text: str, fixes: Sequence[Fix]) -> Change:
    """What a group of fixes (sorted, not empty) makes of a text.

    The signature leaves blanks out where anything else changes too, because
    another rule may have taken them away before or after.
    """
    edits: list[tuple[int, int, str]] = []
    for fix in fixes:
        old = text[fix.start : fix.end]
        if old and fix.after and set(old).isdisjoint(fix.after):
            edits.append((fix.start, fix.end, fix.after))  # nothing to trim; the usual case
        else:
            edits += [(fix.start + i, fix.start + j, n) for i, j, n in minimal(old, fix.after)]
    if not edits:
        start, end = fixes[0].start, fixes[-1].end
        before = text[start:end]
        return Change(fixes[0].rule, start, end, (), before, before, _plain(before))
    start, end = edits[0][0], edits[-1][1]
    return Change(
        fixes[0].rule,
        start,
        end,
        tuple(edits),
        text[start:end],
        applied(text, start, end, edits),
        signature((text[i:j], new) for i, j, new in edits),
    )


def applied(text: str, start: int, end: int, edits: Iterable[tuple[int, int, str]]) -> str:
    """``text[start:end]`` with the edits made."""
    pieces: list[str] = []
    position = start
    for i, j, new in edits:
        pieces += (text[position:i], new)
        position = j
    pieces.append(text[position:end])
    return "".join(pieces)


def signature(edits: Iterable[tuple[str, str]]) -> str:
    """The edits as one string, the same in the source and inside a pass."""
    return "|".join(_signature(before, after) for before, after in edits)


def replacement(before: str, after: str) -> str:
    """The signature of one string replaced by another."""
    return signature((before[i:j], new) for i, j, new in minimal(before, after))


def _signature(before: str, after: str) -> str:
    bare = _BLANK.sub("", before), _BLANK.sub("", after)
    if bare[0] == bare[1]:
        return f"{_blanks(before)}→{_blanks(after)}"
    return f"{_plain(before)}→{_plain(after)}"


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


def _blanks(text: str) -> str:
    return _BLANK.sub("␠", _BREAK.sub("¶", text))


@dataclass(frozen=True, slots=True)
class Context:
    """The word characters on both sides of a place."""

    left: str
    right: str

    def likeness(self, other: Context, reach: int = NEAR) -> float:
        """0–100: how much two neighbourhoods agree.

        A side that ends with the text (or nearly) is compared as far as it goes.
        """
        sides = [
            (self.left[-reach:], other.left[-reach:]),
            (self.right[:reach], other.right[:reach]),
        ]
        weight = sum(max(len(a), len(b)) for a, b in sides)
        if not weight:
            return 100.0
        return sum(fuzz.ratio(a, b) * max(len(a), len(b)) for a, b in sides) / weight


class Places:
    """Places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, list[int]] = {}

    @cached_property
    def words(self) -> Words:
        return Words(self.text)

    def context(self, start: int, end: int) -> Context:
        """What stands around a span."""
        return Context(*self.words.around(start, end))

    def twins(self, start: int, end: int) -> tuple[int, int]:
        """(which one, of how many): places that read alike, eight characters around."""
        words = self.words
        first, last = words.index(start), words.index(end)
        low = max(first - 8, 0)
        snippet = words.text[low : last + 8]
        spots = self._spots(snippet) if snippet else [low]
        return bisect_left(spots, low) + 1, max(len(spots), 1)

    def _spots(self, snippet: str) -> list[int]:
        """Where a string of word characters stands, overlaps too; remembered."""
        spots = self._found.get(snippet)
        if spots is None:
            spots = []
            at = self.words.text.find(snippet)
            while at >= 0:
                spots.append(at)
                at = self.words.text.find(snippet, at + 1)
            self._found[snippet] = spots
        return spots

    def find(self, context: Context, before: str, reach: int = 6) -> list[tuple[int, int]]:
        """Spans where ``before`` stands between the nearest ``reach`` characters of a context."""
        inner = Words(before).text
        left, right = context.left[-reach:], context.right[:reach]
        snippet = left + inner + right
        words = self.words
        found: list[tuple[int, int]] = []
        for at in self._spots(snippet) if len(left) + len(right) >= reach else ():
            first, last = at + len(left), at + len(left) + len(inner)
            start = words.position(first) if inner else words.position(first - 1) + 1
            end = words.position(last - 1) + 1 if inner else words.position(last)
            found.append((start if first else 0, end))
        return found
