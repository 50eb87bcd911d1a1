"""Memory is bounded by the pages in flight, not by the length of the document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from repair.ocr import reading
from repair.ocr.page import Page
from repair.ocr.reading import OcrOptions, read_pages
from tests.founder_pdf import PARAGRAPHS
from tools.bench_ocr import peak_of_fix
from tools.layered import LayeredPage, layered_pdf
from tools.typeset import Paragraph, available, typeset_placed

PAGES = 500
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
