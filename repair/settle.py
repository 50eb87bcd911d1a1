"""What becomes of the fixes of one pass: decisions, thresholds, protection, facts, conflicts.

The order is fixed: a person's decision beats everything; then protected phrases,
the confidence threshold, the facts; then conflicts, where the safe fix beats the
doubtful one, higher confidence beats lower, the longer beats the shorter, and at
last the smaller code and the earlier place win.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from repair.facts import touches_facts
from repair.model import Fix, Safety, Span, Status, minimal
from repair.options import Options

if TYPE_CHECKING:
    from repair.review.decisions import Decisions

_RANK = {Safety.SAFE: 0, Safety.REVIEW: 1, Safety.NOTE: 2}
_FORCED = ("accept", "edit")
_BY_HAND = "ED"
_PLACE = attrgetter("start", "end")
_DOUBTED = "the picture of the page contradicts it"


class Group(NamedTuple):
    """Fixes of one rule that stand or fall together, cut to minimal edits and sorted."""

    rule: str
    fixes: tuple[Fix, ...]
    safety: Safety
    confidence: float
    status: Status = Status.REVIEW
    by: str = ""
    decision: str = ""
    proved: bool = False

    @property
    def start(self) -> int:
        return self.fixes[0].start

    @property
    def order(self) -> tuple[object, ...]:
        """Who wins a conflict: the smallest."""
        length = sum(max(f.end - f.start, len(f.after)) for f in self.fixes)
        return (
            self.decision not in _FORCED,
            _RANK[self.safety],
            -self.confidence,
            -length,
            self.rule,
            self.start,
        )


def grouped(text: str, rule: str, limit: Safety, fixes: Iterable[Fix]) -> list[Group]:
    """The groups a rule's fixes form. No fix claims more safety than the rule may."""
    named: dict[str, list[Fix]] = {}
    groups: list[Group | None] = []
    for fix in fixes:
        if fix.group:
            named.setdefault(fix.group, []).append(fix)
        else:
            groups.append(_group(text, rule, limit, (fix,)))
    groups += [_group(text, rule, limit, members) for members in named.values()]
    return [group for group in groups if group is not None]


def _group(text: str, rule: str, limit: Safety, members: Sequence[Fix]) -> Group | None:
    """Fixes that stand or fall together; None where they change nothing."""
    safety = max((limit, *[f.safety for f in members]), key=_RANK.__getitem__)
    parts = [
        part
        for fix in (sorted(members, key=_PLACE) if len(members) > 1 else members)
        for part in _minimal_parts(text, fix, rule, safety)
    ]
    if not parts:
        return None
    return Group(rule, tuple(parts), safety, min([f.confidence for f in members]))


def _minimal_parts(text: str, fix: Fix, rule: str, safety: Safety) -> list[Fix]:
    if not 0 <= fix.start <= fix.end <= len(text):
        raise ValueError(f"{rule}: span {fix.start}–{fix.end} lies outside the text")
    before = text[fix.start : fix.end]
    if safety is Safety.NOTE:
        return [fix._replace(before=before, after=before, rule=rule, safety=safety)]
    return [
        fix._replace(
            start=fix.start + start,
            end=fix.start + end,
            before=intern(before[start:end]),  # a few hanzi, thousands of times
            after=after,
            rule=rule,
            safety=safety,
        )
        for start, end, after in minimal(before, fix.after)
    ]


def settle(
    text: str,
    groups: Iterable[Group],
    *,
    options: Options,
    protected: Sequence[Span] = (),
    decisions: Decisions | None = None,
    withdrawn: frozenset[str] = frozenset(),
    doubted: Sequence[Span] = (),
) -> list[Group]:
    """Every group with its status; those ``applied`` do not overlap one another.

    Spans sorted: in ``protected`` ones nothing is proposed, in ``doubted`` ones nothing is
    applied unless a person said so.
    """
    ruled = [_judge(text, group, options, protected, decisions, withdrawn) for group in groups]
    if doubted:
        ruled = [_demote(g, _DOUBTED) if _is_doubted(g, doubted) else g for g in ruled]
    wanted = [g for g in ruled if g.status is Status.APPLIED]
    proposals = [g for g in ruled if g.status is Status.REVIEW]
    done = [g for g in ruled if g.status not in (Status.APPLIED, Status.REVIEW)]
    applied, beaten = _placed(wanted)
    applied, demoted = _without_joined_facts(text, applied)
    proposed, outdone = _placed([*proposals, *demoted], applied)
    return _in_order([*applied, *done, *beaten, *outdone, *proposed])


def _placed(wanted: Sequence[Group], holders: Sequence[Group] = ()) -> tuple[list[Group], ...]:
    """The groups that find their places free, and the rest, suppressed by who holds theirs.

    ``holders`` have places already, the others take theirs in order. Only groups that share
    a place with another are compared: a garbled text has tens of thousands that do not.
    """
    rivals = _rivals([*holders, *wanted])
    places = _Places()
    for index, group in enumerate(holders):
        if index in rivals:
            places.take(group)
    kept: list[Group] = []
    contested: list[Group] = []
    for index, group in enumerate(wanted, len(holders)):
        (contested if index in rivals else kept).append(group)
    beaten = []
    for group in sorted(contested, key=lambda g: g.order):
        holder = places.rival(group)
        if holder:
            beaten.append(group._replace(status=Status.SUPPRESSED, by=holder))
        else:
            places.take(group)
            kept.append(group)
    return kept, beaten


def _rivals(groups: Sequence[Group]) -> set[int]:
    """The groups, by index, that want a place which another of them wants too."""
    spans = [(f.start, f.end, index) for index, g in enumerate(groups) for f in g.fixes]
    spans.sort()
    rivals: set[int] = set()
    reach, holder, point = -1, -1, -1
    for start, end, index in spans:
        # An insertion where the last span was one, or a span that the furthest reaches into.
        if start < reach or start == end == point:
            rivals |= {index, holder}
        if end >= reach:
            reach, holder = end, index
        point = end if start == end else -1
    return rivals


def _in_order(groups: list[Group]) -> list[Group]:
    """By place; groups at one place in the order in which they win."""
    groups.sort(key=lambda g: g.start)
    ordered: list[Group] = []
    for _, here in groupby(groups, key=lambda g: g.start):
        same = list(here)
        ordered += sorted(same, key=lambda g: g.order) if len(same) > 1 else same
    return ordered


def _judge(
    text: str,
    group: Group,
    options: Options,
    protected: Sequence[Span],
    decisions: Decisions | None,
    withdrawn: frozenset[str],
) -> Group:
    if group.safety is Safety.NOTE:
        return group._replace(status=Status.NOTED)
    ruling = decisions.decide(text, group.fixes) if decisions else None
    if ruling and ruling.action in ("reject", "sic"):
        return group._replace(status=Status.REFUSED, decision=ruling.action)
    if ruling and ruling.action == "accept":
        return group._replace(status=Status.APPLIED, decision="accept")
    if ruling and ruling.action == "edit":
        return _edited(text, group, ruling.after)
    if ruling:
        return group._replace(status=Status.REVIEW, decision=ruling.action)
    if group.rule.startswith(_BY_HAND) and group.safety is Safety.SAFE:
        return group._replace(status=Status.APPLIED, decision="edit")
    if protected and _inside(protected, group):
        return group._replace(status=Status.SUPPRESSED, by="protect")
    if group.confidence < options.min_confidence:
        return group._replace(status=Status.SUPPRESSED, by="min-confidence")
    if options.apply == "none" or (options.apply == "safe" and group.safety is not Safety.SAFE):
        return group._replace(status=Status.REVIEW)
    if group.rule in withdrawn:
        return _demote(group, "withdrawn: this rule kept changing the text back and forth")
    if touches_facts(text, group.fixes):
        if not _proved(text, group.fixes):
            return _demote(group, "touches protected characters without a proof")
        return group._replace(status=Status.APPLIED, proved=True)
    return group._replace(status=Status.APPLIED)


def _is_doubted(group: Group, doubted: Sequence[Span]) -> bool:
    return group.status is Status.APPLIED and not group.decision and _inside(doubted, group)


def _edited(text: str, group: Group, after: str) -> Group:
    first, last = group.fixes[0], group.fixes[-1]
    whole = first._replace(end=last.end, after=after)
    parts = tuple(_minimal_parts(text, whole, first.rule, Safety.REVIEW))
    status = Status.APPLIED if parts else Status.REFUSED
    return group._replace(fixes=parts or group.fixes, status=status, decision="edit")


def _demote(group: Group, why: str) -> Group:
    fixes = tuple(
        f._replace(safety=Safety.REVIEW, evidence=(*f.evidence, why)) for f in group.fixes
    )
    return group._replace(fixes=fixes, safety=Safety.REVIEW, status=Status.REVIEW)


def _proved(text: str, fixes: Sequence[Fix]) -> bool:
    bare = [f for f in fixes if f.proof is None]
    if bare and touches_facts(text, bare):
        return False
    proofs = {f.proof for f in fixes if f.proof is not None}
    return bool(proofs) and all(proof.holds(text, fixes) for proof in proofs)


def _without_joined_facts(text: str, applied: list[Group]) -> tuple[list[Group], list[Group]]:
    """Takes back groups that are harmless alone but bring numbers together where they touch."""
    ends = {fix.end for group in applied for fix in group.fixes}
    edges: dict[int, list[int]] = {}
    for index, group in enumerate(applied):
        for fix in group.fixes:
            if fix.start in ends:
                edges.setdefault(fix.start, []).append(index)
    bad: set[int] = set()
    for index, group in enumerate(applied):
        for fix in group.fixes:
            for other in edges.get(fix.end, ()):
                if other == index or (group.decision and applied[other].decision):
                    continue
                touching = [fix, *(f for f in applied[other].fixes if f.start == fix.end)]
                alone = any(touches_facts(text, [f]) for f in touching)
                if not alone and touches_facts(text, touching):
                    bad |= {index, other}
    if not bad:
        return applied, []
    kept = [g for i, g in enumerate(applied) if i not in bad]
    why = "together with its neighbour it would bring numbers together"
    return kept, [_demote(applied[i], why) for i in sorted(bad)]


def _inside(protected: Sequence[Span], group: Group) -> bool:
    for fix in group.fixes:
        at = bisect_left(protected, fix.start, key=lambda s: s.end)
        while at < len(protected) and protected[at].start <= fix.end:
            if protected[at].start < fix.end and fix.start < protected[at].end:
                return True
            at += 1
    return False


class _Places:
    """Spans already taken, and by which rule."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int, str]] = []

    def take(self, group: Group) -> None:
        for fix in group.fixes:
            insort(self._taken, (fix.start, fix.end, group.rule))

    def rival(self, group: Group) -> str:
        """The rule that holds a place the group wants; empty when all are free."""
        for fix in group.fixes:
            # Taken spans do not overlap, so only the neighbour on the left can reach in.
            at = max(bisect_left(self._taken, (fix.start, -1, "")) - 1, 0)
            while at < len(self._taken) and self._taken[at][0] <= fix.end:
                start, end, rule = self._taken[at]
                at += 1
                same_point = start == end == fix.start == fix.end
                if same_point or (start < fix.end and fix.start < end):
                    return rule
        return ""
