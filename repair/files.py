"""One source file: read, repaired, and everything written that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from repair.engine import Result, repair_text
from repair.options import Options
from repair.source import read_source

if TYPE_CHECKING:
    from repair.dictionaries import Dictionaries
    from repair.rulings import Decisions
    from repair.series import Series


@dataclass(frozen=True)
class Job:
    """One input and what to do with it; small enough to be sent to another process."""

    source: Path
    options: Options = field(default_factory=Options)
    target: Path | None = None
    """Folder and NAME of the outputs (``out/linzi``); None: write nothing."""
    series: Path | None = None
    dictionary: tuple[Path, ...] = ()
    hold: tuple[str, ...] = ()
    hold_root: Path | None = None
    diff: bool = False
    resume: bool = False

    @property
    def markdown(self) -> bool:
        """Whether the clean text is Markdown."""
        to = self.options.to
        return to == "markdown" or (to == "auto" and self.source.suffix.lower() == ".md")


@dataclass(frozen=True)
class Outcome:
    """What became of one input, for the screen and for ``--format json``."""

    source: Path
    verdict: str = "failed"
    error: str = ""
    changed: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    families: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Per family of rules: groups applied, groups for review."""
    facts: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    example: str = ""
    diff: str = ""
    clean: Path | None = None
    withdrawn: tuple[str, ...] = ()
    unused_protect: tuple[str, ...] = ()
    pages: int = 0
    skipped: bool = False


def repair_file(
    path: Path | str,
    options: Options | None = None,
    *,
    series: Series | None = None,
    decisions: Decisions | None = None,
    dictionaries: Dictionaries | None = None,
) -> Result:
    """Repair one text file; nothing is written.

    Raises :class:`repair.errors.InputError` when it can't be read.
    """
    source = read_source(Path(path))
    return repair_text(
        source.text,
        options,
        series=series,
        decisions=decisions,
        dictionaries=dictionaries,
        layout=source.layout,
    )
