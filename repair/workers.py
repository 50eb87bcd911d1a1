"""Worker processes: the outcomes of many files as they come.

A module of its own, as what it needs takes long to import and one file needs none of it.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from repair.files import Job, Outcome, process

#: Files handed out ahead of those that are done, for each worker: none waits for the next, and
#: of very many files few are held, or must be done again when a worker dies.
AHEAD = 4


def in_workers(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Outcome]]:
    """The outcomes with the indices of their jobs, as they arrive.

    Where a file kills its worker, those that were handed out are tried once more, each alone,
    and the one that does so again is reported as failed; the others go on.
    """
    waiting = iter(range(len(jobs)))
    flying: set[int] = set()
    while True:
        try:
            yield from _pooled(jobs, waiting, flying, workers)
            return
        except BrokenProcessPool:
            lost = sorted(flying)
            flying.clear()
            for index in lost:
                yield index, _alone(jobs[index])


def _pooled(
    jobs: Sequence[Job], waiting: Iterator[int], flying: set[int], workers: int
) -> Iterator[tuple[int, Outcome]]:
    """As above, until a worker dies; ``flying`` are the indices that are handed out."""
    # Spawned, not forked: a worker must not inherit a progress bar's thread.
    with ProcessPoolExecutor(
        min(workers, len(jobs)), mp_context=get_context("spawn"), initializer=_deaf
    ) as pool:
        futures: dict[Future[Outcome], int] = {}
        try:
            while True:
                for index in islice(waiting, AHEAD * workers - len(futures)):
                    flying.add(index)
                    futures[pool.submit(_interruptible, jobs[index])] = index
                if not futures:
                    return
                done, _ = wait(futures, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    index = futures.pop(future)
                    flying.discard(index)
                    yield index, outcome
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


def _alone(job: Job) -> Outcome:
    try:
        return next(outcome for _, outcome in _pooled([job], iter((0,)), set(), 1))
    except BrokenProcessPool:
        return Outcome(job.source, error=f"{job.source}: its worker process died (out of memory?)")
