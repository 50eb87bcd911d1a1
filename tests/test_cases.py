"""Cases of single rules as data: ``tests/cases/CODE.toml``, one table per case.

``kind`` is in-the-wild (the damage was seen so, the words are ours), synthetic, negative
(nothing may be found) or known-failure (strict: when it starts to pass, promote it).
``before`` → ``after`` is a plain run of that rule alone; without ``after`` nothing is
applied. ``proposed`` is what accepting its proposals makes of it. ``normalize`` switches
normalisations on. Every case is also replayed, repeated and undone.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from repair.engine import repair_text
from repair.model import Edit, Patch, Status
from repair.options import Options

KINDS = {"in-the-wild", "synthetic", "negative", "known-failure"}


def _cases():
    """One parameter per case of every file."""
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            marks = [pytest.mark.xfail(strict=True)] if case["kind"] == "known-failure" else []
            yield pytest.param(path.stem, case, id=f"{path.stem}-{case['label']}", marks=marks)


@pytest.mark.parametrize(("code", "case"), list(_cases()))
def test_case(code, case):
    assert case["kind"] in KINDS
    assert set(case) <= {"label", "kind", "comment", "before", "after", "proposed", "normalize"}
    before = case["before"]
    options = Options(select=(code,), normalize=tuple(case.get("normalize", ())))
    result = repair_text(before, options)
    assert result.text == case.get("after", before)
    if case["kind"] == "negative":
        assert not [fix for fix in result.fixes if fix.status is not Status.NOTED]
    if "proposed" in case:
        assert _patch(result, Status.APPLIED, Status.REVIEW).apply(before) == case["proposed"]
    applied = _patch(result, Status.APPLIED)
    assert applied.apply(before) == result.text
    assert applied.invert(before).apply(result.text) == before
    assert repair_text(result.text, options).text == result.text


def _patch(result, *statuses):
    return Patch(Edit(f.start, f.end, f.after) for f in result.fixes if f.status in statuses)
