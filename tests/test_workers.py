"""Many files in worker processes: what is handed out, and what a dying worker takes along."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from repair import workers
from repair.files import Job
from repair.workers import AHEAD, in_workers

FILES = 30


class Deadly(Job):
    """A job that kills the process it is sent to."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    out = []
    for number in range(FILES):
        source = tmp_path / f"{number:02}.txt"
        source.write_text(f"关于印发第{number}号方案的通知\n", encoding="utf-8")
        out.append(Job(source, target=tmp_path / "out" / source.stem))
    return out


def test_every_file_is_done_once(jobs: list[Job]) -> None:
    outcomes = list(in_workers(jobs, 2))
    assert sorted(index for index, _ in outcomes) == list(range(FILES))
    assert all(outcome.source == jobs[index].source for index, outcome in outcomes)
    assert not any(outcome.error for _, outcome in outcomes)


def test_a_file_that_kills_its_worker_costs_few_others(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs[5] = Deadly(jobs[5].source, target=jobs[5].target)
    alone: list[Job] = []
    real = workers._alone
    monkeypatch.setattr(workers, "_alone", lambda job: alone.append(job) or real(job))
    outcomes = dict(in_workers(jobs, 2))
    assert sorted(outcomes) == list(range(FILES))
    assert [index for index, outcome in outcomes.items() if outcome.error] == [5]
    assert "its worker process died" in outcomes[5].error
    assert jobs[5] in alone
    assert len(alone) <= 2 * AHEAD
