"""From the patches of many passes to one list of fixes over the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from repair.model import Edit, Fix, Patch, Status, minimal

if TYPE_CHECKING:
    from repair.settle import Group
    from repair.source import Layout


class Applied(NamedTuple):
    """A fix that was applied, over the text of its pass."""

    number: int
    """That of its group."""
    fix: Fix
    decision: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A group that was not applied, over the source; ``horizon``: tags below it were assumed."""

    group: Group
    horizon: int

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for the same finding of two rounds."""
        return (self.group.rule, tuple((f.start, f.end, f.after) for f in self.group.fixes))


def leftover(source: str, patch: Patch, group: Group, horizon: int) -> Leftover:
    """A group of a pass, moved to the source. ``patch`` leads from source to the pass's text."""
    fixes = []
    for fix in group.fixes:
        span, head, tail = patch.source_span(fix.start, fix.end)
        before = source[span.start : span.end]
        after = before if group.status is Status.NOTED else head + fix.after + tail
        fixes.append(fix._replace(start=span.start, end=span.end, before=before, after=after))
    return Leftover(group._replace(fixes=tuple(fixes)), horizon)


def flatten(
    source: str,
    patch: Patch,
    applied: Sequence[Applied],
    leftovers: Iterable[Leftover],
    layout: Layout | None,
) -> tuple[Patch, tuple[Fix, ...]]:
    """The minimal patch from source to clean text, and every fix over the source.

    The tags of the edits are places in ``applied``.
    """
    whole = Patch(e for edit in patch.edits for e in _minimal_edits(source, edit))
    edits = whole.edits
    roots = _melted_groups(edits, applied)
    fixes = [_applied_fix(source, edit, applied, roots) for edit in edits]
    starts = [e.start for e in edits]
    ends = [e.end for e in edits]
    number = len(applied)
    seen: set[object] = set()
    for left in leftovers:
        number += 1
        group = _superseded(left, edits, starts, ends, applied)
        if group is None or left.key in seen:
            continue
        seen.add(left.key)
        fixes += [
            f._replace(status=group.status, by=group.by, decision=group.decision, group=f"{number}")
            for f in group.fixes
        ]
    return whole, _numbered(source, fixes, layout)


def _minimal_edits(source: str, edit: Edit) -> list[Edit]:
    before = source[edit.start : edit.end]
    if len(before) == 1 and before not in edit.after:
        return [edit]
    return [
        Edit(edit.start + start, edit.start + end, after, edit.tags)
        for start, end, after in minimal(before, edit.after)
    ]


def _melted_groups(edits: Sequence[Edit], applied: Sequence[Applied]) -> dict[int, int]:
    """Groups that share an edit are one: group number → number of the whole, where they differ."""
    root: dict[int, int] = {}

    def find(number: int) -> int:
        while root.setdefault(number, number) != number:
            number = root[number]
        return number

    for edit in edits:
        if len(edit.tags) < 2:
            continue
        numbers = [find(applied[tag].number) for tag in edit.tags]
        for number in numbers[1:]:
            root[find(number)] = find(numbers[0])
    return {number: find(number) for number in list(root)}


def _applied_fix(
    source: str,
    edit: Edit,
    applied: Sequence[Applied],
    roots: Mapping[int, int],
) -> Fix:
    number, first, decision = applied[edit.tags[0]]
    if len(edit.tags) == 1:
        return first._replace(
            start=edit.start,
            end=edit.end,
            before=intern(source[edit.start : edit.end]),
            after=edit.after,
            status=Status.APPLIED,
            group=str(roots.get(number, number)),
            decision=decision,
        )
    later = [applied[tag].fix for tag in edit.tags[1:]]
    also = tuple(f"then {f.rule}: {f.message}" for f in later if f.rule != first.rule)
    return first._replace(
        start=edit.start,
        end=edit.end,
        before=intern(source[edit.start : edit.end]),
        after=edit.after,
        confidence=min(f.confidence for f in (first, *later)),
        evidence=(*first.evidence, *dict.fromkeys(also)) if also else first.evidence,
        status=Status.APPLIED,
        group=str(roots.get(number, number)),
        decision=decision,
    )


def _superseded(
    left: Leftover,
    edits: Sequence[Edit],
    starts: Sequence[int],
    ends: Sequence[int],
    applied: Sequence[Applied],
) -> Group | None:
    """The group as it ends: suppressed where a later fix took its place, gone where its own did."""
    group = left.group
    if group.status not in (Status.REVIEW, Status.SUPPRESSED):
        return group
    for fix in group.fixes:
        low = bisect_right(ends, fix.start)
        high = bisect_left(starts, max(fix.end, fix.start + 1))
        for edit in edits[low:high]:
            new = [tag for tag in edit.tags if tag >= left.horizon]
            if not new:
                continue
            winner = applied[new[0]].fix.rule
            if winner == group.rule:
                return None
            if group.status is Status.REVIEW:
                return group._replace(status=Status.SUPPRESSED, by=winner)
    return group


def _numbered(source: str, fixes: list[Fix], layout: Layout | None) -> tuple[Fix, ...]:
    """The fixes in order, with number, group and place; the list is used up."""
    fixes.sort(key=lambda f: (f.start, f.end, f.rule, f.after))
    groups: dict[str, str] = {}
    line, line_start, position = 1, 0, 0
    for number, fix in enumerate(fixes, 1):
        passed = source.count("\n", position, fix.start)
        if passed:
            line += passed
            line_start = source.rfind("\n", position, fix.start) + 1
        position = fix.start
        region = layout.at(fix.start) if layout else None
        fixes[number - 1] = fix._replace(
            id=number,
            group=groups.setdefault(fix.group, str(len(groups) + 1)),
            line=line,
            col=fix.start - line_start,
            proof=None,
            page=region.page if region else None,
            bbox=region.bbox if region else None,
        )
    return tuple(fixes)
