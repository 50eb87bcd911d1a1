"""Page images beside a document, where there are any."""

from __future__ import annotations

import io
from pathlib import Path

from repair.errors import RepairError
from repair.ocr.page import Box
from repair.review.document import Document

_MOST_KEPT = 8
_KINDS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}


class PageImages:
    """The pages of the documents of a session, as PNG.

    ``given`` is what the user named: a folder of images, a PDF, or a folder with one
    of these per document. Else what the report's header names, where it lies near, or the
    images of ``--save-pages``, turned and scaled back.
    """

    def __init__(self, given: Path | None = None) -> None:
        self.given = given
        self._kept: dict[tuple[Path, Path, int], tuple[bytes, int, int] | None] = {}

    def source(self, document: Document) -> Path | None:
        """Where the pages of a document are; None where they are unknown."""
        from repair.ocr.kept import kept_pages
        from repair.ocr.pictures import pages_beside

        folder = document.report.parent
        named = pages_beside(document.header, folder)
        places = [*([named] if named else []), folder / Path(document.title).name]
        if self.given is not None:
            inside = [
                path
                for path in (self.given.iterdir() if self.given.is_dir() else ())
                if path.stem == document.name and (path.is_dir() or path.suffix.lower() in _KINDS)
            ]
            places = [*sorted(inside), self.given, *places]
        for path in places:
            if path.is_dir() or (path.is_file() and path.suffix.lower() in _KINDS):
                return path
        kept = folder / f"{document.name}.pages"
        return kept if kept_pages(kept) else None

    def png(self, document: Document, page: int) -> tuple[bytes, int, int] | None:
        """A page (from 1) as PNG, upright, with width and height; None where it can't be had."""
        path = self.source(document)
        if path is None:
            return None
        key = (document.report, path, page)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = _rendered(document, path, page)
        return self._kept[key]

    def framed(self, document: Document, page: int, box: Box) -> Box:
        """Where a box of the report is on the page turned upright."""
        from repair.ocr.pictures import turn_of
        from repair.ocr.turned import turned_box, turned_size

        turn = turn_of(document.header, page)
        seen = self.png(document, page) if turn else None
        return turned_box(box, turn, turned_size(turn, seen[1:])) if seen else box


def _rendered(document: Document, path: Path, page: int) -> tuple[bytes, int, int] | None:
    try:
        from repair.ocr.pictures import open_beside, turn_of

        source = open_beside(document.header, document.report.parent, path)
        try:
            if not 1 <= page <= len(source):
                return None
            turn = turn_of(document.header, page)
            image = source.image(page - 1).convert("L").rotate(turn, expand=True)
        finally:
            source.close()
    except (RepairError, OSError, ValueError, ImportError):
        return None
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue(), image.width, image.height
