"""A PDF whose page is right and whose text layer a font cipher garbled: repaired and proved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from repair import cli
from repair.errors import MissingExtraError
from repair.ocr import read_document
from repair.ocr.page import Block, Glyph, Page, line_of
from repair.ocr.reading import OcrOptions
from repair.ocr.render import open_pages
from repair.ocr.textlayer import Trust, layer_page, trust_of
from tests.founder_pdf import ALL, PAIRED, PARAGRAPHS, founder_pdf, says
from tools.layered import LayeredPage, layered_pdf
from tools.measure_ocr import fold
from tools.typeset import (
    FONTS,
    Columns,
    Element,
    Heading,
    PageNumber,
    Paragraph,
    Table,
    available,
    truth,
    typeset_placed,
)

FONT = next((font for font in FONTS if available(font)), "")
needs_font = pytest.mark.skipif(FONT != "noto", reason="no fonts-noto-cjk")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no tesseract")


NAMES = ("城南街道", "大桥镇", "县水利局")


def plain(text: str) -> str:
    return "".join(text.split())


def shifted(char: str) -> str:
    return chr(ord(char) + 7) if "一" <= char <= "鿿" else char


def pdf_saying(path: Path, says: Callable[[str], str] = str) -> Path:
    image, placed = typeset_placed([Paragraph(p) for p in PARAGRAPHS], dpi=100, points=14)
    path.write_bytes(layered_pdf([LayeredPage(image, placed, 100)], says))
    return path


def page_of(number: int, text: str) -> Page:
    lines = [
        line_of([Glyph(c, (20 * i, 40 * row, 20 * i + 18, 40 * row + 18)) for i, c in enumerate(t)])
        for row, t in enumerate(text.split("\n"))
    ]
    return Page(number, 900, 1200, (Block(tuple(lines)),), source="text-layer")


@needs_font
def test_the_layer_says_what_the_font_says(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(founder_pdf([PARAGRAPHS[:2], PARAGRAPHS[2:]], PAIRED))
    source = open_pages(path)
    pages = [layer_page(source, index) for index in range(2)]
    source.close()
    table = says(PAIRED)
    for page, paragraphs in zip(pages, (PARAGRAPHS[:2], PARAGRAPHS[2:]), strict=True):
        assert page is not None
        garbled = "".join(table.get(char, char) for char in "".join(paragraphs))
        assert plain("".join(line.text for line in page.lines)) == garbled
    assert trust_of(pages) == [Trust.CIPHER, Trust.CIPHER]


@needs_font
@pytest.mark.parametrize(
    ("use", "says", "ciphers", "taken"),
    [
        ("auto", str, False, True),
        ("auto", shifted, False, False),
        ("auto", shifted, True, False),
        ("auto", says(PAIRED), True, True),
        ("auto", says(PAIRED), False, False),
        ("use", shifted, True, True),
        ("use", says(PAIRED), False, True),
        ("ignore", str, True, False),
        ("ignore", says(PAIRED), True, False),
    ],
)
def test_which_layers_are_taken(
    use: str,
    says: Callable[[str], str] | dict[str, str],
    ciphers: bool,
    taken: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A page whose layer is not taken is read, which fails here."""
    table = says
    told = (lambda c: table.get(c, c)) if isinstance(table, dict) else table
    path = pdf_saying(tmp_path / "paper.pdf", told)
    monkeypatch.setenv("TESSERACT_CMD", "no-such-program")
    options = OcrOptions(text_layer=use)
    if not taken:
        with pytest.raises(MissingExtraError):
            read_document(path, options, ciphers=ciphers)
        return
    reading = read_document(path, options, ciphers=ciphers)
    assert reading.layers == {1}
    assert plain(reading.source.text) == "".join(map(told, "".join(PARAGRAPHS)))


def test_a_page_of_figures_in_cipher_is_no_garbage() -> None:
    table = says(ALL)
    garbled = "".join(table.get(char, char) for char in "\n".join(PARAGRAPHS))
    rows = "\n".join(
        f"{NAMES[n % 3]}完成投资 {n}{n % 7}{n % 9}.{n % 5}% {n * 37}" for n in range(113, 140)
    )
    figures = "".join(table.get(char, char) for char in rows)
    noise = "".join(map(shifted, "\n".join(PARAGRAPHS)))
    assert trust_of([page_of(1, figures)]) != [Trust.SOUND]
    pages = [page_of(1, garbled), page_of(2, figures), page_of(3, noise), None]
    assert trust_of(pages) == [Trust.CIPHER, Trust.CIPHER, Trust.GARBAGE, Trust.NONE]


def fixes_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]


@needs_font
@needs_tesseract
@pytest.mark.slow
def test_the_layer_is_repaired_and_every_fix_checked_against_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(founder_pdf([PARAGRAPHS], ALL))
    out = tmp_path / "out"
    assert cli.run(["fix", str(path), "-o", str(out)]) == 0
    clean = (out / "paper.clean.txt").read_text(encoding="utf-8")
    fixes = fixes_of(out / "paper.fixes.jsonl")
    applied = [f for f in fixes if f["status"] == "applied" and f["rule"].startswith("FC")]
    assert len(applied) > 40
    seen = [f for f in applied if any(s.startswith("page 1 of the images") for s in f["evidence"])]
    assert len(seen) >= 0.95 * len(applied)
    agreed = [f for f in seen if any(" reads " in s for s in f["evidence"])]
    assert len(agreed) >= 0.8 * len(applied)
    assert all(f["page"] == 1 and f["bbox"] for f in applied)
    wrong = sum(a != b for a, b in zip(plain(clean), plain("".join(PARAGRAPHS)), strict=True))
    undecided = sum(f["status"] == "review" for f in fixes)
    assert wrong <= undecided


@needs_font
@needs_tesseract
@pytest.mark.slow
def test_what_the_picture_contradicts_is_not_applied(tmp_path: Path) -> None:
    """The print itself has 冶 where a closing quote would stand."""
    printed = [p.replace("河长制”", "河长制冶") for p in PARAGRAPHS]
    path = tmp_path / "paper.pdf"
    path.write_bytes(founder_pdf([printed], PAIRED))
    out = tmp_path / "out"
    assert cli.run(["fix", str(path), "-o", str(out)]) == 0
    clean = (out / "paper.clean.txt").read_text(encoding="utf-8")
    assert "河长制冶工作" in clean
    assert "“清河行动”" in clean
    (fix,) = [f for f in fixes_of(out / "paper.fixes.jsonl") if f["status"] == "review"]
    assert (fix["before"], fix["after"], fix["confidence"]) == ("冶", "”", 0.05)
    assert "the picture of the page contradicts it" in fix["evidence"]


@needs_font
@needs_tesseract
@pytest.mark.slow
def test_a_scan_among_layers(tmp_path: Path) -> None:
    """A page without layer is read; the others keep theirs, and are asked about."""
    first, layer = typeset_placed([Paragraph(p) for p in PARAGRAPHS], dpi=150, points=14)
    scan, _ = typeset_placed([Paragraph("本办法由县水利局负责解释，自发布之日起施行。")], dpi=150)
    table = says(PAIRED)
    path = tmp_path / "mixed.pdf"
    pages = [LayeredPage(scan, (), 150), LayeredPage(first, layer, 150)]
    path.write_bytes(layered_pdf(pages, lambda char: table.get(char, char)))
    out = tmp_path / "out"
    assert cli.run(["fix", str(path), "-o", str(out)]) == 0
    clean = (out / "mixed.clean.txt").read_text(encoding="utf-8")
    assert "自发布之日起施行" in clean
    assert "“河长制”" in clean
    applied = [f for f in fixes_of(out / "mixed.fixes.jsonl") if f["rule"].startswith("FC")]
    assert applied
    assert {f["page"] for f in applied} == {2}
    assert all(any("of the images" in s for s in f["evidence"]) for f in applied)


#: Words with hanzi that stand for signs in the garbled pages.
SCANNED = (
    "县冶金公司负责厂区沟渠，冶炼废水也要处理，首页公开，防止一治了之。",
    "也可以委托县水利局治理，请各单位于8月底前完成。",
)


@needs_font
@needs_tesseract
@pytest.mark.slow
def test_scans_and_garbled_layers_from_end_to_end(tmp_path: Path) -> None:
    """Two columns, a scan with a table, and the first page's text a second time."""
    rows = (("序号", "河流名称", "责任单位"), ("1", "柳河", "县水利局"), ("2", "清河", "柳湾镇"))
    pages: tuple[tuple[Element, ...], ...] = (
        (Heading("河道巡查的通知"), Columns(PARAGRAPHS), PageNumber("1")),
        (Heading("责任表"), Table(rows, (4, 8, 10)), *map(Paragraph, SCANNED), PageNumber("2")),
        (*map(Paragraph, PARAGRAPHS), PageNumber("3")),
    )
    made = [typeset_placed(page, dpi=150, points=14) for page in pages]
    table = says(PAIRED)
    path = tmp_path / "mixed.pdf"
    layered = [
        LayeredPage(image, () if number == 1 else placed, 150)
        for number, (image, placed) in enumerate(made)
    ]
    path.write_bytes(layered_pdf(layered, lambda char: table.get(char, char)))
    out = tmp_path / "out"
    assert cli.run(["fix", str(path), "-o", str(out)]) == 0
    clean = (out / "mixed.clean.txt").read_text(encoding="utf-8").splitlines()
    printed = "".join(map(truth, pages)).splitlines()
    assert len(clean) == len(printed)
    for line, right in zip(clean, printed, strict=True):
        wrong = Levenshtein.distance(fold(line), fold(right))
        assert wrong <= max(1, 0.1 * len(right))
        assert line.count("\t") == right.count("\t")
    assert [line for line in clean if "“" in line] == [line for line in printed if "“" in line]

    ciphers = [f for f in fixes_of(out / "mixed.fixes.jsonl") if f["rule"].startswith("FC")]
    assert {f["page"] for f in ciphers} == {1, 3}
    applied = [f for f in ciphers if f["status"] == "applied"]
    assert len(applied) == 2 * sum(char in table for char in "".join(PARAGRAPHS))
    seen = [any("of the images" in s for s in f["evidence"]) for f in applied]
    assert sum(seen) >= 0.95 * len(seen)

    crop = tmp_path / "crop.png"
    shown = [str(out / "mixed.clean.txt"), "--fix", str(applied[-1]["id"]), "-o", str(crop)]
    assert cli.run(["page", *shown]) == 0
    assert crop.stat().st_size > 0
    assert cli.run(["report", str(out)]) == 0
    assert "冶" in (out / "mixed.report.html").read_text(encoding="utf-8")
    assert cli.run(["undo", str(out / "mixed.clean.txt")]) == 0
