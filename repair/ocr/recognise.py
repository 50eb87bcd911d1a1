"""One page image through Tesseract: lines of glyphs with boxes, in the image's pixels."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.ocr import hocr
from repair.ocr.bits import extent, rows_of, runs, solid
from repair.ocr.circled import read_rings
from repair.ocr.extra import need, need_tesseract
from repair.ocr.inked import with_signs
from repair.ocr.page import Box, Glyph, Line, is_blank, line_of

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
#: Bands read by themselves on one page, and the confidence a line among them must have:
#: specks and pictures read as characters come with less than 60.
_MOST_MISSED, _SURE = 12, 70.0
#: Share of a row that specks may ink.
_SPECKS = 1 / 510
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
        ink = ink_of(image)
        seen = with_signs(drop_unprinted(tuple(lines), ink), image)
        # A ring is thinner than what counts as ink: its digit is read before boxes are cut to that.
        return tuple(tighten(line, ink) for line in read_rings(seen, image, self))

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
            # Uncompressed whatever the scan was: a grey page is none for a fax code.
            image.save(path, compression="raw")
            try:
                output = pytesseract.pytesseract.run_and_get_output(
                    str(path),
                    extension=extension,
                    lang=self.language,
                    config=f"--psm {self.psm} --dpi {dpi} {config}".strip(),
                    timeout=self.timeout,
                    return_bytes=True,
                )
            except (pytesseract.TesseractError, OSError, UnicodeError) as error:
                raise InputError(f"tesseract failed ({_cause(error)})") from error
            except RuntimeError as error:
                raise InputError(
                    f"tesseract took more than {self.timeout:g} s", "raise the limit with --timeout"
                ) from error
        return bytes(output)


def _cause(error: Exception) -> str:
    """Why Tesseract failed, as far as it said: one short line without paths."""
    if isinstance(error, OSError):
        return "it wrote nothing"
    said = str(getattr(error, "message", "it wrote no text"))
    said = "".join(char if char.isprintable() else " " for char in said)
    words = " ".join(word for word in said.split() if os.sep not in word)[:200]
    status = getattr(error, "status", 0)
    return words or (f"stopped by signal {-status}" if status < 0 else f"status {status}")


def ink_of(image: Image.Image) -> Image.Image:
    """The ink of a prepared page, white on black."""
    return image.point([255] * _INK + [0] * (256 - _INK))


def drop_unprinted(lines: tuple[Line, ...], ink: Image.Image) -> tuple[Line, ...]:
    """The lines without signs where the page shows only a wide blank.

    Tesseract reads the full-width blank after 第一条 as ”, “, 。 or several of them. Where
    there is white for most of an em and no ink of its own between the neighbours, nothing
    is printed there; a quote anywhere is a spot in the upper half of the line or it is
    none. (A stop may touch the character before it, so elsewhere it is left.)
    """
    out: list[Line] = []
    for line in lines:
        kept = _printed(line, ink)
        if len(kept) == len(line.glyphs):
            out.append(line)
        elif kept:
            out.append(replace(line_of(kept), box=line.box))
    return tuple(out)


def _printed(line: Line, ink: Image.Image) -> list[Glyph]:
    kept: list[Glyph] = []
    glyphs = line.glyphs
    index = 0
    while index < len(glyphs):
        end = index
        while end < len(glyphs) and glyphs[end].text in _DOUBTFUL:
            end += 1
        if index < end and index > 0 and end < len(glyphs):
            found = _between(ink, glyphs[index - 1], glyphs[end], line.em)
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


def _between(ink: Image.Image, left: Glyph, right: Glyph, em: float) -> str:
    """What stands between two characters: nothing, no quote, or who knows."""
    x0, x1 = (left.box[0] + left.box[2]) // 2, (right.box[0] + right.box[2]) // 2
    top, bottom = min(left.box[1], right.box[1]), max(left.box[3], right.box[3])
    if x1 - x0 < em or bottom - top < 4:
        return ""
    half = (top + bottom) // 2
    upper, lower = _columns(ink, x0, top, x1, half), _columns(ink, x0, half, x1, bottom)
    inked = "".join(
        "x" if v == "x" else "u" if u == "x" else " " for u, v in zip(upper, lower, strict=True)
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


def tighten(line: Line, ink: Image.Image) -> Line:
    """The line with its boxes drawn in to its ink.

    Tesseract stretches the first box over an indent now and then; the indent is what
    paragraphs are told by.
    """
    x0, y0, x1, y1 = line.box
    inked = _columns(ink, x0, y0, x1, y1)
    # A column alone is a speckle.
    first = inked.find("xx")
    if first < 0:
        return line
    em = line.em
    left, right = x0 + first, x0 + inked.rfind("xx") + 2
    gaps = [
        (x0 + run.start(), x0 + run.end())
        for run in re.finditer(" +", inked)
        if run.end() - run.start() >= 0.8 * em
    ]
    glyphs = tuple(
        Glyph(g.text, _cut_to_ink(g.box, left, right, gaps), g.confidence) for g in line.glyphs
    )
    gap = _white_between(inked, [(g.box[0] + g.box[2]) / 2 - x0 for g in glyphs])
    space = frozenset(
        i
        for i in range(1, len(glyphs))
        if is_blank(glyphs[i - 1].text, glyphs[i].text, gap[i - 1] / em)
    )
    return replace(line, glyphs=glyphs, box=(left, y0, right, y1), space=space)


def _white_between(inked: str, centres: list[float]) -> list[int]:
    """The longest run of white columns between each two neighbouring centres."""
    return [
        max(map(len, inked[max(0, round(left)) : max(0, round(right))].split("x")))
        for left, right in pairwise(centres)
    ]


def _cut_to_ink(box: Box, left: int, right: int, gaps: list[tuple[int, int]]) -> Box:
    """A glyph's box without wide white: its larger side of every gap that it reaches over."""
    x0, x1 = min(max(box[0], left), right), min(max(box[2], left), right)
    for start, end in gaps:
        if start < x1 and end > x0:
            before, after = start - x0, x1 - end
            if max(before, after) > 0:
                x0, x1 = (x0, start) if before > after else (end, x1)
    return (x0, box[1], max(x0, x1), box[3])


def read_missed(
    lines: tuple[Line, ...], image: Image.Image, em: float, reader: Reader
) -> list[Line]:
    """The lines with those that Tesseract passed over, each read by itself.

    It drops a short last line now and then. What is inked, as high as a line, and in no
    line's box, was passed over; what does not read as characters then is no line.
    """
    out = list(lines)
    # More white round it, or any other page mode, and such a short line is missed again.
    pad = round(em / 5)
    for box in _bare_bands(lines, image, em)[:_MOST_MISSED]:
        crop = need("PIL.ImageOps").expand(image.crop(box), pad, fill=255)
        try:
            found = replace(reader, psm=13).read(crop)
        except InputError:
            continue
        dx, dy = box[0] - pad, box[1] - pad
        for line in found:
            sure = sum(g.confidence for g in line.glyphs) / max(1, len(line.glyphs))
            if sure >= _SURE and any("一" <= g.text[:1] <= "鿿" for g in line.glyphs):
                at = next((i for i, o in enumerate(out) if o.box[1] > box[1]), len(out))
                out.insert(at, _moved(line, dx, dy))
    return out


def _moved(line: Line, dx: int, dy: int) -> Line:
    glyphs = tuple(
        replace(g, box=(g.box[0] + dx, g.box[1] + dy, g.box[2] + dx, g.box[3] + dy))
        for g in line.glyphs
    )
    x0, y0, x1, y1 = line.box
    return replace(line, glyphs=glyphs, box=(x0 + dx, y0 + dy, x1 + dx, y1 + dy))


def _bare_bands(lines: tuple[Line, ...], image: Image.Image, em: float) -> list[Box]:
    """Boxes of ink as high as a line that no line covers."""
    rest = image.point([1] * _INK + [0] * (256 - _INK), "1")
    reach = round(em / 5)
    for line in lines:
        x0, y0, x1, y1 = line.box
        rest.paste(0, (max(0, x0 - reach), max(0, y0 - reach), x1 + reach, y1 + reach))
    rows = solid(rows_of(rest))
    # A speck or two in a row do not make it a row of print, unless there is nothing else.
    inked = [row.bit_count() >= _SPECKS * image.width for row in rows]
    if not any(inked):
        inked = [row > 0 for row in rows]
    out: list[Box] = []
    pad = 3
    for start, end in runs(inked):
        band = reduce(or_, rows[start:end])
        left, right = extent(band, image.width)
        if 0.6 * em < end - start < 1.6 * em and right - left > 0.8 * em:
            out.append(
                (
                    max(0, left - pad),
                    max(0, start - pad),
                    min(image.width, right + pad),
                    min(image.height, end + pad),
                )
            )
    return out


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


def _columns(ink: Image.Image, x0: int, y0: int, x1: int, y1: int) -> str:
    """For each column of a box, whether it is inked: ``x`` or a blank.

    One dark pixel is noise, unless five columns in a row have one: that is 一.
    """
    box = need("PIL.Image").Resampling.BOX
    means = ink.crop((x0, y0, x1, y1)).resize((max(x1 - x0, 1), 1), box).tobytes()
    columns = means.translate(_kinds(y1 - y0)).decode()
    columns = re.sub(r"[.x]{5,}", lambda run: "x" * len(run[0]), columns)
    return columns.replace(".", " ")


@cache
def _kinds(height: int) -> bytes:
    """What a column of some height holds by its mean: nothing, one dark pixel (.), more (x)."""
    inked = [value * height / 255 for value in range(256)]
    return "".join("x" if dots > 1.5 else "." if dots > 0.7 else " " for dots in inked).encode()
