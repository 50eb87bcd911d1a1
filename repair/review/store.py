"""Writing decisions: one lock per folder, one synced line per key."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from repair.errors import InputError, OutputError
from repair.review.decisions import Decision, Decisions, effective, read_lines

SUFFIX = ".decisions.jsonl"
LOCK = ".review.lock"


class Lock:
    """Keeps a second reviewer out of a folder; the system frees it when we die.

    Raises :class:`InputError` naming who holds it.
    """

    def __init__(self, folder: Path, who: str) -> None:
        self.path = folder / LOCK
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise OutputError(f"{self.path}: can't be written ({error.strerror})") from error
        if not _lock(self._file) or not self._current():
            holder = os.read(self._file, 200).decode("utf-8", "replace").strip()
            os.close(self._file)
            raise InputError(
                f"{folder} is being reviewed by {holder or 'somebody else'}",
                "wait, or end that reviewer; nothing was changed",
            )
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{who} (process {os.getpid()})\n".encode())

    def _current(self) -> bool:
        """Whether the file we locked still has its name (its holder may just have left)."""
        try:
            return os.path.samestat(os.fstat(self._file), self.path.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Let others in; safe to call twice."""
        if self._file >= 0:
            self.path.unlink(missing_ok=True)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Store:
    """The decisions of one document, to be added to. The folder's :class:`Lock` is the caller's."""

    def __init__(self, path: Path, who: str = "") -> None:
        self.path = path
        self.who = who or user()
        lines = list(read_lines(path))
        self._standing = effective(lines)
        numbers = [line.get("id") for line in lines]
        self._last = max((n for n in numbers if isinstance(n, int)), default=0)
        self._mended = False

    @property
    def decisions(self) -> Decisions:
        """What counts now."""
        return Decisions(self._standing.by_id.values())

    def get(self, number: int) -> Decision | None:
        """A standing decision by its number."""
        return self._standing.by_id.get(number)

    def add(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Write decisions with their numbers, name and time, in one go, and sync.

        Raises :class:`OutputError`.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        done: list[Decision] = []
        for decision in decisions:
            self._last += 1
            done.append(replace(decision, id=self._last, who=self.who, when=now))
        self._write([d.as_json() for d in done])
        for decision in done:
            self._standing.take(decision)
        return done

    def undo(self, numbers: Sequence[int]) -> None:
        """Take decisions back. Raises :class:`OutputError`."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        lines: list[dict[str, object]] = []
        for number in numbers:
            self._last += 1
            lines.append(
                {"id": self._last, "action": "undo", "undoes": number, "who": self.who, "when": now}
            )
        self._write(lines)
        for number in numbers:
            self._standing.undo(number)

    def _write(self, lines: Sequence[dict[str, object]]) -> None:
        data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
        try:
            with self.path.open("ab") as file:
                if not self._mended:
                    self._mend()
                    self._mended = True
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(
                f"{self.path}: the decision can't be saved ({error.strerror})",
                "free some space or check the rights of the folder",
            ) from error

    def _mend(self) -> None:
        """See to a last line without its end: torn by a kill, or left so by an editor."""
        data = self.path.read_bytes()
        if not data or data.endswith(b"\n"):
            return
        begin = data.rfind(b"\n") + 1
        try:
            json.loads(data[begin:])
        except ValueError:
            os.truncate(self.path, begin)
        else:
            with self.path.open("ab") as file:
                file.write(b"\n")


def user() -> str:
    """Who is deciding, for the log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def decisions_path(report: Path) -> Path:
    """Where the decisions about a report's document are kept."""
    return report.with_name(report.name.removesuffix(".fixes.jsonl") + SUFFIX)
