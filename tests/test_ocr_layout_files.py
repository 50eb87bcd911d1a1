"""hOCR and ALTO: what is written is read again, whole; strangers' files are harmless."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from repair.errors import InputError
from repair.ocr import alto, hocr, is_page_data, read_document, read_source
from repair.ocr.page import PAGE_NUMBER, TABLE, Block, Glyph, Line, Page, line_of
from repair.ocr.text import text_of


def line(text: str, x: int, y: int, size: int = 40, cells: tuple[int, ...] = ()) -> Line:
    """A line of full-width characters; a blank leaves a gap."""
    glyphs = [
        Glyph(char, (x + i * size + 2, y + 2, x + (i + 1) * size - 2, y + size - 2), 90.5)
        for i, char in enumerate(text)
        if char != " "
    ]
    return line_of(glyphs, cells)


PAGES = [
    Page(
        1,
        1000,
        1400,
        (
            Block((line("标题", 400, 20),)),
            Block((line("第一条 为规范管理", 180, 100), line("制定本办法。", 100, 160))),
            Block(
                (line("序号名称", 100, 300, cells=(2,)), line("1<甲>", 100, 360, cells=(0, 4, 4))),
                TABLE,
            ),
            Block((line("—1—", 480, 1350),), PAGE_NUMBER),
        ),
        'scan "one" & two.pdf',
    ),
    Page(
        2,
        1000,
        1400,
        (
            Block((line("前一段的", 100, 100),)),
            Block((line("续接的一段。", 100, 200),), continues=True),
        ),
        "scan.pdf",
    ),
    Page(3, 0, 0, failed="a broken page <3>"),
]


@pytest.mark.parametrize("module", [hocr, alto])
def test_written_pages_are_read_again(module: object) -> None:
    data = "".join(module.write(PAGES, "a & b.pdf")).encode()
    pages, ours = module.read(data, "x")
    assert ours
    assert [p.number for p in pages] == [1, 2, 3]
    for page, other in zip(PAGES, pages, strict=True):
        assert [b.kind for b in other.blocks] == [b.kind for b in page.blocks]
        assert [b.continues for b in other.blocks] == [b.continues for b in page.blocks]
        assert [ln.text for b in other.blocks for ln in b.lines] == [
            ln.text for b in page.blocks for ln in b.lines
        ]
        assert [ln.glyphs for ln in other.lines] == [ln.glyphs for ln in page.lines]
        assert bool(other.failed) == bool(page.failed)
    assert text_of(pages)[0] == text_of(PAGES)[0]


def test_alto_is_well_formed_and_version_4() -> None:
    root = etree.fromstring("".join(alto.write(PAGES, "x")).encode())
    assert root.tag == "{http://www.loc.gov/standards/alto/ns-v4#}alto"
    ids = [e.get("ID") for e in root.iter() if e.get("ID")]
    assert len(ids) == len(set(ids))


def test_hocr_is_well_formed_with_boxes_everywhere() -> None:
    root = etree.fromstring("".join(hocr.write(PAGES, "x")).encode())
    for element in root.iter("{*}span"):
        assert "bbox" in element.get("title") or "x_bboxes" in element.get("title")


def test_text_knows_its_boxes() -> None:
    text, layout = text_of(PAGES)
    assert text.startswith("标题\n第一条 为规范管理制定本办法。\n序号\t名称\n\t1<甲>\t\t\n")
    assert layout.ocr
    at = text.index("续接")
    region = layout.at(at)
    assert region is not None
    assert region.page == 2
    assert text[region.start : region.end].startswith("续")
    assert "前一段的续接的一段。\n" in text
    spans = [(r.start, r.end) for r in layout.regions]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_foreign_hocr_without_characters() -> None:
    words = "".join(
        f"<span class='ocr_line' title='bbox 100 {y} 700 {y + 40}'>"
        f"<span class='ocrx_word' title='bbox 100 {y} 400 {y + 40}'>有关部门要加强</span> "
        f"<span class='ocrx_word' title='bbox 400 {y} 700 {y + 40}'>监督检查并落实</span>"
        "</span>"
        for y in (100, 160, 220)
    )
    data = (
        "<html><head><meta name='ocr-system' content='other 1.0'></head><body>"
        "<div class='ocr_page' title='bbox 0 0 800 1000; image \"p.png\"'>"
        f"{words}</div></body></html>"
    )
    pages, ours = hocr.read(data.encode(), "x.hocr")
    assert not ours
    assert pages[0].width == 800
    assert [ln.text for ln in pages[0].lines] == ["有关部门要加强监督检查并落实"] * 3
    glyph = pages[0].lines[0].glyphs[7]
    assert glyph.text == "监"
    assert 380 <= glyph.box[0] <= 410


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<alto>&x;</alto>",
            "entities",
        ),
        (b"<alto><Layout></Layout></alto>", "without a Page"),
        (b"<alto><Layout>", "not well-formed"),
    ],
)
def test_bad_alto(tmp_path, data: bytes, cause: str) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=cause):
        read_source(path)


def test_external_parts_are_not_loaded(tmp_path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY x "leaked">')
    path = tmp_path / "x.hocr"
    path.write_text(
        f'<!DOCTYPE html SYSTEM "{secret}"><html><body><div class="ocr_page" title="bbox 0 0 9 9">'
        '<span class="ocr_line" title="bbox 0 0 9 9">a&x;b</span></div></body></html>'
    )
    assert "leaked" not in read_document(path).source.text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n...", True),
        (b"%PDF-1.7", True),
        (b"II*\x00", True),
        ("关于 ocr_page 的说明".encode(), False),
        (b"<html><div class='ocr_page'>", True),
        (b"<p>a</p>", False),
    ],
)
def test_page_inputs_are_told_by_their_bytes(head: bytes, expected: bool) -> None:
    assert is_page_data(head) is expected
