"""One page image through Tesseract: lines of glyphs with boxes, in the image's pixels."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.ocr import hocr
from repair.ocr.extra import need, need_tesseract
from repair.ocr.page import Glyph, Line, line_of

if TYPE_CHECKING:
    from PIL import Image

#: Darker than this is ink on a prepared page (paper is white there).
_INK = 150
#: Share of dark pixels below which nothing is printed in a box. A full stop fills about
#: 2 % of its line's height squared.
_NO_INK = 0.004


@dataclass(frozen=True, slots=True)
class Reader:
    """How pages are read: language packs, page segmentation mode, seconds per page."""

    language: str = "chi_sim"
    psm: int = 6
    timeout: float = 120.0

    def read(self, image: Image.Image, dpi: int = 150) -> tuple[Line, ...]:
        """The lines of a prepared image.

        Raises :class:`InputError` when Tesseract fails on the page or takes too long,
        :class:`MissingExtraError` when it or a language pack is not there.
        """
        data = self.run(image, "hocr", "-c hocr_char_boxes=1", dpi)
        pages, _ = hocr.read(data, "tesseract")
        lines = [line for page in pages for line in page.lines]
        return drop_unprinted(tuple(lines), image)

    def run(self, image: Image.Image, extension: str, config: str = "", dpi: int = 150) -> bytes:
        """Tesseract's output for an image as ``txt``, ``hocr`` or ``tsv``."""
        pytesseract = need("pytesseract")
        program = need_tesseract(self.language)
        pytesseract.pytesseract.tesseract_cmd = program
        # One thread each: pages run side by side, and Tesseract's own threads slow it down.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        with tempfile.TemporaryDirectory(prefix="gazette-repair-") as folder:
            # A file of our own: the package would pack a PNG at full compression first.
            path = Path(folder) / "page.tif"
            image.save(path)
            try:
                output = pytesseract.pytesseract.run_and_get_output(
                    str(path),
                    extension=extension,
                    lang=self.language,
                    config=f"--psm {self.psm} --dpi {dpi} {config}".strip(),
                    timeout=self.timeout,
                    return_bytes=True,
                )
            except pytesseract.TesseractError as error:
                message = " ".join(str(error.message).split())[:200]
                raise InputError(f"tesseract failed ({message})") from error
            except RuntimeError as error:
                raise InputError(
                    f"tesseract took more than {self.timeout:g} s", "raise the limit with --timeout"
                ) from error
        return bytes(output)


def drop_unprinted(lines: tuple[Line, ...], image: Image.Image) -> tuple[Line, ...]:
    """The lines without glyphs where the page has no ink.

    Tesseract reads a wide blank as ”, and a line of nothing as a dash; what has no ink
    is not printed. Only signs are asked about: a hanzi is never read from nothing.
    """
    out: list[Line] = []
    for line in lines:
        kept = [g for g in line.glyphs if not _suspect(g) or _inked(image, g)]
        if len(kept) == len(line.glyphs):
            out.append(line)
        elif kept:
            out.append(replace(line_of(kept), box=line.box))
    return tuple(out)


def _suspect(glyph: Glyph) -> bool:
    return glyph.text in "”“\"'‘’`一-_—.·"


def _inked(image: Image.Image, glyph: Glyph) -> bool:
    x0, y0, x1, y1 = glyph.box
    # Neighbours reach into the box from both sides.
    margin = (x1 - x0) // 5
    box = (max(0, x0 + margin), max(0, y0), min(image.width, x1 - margin), min(image.height, y1))
    if box[0] >= box[2] or box[1] >= box[3]:
        return True
    counts = image.crop(box).histogram()
    return sum(counts[:_INK]) > _NO_INK * sum(counts)
