"""Pages on disk: what was read of a long document, without holding it in memory.

A page of print is a thousand glyphs with boxes, some .4 MB as objects. Running heads are
known only when the last page has been read, so pages are kept until then, in a temporary
file without a name, and taken from there one after the other.
"""

from __future__ import annotations

import pickle
import tempfile
import threading
from array import array
from collections.abc import Iterable, Iterator
from typing import Protocol

from repair.errors import OutputError
from repair.ocr.page import Page


class Pages(Protocol):
    """Pages in order, in memory or on disk."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Page: ...

    def __iter__(self) -> Iterator[Page]: ...


class Spool:
    """Pages in the order they were put in, read from disk each time they are asked for.

    Raises :class:`OutputError` when the temporary folder has no room.
    """

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        # Ours alone, and never opened by name: pickles of others are not loaded.
        self._file = tempfile.TemporaryFile(prefix="gazette-repair-")  # noqa: SIM115
        self._starts = array("q", [0])
        self._lock = threading.Lock()
        for page in pages:
            self.append(page)

    def append(self, page: Page) -> None:
        """Put a page behind the others."""
        data = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            try:
                self._file.seek(self._starts[-1])
                self._file.write(data)
                self._file.flush()
            except OSError as error:
                raise OutputError(
                    f"{tempfile.gettempdir()}: can't be written ({error.strerror})",
                    "name a folder with room in TMPDIR",
                ) from error
            self._starts.append(self._starts[-1] + len(data))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: int) -> Page:
        if not 0 <= index < len(self):
            raise IndexError(index)
        start, end = self._starts[index], self._starts[index + 1]
        with self._lock:
            self._file.seek(start)
            data = self._file.read(end - start)
        page: Page = pickle.loads(data)  # noqa: S301 - written by this very object
        return page

    def __iter__(self) -> Iterator[Page]:
        return (self[index] for index in range(len(self)))
