"""A fix is framed on its page at the size the page was read at."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PIL import Image, ImageDraw, ImageStat

from repair.errors import InputError
from repair.model import Fix
from repair.ocr import alto, hocr
from repair.ocr.crop import crop_of, find_pages
from repair.ocr.kept import keep, kept_file
from repair.ocr.page import Block, Glyph, Page, line_of
from repair.ocr.pictures import open_beside, pages_beside
from repair.ocr.prepare import Prepared, prepare
from repair.report.jsonl import SCHEMA, dump
from repair.review.document import Document
from repair.review.images import PageImages
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


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Page]:
    """The second of two skew pages as ``--save-pages`` keeps it, and three boxes on it."""
    boxes = [(200, 300, 240, 340), (1400, 340, 1440, 380), (800, 1900, 840, 1940)]
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    for row in range(300, 1960, 120):
        draw.line((150, row + 20, 1500, row + 20), 60, 62)
    for box in boxes:
        draw.rectangle((box[0] - 60, box[1] - 60, box[2] + 60, box[3] + 60), 255)
        draw.rectangle(box, 0)
    prepared = prepare(page.rotate(-1, fillcolor=255))
    assert prepared.angle
    assert prepared.image.size != prepared.size
    upright = Prepared(page, 1.0, prepared.angle, page.size, 0.0)
    glyphs = [Glyph("口", upright.back(box)) for box in boxes]
    keep(prepared, kept_file(tmp_path / "scan.pages", "scan", 2))
    return tmp_path / "scan.pages", Page(2, *page.size, (Block((line_of(glyphs),)),))


def test_boxes_fit_on_pages_kept_turned_and_scaled(kept: tuple[Path, Page]) -> None:
    folder, page = kept
    source = open_beside({"read": {"name": "scan.pdf"}}, folder.parent, folder)
    image = source.image(1)
    assert image.size == (page.width, page.height)
    for glyph in page.lines[0].glyphs:
        x0, y0, x1, y1 = glyph.box
        inside = ImageStat.Stat(image.crop((x0 + 4, y0 + 4, x1 - 4, y1 - 4))).mean[0]
        around = ImageStat.Stat(image.crop((x0 - 12, y0, x0 - 4, y1))).mean[0]
        assert inside < 40 < 215 < around
    with pytest.raises(InputError, match="no image of page 1 was kept"):
        source.image(0)


def test_kept_pages_that_were_read_themselves_stay(kept: tuple[Path, Page]) -> None:
    folder, page = kept
    source = open_beside({"read": {"name": folder.name}}, folder.parent, folder)
    assert len(source) == 1
    assert source.image(0).size != (page.width, page.height)


def test_kept_pages_stand_in_for_pages_taken_away(kept: tuple[Path, Page], tmp_path: Path) -> None:
    report = tmp_path / "scan.fixes.jsonl"
    fix = Fix(
        0, 1, "", "CH001", 0.5, before="口", page=2, bbox=kept[1].lines[0].glyphs[1].box, id=1
    )
    head = {"schema": SCHEMA, "read": {"name": "scan.pdf"}}
    report.write_text(dump(head, [fix]), encoding="utf-8")
    assert find_pages(report, report) == kept[0]
    named = SimpleNamespace(report=report, name="scan", title="scan.ocr.txt", header=head)
    assert PageImages().source(cast("Document", named)) == kept[0]
    assert crop_of(report, 1, kept[0]).width == kept[1].width
    small = tmp_path / "small.tif"
    page = Image.new("L", (400, 300), 255)
    page.save(small)
    with pytest.raises(InputError, match="has no page 2"):
        crop_of(report, 1, small)
    page.save(small, save_all=True, append_images=[page])
    with pytest.raises(InputError, match="outside of page 2"):
        crop_of(report, 1, small)
