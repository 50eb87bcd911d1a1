"""Page images and PDFs in; text with boxes out; the page image as a witness.

Light to import: everything that needs the ``ocr`` extra is imported when it is used.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError

if TYPE_CHECKING:
    from repair.ocr.reading import OcrOptions, Progress
    from repair.ocr.spool import Pages
    from repair.source import Source

_IMAGE_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf"})
_LAYOUT_SUFFIXES = frozenset({".hocr", ".alto"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read: its source and its pages."""

    source: Source
    pages: Pages
    """On disk: each is read again when it is asked for."""
    failed: tuple[str, ...] = ()
    """One sentence for every page that could not be read."""

    @property
    def blank(self) -> tuple[str, ...]:
        """One sentence for every page on which nothing was read."""
        bare = (page.number for page in self.pages if not page.blocks and not page.failed)
        return tuple(f"page {number}: no text was found on it" for number in bare)

    @property
    def layers(self) -> frozenset[int]:
        """The numbers of the pages whose text is the PDF's own."""
        return self.source.layout.layers if self.source.layout else frozenset()


def is_page_input(path: Path) -> bool:
    """Whether a file is a page image, a PDF or a layout file, by its first bytes.

    An empty one is what its name says.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return is_page_data(head, path.suffix)


def is_page_data(head: bytes, suffix: str = "") -> bool:
    """The same for the first bytes of a file."""
    if not head:
        return suffix.lower() in _PAGE_SUFFIXES
    if head.startswith(_IMAGE_MAGIC) or b"%PDF-" in head[:1024]:
        return True
    return layout_format(head, suffix) != ""


def is_layout_file(path: Path) -> bool:
    """Whether a file is hOCR or ALTO."""
    try:
        with path.open("rb") as file:
            return layout_format(file.read(4096), path.suffix) != ""
    except OSError:
        return False


def layout_format(head: bytes, suffix: str = "") -> str:
    """``hocr``, ``alto`` or nothing, from a file's first bytes."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return ""
    if b"<alto" in head or b":alto" in head or b"alto/ns-v" in head:
        return "alto"
    if b"ocr_page" in head or b"ocr-system" in head:
        return "hocr"
    kind = suffix.lower()
    return kind[1:] if kind in _LAYOUT_SUFFIXES else ""


def read_document(
    path: Path,
    options: OcrOptions | None = None,
    *,
    progress: Progress | None = None,
    cache: Path | None = None,
    save_images: Path | None = None,
    ciphers: bool = False,
) -> Reading:
    """Read a PNG, JPEG, TIFF, PDF, hOCR or ALTO file.

    ``ciphers`` trusts a PDF's text layer also where a known font cipher garbled it: for
    who repairs the text afterwards.

    Raises :class:`InputError` when it can't be opened, or when no page of it can be
    read; :class:`MissingExtraError` when the ``ocr`` extra or Tesseract is missing.
    """
    from repair.ocr.layout import running_heads, without_heads
    from repair.ocr.reading import read_pages
    from repair.ocr.spool import Spool
    from repair.ocr.text import text_of
    from repair.source import Source

    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    kind = layout_format(head, path.suffix)
    pages: Pages
    if kind:
        pages, ours = _from_layout(path, kind)
    else:
        ours = False
        pages = Spool(
            read_pages(
                path,
                options,
                progress=progress,
                cache=cache,
                save_images=save_images,
                ciphers=ciphers,
            )
        )
    failed = {page.number: page.failed for page in pages if page.failed}
    if failed and len(failed) == len(pages):
        raise InputError(f"{path.name}: no page could be read ({pages[0].failed})")
    heads = frozenset() if ours else running_heads(pages)
    if heads:
        pages = Spool(without_heads(page, heads) for page in pages)
    text, layout = text_of(pages)
    # The report is over what was read, and undoing gives that back, never the image.
    name = f"{path.stem}.ocr.txt"
    digest = hashlib.sha256(text.encode()).hexdigest()
    sentences = tuple(f"page {number}: {why}" for number, why in failed.items())
    return Reading(Source(name, text, sha256=digest, layout=layout), pages, sentences)


def _from_layout(path: Path, kind: str) -> tuple[Pages, bool]:
    """The pages of a layout file, and whether this program wrote it."""
    from repair.ocr.layout import arrange
    from repair.ocr.spool import Spool

    if kind == "hocr":
        from repair.ocr.hocr import stream
    else:
        from repair.ocr.alto import stream
    pages = Spool()
    ours = False
    with path.open("rb") as file:
        for page, ours in stream(file, path.name):
            pages.append(page if ours else arrange(page))
    return pages, ours


def read_source(path: Path, options: OcrOptions | None = None) -> Source:
    """The text of a page image, PDF, hOCR or ALTO file, with pages and boxes.

    Raises what :func:`read_document` raises.
    """
    return read_document(path, options, ciphers=True).source
