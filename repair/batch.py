"""Many files: one outcome per file, in the order of the jobs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repair.files import Job, Outcome, process

if TYPE_CHECKING:
    from collections.abc import Callable


def run(
    jobs: Sequence[Job], workers: int = 1, done: Callable[[Outcome], None] = lambda _: None
) -> Iterator[Outcome]:
    """Every outcome, in the order of ``jobs``; ``done`` is called as each arrives.

    None is held once it was given: files may be many.
    """
    early: dict[int, Outcome] = {}
    following = 0
    for index, outcome in _arriving(jobs, workers):
        done(outcome)
        early[index] = outcome
        while following in early:
            yield early.pop(following)
            following += 1


def _arriving(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Outcome]]:
    if workers <= 1 or len(jobs) <= 1:
        return enumerate(map(process, jobs))
    from repair.workers import in_workers

    return in_workers(jobs, workers)
