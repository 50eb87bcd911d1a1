"""Worker processes: the outcomes of many files as they come.

A module of its own, as what it needs takes long to import and one file needs none of it.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from repair.files import Job, Outcome, process


def in_workers(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Outcome]]:
    """The outcomes with the indices of their jobs, as they arrive.

    A file that kills its worker is tried once more alone, and reported as failed if it
    does so again; the others go on.
    """
    done = set()
    try:
        for index, outcome in _pooled(jobs, range(len(jobs)), workers):
            done.add(index)
            yield index, outcome
    except BrokenProcessPool:
        for index in range(len(jobs)):
            if index not in done:
                yield index, _alone(jobs, index)


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
