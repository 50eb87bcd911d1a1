"""What a place of the text reads with a fix and without it.

Asked of the repaired text: what is applied stands there already, and what is still open
may stand in either form, since neighbours under review are printed in one of the two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from repair.model import Edit, Fix, Patch, Span, Status

#: Neighbouring groups under review that are tried in both forms.
_MOST_OPEN = 3


@dataclass(frozen=True, slots=True)
class Readings:
    """All a place may read; the first of each is that with every open neighbour as it is."""

    old: tuple[str, ...]
    """Without the fix."""
    new: tuple[str, ...]
    """With it."""


@dataclass(frozen=True, slots=True)
class _Toggle:
    """A fix over the repaired text: what stands there, and what would stand there else."""

    start: int
    end: int
    other: str
    group: object
    open: bool


class Forms:
    """A source and its fixes, and from them the repaired text in every form it may take."""

    def __init__(self, source: str, fixes: Sequence[Fix]) -> None:
        self.fixes = tuple(fixes)
        """As they were given; elsewhere a fix is named by its place in this order."""
        applied = [fix for fix in fixes if fix.status is Status.APPLIED]
        self.patch = patch = Patch(Edit(fix.start, fix.end, fix.after) for fix in applied)
        """What is applied."""
        self.clean = patch.apply(source)
        self._spans: list[Span] = []
        toggles: list[_Toggle] = []
        for number, fix in enumerate(fixes):
            start = patch.target(fix.start)
            if fix.status is Status.APPLIED:
                span = Span(start, start + len(fix.after))
            else:
                span = Span(start, max(start, patch.target(fix.end)))
            self._spans.append(span)
            if fix.status in {Status.APPLIED, Status.REVIEW}:
                is_open = fix.status is Status.REVIEW
                other = fix.after if is_open else source[fix.start : fix.end]
                key = fix.group or number
                toggles.append(_Toggle(span.start, span.end, other, key, is_open))
        self._toggles = sorted(toggles, key=lambda t: (t.start, t.end))
        self._starts = [t.start for t in self._toggles]

    def span(self, number: int) -> Span:
        """Where a fix stands in the repaired text."""
        return self._spans[number]

    def readings(self, number: int, start: int, end: int) -> Readings:
        """What ``[start, end)`` of the repaired text, round a fix, may read."""
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end)
        here = [t for t in self._toggles[low:high] if start <= t.start and t.end <= end]
        fix = self.fixes[number]
        group = fix.group or number
        mine = [t for t in here if t.group == group]
        rest = [t for t in here if t.open and t.group != group and not _meets(t, mine)]
        neighbours = list(dict.fromkeys(t.group for t in rest))
        if len(neighbours) > _MOST_OPEN:
            neighbours = []
        plain, turned = [], []
        for size in range(len(neighbours) + 1):
            for chosen in combinations(neighbours, size):
                others = [t for t in rest if t.group in chosen]
                plain.append(self._with(others, start, end))
                turned.append(self._with([*others, *mine], start, end))
        if fix.status is Status.APPLIED:
            plain, turned = turned, plain
        return Readings(tuple(plain), tuple(turned))

    def _with(self, toggles: Iterable[_Toggle], start: int, end: int) -> str:
        """The stretch with some fixes turned the other way; those that overlap are left."""
        out: list[str] = []
        at = start
        for toggle in sorted(toggles, key=lambda t: (t.start, t.end)):
            if toggle.start >= at:
                out += (self.clean[at : toggle.start], toggle.other)
                at = toggle.end
        return "".join(out) + self.clean[at:end]


def _meets(toggle: _Toggle, others: Iterable[_Toggle]) -> bool:
    return any(toggle.start < other.end and other.start < toggle.end for other in others)
