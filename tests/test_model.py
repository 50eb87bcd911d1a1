"""Patches: apply, invert, then, and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.model import Edit, Patch, minimal

TEXT = st.text(alphabet="也页治12 \n”a", max_size=30)


@st.composite
def patches(draw: st.DrawFn, text: str) -> Patch:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    edits = [
        Edit(a, b, draw(st.text(alphabet="也页〔〕xy", max_size=3)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    edits += [Edit(c, c, "+") for c in cuts if all(c < e.start or c > e.end for e in edits)]
    return Patch(edits)


@given(st.data(), TEXT)
def test_invert_gives_the_text_back(data: st.DataObject, text: str) -> None:
    patch = data.draw(patches(text))
    assert patch.invert(text).apply(patch.apply(text)) == text


@given(st.data(), TEXT)
def test_then_equals_one_after_the_other(data: st.DataObject, text: str) -> None:
    first = data.draw(patches(text))
    middle = first.apply(text)
    second = data.draw(patches(middle))
    third = data.draw(patches(second.apply(middle)))
    both = first.then(second)
    assert both.apply(text) == second.apply(middle)
    assert both.then(third).apply(text) == third.apply(second.apply(middle))
    starts = [edit.start for edit in both.edits]
    assert len(starts) == len(set(starts))


@given(st.data(), TEXT)
def test_source_span_rebuilds_the_patched_text(data: st.DataObject, text: str) -> None:
    patch = data.draw(patches(text))
    result = patch.apply(text)
    start = data.draw(st.integers(0, len(result)))
    end = data.draw(st.integers(start, len(result)))
    span, before, after = patch.source_span(start, end)
    inside = [e for e in patch.edits if span.start <= e.start and e.end <= span.end]
    if start < end:
        # Insertions at the rim belong to the neighbour, not to the span.
        local = Patch(
            Edit(e.start - span.start, e.end - span.start, e.after)
            for e in inside
            if e.start < e.end or span.start < e.start < span.end or span.start == span.end
        )
        rebuilt = local.apply(text[span.start : span.end])
        assert before + result[start:end] + after in (rebuilt, *_rims(patch, span, text))


def _rims(patch: Patch, span: object, text: str) -> list[str]:
    start, end = span.start, span.end  # type: ignore[attr-defined]
    out = []
    for left in (True, False):
        for right in (True, False):
            edits = [
                Edit(e.start - start, e.end - start, e.after)
                for e in patch.edits
                if start <= e.start
                and e.end <= end
                and (left or e.end > start)
                and (right or e.start < end)
            ]
            out.append(Patch(edits).apply(text[start:end]))
    return out


@given(TEXT, TEXT)
def test_minimal_turns_one_into_the_other(before: str, after: str) -> None:
    edits = [Edit(s, e, new) for s, e, new in minimal(before, after)]
    assert Patch(edits).apply(before) == after


def test_minimal_keeps_digits() -> None:
    assert minimal("也 2017 页 7 号", "〔2017〕7号") == [(0, 2, "〔"), (6, 9, "〕"), (10, 11, "")]


def test_overlap_is_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Patch([Edit(0, 2, "x"), Edit(1, 3, "y")])
