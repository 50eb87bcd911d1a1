"""The promises over real gazettes and undamaged official text."""

from __future__ import annotations

import hashlib
import random
from functools import cache
from pathlib import Path

import pytest

from repair import batch
from repair.engine import Result, repair_text
from repair.files import Job, process
from repair.model import Status
from repair.source import read_source
from repair.undo import undo

pytestmark = pytest.mark.corpus

GAZETTES = ("linzi-2016-02", "linzi-2017-11", "linzi-2018-10", "zhoucun-2017-06", "zibo-2017")
CLEAN = (
    "law_admin_regs_01",
    "law_ambiguous_01",
    "law_ambiguous_02",
    "law_local_regs_01",
    "state_council_01",
)


@cache
def repaired(path: Path) -> Result:
    return repair_text(read_source(path).text)


@pytest.mark.parametrize("name", GAZETTES)
def test_applied_fixes_turn_the_source_into_the_clean_text(shared: Path, name: str) -> None:
    result = repaired(shared / f"gazettes/{name}.txt")
    pieces, position = [], 0
    for fix in result.fixes:
        assert fix.before == result.source[fix.start : fix.end]
        if fix.status is Status.APPLIED:
            assert fix.start >= position
            pieces += [result.source[position : fix.start], fix.after]
            position = fix.end
    assert "".join([*pieces, result.source[position:]]) == result.text


@pytest.mark.parametrize("name", GAZETTES)
def test_cleaning_a_clean_text_changes_nothing(shared: Path, name: str) -> None:
    result = repaired(shared / f"gazettes/{name}.txt")
    again = repair_text(result.text)
    changed = [f for f in again.fixes if f.status is Status.APPLIED]
    assert [(f.rule, f.line, f.before, f.after) for f in changed] == []
    assert result.withdrawn == ()


@pytest.mark.parametrize("name", CLEAN)
def test_undamaged_text_comes_out_identical(shared: Path, name: str) -> None:
    result = repaired(shared / f"clean/{name}.txt")
    changed = [f for f in result.fixes if f.status is Status.APPLIED]
    assert [(f.rule, f.line, f.before, f.after) for f in changed] == []


def test_numbers_in_are_numbers_out(shared: Path) -> None:
    for name in GAZETTES:
        ledger = repaired(shared / f"gazettes/{name}.txt").ledger
        # A sign restored with proof may split or make a number; nothing else may.
        assert abs(ledger.numbers_in - ledger.numbers_out) <= ledger.proved, name


def test_all_document_numbers_of_linzi_2017_11(shared: Path) -> None:
    text = repaired(shared / "gazettes/linzi-2017-11.txt").text
    assert text.count("〔20") >= 30
    assert not any(f"也 {year}" in text or f"也{year}" in text for year in range(2005, 2018))


@pytest.mark.slow
def test_workers_and_order_make_no_difference(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "gazettes").glob("*.txt"))
    digests = set()
    for workers in (1, 2, 4):
        out = tmp_path / str(workers)
        jobs = [Job(file, target=out / file.stem) for file in files]
        random.Random(workers).shuffle(jobs)
        assert all(not o.error for o in batch.run(jobs, workers))
        data = b"".join(path.read_bytes() for path in sorted(out.iterdir()))
        digests.add(hashlib.sha256(data).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("name", GAZETTES)
def test_undo_gives_the_source_bytes(shared: Path, tmp_path: Path, name: str) -> None:
    source = shared / f"gazettes/{name}.txt"
    outcome = process(Job(source, target=tmp_path / name))
    assert outcome.error == ""
    assert outcome.clean is not None
    assert undo(outcome.clean) == (source.name, source.read_bytes())
