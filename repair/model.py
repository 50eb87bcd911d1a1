"""Spans, fixes and patches: the words every other module speaks.

Offsets are code points of the decoded text, half open: ``[start, end)``.
Nothing here knows a rule or a file.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum, StrEnum
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from repair.proofs import Proof


class Safety(StrEnum):
    """How far a fix may go without a person."""

    SAFE = "safe"
    REVIEW = "review"
    NOTE = "note"


class Status(StrEnum):
    """What became of a fix."""

    APPLIED = "applied"
    REVIEW = "review"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"
    NOTED = "noted"


class Stage(IntEnum):
    """The passes, in the order they run; each sees the text the one before it left."""

    MARKS = 1
    """What an extractor put inside lines: control characters, HTML, LaTeX, English words."""
    CIPHERS = 2
    """Signs that stand as hanzi."""
    SIGNS = 3
    """Brackets, document numbers, agencies, scripts, wrong characters."""
    LINES = 4
    """Pages, furniture, joins, splits and the marks at line starts."""
    TABLES = 5
    """Tables and rosters."""
    NORMALISE = 6
    """Other ways to write the same thing; nothing unless asked for."""
    WORDS = 7
    """What is only proposed, of words weighed over the whole text: asked of a text that a round
    has left as it was, so once a run."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


class Fix(NamedTuple):
    """One replacement with its reason.

    A tuple, as a garbled text has tens of thousands a megabyte: made and changed
    (``fix._replace(after="”")``) four times as fast as a frozen dataclass.

    A rule fills ``start``, ``end``, ``after``, ``message`` and, where they differ
    from the defaults, ``confidence`` (0–1), ``safety``, ``evidence`` (sentences a
    person can check), ``group`` (fixes of one rule with the same group stand or
    fall together) and ``proof`` (needed where protected characters change).
    In a rule the offsets are those of the text the rule was given; in a report,
    those of the source. The engine fills the rest.
    """

    start: int
    end: int
    after: str
    message: str
    confidence: float = 1.0
    safety: Safety = Safety.SAFE
    evidence: tuple[str, ...] = ()
    group: str = ""
    proof: Proof | None = None
    rule: str = ""
    before: str = ""
    status: Status = Status.REVIEW
    id: int = 0
    line: int = 0
    col: int = 0
    by: str = ""
    decision: str = ""
    page: int | None = None
    bbox: tuple[int, int, int, int] | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` by ``after``; ``tags`` name the fixes it came from."""

    start: int
    end: int
    after: str
    tags: tuple[int, ...] = field(default=(), compare=False)


_PLACE = attrgetter("start", "end")


class Patch:
    """Non-overlapping edits of one text, sorted; at most one per offset.

    Edits given for one offset (an insertion before a replacement, or two insertions)
    become one, in the order given. Raises ``ValueError`` when the edits overlap.
    """

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        merged: list[Edit] = []
        for edit in sorted(edits, key=_PLACE):
            last = merged[-1] if merged else None
            if last is not None and edit.start < last.end:
                raise ValueError(f"edits overlap at {edit.start}: {last} and {edit}")
            if last is not None and edit.start == last.start:
                tags = tuple(dict.fromkeys((*last.tags, *edit.tags)))
                merged[-1] = Edit(last.start, edit.end, last.after + edit.after, tags)
            else:
                merged.append(edit)
        self.edits: tuple[Edit, ...] = tuple(merged)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Patch) and self.edits == other.edits

    def __hash__(self) -> int:
        return hash(self.edits)

    def __bool__(self) -> bool:
        return bool(self.edits)

    def __repr__(self) -> str:
        return f"Patch({list(self.edits)!r})"

    def apply(self, text: str) -> str:
        """The text after all edits. Raises ``ValueError`` when an edit lies outside it."""
        pieces: list[str] = []
        position = 0
        for edit in self.edits:
            pieces += (text[position : edit.start], edit.after)
            position = edit.end
        if position > len(text):
            raise ValueError(f"the patch ends at {position}, the text at {len(text)}")
        pieces.append(text[position:])
        return "".join(pieces)

    def invert(self, text: str) -> Patch:
        """The patch that turns ``self.apply(text)`` back into ``text``."""
        edits: list[Edit] = []
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            edits.append(
                Edit(start, start + len(edit.after), text[edit.start : edit.end], edit.tags)
            )
            shift += len(edit.after) - (edit.end - edit.start)
        return Patch(edits)

    def then(self, later: Patch) -> Patch:
        """One patch that does what this one and then ``later`` do.

        An edit of ``later`` that reaches into text made by an edit of this patch
        melts with it and carries the tags of both; edits that only touch stay apart.
        """
        if not self.edits:
            return later
        if not later.edits:
            return self
        out: list[Edit] = []
        mine: list[_Middle] = []
        theirs: list[Edit] = []
        high = -1
        shift = cluster_shift = 0
        for item in _in_middle_order(self.edits, later.edits):
            meets = item.start == high and _insertions(mine, theirs, item)
            if item.start >= high and not meets:
                out += _melt(mine, theirs, cluster_shift)
                mine, theirs, cluster_shift = [], [], shift
                high = item.start
            if isinstance(item, _Middle):
                mine.append(item)
                shift += len(item.edit.after) - (item.edit.end - item.edit.start)
            else:
                theirs.append(item)
            high = max(high, item.end)
        out += _melt(mine, theirs, cluster_shift)
        return Patch(out)

    def source_span(self, start: int, end: int) -> tuple[Span, str, str]:
        """Where ``[start, end)`` of the patched text comes from.

        Returns the span of the first text, widened to whole edits, and the patched
        text that the widening added before and after the asked-for span.
        """
        index = self._index
        low = bisect_right(index.ends, start)
        high = bisect_left(index.results, end)
        if low >= high:
            shift = index.shifts[low - 1] if low else 0
            return Span(start - shift, end - shift), "", ""
        first, last = self.edits[low], self.edits[high - 1]
        cut = start - index.results[low]
        rest = index.ends[high - 1] - end
        source_start = first.start if cut > 0 else first.start + cut
        source_end = last.end if rest > 0 else last.end - rest
        return (
            Span(source_start, source_end),
            first.after[:cut] if cut > 0 else "",
            last.after[-rest:] if rest > 0 else "",
        )

    def target(self, position: int) -> int:
        """Where a position of the first text lies in the patched text."""
        index = self._index
        at = bisect_right(index.starts, position)
        if not at:
            return position
        edit = self.edits[at - 1]
        if position < edit.end:
            return index.results[at - 1] + min(position - edit.start, len(edit.after))
        return position + index.shifts[at - 1]

    @cached_property
    def _index(self) -> _Index:
        shift = 0
        index = _Index([], [], [], [])
        for edit in self.edits:
            index.starts.append(edit.start)
            index.results.append(edit.start + shift)
            index.ends.append(edit.start + shift + len(edit.after))
            shift += len(edit.after) - (edit.end - edit.start)
            index.shifts.append(shift)
        return index


@dataclass(frozen=True, slots=True)
class _Index:
    """Per edit: start in the first text, start and end in the patched text, total shift."""

    starts: list[int]
    results: list[int]
    ends: list[int]
    shifts: list[int]


@dataclass(frozen=True, slots=True)
class _Middle:
    """An edit of the earlier patch, placed in the text between the two patches."""

    start: int
    end: int
    edit: Edit


def _in_middle_order(mine: Sequence[Edit], theirs: Sequence[Edit]) -> Iterator[_Middle | Edit]:
    placed: list[_Middle] = []
    shift = 0
    for edit in mine:
        start = edit.start + shift
        placed.append(_Middle(start, start + len(edit.after), edit))
        shift += len(edit.after) - (edit.end - edit.start)
    return heapq.merge(placed, theirs, key=lambda item: (item.start, item.end))


def _insertions(mine: Sequence[_Middle], theirs: Sequence[Edit], item: _Middle | Edit) -> bool:
    """Whether ``item`` and an edit of the other patch are insertions at one place."""
    if isinstance(item, Edit):
        return bool(mine) and item.start == item.end and mine[-1].edit.start == mine[-1].edit.end
    return bool(theirs) and item.edit.start == item.edit.end and theirs[-1].start == item.start


def _melt(mine: Sequence[_Middle], theirs: Sequence[Edit], shift: int) -> Iterator[Edit]:
    """The edits of one cluster as edits of the first text.

    ``shift`` is the middle offset minus the first offset where the cluster begins.
    Every place of a cluster lies in an edit, so no copied text is needed.
    """
    if not theirs:
        yield from (item.edit for item in mine)
        return
    if not mine:
        for edit in theirs:
            yield Edit(edit.start - shift, edit.end - shift, edit.after, edit.tags)
        return
    grown = sum(len(m.edit.after) - (m.edit.end - m.edit.start) for m in mine)
    start = min(mine[0].start, theirs[0].start)
    end = max(mine[-1].end, theirs[-1].end)
    pieces: list[str] = []
    position = start
    for edit in theirs:
        pieces += (_survivors(mine, position, edit.start), edit.after)
        position = edit.end
    pieces.append(_survivors(mine, position, end))
    tags = tuple(dict.fromkeys(t for e in (*(m.edit for m in mine), *theirs) for t in e.tags))
    yield Edit(start - shift, end - shift - grown, "".join(pieces), tags)


def _survivors(mine: Sequence[_Middle], start: int, end: int) -> str:
    return "".join(
        m.edit.after[max(start - m.start, 0) : max(end - m.start, 0)]
        for m in mine
        if m.start < end and m.end > start
    )


def minimal(before: str, after: str) -> list[tuple[int, int, str]]:
    """The smallest replacements that turn ``before`` into ``after``.

    Cuts at every character the two share in order: ``(start, end, new)`` with
    offsets into ``before``; empty when they are equal.
    """
    if before == after:
        return []
    head = 0
    limit = min(len(before), len(after))
    while head < limit and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old or not new or set(old).isdisjoint(new):
        return [(head, head + len(old), new)]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(head + i, head + j, new[k:m]) for tag, i, j, k, m in blocks if tag != "equal"]
