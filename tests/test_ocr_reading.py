"""Reading pages end to end, and everything that can be wrong with a page."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from repair.errors import InputError, MissingExtraError
from repair.ocr import extra, read_document, read_source
from repair.ocr.prepare import em_of, grey, prepare, skew_of
from repair.ocr.reading import OcrOptions, read_image, read_pages
from repair.ocr.render import open_pages
from tools.degrade import degrade
from tools.typeset import FONTS, Heading, PageNumber, Paragraph, available, truth, typeset

FONT = next((font for font in FONTS if available(font)), "")
needs_font = pytest.mark.skipif(not FONT, reason="no free Song font (fonts-noto-cjk)")
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)
ELEMENTS = (
    Heading("关于加强河道管理的通知"),
    Paragraph(
        "为进一步加强河道管理，保护水环境，经研究决定，现将有关事项通知如下，请各单位认真贯彻执行。"
    ),
    PageNumber("3"),
)


@pytest.fixture(scope="module")
def page() -> Image.Image:
    if not FONT:
        pytest.skip("no free Song font")
    return typeset(ELEMENTS, font=FONT, dpi=150)


@needs_font
def test_letter_height_and_skew_are_found(page: Image.Image) -> None:
    em = round(16 * 150 / 72)
    assert em_of(page) == pytest.approx(em, rel=0.2)
    assert skew_of(page) == 0
    turned = page.rotate(1.3, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(turned) == pytest.approx(-1.3, abs=0.3)


@needs_font
def test_boxes_lead_back_to_the_page_as_it_came(page: Image.Image) -> None:
    big = page.resize((page.width * 3, page.height * 3)).rotate(1.0, fillcolor=255)
    prepared = prepare(big)
    assert prepared.scale < 1
    x, y = prepared.image.width // 2, prepared.image.height // 2
    back = prepared.back((x - 10, y - 10, x + 10, y + 10))
    assert (back[0] + back[2]) / 2 == pytest.approx(big.width / 2, abs=4)
    assert (back[1] + back[3]) / 2 == pytest.approx(big.height / 2, abs=4)


def test_transparent_paper_is_white() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert grey(clear).getextrema() == (255, 255)


@needs_font
@needs_tesseract
@pytest.mark.parametrize("turn", [0, pytest.param(180, marks=pytest.mark.slow)])
def test_a_page_is_read_whichever_way_up(page: Image.Image, turn: int) -> None:
    image = degrade(page, 1, dpi=150, skew=0).rotate(turn)
    read = read_image(image)
    text = "".join(line.text for line in read.lines)
    assert "河道管理" in text
    assert "认真贯彻执行" in text
    assert len(text.replace(" ", "")) == pytest.approx(len(truth(ELEMENTS)) - 2, abs=4)
    assert [b.kind for b in read.blocks][-1] == "page number"


@needs_tesseract
@pytest.mark.parametrize("size", [(1, 1), (3, 700), (800, 600)])
def test_nothing_on_a_page_is_read_as_nothing(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", size, 255).save(path)
    reading = read_document(path)
    assert reading.source.text == ""
    assert not reading.failed


def test_a_corrupt_image_is_named(tmp_path: Path) -> None:
    path = tmp_path / "torn.png"
    Image.new("L", (300, 300), 200).save(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(InputError, match=r"torn\.png"):
        read_source(path)


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (12000, 12000)).save(path)
    with pytest.raises(InputError, match="decompression bomb"):
        read_source(path)


def test_a_gif_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    Image.new("L", (30, 30)).save(path, "GIF")
    with pytest.raises(InputError, match="GIF"):
        open_pages(path)


def test_not_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(InputError, match="not a PDF"):
        read_source(path)


def test_a_missing_language_pack_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    with pytest.raises(MissingExtraError, match="tesseract-ocr-chi-tra"):
        extra.need_tesseract("chi_sim+chi_tra")


def test_missing_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSERACT_CMD", "no-such-program")
    with pytest.raises(MissingExtraError, match="apt-get install tesseract-ocr tesseract-ocr-chi"):
        extra.need_tesseract("chi_sim")


def test_a_missing_package_says_what_to_install() -> None:
    with pytest.raises(MissingExtraError, match=r"gazette-repair\[ocr\]"):
        extra.need("no_such_module")


@pytest.mark.slow
@needs_font
@needs_tesseract
def test_a_hanging_tesseract_is_stopped_and_the_page_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Image.Image
) -> None:
    path = tmp_path / "two.tif"
    page.save(path, save_all=True, append_images=[page])
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$*" in\n*--list-langs*) printf "List\\nchi_sim\\n" ;;\n'
        "*) exec sleep 30 ;;\nesac\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("TESSERACT_CMD", str(program))
    pages = list(read_pages(path, OcrOptions(timeout=0.5)))
    assert [p.number for p in pages] == [1, 2]
    assert all("more than 0.5 s" in p.failed for p in pages)
    with pytest.raises(InputError, match="no page could be read"):
        read_source(path, OcrOptions(timeout=0.5))


@needs_font
@needs_tesseract
def test_a_second_run_takes_finished_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Image.Image
) -> None:
    path = tmp_path / "a.png"
    page.save(path)
    cache = tmp_path / "cache"
    first = read_document(path, cache=cache)
    monkeypatch.setenv("TESSERACT_CMD", "no-such-program")
    again = read_document(path, cache=cache)
    assert again.source == first.source
    assert list(again.pages) == list(first.pages)


@needs_font
@needs_tesseract
@pytest.mark.parametrize("kind", ["fax", "deep", "deep but dark", "negative", "cmyk"])
def test_every_kind_of_image_is_read(page: Image.Image, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    if kind == "fax":
        page.convert("1").save(path, compression="group4", dpi=(150, 150))
    elif kind == "deep":
        page.convert("I").point(lambda value: value * 257).convert("I;16").save(path)
    elif kind == "deep but dark":
        page.convert("I").save(path)
    elif kind == "negative":
        ImageOps.invert(page).save(path)
    else:
        page.convert("RGB").convert("CMYK").save(path)
    assert "关于加强河道管理的通知" in read_source(path).text
