"""A fix is framed on its page at the size the page was read at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from repair.ocr import alto, hocr
from repair.ocr.page import Block, Glyph, Page, line_of
from repair.ocr.pictures import open_beside, pages_beside
from tools.layered import LayeredPage, layered_pdf


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A PDF of one page, four inches wide."""
    path = tmp_path / "a & b.pdf"
    path.write_bytes(layered_pdf([LayeredPage(Image.new("L", (400, 600), 255), (), 100)]))
    return path


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_the_report_says_the_resolution(paper: Path, dpi: int) -> None:
    header = {"read": {"name": paper.name, "dpi": dpi}}
    source = open_beside(header, paper.parent, paper)
    assert source.image(0).width == pytest.approx(4 * dpi, abs=1)
    source.close()


@pytest.mark.parametrize(("name", "form"), [("a.hocr", hocr), ("a.alto.xml", alto)])
def test_a_layout_file_says_how_wide_its_page_is(paper: Path, name: str, form: object) -> None:
    line = line_of([Glyph("甲", (60, 60, 90, 90))])
    page = Page(1, 600, 900, (Block((line,)),), image=paper.name)
    layout = paper.with_name(name)
    layout.write_text("".join(form.write([page], paper.name)), encoding="utf-8")  # type: ignore[attr-defined]
    header = {"read": {"name": name, "dpi": 300}, "witness": None}
    assert pages_beside(header, paper.parent) == paper
    source = open_beside(header, paper.parent, paper)
    assert source.image(0).width == pytest.approx(600, abs=1)
    source.close()


def test_without_a_word_of_it_the_usual_one(paper: Path) -> None:
    for header in ({}, {"read": {"name": "gone.hocr", "dpi": "?"}}):
        source = open_beside(header, paper.parent, paper)
        assert source.image(0).width == pytest.approx(1200, abs=1)
        source.close()
