"""Many files: one outcome per file, in the order of the jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repair.files import Job, Outcome, process

if TYPE_CHECKING:
    from collections.abc import Callable


def run(
    jobs: Sequence[Job], workers: int = 1, done: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Every outcome, in the order of ``jobs``; ``done`` is called as each arrives."""
    if workers <= 1 or len(jobs) <= 1:
        return [_told(process(job), done) for job in jobs]
    from repair.workers import in_workers

    outcomes: dict[int, Outcome] = {}
    for index, outcome in in_workers(jobs, workers):
        outcomes[index] = _told(outcome, done)
    return [outcomes[index] for index in range(len(jobs))]


def _told(outcome: Outcome, done: Callable[[Outcome], None]) -> Outcome:
    done(outcome)
    return outcome
