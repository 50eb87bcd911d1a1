"""One page image through Tesseract: lines of glyphs with boxes, in the image's pixels."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.ocr import hocr
from repair.ocr.extra import need, need_tesseract
from repair.ocr.page import Box, Glyph, Line, line_of

if TYPE_CHECKING:
    from PIL import Image

#: Darker than this is ink on a prepared page (paper is white there).
_INK = 150
_NO_INK, _NOTHING, _NO_QUOTE = "no ink", "nothing", "no quote"
_DOUBTFUL = frozenset("“”‘’\"'。，、,.:;：；|·《〈")
_NUMBERED = re.compile(r"第[〇零一二三四五六七八九十百千]{1,7}[编章节条款]$")
_QUOTES = frozenset("“”‘’\"'")
#: Ems of white that only a full-width blank leaves: a quote beside a hanzi leaves 0.6.
_WIDE_BLANK = 0.85
#: Ems of white that no sign of the line has beside it: a comma's square is 1 em.
_COLUMN_GAP = 1.5


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
    """The lines without signs where the page shows only a wide blank.

    Tesseract reads the full-width blank after 第一条 as ”, “, 。 or several of them. Where
    there is white for most of an em and no ink of its own between the neighbours, nothing
    is printed there; a quote anywhere is a spot in the upper half of the line or it is
    none. (A stop may touch the character before it, so elsewhere it is left.)
    """
    out: list[Line] = []
    for line in lines:
        kept = _printed(line, image)
        if len(kept) == len(line.glyphs):
            out.append(line)
        elif kept:
            out.append(replace(line_of(kept), box=line.box))
    return tuple(out)


def _printed(line: Line, image: Image.Image) -> list[Glyph]:
    kept: list[Glyph] = []
    glyphs = line.glyphs
    index = 0
    while index < len(glyphs):
        end = index
        while end < len(glyphs) and glyphs[end].text in _DOUBTFUL:
            end += 1
        if index < end and index > 0 and end < len(glyphs):
            found = _between(image, glyphs[index - 1], glyphs[end], line.em)
            before = "".join(g.text for g in glyphs[:index])
            if found == _NO_INK or (found == _NOTHING and _NUMBERED.search(before)):
                index = end
            elif found:
                kept += [glyph for glyph in glyphs[index:end] if glyph.text not in _QUOTES]
                index = end
        end = max(end, index + 1)
        kept += glyphs[index:end]
        index = end
    return kept


def _between(image: Image.Image, left: Glyph, right: Glyph, em: float) -> str:
    """What stands between two characters: nothing, no quote, or who knows."""
    x0, x1 = (left.box[0] + left.box[2]) // 2, (right.box[0] + right.box[2]) // 2
    top, bottom = min(left.box[1], right.box[1]), max(left.box[3], right.box[3])
    if x1 - x0 < em or bottom - top < 4:
        return ""
    half = (top + bottom) // 2
    upper, lower = _columns(image, x0, top, x1, half), _columns(image, x0, half, x1, bottom)
    inked = "".join(
        "u" if u and not v else "x" if u or v else " " for u, v in zip(upper, lower, strict=True)
    )
    white = max(len(run) for run in inked.replace("u", "x").split("x"))
    if white < _WIDE_BLANK * em:
        return ""
    # Runs at the ends belong to the neighbours.
    inner = [run for run in inked.split(" ") if run]
    inner = inner[bool(inked[:1].strip()) : len(inner) - bool(inked[-1:].strip())]
    inner = [run for run in inner if len(run) >= 2]
    if not inner:
        return _NO_INK if white > _COLUMN_GAP * em else _NOTHING
    return "" if any("x" not in run for run in inner) else _NO_QUOTE


def tighten(line: Line, image: Image.Image) -> Line:
    """The line with its boxes drawn in to its ink.

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
    gaps = [(x0 + a, x0 + b) for a, b in _white_runs(inked, 0.8 * line.em)]
    glyphs = tuple(replace(g, box=_cut_to_ink(g.box, left, right, gaps)) for g in line.glyphs)
    return replace(line, glyphs=glyphs, box=(left, y0, right, y1))


def _white_runs(inked: list[bool], least: float) -> list[tuple[int, int]]:
    """Where columns are white for at least ``least`` pixels."""
    out: list[tuple[int, int]] = []
    start = 0
    for index, value in enumerate([*inked, True]):
        if value:
            if index - start >= least:
                out.append((start, index))
            start = index + 1
    return out


def _cut_to_ink(box: Box, left: int, right: int, gaps: list[tuple[int, int]]) -> Box:
    """A glyph's box without wide white: its larger side of every gap that it reaches over."""
    x0, x1 = min(max(box[0], left), right), min(max(box[2], left), right)
    for start, end in gaps:
        if start < x1 and end > x0:
            before, after = start - x0, x1 - end
            if max(before, after) > 0:
                x0, x1 = (x0, start) if before > after else (end, x1)
    return (x0, box[1], max(x0, x1), box[3])


def reread_digit(line: Line, image: Image.Image, em: float, reader: Reader) -> Line:
    """A line that is one narrow character read as a hanzi, read again as a digit.

    The number that stands alone in a table's cell is read as 工 or 一; but no hanzi is
    half as wide as high.
    """
    x0, y0, x1, y1 = line.box
    glyph = line.glyphs[0]
    if len(line.glyphs) != 1 or glyph.text.isascii() or x1 - x0 > 0.6 * em:
        return line
    pad = round(em / 4)
    crop = need("PIL.ImageOps").expand(image.crop((x0 - 2, y0, x1 + 2, y1)), pad, fill=255)
    single = replace(reader, psm=10)
    try:
        text = single.run(crop, "txt", "-c tessedit_char_whitelist=0123456789").decode().strip()
    except InputError:
        return line
    if len(text) != 1 or not text.isdigit():
        return line
    return replace(line, glyphs=(replace(glyph, text=text),))


def _columns(image: Image.Image, x0: int, y0: int, x1: int, y1: int) -> list[bool]:
    """For each column of a box, whether it is inked; a single grey pixel is noise."""
    box = need("PIL.Image").Resampling.BOX
    crop = image.crop((x0, y0, x1, y1)).point([255] * _INK + [0] * (256 - _INK))
    means = crop.resize((max(x1 - x0, 1), 1), box).tobytes()
    return [value * (y1 - y0) > 1.5 * 255 for value in means]
