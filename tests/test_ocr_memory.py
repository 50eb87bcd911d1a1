"""Memory is bounded by the pages in flight, not by the length of the document."""

from __future__ import annotations

import random
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from repair.ocr import Reading, read_document, reading
from repair.ocr.align import Alignment
from repair.ocr.layout import arrange
from repair.ocr.outputs import LAYOUTS, read_into, write_layout
from repair.ocr.page import Block, Box, Glyph, Page, line_of
from repair.ocr.reading import OcrOptions, read_pages
from repair.ocr.spool import Spool
from repair.ocr.text import text_of
from repair.source import Source
from tests.founder_pdf import PARAGRAPHS
from tools.bench_ocr import peak_of_fix
from tools.layered import LayeredPage, layered_pdf
from tools.typeset import Paragraph, available, typeset_placed

PAGES = 500
#: Bytes. Glyphs and layout file of a page take four times as much, its text and boxes a tenth;
#: how many pages are in flight at the peak is a matter of chance.
_LITTLE = 100_000
needs_all = pytest.mark.skipif(
    not available("noto") or shutil.which("tesseract") is None, reason="no font or no tesseract"
)


@pytest.mark.parametrize("workers", [1, 3])
def test_no_page_is_drawn_long_before_it_is_wanted(
    workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.tif"
    page = Image.new("L", (16, 16), 255)
    page.save(path, save_all=True, append_images=[page] * 19)
    begun: list[int] = []

    def note(image: Image.Image, options: OcrOptions, *, number: int, **_: object) -> Page:
        begun.append(number)
        return Page(number, *image.size)

    monkeypatch.setattr(reading, "read_image", note)
    for done, _ in enumerate(read_pages(path, OcrOptions(jobs=workers))):
        assert len(begun) - done <= workers + 2
    assert sorted(begun) == list(range(1, 21))


def _peak(path: Path, count: int, work: Callable[[Path], object]) -> int:
    """The most memory that Python's objects take while ``count`` pages are worked on."""
    page = Image.new("1", (16, 16), 1)
    page.save(path, save_all=True, append_images=[page] * (count - 1))
    tracemalloc.start()
    try:
        work(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_stays_of_a_page_is_its_text(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Glyphs and layout files are not held."""
    monkeypatch.setattr(reading, "read_image", full_page)

    def work(path: Path) -> None:
        read = read_into(path, tmp_path / "out" / path.stem, OcrOptions(jobs=1), layout=layout)
        assert len(read.pages) == int(path.stem)
        assert len(read.source.text) > 500 * len(read.pages)

    _, few, many = (_peak(tmp_path / f"{count}.tif", count, work) for count in (1, 10, 40))
    assert (many - few) / 30 < _LITTLE


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_files_are_read_page_by_page(layout: str, tmp_path: Path) -> None:
    image = Image.new("1", (16, 16), 1)

    def work(path: Path) -> None:
        count = int(path.stem)
        pages = [full_page(image, OcrOptions(), number=n) for n in range(1, count + 1)]
        text, _ = text_of(pages)
        written = write_layout(Reading(Source("x", text), pages), path, layout, "x")
        del pages
        tracemalloc.reset_peak()
        assert read_document(written).source.text == text

    _, few, many = (_peak(tmp_path / f"{count}.tif", count, work) for count in (1, 10, 30))
    assert (many - few) / 20 < _LITTLE


def test_what_stays_of_a_witness_is_what_it_reads() -> None:
    """Neither its glyphs are held nor the runs of the text, however many places are asked for."""

    def peak(count: int) -> int:
        chance = random.Random(1)
        texts = ["".join(chr(chance.randint(0x4E00, 0x9000)) for _ in range(600))] * count
        texts = ["".join(chance.sample(text, len(text))) for text in texts]
        pages = Spool(_printed(number, text) for number, text in enumerate(texts, 1))
        text = "\n".join(texts)
        del texts
        tracemalloc.start()
        try:
            alignment = Alignment(text, pages)
            for at in range(300, len(text), 601):
                site = alignment.site(at, at + 1)
                assert site is not None
                assert site.left.page.number == 1 + at // 601
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    _, few, many = (peak(count) for count in (1, 20, 60))
    assert (many - few) / 40 < _LITTLE / 2


def _printed(number: int, text: str) -> Page:
    rows = [text[at : at + 28] for at in range(0, len(text), 28)]
    lines = [
        line_of(Glyph(char, _box(i, row), 90.0) for i, char in enumerate(what))
        for row, what in enumerate(rows)
    ]
    return Page(number, 2480, 3508, (Block(tuple(lines)),))


def full_page(image: Image.Image, options: OcrOptions, *, number: int, **_: object) -> Page:
    """A gazette's page: 22 lines of 28 characters, and its running head."""
    lines = [
        line_of(
            Glyph(chr(0x4E00 + 700 * number % 9000 + 28 * row + i), _box(i, row), 90.0)
            for i in range(28)
        )
        for row in range(22)
    ]
    head = line_of(Glyph(char, _box(10 + i, -3), 90.0) for i, char in enumerate("市人民政府公报"))
    return arrange(Page(number, 2480, 3508), [[head, *lines]])


def _box(column: int, row: int) -> Box:
    x, y = 300 + 66 * column, 500 + 100 * row
    return (x, y, x + 62, y + 62)


@needs_all
@pytest.mark.slow
@pytest.mark.parametrize("layer", [True, False])
def test_five_hundred_pages_stay_under_a_gigabyte(layer: bool) -> None:
    image, placed = typeset_placed([Paragraph(p) for p in PARAGRAPHS], dpi=100, points=14)
    strip = image.crop((0, 0, image.width, 420))  # the paragraphs alone, to be quick
    page = LayeredPage(strip, placed if layer else (), 100)
    peak, characters = peak_of_fix(layered_pdf([page] * PAGES), "--dpi", "100")
    assert characters > PAGES * 200
    assert peak < 1000
