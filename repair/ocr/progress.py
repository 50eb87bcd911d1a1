"""A progress bar over the pages of one document."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from repair.ocr.reading import Step


class PageProgress:
    """Pages done, pages per second and time left, on a terminal; else nothing.

    ``kept``: whether an interrupted run goes on where it stopped; then it is said how.
    """

    def __init__(self, name: str, *, shown: bool = True, kept: bool = False) -> None:
        self._name, self._shown, self._kept = name, shown, kept
        self._bar: Any = None
        self._started = 0.0
        self._begun = False

    def __enter__(self) -> PageProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is KeyboardInterrupt and self._shown and self._kept and self._begun:
            click.echo(
                f"gazette-repair: {self._name}: the pages that were read are kept; "
                "the same command goes on with the others",
                err=True,
            )

    def step(self, step: Step) -> None:
        """So many pages are done."""
        self._begun = True
        if step.total < 2 or not self._shown or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._started = time.perf_counter()
            self._bar = _bar()
            self._task = self._bar.add_task(self._name[:40], total=step.total, pace="")
            self._bar.start()
        self._bar.update(self._task, completed=step.done, pace=self._pace(step))

    def _pace(self, step: Step) -> str:
        """Pages per second and time left, by the pages that were read in this run."""
        read = step.done - step.kept
        if read < 1:
            return ""
        seconds = (time.perf_counter() - self._started) / read
        minutes, left = divmod(round(seconds * (step.total - step.done)), 60)
        return f"{1 / seconds:.2g} pages/s, {minutes}:{left:02} left"


def _bar() -> Any:  # noqa: ANN401
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        console=Console(stderr=True),
        transient=True,
    )
