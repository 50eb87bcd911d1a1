"""Sheets as archives scan them: black round them, holes, dots, strokes that broke."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from repair.ocr.bilevel import darkened, is_bilevel, thickened, without_dots
from repair.ocr.blots import without_blots
from repair.ocr.page import Block as PageBlock
from repair.ocr.page import Glyph, Page, line_of
from repair.ocr.prepare import em_of, likely_turns, prepare, skew_of
from repair.ocr.reading import _is_better
from repair.ocr.segment import plan
from tools.degrade import scanned
from tools.typeset import FONTS, Columns, Heading, Paragraph, available, typeset

FONT = next((font for font in FONTS if available(font)), "")
needs_font = pytest.mark.skipif(not FONT, reason="no free Song font (fonts-noto-cjk)")
WORDS = (
    "各镇人民政府应当按照分工管好辖区内的河道，及时清理水面和岸坡，捞起的水草、垃圾运到指定的地点。",
    "县水利局每月抽查一次，抽查结果在网站上公布，接受群众监督；久拖不决的问题由督查室挂牌督办。",
)


def sheet() -> Image.Image:
    """An empty A4 sheet at 150 dpi."""
    return Image.new("L", (1240, 1754), 255)


def ink(image: Image.Image) -> float:
    return 255 - ImageStat.Stat(image).mean[0]


def never(_: Image.Image) -> float:
    raise AssertionError


def test_the_black_round_a_skew_sheet_goes_with_its_thin_end() -> None:
    page = sheet()
    draw = ImageDraw.Draw(page)
    draw.polygon([(1239, 0), (1239, 1753), (1180, 1753)], fill=10)
    draw.polygon([(0, 0), (900, 0), (0, 12)], fill=10)
    assert ink(without_blots(page, lambda _: 17.0)) < 0.05


def test_punch_holes_go_and_seals_stay() -> None:
    page = sheet()
    draw = ImageDraw.Draw(page)
    draw.ellipse((50, 500, 90, 540), fill=0)
    draw.ellipse((600, 1000, 700, 1100), fill=60)
    cleared = without_blots(page, lambda _: 17.0)
    assert ink(cleared.crop((0, 450, 200, 600))) == 0
    assert ImageChops.difference(cleared, page).crop((200, 0, 1240, 1754)).getbbox() is None


@needs_font
def test_print_in_the_margin_stays() -> None:
    page = typeset([Paragraph(words) for words in WORDS], font=FONT, dpi=150)
    text = page.crop(ImageChops.invert(page).getbbox())
    page = sheet()
    page.paste(text, (5, 5))
    # The bold heading of a page cut to its print: strokes as thick as a thin edge is black.
    ImageDraw.Draw(page).rectangle((20, 600, 80, 608), fill=0)
    assert without_blots(page, em_of).tobytes() == page.tobytes()


def test_a_line_cut_out_of_a_page_is_no_sheet() -> None:
    page = Image.new("L", (900, 60), 255)
    ImageDraw.Draw(page).rectangle((0, 20, 899, 59), fill=0)
    assert without_blots(page, never) is page


def test_dots_that_stand_alone_go_and_those_of_print_stay() -> None:
    page = Image.new("L", (400, 200), 255)
    page.paste(0, (300, 100, 302, 102))
    draw = ImageDraw.Draw(page)
    draw.rectangle((20, 20, 24, 50), fill=0)
    page.paste(0, (27, 48, 29, 50))  # a decimal point
    for x in range(100, 160, 11):
        page.paste(0, (x, 30, x + 4, 34))  # leaders
    clean = without_dots(page, 33.0)
    assert clean.crop((290, 90, 310, 110)).getextrema() == (255, 255)
    assert clean.crop((0, 0, 200, 60)).tobytes() == page.crop((0, 0, 200, 60)).tobytes()


def test_faint_strokes_become_dark_and_thick_ones_stay() -> None:
    faint, thick = Image.new("L", (100, 100), 255), Image.new("L", (100, 100), 255)
    faint.paste(130, (20, 20, 80, 22))
    thick.paste(0, (20, 20, 80, 26))
    assert darkened(faint).getpixel((50, 21)) < 70
    assert darkened(thick).tobytes() == thick.tobytes()
    broken = Image.new("L", (100, 100), 255)
    broken.paste(0, (20, 50, 40, 51))
    broken.paste(0, (42, 50, 60, 51))
    assert thickened(broken, 33.0).getpixel((41, 50)) == 0


def test_two_shades_only() -> None:
    assert is_bilevel(Image.new("1", (8, 8), 1).convert("L"))
    assert not is_bilevel(Image.linear_gradient("L"))


@needs_font
def test_two_shades_are_shrunk_levelled_and_freed_of_dots() -> None:
    page = typeset([Paragraph(words) for words in WORDS * 4], font=FONT, dpi=300, points=16)
    page = page.rotate(0.8, fillcolor=255).point([0] * 140 + [255] * 116)
    page.paste(0, (page.width // 2, 150, page.width // 2 + 2, 152))
    ready = prepare(page)
    assert ready.scale < 0.6
    assert ready.angle == pytest.approx(-0.8, abs=0.15)
    assert skew_of(ready.image) == pytest.approx(0, abs=0.15)
    assert ready.image.crop((0, 60, ready.image.width, 90)).getextrema() == (255, 255)


def page_of(confidences: list[float]) -> Page:
    glyphs = [Glyph("字", (10 * i, 0, 10 * i + 9, 10), sure) for i, sure in enumerate(confidences)]
    return Page(1, 100, 100, (PageBlock((line_of(glyphs),)),))


def test_many_doubtful_characters_are_no_better_reading() -> None:
    right = page_of([70.0] * 40 + [30.0] * 60)
    sideways = page_of([65.0] * 80 + [5.0] * 600)
    assert not _is_better(sideways, right)
    assert _is_better(page_of([90.0] * 100), sideways)


@needs_font
def test_a_full_page_shows_which_way_its_lines_run() -> None:
    texts = [Paragraph(words[3 * i :]) for i in range(8) for words in WORDS]
    page = typeset(texts, font=FONT, dpi=100, points=14)
    em = em_of(page)
    assert likely_turns(page, em) == (180,)
    assert likely_turns(page.rotate(90, expand=True), em) == (180, 90, 270)
    few = page.crop((0, 0, page.width, 220))
    assert likely_turns(few, em) == (180, 90, 270)


@needs_font
@pytest.mark.parametrize("seed", range(3))
def test_columns_are_found_on_scanned_sheets(seed: int) -> None:
    elements = [Heading("公告"), Columns(WORDS * 3)]
    page = scanned(typeset(elements, font=FONT, dpi=300, points=12), seed)
    ready = prepare(page)
    boxes = [part.box for part in plan(ready.image, ready.em * ready.scale).parts]
    assert any(a[2] <= b[0] and a[1] == b[1] for a, b in pairwise(boxes))
    width, height = ready.image.size
    for edge in ((0, 0, width, 12), (0, 0, 12, height), (width - 12, 0, width, height)):
        assert ink(ready.image.crop(edge)) < 2
