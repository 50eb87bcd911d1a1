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
from repair.ocr.page import Line, line_of

if TYPE_CHECKING:
    from PIL import Image

#: Darker than this is ink on a prepared page (paper is white there).
_INK = 150
_QUOTES = frozenset("“”‘’\"'")
#: Ems of white that only a full-width blank leaves: a quote beside a hanzi leaves 0.6.
_WIDE_BLANK = 0.85


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
        return tuple(tighten(line, image) for line in drop_unprinted(tuple(lines), image))

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
    """The lines without quotes where the page shows only a wide blank.

    Tesseract reads the full-width blank after 第一条 as ” or “. A printed quote is a spot
    of its own in the upper half of the line; where there is none, and white for most of
    an em, nothing is printed.
    """
    out: list[Line] = []
    for line in lines:
        em = line.em
        kept = [
            glyph
            for index, glyph in enumerate(line.glyphs)
            if glyph.text not in _QUOTES or not _blank_at(image, line, index, em)
        ]
        if len(kept) == len(line.glyphs):
            out.append(line)
        elif kept:
            out.append(replace(line_of(kept), box=line.box))
    return tuple(out)


def _blank_at(image: Image.Image, line: Line, index: int, em: float) -> bool:
    """Whether the glyph at ``index`` is a wide blank and nothing else."""
    neighbours = line.glyphs[max(index - 1, 0) : index + 2]
    if len(neighbours) < 3:
        return False
    left, right = (
        (neighbours[0].box[0] + neighbours[0].box[2]) // 2,
        (neighbours[2].box[0] + neighbours[2].box[2]) // 2,
    )
    top = min(neighbours[0].box[1], neighbours[2].box[1])
    bottom = max(neighbours[0].box[3], neighbours[2].box[3])
    if right - left < em or bottom - top < 4:
        return False
    half = (top + bottom) // 2
    upper, lower = (
        _columns(image, left, top, right, half),
        _columns(image, left, half, right, bottom),
    )
    inked = "".join(
        "u" if u and not v else "x" if u or v else " " for u, v in zip(upper, lower, strict=True)
    )
    white = max((len(run) for run in inked.replace("u", "x").split("x")), default=0)
    if white < _WIDE_BLANK * em:
        return False
    # Runs at the ends belong to the neighbours; one of upper ink alone is a printed quote.
    inner = [run for run in inked.split(" ") if run]
    inner = inner[bool(inked[:1].strip()) : len(inner) - bool(inked[-1:].strip())]
    return not any(len(run) >= 2 and "x" not in run for run in inner)


def tighten(line: Line, image: Image.Image) -> Line:
    """The line with its box drawn in to its ink, left and right.

    Tesseract stretches the first box over an indent now and then; the indent is what
    paragraphs are told by.
    """
    x0, y0, x1, y1 = line.box
    inked = _columns(image, x0, y0, x1, y1)
    # A column alone is a speckle.
    solid = [i for i in range(len(inked) - 1) if inked[i] and inked[i + 1]]
    if not solid:
        return line
    left, right = x0 + solid[0], x0 + solid[-1] + 2
    glyphs = tuple(
        replace(g, box=(min(max(g.box[0], left), right), g.box[1], min(g.box[2], right), g.box[3]))
        if g.box[0] < left or g.box[2] > right
        else g
        for g in line.glyphs
    )
    return replace(line, glyphs=glyphs, box=(left, y0, right, y1))


def _columns(image: Image.Image, x0: int, y0: int, x1: int, y1: int) -> list[bool]:
    """For each column of a box, whether it is inked; a single grey pixel is noise."""
    box = need("PIL.Image").Resampling.BOX
    crop = image.crop((x0, y0, x1, y1)).point([255] * _INK + [0] * (256 - _INK))
    means = crop.resize((max(x1 - x0, 1), 1), box).tobytes()
    return [value * (y1 - y0) > 1.5 * 255 for value in means]
