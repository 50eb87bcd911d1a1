"""Two texts side by side, blanks and punctuation width folded away.

Scoring asks what a text became at a place, not how a tool cut its fixes; so texts are
compared as runs of printed characters with the line breaks kept beside them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from repair.model import Edit

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("。"): ord(".")}
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060")
_ANCHOR = 12
_LARGEST_GAP = 40_000_000
"""Product of two gap lengths beyond which a gap between anchors is not diffed by character."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The printed characters of a text, where they stand, and the line breaks between them."""

    chars: str
    offsets: Sequence[int]
    """Offset of each character in the text."""
    breaks: Sequence[bool]
    """Whether a line break stands before each character; one more for the end."""

    def index(self, offset: int) -> int:
        """How many printed characters stand before an offset of the text."""
        return bisect_left(self.offsets, offset)


@dataclass(frozen=True, slots=True)
class Change:
    """``chars[start:end]`` of one folded text became ``chars[new_start:new_end]`` of another."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def inverse(self) -> Change:
        return Change(self.new_start, self.new_end, self.start, self.end)


def fold_string(text: str) -> str:
    """A text without blanks, full-width forms of ASCII made half-width."""
    return "".join(c for c in text.translate(_WIDTH) if not c.isspace() and c not in _INVISIBLE)


def fold(text: str) -> Folded:
    """The folded form of a text."""
    chars: list[str] = []
    offsets: list[int] = []
    breaks: list[bool] = []
    fresh = False
    for offset, char in enumerate(text.translate(_WIDTH)):
        if char.isspace():
            fresh = fresh or char in "\n\f\r"
        elif char not in _INVISIBLE:
            chars.append(char)
            offsets.append(offset)
            breaks.append(fresh)
            fresh = False
    breaks.append(fresh)
    return Folded("".join(chars), offsets, breaks)


def changes_of_edits(old: Folded, new: Folded, edits: Iterable[Edit]) -> list[Change]:
    """The changes that known edits of the first text made, cut as small as they go."""
    out: list[Change] = []
    shift = 0
    for edit in edits:
        end = edit.start + shift + len(edit.after)
        _compare(
            old.chars,
            new.chars,
            (old.index(edit.start), old.index(edit.end)),
            (new.index(edit.start + shift), new.index(end)),
            out,
        )
        shift += len(edit.after) - (edit.end - edit.start)
    return out


def align(old: Folded, new: Folded) -> list[Change]:
    """The changes between two texts of which nothing else is known.

    Twelve-character strings that occur once in both texts anchor the comparison; the
    gaps between anchors are compared character by character.
    """
    out: list[Change] = []
    anchors = [(0, 0), *_anchors(old.chars, new.chars), (len(old.chars), len(new.chars))]
    for (i, j), (next_i, next_j) in pairwise(anchors):
        _compare(old.chars, new.chars, (i, next_i), (j, next_j), out)
    return out


def merged(changes: Iterable[Change]) -> list[Change]:
    """The same changes, those that touch in both texts put together."""
    out: list[Change] = []
    for change in changes:
        if out and (out[-1].end, out[-1].new_end) == (change.start, change.new_start):
            last = out.pop()
            change = Change(last.start, change.end, last.new_start, change.new_end)  # noqa: PLW2901
        out.append(change)
    return out


def breaks_at(changes: Sequence[Change], boundary: int, breaks: Sequence[bool]) -> bool:
    """Whether a line break stands in the new text where a boundary of the old one went.

    ``breaks`` are those of the new text; boundary ``i`` lies before character ``i``.
    The changes must be merged ones.
    """
    at = bisect_right(changes, boundary, key=lambda c: c.start) - 1
    if at < 0:
        return breaks[boundary]
    change = changes[at]
    if boundary > change.end:
        return breaks[boundary + change.new_end - change.end]
    if boundary == change.start < change.end:
        return breaks[change.new_start]
    if boundary == change.end > change.start:
        return breaks[change.new_end]
    return any(breaks[change.new_start : change.new_end + 1])


def position(changes: Sequence[Change], index: int, *, after: bool = False) -> int:
    """Where a boundary of the old text lies in the new one; ``after`` what was put in there."""
    at = bisect_right(changes, index, key=lambda c: c.start) - 1
    if at < 0:
        return index
    change = changes[at]
    if index > change.end or (index == change.end and change.start < change.end):
        return index + change.new_end - change.end
    return change.new_end if after else change.new_start


def error_rate(text: str, truth: str) -> tuple[int, int]:
    """Character errors of a text against its truth, and the length of the truth."""
    return Levenshtein.distance(text, truth), len(truth)


def _compare(
    old: str, new: str, here: tuple[int, int], there: tuple[int, int], out: list[Change]
) -> None:
    first, second = old[here[0] : here[1]], new[there[0] : there[1]]
    if first == second:
        return
    if len(first) * len(second) > _LARGEST_GAP:
        out.append(Change(*here, *there))
        return
    out.extend(
        Change(
            here[0] + code.src_start,
            here[0] + code.src_end,
            there[0] + code.dest_start,
            there[0] + code.dest_end,
        )
        for code in Levenshtein.opcodes(first, second)
        if code.tag != "equal"
    )


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Pairs of positions of strings that stand once in each text, in rising order in both."""
    first, second = _once(old), _once(new)
    pairs = sorted((i, second[gram]) for gram, i in first.items() if gram in second)
    # Longest rising sequence of the second members (patience sorting).
    tails: list[int] = []
    tops: list[int] = []
    back: list[int] = []
    for number, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        back.append(tails[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            tails.append(number)
        else:
            tops[pile] = j
            tails[pile] = number
    out: list[tuple[int, int]] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        out.append(pairs[at])
        at = back[at]
    return out[::-1]


def _once(text: str) -> dict[str, int]:
    seen: dict[str, int] = {}
    for start in range(len(text) - _ANCHOR + 1):
        gram = text[start : start + _ANCHOR]
        seen[gram] = -1 if gram in seen else start
    return {gram: start for gram, start in seen.items() if start >= 0}
