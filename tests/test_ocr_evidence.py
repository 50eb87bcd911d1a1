"""Image evidence: what is printed decides between two readings, and strangers' pages do not."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from repair import cli
from repair.model import Fix, Status
from repair.ocr import ink
from repair.ocr.align import Alignment
from repair.ocr.evidence import PagePictures, Witness, judge, verdict
from repair.ocr.forms import Forms
from repair.ocr.page import Block, Glyph, Page, line_of
from repair.ocr.reading import read_image
from repair.report.jsonl import read_report
from tests.founder_pdf import PARAGRAPHS
from tools.typeset import FONTS, Paragraph, available, typeset

FONT = next((font for font in FONTS if available(font)), "")
needs_all = pytest.mark.skipif(
    not FONT or shutil.which("tesseract") is None, reason="no free Song font or no tesseract"
)
PRINT = (
    "各镇人民政府要认真落实“河长制”工作要求，切实防治水污染，保护好辖区内的河道与湖泊。",
    "各有关部门要督促冶炼企业按期完成整治任务，推动产业转型升级，并在网站首页公示结果。",
)
OTHER = ("本办法所称的学前教育，是指对三周岁以上学龄前儿童实施的保育和教育活动，应当坚持公益。",)


def page_of(text: str, size: int = 40) -> Page:
    lines = []
    for row, start in enumerate(range(0, len(text), 20)):
        glyphs = [
            Glyph(c, (i * size, row * 60, i * size + size, row * 60 + size))
            for i, c in enumerate(text[start : start + 20])
        ]
        lines.append(line_of(glyphs))
    return Page(1, 900, 1200, (Block(tuple(lines)),))


def test_a_place_is_found_between_its_neighbours() -> None:
    page = page_of("".join(PRINT))
    text = "".join(PRINT).replace("”", "冶")
    at = text.index("冶")
    site = Alignment(text, [page]).site(at, at + 1)
    assert site is not None
    assert [place.glyph.text for place in site.read] == ["”"]
    assert (site.left.glyph.text, site.right.glyph.text) == ("制", "工")


def test_pages_of_another_text_are_not_related() -> None:
    alignment = Alignment("".join(OTHER), [page_of("".join(PRINT))])
    assert not alignment.related
    assert alignment.site(3, 4) is None


def test_pages_in_another_order_doubled_and_strange_ones() -> None:
    text = "".join(PRINT * 1 + OTHER)
    first, second, other = PRINT[0], PRINT[1], OTHER[0]
    numbered = [replace(page_of(t), number=n) for n, t in enumerate((second, first, second), 1)]
    stranger = replace(page_of("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏" * 2), number=4)
    alignment = Alignment(text, [*numbered, stranger])
    assert (alignment.related, alignment.turned) == (True, True)
    assert (alignment.doubles, alignment.strangers) == ((3,), (4,))
    for part, number in ((first, 2), (second, 1)):
        at = text.index(part) + 12
        site = alignment.site(at, at + 1)
        assert site is not None
        assert site.left.page.number == number
    inside = text.index(other) + 12
    assert alignment.site(inside, inside + 1) is None


def test_what_no_page_shows_is_named() -> None:
    # Every run of six characters once, so that all of it can be found.
    text = "".join(chr(0x4E00 + n) for n in range(1200))
    pages = [replace(page_of(text[i : i + 400]), number=i // 400 + 1) for i in (0, 800)]
    alignment = Alignment(text, pages)
    assert alignment.uncovered() == [(400, 800)]
    assert Alignment(text, [*pages, page_of(text[400:800])]).uncovered() == []
    assert Alignment("".join(OTHER), pages).uncovered() == []


def test_a_place_in_every_form_it_may_be_printed() -> None:
    source = "甲野河冶乙尧袁丙"
    fixes = [
        Fix(1, 2, "“", "", before="野", status=Status.APPLIED, group="1"),
        Fix(3, 4, "”", "", before="冶", status=Status.APPLIED, group="1"),
        Fix(5, 6, "、", "", before="尧", group="2"),
        Fix(6, 7, "，", "", before="袁", group="3"),
    ]
    forms = Forms(source, fixes)
    assert forms.clean == "甲“河”乙尧袁丙"
    quotes = forms.readings(0, 1, 4)
    assert (quotes.old, quotes.new) == (("野河冶",), ("“河”",))
    pause = forms.readings(2, 5, 7)
    assert pause.old == ("尧袁", "尧，")
    assert pause.new == ("、袁", "、，")


@pytest.mark.parametrize(
    ("votes", "expected"), [((1, 0, 0), 1), ((1, -1), 0), ((0, 0), 0), ((-1, -1, 0), -1)]
)
def test_who_disagrees_decides_nothing(votes: Sequence[int], expected: int) -> None:
    assert verdict([Witness(v) for v in votes]) == expected


@pytest.mark.skipif(not FONT, reason="no free Song font")
@pytest.mark.parametrize(
    ("char", "shape"),
    [
        ("治", ink.HANZI),
        ("页", ink.HANZI),
        ("”", ink.QUOTE_CLOSE),
        ("“", ink.QUOTE_OPEN),
        ("。", ink.STOP),
        ("，", ink.STOP),
        ("（", ink.LEFT_BRACKET),
        ("〕", ink.RIGHT_BRACKET),
        ("—", ink.STROKE),
        ("　", ink.EMPTY),
    ],
)
def test_shapes(char: str, shape: str) -> None:
    size = 60
    image = Image.new("L", (3 * size, 2 * size), 255)
    face = ImageFont.truetype(FONTS[FONT][0], size, index=FONTS[FONT][1])
    top = 20
    ImageDraw.Draw(image).text((size, top), char, font=face, fill=0)
    hanzi = face.getbbox("国")
    square = ink.Square(size, top + hanzi[1] - 2, 2 * size, top + hanzi[3] + 2)
    assert ink.shape_in(image, square) == shape


@needs_all
@pytest.mark.parametrize("dpi", [150, 300])
def test_a_sign_is_told_by_its_ink_whatever_was_read(dpi: int) -> None:
    """Boxes lag behind the print; the characters around show which square is meant."""
    image = typeset([Paragraph(p) for p in PRINT], font=FONT, dpi=dpi)
    page = read_image(image)
    shapes = {"“": ink.QUOTE_OPEN, "”": ink.QUOTE_CLOSE, "，": ink.STOP, "。": ink.STOP}
    seen = told = 0
    for line in page.lines:
        for at in range(1, len(line.glyphs) - 1):
            char = line.glyphs[at].text
            shape = ink.shape_at(image, line, at - 1, at + 1)
            assert shape in {ink.OTHER, shapes.get(char, ink.HANZI)}, char
            seen += 1
            told += shape != ink.OTHER
    assert told > 0.5 * seen


@needs_all
def test_the_picture_raises_what_is_printed_and_lowers_what_is_not() -> None:
    image = typeset([Paragraph(p) for p in PRINT], font=FONT, dpi=200)
    text = "\n".join(PRINT).replace("”", "冶")
    fixes = [Fix(at, at + 1, "”", "", 0.5, before="冶") for at, c in enumerate(text) if c == "冶"]
    pictures = PagePictures((read_image(image),), lambda number: image)
    garbled, real = judge(text, fixes, pictures)
    assert garbled.confidence > 0.9
    assert real.confidence < 0.1
    assert garbled.page == real.page == 1
    assert garbled.bbox is not None
    assert any("page 1" in sentence for sentence in garbled.evidence)
    same = judge("".join(OTHER), [Fix(3, 4, "x", "", 0.5, before="称")], pictures)
    assert same[0].confidence == 0.5
    assert same[0].page is None


@needs_all
@pytest.mark.slow
def test_fix_with_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typeset([Paragraph(p) for p in PRINT], font=FONT, dpi=200).save(tmp_path / "p.png")
    (tmp_path / "t.txt").write_text("\n".join(PRINT).replace("”", "冶") + "\n", encoding="utf-8")
    (tmp_path / "o.txt").write_text("\n".join(OTHER).replace("的", "冶") + "\n", encoding="utf-8")
    out = tmp_path / "out"
    pages = ("--pages", str(tmp_path / "p.png"))
    assert cli.run(["fix", str(tmp_path / "t.txt"), "-o", str(out), *pages]) == 0
    assert cli.run(["fix", str(tmp_path / "o.txt"), "-o", str(out), *pages]) in {0, 3}
    report = (out / "t.fixes.jsonl").read_text(encoding="utf-8").splitlines()
    assert not [p for p in out.iterdir() if p.name.startswith(".")]
    if len(report) > 1:
        crop = tmp_path / "crop.png"
        arguments = ["page", str(out / "t.clean.txt"), "--fix", "1", "-o", str(crop), *pages]
        assert cli.run(arguments) == 0
        assert Image.open(crop).width > 500
        assert cli.run([*arguments[:3], "999", *arguments[4:]]) == 2
    capsys.readouterr()


@needs_all
@pytest.mark.slow
def test_pages_that_do_not_fit_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two pages turned round, one of another text among them, and one missing."""
    last = "凡在河道管理范围内修建房屋、堆放砂石的，一律先拆除再申报；逾期不拆的，依法强制执行。"
    texts = [*PRINT, *PARAGRAPHS, last]
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, part in (("1", PRINT[1]), ("2", PRINT[0]), ("3", OTHER[0]), ("4", last)):
        typeset([Paragraph(part)], font=FONT, dpi=150).save(folder / f"{name}.png")
    (tmp_path / "t.txt").write_text("\n".join(texts).replace("”", "冶") + "\n", encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["fix", str(tmp_path / "t.txt"), "-o", str(out), "--pages", str(folder)]
    assert cli.run(arguments) == 3
    said = capsys.readouterr().err
    assert "page 3 is not of this text" in said
    assert "no page shows lines 3 to 6" in said
    assert "another order than the text" in said
    fixes = read_report(out / "t.fixes.jsonl").fixes
    on_page = [fix for fix in fixes if fix.line == 1]
    assert {fix.page for fix in on_page} == {2}
    assert all(any("of the images" in sentence for sentence in fix.evidence) for fix in on_page)
    assert all(fix.page is None for fix in fixes if fix.line in {3, 4, 5, 6})
