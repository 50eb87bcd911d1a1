"""Signs known by the form of their ink: found on pages, and not where they are not."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from repair.ocr.bits import rows_of
from repair.ocr.circled import in_order
from repair.ocr.reading import read_image
from repair.ocr.shapes import Form, is_ring
from tools.degrade import bitonal, degrade
from tools.typeset import Paragraph, available, typeset

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)
TEXT = (
    "巡查的人应当做到：①走到河边看到水面；②按时填写巡查日志；③不得代填补填。",
    "会议指出要把‘门前三包’和‘最多跑一次’结合起来，宽度为7～9米，深度为11～22米。",
    "专家约翰·莱特应邀到县里考察，覆盖率≥95%，含水率≤30%，钱从哪里来？要说清楚。",
)
SIGNS = "①②③‘’～·≥≤？"
#: Nothing here is one of the signs, but much looks like them.
PLAIN = (
    "国回口日目田由甲四因固团圆园，二〇一〇年十一月一一对应，小川州心必之乏冬令合会全命。",
    "二十一人乘X光车，又义乂，文件十份，十加十，xX两型，干士千土十。",
    "“河长制”是总抓手，一是一、二是二，人民>个人，局长(兼)负责；第一条适用本办法。",
)


@needs_tesseract
@pytest.mark.parametrize("font", ["noto", "uming"])
@pytest.mark.parametrize("worn", [False, True])
def test_signs_that_tesseract_does_not_know_are_read(font: str, worn: bool) -> None:
    if not available(font):
        pytest.skip(f"{font} is not installed")
    image = typeset([Paragraph(text) for text in TEXT], font=font)
    page = read_image(degrade(image, 3) if worn else image)
    read = "".join(line.text for line in page.lines)
    wanted = "".join(TEXT)
    found = sum(min(read.count(sign), wanted.count(sign)) for sign in SIGNS)
    assert found >= 0.8 * sum(map(wanted.count, SIGNS))
    assert all(read.count(sign) <= wanted.count(sign) for sign in SIGNS)


@needs_tesseract
@pytest.mark.parametrize("font", ["noto", "uming"])
def test_what_looks_like_a_sign_stays(font: str) -> None:
    if not available(font):
        pytest.skip(f"{font} is not installed")
    image = typeset([Paragraph(text) for text in PLAIN], font=font)
    read = "".join(line.text for line in read_image(degrade(image, 4)).lines)
    assert not [sign for sign in SIGNS if sign in read]


STEPS = (
    "值班的人按下列顺序做：①核对账目；②清点物资；③张贴告示；④登记住户；⑤检查水闸；"
    "⑥报告险情；⑦转移老人；⑧修补堤坝；⑨发放口粮；⑩总结教训。",
    "巡查的人应当做到：①走到河边看到水面；②按时填写日志；③不得代填补填。",
)


@needs_tesseract
@pytest.mark.parametrize(("wear", "least"), [(degrade, 13), (bitonal, 8)])
def test_the_rings_of_a_page_that_was_turned_are_read(
    wear: Callable[[Image.Image, int], Image.Image], least: int
) -> None:
    """Thin rings of two-coloured pages close less often, as those are shrunk before they turn."""
    if not available("uming"):
        pytest.skip("uming is not installed")
    image = typeset([Paragraph(text) for text in STEPS], font="uming")
    read = "".join(line.text for line in read_image(wear(image, 1)).lines)
    rings = [char for char in read if "①" <= char <= "⑳"]
    assert len(rings) >= least
    printed = iter("①②③④⑤⑥⑦⑧⑨⑩①②③")
    assert all(ring in printed for ring in rings), "one was read as another"


def ring(*, worn: bool, square: bool = False) -> Form:
    """A 1 in a ring, or in a square, of 33 pixels; its right side gone where it is worn."""
    image = Image.new("1", (33, 33), 0)
    draw = ImageDraw.Draw(image)
    (draw.rectangle if square else draw.ellipse)((0, 0, 32, 32), outline=1)
    draw.line((16, 10, 16, 22), fill=1)
    if worn:
        draw.rectangle((30, 10, 31, 22), fill=0)
        draw.rectangle((32, 10, 32, 15), fill=0)
        draw.rectangle((32, 17, 32, 22), fill=0)
        draw.rectangle((0, 10, 2, 15), fill=0)
    return Form((0, 0, 33, 33), tuple(rows_of(image)))


@pytest.mark.parametrize("worn", [False, True])
def test_a_ring_may_lack_ink_at_two_sides(*, worn: bool) -> None:
    assert is_ring(ring(worn=worn), 34.0)
    assert not is_ring(ring(worn=worn, square=True), 34.0)


CROSSED = (
    "综合得分按抽查得分×40％＋检查得分×40％＋评议得分×20％计算，池子长12米×宽8米。"
    "第十二条二十一人乘X光车，文件十份，十加十，型号为xX，占地十亩，每十人一组。"
)


@needs_tesseract
@pytest.mark.parametrize("font", ["noto", "uming"])
def test_strokes_that_cross_are_no_letter_and_no_number(font: str) -> None:
    if not available(font):
        pytest.skip(f"{font} is not installed")
    image = typeset([Paragraph(CROSSED)] * 2, font=font)
    read = "".join(line.text for line in read_image(image).lines)
    assert read.count("×") == 2 * CROSSED.count("×")
    assert read.count("+") == 2 * CROSSED.count("＋")
    assert read.count("十") == 2 * CROSSED.count("十")


def test_a_number_between_two_others_is_the_one_left_for_it() -> None:
    assert in_order([1, 2, 0, 4, 9, 6]) == [1, 2, 3, 4, 5, 6]
    assert in_order([0, 2, 3, 1, 2, 0, 1]) == [1, 2, 3, 1, 2, 3, 1]
    assert in_order([2]) == [2]
    assert in_order([0]) == [0]
    assert in_order([1, 4]) == [1, 4]
    assert in_order([5, 6, 17, 8]) == [5, 6, 7, 8]
