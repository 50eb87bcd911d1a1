"""A progress bar over the pages of one document."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from repair.ocr.page import Page


class PageProgress:
    """Pages done, pages per second and time left, on a terminal; else nothing."""

    def __init__(self, name: str, *, shown: bool = True) -> None:
        self._name, self._shown = name, shown and sys.stderr.isatty()
        self._bar: Any = None
        self._started = time.perf_counter()

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

    def step(self, done: int, total: int, page: Page) -> None:
        """A page is done."""
        if total < 2 or not self._shown:
            return
        if self._bar is None:
            self._bar = _bar()
            self._task = self._bar.add_task(self._name[:40], total=total, rate="")
            self._bar.start()
        rate = done / max(time.perf_counter() - self._started, 1e-6)
        self._bar.update(self._task, completed=done, rate=f"{rate:.1f} pages/s")


def _bar() -> Any:  # noqa: ANN401
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeLeft(),
        console=Console(stderr=True),
        transient=True,
    )
