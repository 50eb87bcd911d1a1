"""Keys and lines from a terminal, a pipe, or a dumb terminal."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_ARROWS = {b"[A": "k", b"[B": "j", b"[C": "j", b"[D": "k", b"OA": "k", b"OB": "j"}


class Resized(Exception):  # noqa: N818 - a signal, not an error
    """The terminal has another size now."""


class Keys:
    """Reads single keys where the terminal allows it, else the first letter of a line.

    A context manager: the terminal gives keys one by one inside it and is as
    before after it. Keys typed ahead are kept.
    """

    def __init__(self) -> None:
        self.single = sys.stdin.isatty() and sys.platform != "win32"
        self._cooked: list[Any] = []
        self._size: os.terminal_size | None = None

    def __enter__(self) -> Keys:
        if self.single:
            import termios

            self._size = os.get_terminal_size(sys.stdin.fileno())

            self._cooked = termios.tcgetattr(sys.stdin.fileno())
            self._raw()
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    def key(self) -> str:
        """The next key; ``""`` at the end of input. Raises :class:`Resized`."""
        if not self.single:
            line = sys.stdin.readline()
            return "" if not line else (line.strip() or " ")[0]
        handle = sys.stdin.fileno()
        with _watching_size():
            try:
                if os.get_terminal_size(handle) != self._size:
                    # It changed while the place was painted, before anyone watched.
                    raise Resized
                return _read_key(handle)
            except Resized:
                self._size = os.get_terminal_size(handle)
                raise

    def line(self, prompt: str, text: str = "") -> str | None:
        """A line typed by the user, with ``text`` to begin with; None when called off."""
        self._restore()
        try:
            with _prefilled(text if self.single else ""):
                # input() prints the prompt itself, so that redrawing the line keeps it.
                return input(prompt)
        except EOFError:
            return None
        finally:
            self._raw()

    def _raw(self) -> None:
        if self._cooked:
            import termios
            import tty

            tty.setcbreak(sys.stdin.fileno(), termios.TCSADRAIN)

    def _restore(self) -> None:
        if self._cooked:
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._cooked)


def _read_key(handle: int) -> str:
    data = os.read(handle, 1)
    if data == b"\x1b":
        # An arrow key follows at once; a lone Esc does not.
        if not select.select([handle], [], [], 0.05)[0]:
            return "\x1b"
        return _ARROWS.get(os.read(handle, 8)[:2], "\x1b")
    while data and data[0] >= 0xC0 and len(data) < _length(data[0]):
        data += os.read(handle, 1)
    key = data.decode("utf-8", "replace")
    return "" if key == "\x04" else key


def _length(first: int) -> int:
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


@contextmanager
def _watching_size() -> Iterator[None]:
    def resized(_number: int, _frame: FrameType | None) -> None:
        raise Resized

    before = signal.signal(signal.SIGWINCH, resized)
    try:
        yield
    finally:
        signal.signal(signal.SIGWINCH, before)


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    """The text stands in the line already, to be changed."""
    try:
        import readline
    except ImportError:
        yield
        return
    if not text:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook(None)
