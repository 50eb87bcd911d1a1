"""Pages whose image lies on its side or head: read upright, with boxes that fit on the image."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PIL import Image, ImageStat

from repair.files import Job, process
from repair.model import Fix
from repair.ocr import alto, hocr
from repair.ocr.crop import crop_of
from repair.ocr.kept import keep, kept_file, kept_pages
from repair.ocr.page import TABLE, Block, Glyph, Page, line_of
from repair.ocr.prepare import Prepared
from repair.ocr.reading import read_image
from repair.ocr.render import PdfFile
from repair.ocr.text import text_of
from repair.ocr.textlayer import layer_page
from repair.ocr.turned import QUARTERS, as_it_came, turned_box, turned_size
from repair.report.jsonl import SCHEMA, dump, read_report
from repair.review.document import Document
from repair.review.images import PageImages
from tools.layered import LayeredPage, layered_pdf
from tools.typeset import FONTS, Heading, Paragraph, Placed, available, typeset

FONT = next((font for font in FONTS if available(font)), "")
needs_reading = pytest.mark.skipif(
    not FONT or shutil.which("tesseract") is None, reason="no Song font, or no Tesseract"
)
SIZE = (300, 400)
MARK = (40, 60, 70, 80)


def marked(size: tuple[int, int] = SIZE, box: tuple[int, int, int, int] = MARK) -> Image.Image:
    """White paper with one black box."""
    image = Image.new("L", size, 255)
    image.paste(0, box)
    return image


def mean(image: Image.Image) -> float:
    return ImageStat.Stat(image).mean[0]


@pytest.mark.parametrize("turn", QUARTERS)
def test_boxes_turn_as_images_do(turn: int) -> None:
    image = marked().rotate(turn, expand=True)
    assert image.size == turned_size(turn, SIZE)
    box = turned_box(MARK, turn, SIZE)
    assert mean(image.crop(box)) == 0
    assert turned_box(box, -turn, image.size) == MARK


def lying(turn: int) -> Page:
    """A page as it is in memory: upright, three characters on it, one in a table."""
    first = line_of([Glyph("甲", MARK, 91.0), Glyph("乙", (72, 60, 102, 80), 91.0)])
    row = line_of([Glyph("丙", (40, 200, 70, 220), 91.0)], (0, 1))
    return Page(1, *SIZE, (Block((first,)), Block((row,), TABLE)), "a.png", turn=turn)


@pytest.mark.parametrize("turn", QUARTERS)
@pytest.mark.parametrize("form", [hocr, alto])
def test_layout_files_count_on_the_image_as_it_came(form: object, turn: int) -> None:
    data = "".join(form.write([lying(turn)], "a.png"))  # type: ignore[attr-defined]
    width, height = turned_size(turn, SIZE)
    x0, y0, x1, y1 = turned_box(MARK, -turn, SIZE)
    assert mean(marked().rotate(-turn, expand=True).crop((x0, y0, x1, y1))) == 0
    if form is hocr:
        assert f"bbox 0 0 {width} {height};" in data
        assert f'"x_bboxes {x0} {y0} {x1} {y1};' in data
        assert (f"textangle {360 - turn}" in data) == bool(turn)
    else:
        assert f'WIDTH="{width}" HEIGHT="{height}"' in data
        assert f'HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}"' in data
    pages, ours = form.read(data.encode(), "a")  # type: ignore[attr-defined]
    assert ours
    assert pages[0].turn == turn
    assert pages[0].blocks == lying(turn).blocks
    assert text_of(pages)[0] == text_of([lying(turn)])[0]


def test_hocr_of_others_is_turned_by_its_textangle() -> None:
    # As Tesseract writes a sheet that lies on its right side: lines run from top to bottom.
    spans = "".join(
        f'<span class="ocr_line" title="bbox {x} 100 {x + 40} 500; textangle 270">'
        f'<span class="ocrx_word" title="bbox {x} 100 {x + 40} 500">{words}</span></span>'
        for x, words in ((900, "为加强河道管理经研究"), (840, "现将有关事项通知如下"))
    )
    page = f'<html><div class="ocr_page" title="bbox 0 0 1000 700">{spans}</div></html>'
    found = hocr.read(page.encode(), "x.hocr")[0][0]
    assert (found.width, found.height, found.turn) == (700, 1000, 90)
    upper, lower = found.lines
    assert upper.text == "为加强河道管理经研究"
    assert upper.box == (100, 60, 500, 100)
    assert lower.box[1] >= upper.box[3]
    assert as_it_came(found, upper.box) == (900, 100, 940, 500)


def test_a_region_is_where_the_image_has_it() -> None:
    layout = text_of([lying(90)])[1]
    assert layout.turned == {1: 90}
    regions = list(layout.regions)
    assert regions[0].bbox == turned_box((40, 60, 102, 80), -90, SIZE)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report over a page that lies on its right side, and its image."""
    marked().rotate(-90, expand=True).save(tmp_path / "a.png")
    fix = Fix(0, 1, "", "CH001", 0.5, before="甲", page=1, bbox=turned_box(MARK, -90, SIZE), id=1)
    head = {"schema": SCHEMA, "read": {"name": "a.png"}, "turned": {"1": 90}}
    path = tmp_path / "a.fixes.jsonl"
    path.write_text(dump(head, [fix]), encoding="utf-8")
    return path


def test_a_person_sees_the_page_upright(report: Path) -> None:
    cut = crop_of(report, 1, report.with_name("a.png"))
    assert cut.width == SIZE[0]
    read = read_report(report)
    named = SimpleNamespace(report=report, name="a", title="a.ocr.txt", header=read.header)
    document = cast("Document", named)
    images = PageImages()
    seen = images.png(document, 1)
    assert seen is not None
    assert seen[1:] == SIZE
    assert images.framed(document, 1, read.fixes[0].bbox or MARK) == MARK


def test_kept_images_lead_back_to_the_page_as_it_came(tmp_path: Path) -> None:
    keep(Prepared(marked(), 1.0, 0.0, SIZE, 0.0), kept_file(tmp_path, "a", 1), 90)
    pages = kept_pages(tmp_path)
    assert pages is not None
    image = pages.image(0)
    assert image.size == turned_size(-90, SIZE)
    assert mean(image.crop(turned_box(MARK, -90, SIZE))) == 0


WORDS = ("为加强河道管理，保护水环境，", "经研究决定，现将有关事项通知")


def words() -> list[Placed]:
    return [
        Placed(char, 60 + 24 * i, 80 + 40 * row, 24)
        for row, text in enumerate(WORDS)
        for i, char in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("turned", "rotate", "origin"),
    [
        (0, 0, (0, 0)),
        (0, 0, (50, -30)),
        (90, 90, (0, 0)),
        (180, 180, (20, 10)),
        (270, 270, (5, 5)),
        (90, 0, (0, 0)),
        (0, 90, (7, 0)),
        (0, 180, (0, 0)),
    ],
)
def test_a_text_layer_on_a_turned_sheet(
    turned: int, rotate: int, origin: tuple[int, int], tmp_path: Path
) -> None:
    placed = words()
    image = Image.new("L", (480, 400), 255)
    for item in placed:
        x, y = round(item.x), round(item.y)
        image.paste(0, (x + 4, y + 4, x + 20, y + 20))
    path = tmp_path / "a.pdf"
    path.write_bytes(layered_pdf([LayeredPage(image, placed, 72, turned, rotate, origin)]))
    pdf = PdfFile(path, 72)
    try:
        page, drawn = layer_page(pdf, 0), pdf.image(0)
    finally:
        pdf.close()
    assert page is not None
    assert page.turn == (rotate - turned) % 360
    assert (page.width, page.height) == (480, 400)
    assert [line.text for line in page.lines] == list(WORDS)
    for line in page.lines:
        assert all(a.box[0] < b.box[0] for a, b in pairwise(line.glyphs))
        for glyph in line.glyphs:
            # Of the square, at least its blackened inside; the layer's lies a little lower.
            assert mean(drawn.crop(as_it_came(page, glyph.box))) < 180


@needs_reading
@pytest.mark.parametrize("turn", [90, pytest.param(270, marks=pytest.mark.slow)])
def test_a_page_on_its_side_from_reading_to_crop(turn: int, tmp_path: Path) -> None:
    elements = (
        Heading("关于加强河道管理的通知"),
        Heading("澜政发〔2018〕12号", 1.0),
        Paragraph("为进一步加强河道管理，保护水环境，经研究决定，现将有关事项通知如下。"),
    )
    page = typeset(elements, font=FONT, dpi=150).crop((0, 0, 1240, 600))
    path = tmp_path / "side.png"
    page.rotate(-turn, expand=True).save(path)
    read = read_image(Image.open(path))
    assert read.turn == turn
    assert (read.width, read.height) == page.size
    outcome = process(Job(path, target=tmp_path / "side"))
    assert not outcome.error
    found = read_report(tmp_path / "side.fixes.jsonl")
    assert found.header["turned"] == {"1": turn}
    fix = next(fix for fix in found.fixes if fix.after == "〔")
    box = turned_box(fix.bbox or MARK, turn, turned_size(turn, page.size))
    # The number stands below the heading, and the bracket left of its middle.
    assert 200 < box[1] < box[3] < 330
    assert mean(page.crop(box)) < 250
    cut = crop_of(tmp_path / "side.fixes.jsonl", fix.id, path)
    assert cut.width == page.width
