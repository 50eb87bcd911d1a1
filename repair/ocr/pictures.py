"""The page images of one job: read as its source, or asked as witness, and known again."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repair.ocr import is_layout_file, is_page_input
from repair.ocr.turned import QUARTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from repair.engine import Result
    from repair.files import Job
    from repair.model import Span
    from repair.ocr.reading import OcrOptions
    from repair.ocr.render import PageSource
    from repair.source import Layout, Source


#: How hOCR and ALTO name the image of a page, and tell its width in pixels.
_IMAGE = re.compile(r"\bimage &quot;(.+?)&quot;|\bimage \"([^\"]+)\"|<fileName>([^<]+)</fileName>")
_WIDTH = re.compile(r"\bocr_page\b[^>]*\bbbox 0 0 (\d{2,6}) |<Page\b[^>]*\bWIDTH=\"(\d{2,6})\"")


def pages_beside(header: Mapping[str, Any], folder: Path) -> Path | None:
    """The page images a report is about, by the name in its header; None when not found.

    For a layout file those it names. Looked for beside the report, in the folder above it,
    and where the user is.
    """
    for entry in _entries(header):
        found = _near(str(entry.get("name", "")), folder)
        if found is not None and is_layout_file(found):
            named = _IMAGE.search(_head(found))
            found = _near(unescape(named[1] or named[2] or named[3]), folder) if named else None
        if found is not None:
            return found
    return None


def open_beside(header: Mapping[str, Any], folder: Path, pages: Path) -> PageSource:
    """Page images of a report, drawn at the size in which its boxes are counted.

    That is the resolution they were read at, or the one that gives the first page the width
    it has in the layout file that was read. Prepared images that were kept are brought
    back to the pages they were made of, unless they were read themselves.
    Raises :class:`InputError`.
    """
    from repair.ocr.kept import kept_pages
    from repair.ocr.render import DPI, PdfFile, open_pages

    entry = next(iter(_entries(header)), {})
    kept = kept_pages(pages) if entry.get("name") != pages.name else None
    if kept is not None:
        return kept
    dpi = entry.get("dpi")
    source = open_pages(pages, dpi if isinstance(dpi, int | float) and dpi > 0 else DPI)
    layout = _near(str(entry.get("name", "")), folder)
    if isinstance(source, PdfFile) and layout is not None and is_layout_file(layout):
        width = _WIDTH.search(_head(layout))
        if width:
            points = source.size(0)[0]
            source.close()
            return open_pages(pages, 72 * int(width[1] or width[2]) / points)
    return source


def turn_of(header: Mapping[str, Any], page: int) -> int:
    """Degrees counter-clockwise to turn a page so that it lies upright, as its report says."""
    turned = header.get("turned")
    turn = turned.get(str(page), 0) if isinstance(turned, dict) else 0
    return turn if turn in QUARTERS else 0


def _entries(header: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the header says of page images, the witness first: it has the places of the fixes."""
    found = (header.get("witness"), header.get("read"))
    return [entry for entry in found if isinstance(entry, dict)]


def _head(layout: Path) -> str:
    with layout.open(encoding="utf-8", errors="replace") as file:
        return file.read(20_000)


def _near(name: str, folder: Path) -> Path | None:
    base = Path(name).name
    places = (place / base for place in (folder, folder.parent, Path.cwd()))
    return next((place for place in places if base and place.exists()), None)


class Pictures:
    """What a job does with page images, and what there is to say of them afterwards."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._layers: frozenset[int] = frozenset()
        self._layout: Layout | None = None
        self._turned: Mapping[int, int] = {}
        self._failed = False
        self.is_source = str(job.source) != "-" and is_page_input(job.source)
        self.unread: tuple[str, ...] = ()
        """Pages that could not be read, or gave no evidence, and why."""
        self.notes: tuple[str, ...] = ()
        """What else there is to say about the pages."""
        self.incomplete = False
        """Whether pages of the source are missing from its text, or all of it."""

    @property
    def known(self) -> dict[str, object]:
        """The entries of the report's header that tell a page image's source and witness.

        Empty for a text, which has to be read to be known. Raises :class:`InputError`.
        """
        if not self.is_source:
            return {}
        return {"read": self._origin(self._job.source), **self.asked}

    @property
    def asked(self) -> dict[str, object]:
        """The entry of the report's header that tells the witness, if any."""
        return {"witness": self._origin(self._job.pages) if self._job.pages else None}

    @property
    def origins(self) -> dict[str, object]:
        """What the report's header says of page images; not which they are when some were not
        read, so that the next run tries it again."""
        found = {} if self._failed else self.known or self.asked
        turned = {str(page): turn for page, turn in sorted(self._turned.items())}
        return {key: value for key, value in {**found, "turned": turned}.items() if value}

    def _options(self) -> OcrOptions:
        from repair.ocr.reading import OcrOptions

        return self._job.ocr or OcrOptions()

    def _origin(self, path: Path) -> dict[str, object]:
        from repair.ocr.reading import origin

        return origin(path, self._options())

    def read(self) -> Source:
        """The text of the job's source. Raises what :func:`read_document` raises."""
        from repair.ocr import read_document
        from repair.ocr.outputs import read_into
        from repair.ocr.progress import PageProgress

        job = self._job
        with PageProgress(job.source.name, shown=job.page_bar, kept=job.target is not None) as bar:
            if job.target is None:
                reading = read_document(job.source, job.ocr, progress=bar.step, ciphers=True)
            else:
                reading = read_into(
                    job.source,
                    job.target,
                    job.ocr,
                    layout=job.layout,
                    save_pages=job.save_pages,
                    progress=bar.step,
                    ciphers=True,
                )
        self._layers, self._failed = reading.layers, bool(reading.failed)
        self.unread = tuple(f"{job.source}: {sentence}" for sentence in reading.failed)
        self.notes = tuple(f"{job.source}: {sentence}" for sentence in reading.blank)
        self.incomplete = self._failed or not reading.source.text
        self._layout = reading.source.layout
        self._turned = self._layout.turned if self._layout else {}
        return reading.source

    def check(self, repair: Callable[[tuple[Span, ...]], Result]) -> Result:
        """The repaired text, its fixes weighed against the page images, if there are any.

        A PDF whose text layer was taken is its own picture.
        """
        job = self._job
        own = job.source if self._layers and not is_layout_file(job.source) else None
        pages = job.pages or own
        if pages is None:
            return repair(())
        from repair.ocr.checking import check_against
        from repair.ocr.outputs import evidence_folder
        from repair.ocr.progress import PageProgress

        with PageProgress(pages.name, shown=job.page_bar, kept=job.target is not None) as bar:
            checked = check_against(
                repair,
                pages,
                self._options(),
                numbers=None if job.pages else self._layers,
                layout=None if job.pages else self._layout,
                progress=bar.step,
                cache=evidence_folder(job.target) if job.target else None,
            )
        self.unread += checked.unread
        self.notes += checked.notes
        self._failed |= checked.failed
        self._turned = checked.turned if job.pages else {**self._turned, **checked.turned}
        return checked.result

    def forget(self) -> None:
        """The outputs are written: take away what was kept of half-done work."""
        if self._job.target and not self._failed and (self.is_source or self._job.pages):
            from repair.ocr.outputs import forget

            forget(self._job.target)
