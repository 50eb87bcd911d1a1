"""Reading and writing: encodings, newlines, byte-order marks, atomic files."""

from __future__ import annotations

import codecs
import hashlib
import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

from repair.errors import InputError, OutputError
from repair.model import Patch

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, Word or Excel file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class Region:
    """A span of text that lies on a page, and where: pixels, x0 y0 x1 y1 from the top left."""

    start: int
    end: int
    page: int
    bbox: tuple[int, int, int, int] | None = None


_NO_BOX = (-1, -1, -1, -1)


class Regions:
    """Regions sorted by start, not overlapping: 32 bytes each, for a page has hundreds."""

    def __init__(self, regions: Iterable[Region] = ()) -> None:
        self._starts, self._ends = array("i"), array("i")
        self._pages, self._boxes = array("q"), array("i")
        for region in regions:
            self.append(region)

    def append(self, region: Region) -> None:
        """Put a region behind the others."""
        self._starts.append(region.start)
        self._ends.append(region.end)
        self._pages.append(_within(region.page, 63))
        self._boxes.extend(_within(edge, 31) for edge in region.bbox or _NO_BOX)

    def moved(self, patch: Patch) -> Regions:
        """The same regions over the patched text."""
        out = copy(self)
        out._starts = array("i", map(patch.target, self._starts))
        out._ends = array("i", map(patch.target, self._ends))
        return out

    def last_before(self, position: int) -> Region | None:
        """The last region that begins at or before a position."""
        index = bisect_right(self._starts, position) - 1
        return self[index] if index >= 0 else None

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> Region:
        x0, y0, x1, y1 = box = tuple(self._boxes[4 * index : 4 * index + 4])
        known = None if box == _NO_BOX else (x0, y0, x1, y1)
        return Region(self._starts[index], self._ends[index], self._pages[index], known)

    def __iter__(self) -> Iterator[Region]:
        return (self[index] for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regions) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def _within(value: int, bits: int) -> int:
    """The value, or the nearest that fits: files of others hold any number."""
    return max(-(1 << bits), min(value, (1 << bits) - 1))


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages and boxes that came with a text."""

    regions: Regions = field(default_factory=Regions)
    ocr: bool = False
    """Text was read from images; rules of the OC family apply."""
    layers: frozenset[int] = frozenset()
    """Numbers of the pages whose text came with them: there the OC family keeps away."""
    turned: Mapping[int, int] = field(default_factory=dict)
    """Of pages whose image lies on its side or head: degrees counter-clockwise to upright."""

    def moved(self, patch: Patch) -> Layout:
        """The same regions over the patched text."""
        return replace(self, regions=self.regions.moved(patch))

    def at(self, position: int) -> Region | None:
        """The region a position lies in."""
        region = self.regions.last_before(position)
        if region is not None and position < max(region.end, region.start + 1):
            return region
        return None

    def is_read(self, position: int) -> bool:
        """Whether a position stands on a page whose image was read."""
        if not self.ocr or not self.layers:
            return self.ocr
        region = self.regions.last_before(position)
        return region is None or region.page not in self.layers


@dataclass(frozen=True, slots=True)
class Source:
    """One input document: its text, and what is needed to write its bytes again."""

    name: str
    text: str
    encoding: str = "utf-8"
    newline: str = "\n"
    sha256: str = ""
    layout: Layout | None = None

    def encode(self, text: str) -> bytes:
        """Bytes of a text in the source's encoding, with its byte-order mark."""
        return encode(text, self.encoding)


def encode(text: str, encoding: str) -> bytes:
    """Bytes of a text; UTF-16 gets its byte-order mark, ``utf-8-sig`` too."""
    for mark, name in _BOMS[1:]:
        if name == encoding:
            return mark + text.encode(name)
    return text.encode(encoding)


def decode(data: bytes, name: str) -> Source:
    """The text of some bytes.

    Tries the byte-order mark, then UTF-8, then GB18030. Raises :class:`InputError`
    for binaries and for bytes that no encoding explains, naming byte and offset.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: {kind}, not a text", _binary_advice(kind))
    encodings = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    encodings = encodings or ["utf-8", "gb18030"]
    first: UnicodeDecodeError | None = None
    for encoding in encodings:
        body = data[2:] if encoding.startswith("utf-16") else data
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError as error:
            first = first or error
            continue
        if encode(text, encoding) == data:
            digest = hashlib.sha256(data).hexdigest()
            return Source(name, text, encoding, newline_of(text), digest)
    if first is None:
        raise InputError(f"{name}: decodes as {encodings[-1]} but not back to the same bytes")
    raise InputError(
        f"{name}: byte 0x{data[first.start]:02x} at offset {first.start} fits none of "
        f"{', '.join(encodings)}",
        "convert the file to UTF-8 first",
    )


def _binary_advice(kind: str) -> str:
    if "image" in kind or kind == "a PDF":
        return "`pip install 'gazette-repair[ocr]'` lets it be read"
    return "extract its text first"


def newline_of(text: str) -> str:
    """The newline most lines of a text end with."""
    if "\r" not in text:
        return "\n"
    crlf = text.count("\r\n")
    return "\r\n" if crlf * 2 > text.count("\n") else "\n"


def read_source(path: Path) -> Source:
    """Read one file: a text, or page images by OCR. Raises :class:`InputError`.

    Page images, PDFs and layout files need the ``ocr`` extra; without it they raise
    :class:`repair.errors.MissingExtraError`.
    """
    from repair.ocr import is_page_input

    if is_page_input(path):
        from repair.ocr import read_source as read_page_source

        return read_page_source(path)
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a directory") from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    source = decode(data, str(path))
    return replace(source, name=path.name)


def write_atomic(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a whole file or none: the old one stays as it is when anything fails.

    ``data`` may come in parts, which are not held. Raises :class:`OutputError`.
    """
    # Named before it exists: Ctrl-C while the system makes it must find it too.
    temporary = path.with_name(f".{path.name[:80]}.{os.urandom(8).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror})") from error
    finally:
        with suppress(OSError):  # gone already as the file itself, or never made
            temporary.unlink()
