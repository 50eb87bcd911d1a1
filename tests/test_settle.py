"""Who keeps a place: settling compares only groups that may meet, with the same outcome."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.model import Fix, Safety, Status
from repair.options import Options
from repair.settle import Group, grouped, settle

TEXT = "甲乙丙丁戊己庚辛壬癸" * 2

spans = st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from(["", "子", "子丑寅"]))
wishes = st.lists(
    st.tuples(
        st.lists(spans, min_size=1, max_size=3),
        st.sampled_from([Safety.SAFE, Safety.SAFE, Safety.REVIEW, Safety.NOTE]),
        st.sampled_from([0.9, 1.0]),
    ),
    max_size=9,
)


def meet(one: Fix, other: Fix) -> bool:
    insertions = one.start == one.end == other.start == other.end
    return insertions or (one.start < other.end and other.start < one.end)


def first_come(groups: list[Group]) -> list[tuple[str, str, set[str]]]:
    """Rule, status and winner of every group: each compared with all that have a place."""
    held: list[Group] = []
    out = []
    for wanted in (Status.APPLIED, Status.REVIEW):
        for group in sorted((g for g in groups if g.status is wanted), key=lambda g: g.order):
            rivals = {
                (theirs.start, theirs.end, other.rule)
                for other in held
                for mine in group.fixes
                for theirs in other.fixes
                if meet(mine, theirs)
            }
            if rivals:
                out.append((group.rule, "suppressed", {rule for _, _, rule in rivals}))
            else:
                held.append(group)
                out.append((group.rule, str(wanted), set()))
    return sorted(out, key=lambda one: one[0])


def made(specs: list[tuple[list[tuple[int, int, str]], Safety, float]]) -> list[Group]:
    groups = []
    for number, (places, safety, confidence) in enumerate(specs):
        fixes, end = [], -1
        for start, length, after in sorted(places):
            if start > end:
                fixes.append(
                    Fix(start, start + length, after, "test", confidence, safety, group="g")
                )
                end = start + length
        groups += grouped(TEXT, f"CH{number:03}", Safety.SAFE, fixes)
    return groups


@settings(max_examples=300)
@given(wishes)
def test_settling_is_comparing_each_with_all(
    specs: list[tuple[list[tuple[int, int, str]], Safety, float]],
) -> None:
    groups = made(specs)
    settled = settle(TEXT, groups, options=Options())
    ruled = [
        g._replace(status=Status.APPLIED if g.safety is Safety.SAFE else Status.REVIEW)
        for g in groups
        if g.safety is not Safety.NOTE
    ]
    found = sorted((g.rule, str(g.status), g.by) for g in settled if g.status is not Status.NOTED)
    for (rule, status, by), (same, wanted, rivals) in zip(found, first_come(ruled), strict=True):
        assert (rule, status) == (same, wanted)
        assert by in rivals if rivals else not by
    assert [g.start for g in settled] == sorted(g.start for g in settled)
    assert len(settled) == len(groups)


def test_a_note_changes_nothing_and_is_kept_beside_a_fix() -> None:
    fixes = [Fix(2, 3, "子", "test"), Fix(2, 3, "", "test", safety=Safety.NOTE)]
    settled = settle(TEXT, grouped(TEXT, "CH001", Safety.SAFE, fixes), options=Options())
    assert sorted(str(g.status) for g in settled) == ["applied", "noted"]
