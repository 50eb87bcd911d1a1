"""Many files: worker processes, one outcome per file, in the order of the jobs."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from repair.files import Job, Outcome, process

if TYPE_CHECKING:
    from collections.abc import Callable


def run(
    jobs: Sequence[Job], workers: int = 1, done: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Every outcome, in the order of ``jobs``; ``done`` is called as each arrives.

    A file that kills its worker is tried once more alone, and reported as failed if it
    does so again; the others go on.
    """
    if workers <= 1 or len(jobs) <= 1:
        return [_told(process(job), done) for job in jobs]
    outcomes: dict[int, Outcome] = {}
    try:
        for index, outcome in _pooled(jobs, range(len(jobs)), workers):
            outcomes[index] = _told(outcome, done)
    except BrokenProcessPool:
        for index in [i for i in range(len(jobs)) if i not in outcomes]:
            outcomes[index] = _told(_alone(jobs, index), done)
    return [outcomes[index] for index in range(len(jobs))]


def _pooled(
    jobs: Sequence[Job], indices: Sequence[int], workers: int
) -> Iterator[tuple[int, Outcome]]:
    # Spawned, not forked: a worker must not inherit a progress bar's thread.
    with ProcessPoolExecutor(
        min(workers, len(indices)), mp_context=get_context("spawn"), initializer=_deaf
    ) as pool:
        futures: dict[Future[Outcome], int] = {
            pool.submit(_interruptible, jobs[index]): index for index in indices
        }
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            # Ctrl-C may come here or in the caller's loop: either way nothing more is begun.
            pool.shutdown(wait=False, cancel_futures=True)


def _deaf() -> None:
    """A worker dying of Ctrl-C between two files would take the pool's locks along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _interruptible(job: Job) -> Outcome:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return process(job)
    except KeyboardInterrupt:
        return Outcome(job.source, error=f"{job.source}: interrupted")
    finally:
        _deaf()


def _alone(jobs: Sequence[Job], index: int) -> Outcome:
    try:
        return next(outcome for _, outcome in _pooled(jobs, [index], 1))
    except BrokenProcessPool:
        source = jobs[index].source
        return Outcome(source, error=f"{source}: its worker process died (out of memory?)")


def _told(outcome: Outcome, done: Callable[[Outcome], None]) -> Outcome:
    done(outcome)
    return outcome
