"""Reading order: columns, tables, rosters, paragraphs over lines, columns and pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise

import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from repair.ocr.layout import arrange, link_pages, running_heads, without_heads
from repair.ocr.page import HEADER, PAGE_NUMBER, TABLE, Block, Glyph, Line, Page, line_of
from repair.ocr.prepare import prepare
from repair.ocr.reading import read_image
from repair.ocr.rulings import find_grids
from repair.ocr.segment import plan
from repair.ocr.text import page_text, text_of
from tools.degrade import bitonal, degrade
from tools.typeset import (
    FONTS,
    Columns,
    Contents,
    Element,
    Heading,
    PageNumber,
    Paragraph,
    Roster,
    Table,
    available,
    truth,
    typeset,
)

FONT = next((font for font in FONTS if available(font)), "")
needs_font = pytest.mark.skipif(not FONT, reason="no free Song font")
needs_all = pytest.mark.skipif(
    not FONT or shutil.which("tesseract") is None, reason="no free Song font or no tesseract"
)
EM = 40
BODY = "为切实加强全区河道管理保护工作，经区政府研究同意，现就有关事项通知如下，请认真组织实施。"
COLUMN = (
    BODY,
    "各镇街道要建立河长名录，明确各级河长职责，定期开展巡查，发现问题及时处置并做好记录。",
    "区水务局负责组织协调和督导考核，区财政局负责落实专项经费，各有关部门按照职责抓好落实。",
)
TABLE_ROWS = (
    ("序号", "河流名称", "责任单位"),
    ("1", "淄河", "区水务局"),
    ("2", "乌河", "齐陵街道办事处"),
    ("3", "运粮河", ""),
)
ROSTER = (
    ("组长", "王建国", "区委副书记"),
    ("副组长", "李明", "区水务局局长"),
    ("成员", "赵志强", "区财政局副局长"),
)
PAGE: tuple[Element, ...] = (
    Heading("关于全面实行河长制的通知"),
    Columns(COLUMN, 7),
    Table(TABLE_ROWS, (3, 8, 10)),
    Paragraph(BODY),
    Roster(ROSTER, (2, 8, 14)),
    PageNumber("12"),
)


def line(text: str, x: int, y: int, em: int = EM) -> Line:
    return line_of(
        Glyph(c, (x + i * em, y, x + (i + 1) * em - 4, y + em - 4))
        for i, c in enumerate(text)
        if c != " "
    )


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number, 1200, 1700, (Block(lines),))


FULL = "甲" * 25


def test_an_indent_or_a_short_line_makes_a_paragraph() -> None:
    found = arrange(
        page(
            line("标题", 560, 200),
            line(FULL[2:], 180, 300),
            line("乙丙。", 100, 360),
            line(FULL[2:], 180, 420),
            line(FULL, 100, 480),
        )
    )
    assert [len(b.lines) for b in found.blocks] == [1, 2, 2]


def test_a_paragraph_goes_on_over_the_page_when_its_last_line_is_full() -> None:
    first = arrange(page(line(FULL[2:], 180, 300), line(FULL, 100, 360)))
    second = arrange(page(line("乙丙。", 100, 200), line(FULL[2:], 180, 260), number=2))
    assert link_pages(first, second).blocks[0].continues
    assert text_of([first, second])[0] == FULL[2:] + FULL + "乙丙。\n" + FULL[2:] + "\n"
    short = arrange(page(line(FULL[2:], 180, 300), line("乙丙。", 100, 360)))
    assert not link_pages(short, second).blocks[0].continues


@pytest.mark.parametrize("text", ["— 12 —", "12", "·3·", "第3页", "一1 2 二"])
def test_page_numbers_are_told_by_place_and_form(text: str) -> None:
    foot = line(text, 560, 1600)
    found = arrange(page(line(FULL, 100, 300), line(FULL, 100, 360), foot))
    assert [b.kind for b in found.blocks][-1] == PAGE_NUMBER
    assert "甲" in page_text(found)
    assert "2" not in page_text(found).replace("甲", "")
    middle = arrange(page(line(FULL, 100, 300), line(text, 560, 800), line(FULL, 100, 1300)))
    assert PAGE_NUMBER not in [b.kind for b in middle.blocks]


@pytest.mark.parametrize("text", ["> -", "一 引 一", "—引"])
def test_a_misread_page_number_is_told_by_its_dash_and_place(text: str) -> None:
    lines = [line(FULL, 100, 300), line(FULL, 100, 360)]
    for foot, number in (
        (line(text, 600 - 20 * len(text), 1600), True),
        (line(text, 100, 1600), False),
        (line(text, 600 - 20 * len(text), 420), False),
    ):
        found = arrange(page(*lines, foot))
        assert (PAGE_NUMBER in [b.kind for b in found.blocks]) is number


def test_running_heads_recur() -> None:
    pages = [
        arrange(
            page(line("区人民政府公报", 400, 60), line(c * 20, 100, 300), line(c * 9, 100, 360))
        )
        for c in "甲乙丙丁"
    ]
    heads = running_heads(pages)
    marked = [without_heads(page, heads) for page in pages]
    assert all(HEADER in [b.kind for b in p.blocks] for p in marked)
    assert "公报" not in text_of(marked)[0]
    assert len(text_of(marked)[0].replace("\n", "")) == 4 * 29
    assert not running_heads(pages[:2])


def test_rows_at_shared_places_are_cells() -> None:
    rows = [("组长", "王建国", "书记"), ("副组长", "李明", "局长"), ("", "赵强", "主任")]
    lines = [
        line(a + " " * (6 - len(a)) + b + " " * (6 - len(b)) + c, 100, 300 + 60 * i)
        for i, (a, b, c) in enumerate(rows)
    ]
    found = arrange(page(*lines))
    assert {b.kind for b in found.blocks} == {TABLE}
    assert page_text(found) == "".join("\t".join(row) + "\n" for row in rows)


_PROSE = "各镇街道要建立河长名录，明确各级河长职责。定期开展巡查，发现问题及时处置，并做好记录。"


def _two_columns(left: int, right: int, width: int = 14) -> tuple[list[Line], str]:
    """Lines as an engine gives them that reads a page as one block, and the text in order."""
    running = (_PROSE * 40)[: width * (left + right)]
    parts = [running[i : i + width] for i in range(0, len(running), width)]
    first, second = parts[:left], parts[left:]
    lines = [
        line(first[i] + (" " * 2 + second[i] if i < right else ""), 100, 300 + 60 * i)
        for i in range(left)
    ]
    return lines, running


@pytest.mark.parametrize(("left", "right"), [(12, 12), (12, 7), (9, 2), (5, 5)])
def test_lines_that_run_across_two_columns_are_cut(left: int, right: int) -> None:
    lines, running = _two_columns(left, right)
    heading, foot = line("关于河长制的通知", 400, 200), line(FULL, 100, 1500)
    found = page_text(arrange(page(heading, *lines, foot)))
    assert "".join(found.split()) == heading.text + running + foot.text


def test_gaps_that_are_meant_do_not_cut_lines() -> None:
    """Wide blanks in one column, a roster of two places, lists whose ends are ragged."""
    wide = [
        line(f"第{n}条  " + (_PROSE * 2)[i : i + 22], 100, 300 + 60 * i)
        for i, n in enumerate("一二三四五六七八")
    ]
    names = [
        line("区水务局河道管理中心  齐陵街道河道管理中心", 100, 300 + 60 * i) for i in range(8)
    ]
    ragged = [
        line(_PROSE[: 9 + 3 * i % 7] + "  " * (8 - 3 * i % 7) + _PROSE[:9], 100, 300 + 60 * i)
        for i in range(8)
    ]
    for lines in (wide, names, ragged):
        kept = [block.lines for block in arrange(page(*lines)).blocks]
        assert [ln.box[1] for group in kept for ln in group] == [ln.box[1] for ln in lines]


@needs_font
def test_grid_columns_and_order_are_found_without_reading() -> None:
    image = typeset(PAGE, font=FONT, dpi=150, points=14)
    em = 14 * 150 / 72
    (grid,) = find_grids(image, em)
    assert (grid.width, grid.height) == (3, 4)
    assert len(list(grid.cells())) == 12
    cut = plan(image, em)
    assert sum(not part.is_cell for part in cut.parts) == 4
    left, right = cut.parts[1].box, cut.parts[2].box
    assert left[2] <= right[0] + 1
    assert plan(Image.new("L", (800, 800), 255), em).parts == ()


@needs_font
def test_lines_of_text_have_no_gutter() -> None:
    image = typeset([Paragraph(p) for p in COLUMN * 3], font=FONT, dpi=150)
    assert plan(image, 16 * 150 / 72).simple
    roster = typeset([Roster(ROSTER * 5, (2, 8, 14))], font=FONT, dpi=150)
    assert plan(roster, 16 * 150 / 72).simple


@needs_font
def test_commas_that_stand_above_each_other_are_no_gutter() -> None:
    line = Paragraph("河道管理维护清淤保洁绿化工作，由沿线各镇负责巡查看护整治提升")
    image = typeset([line] * 16, font=FONT, dpi=200, points=12)
    assert plan(image, 12 * 200 / 72).simple


@needs_font
@pytest.mark.parametrize("worn", [degrade, bitonal])
def test_columns_are_found_among_specks(worn: Callable[..., Image.Image]) -> None:
    clean = typeset([Heading("公告"), Columns(COLUMN * 2)], font=FONT, dpi=150, points=12)
    for seed in range(3):
        ready = prepare(worn(clean, seed, dpi=150) if worn is degrade else worn(clean, seed))
        boxes = [part.box for part in plan(ready.image, ready.em * ready.scale).parts]
        assert any(a[2] <= b[0] and a[1] == b[1] for a, b in pairwise(boxes)), seed


@needs_font
@pytest.mark.parametrize(
    ("row", "places"),
    [
        (("1", "柳湾镇", "41", "12", "8月31日"), (0, 4, 13, 19, 25)),
        (("成员", "沈立川", "县政府副县长"), (2, 7, 12)),
        (("陶文远", "于　澄", "余　帆", "何静之", "秦　望"), (1, 6, 11, 16, 21)),
    ],
)
def test_rows_whose_cells_stand_below_each_other_are_no_columns(
    row: tuple[str, ...], places: tuple[int, ...]
) -> None:
    """The name column of a roster ends at one place, as a column of text does."""
    rows = tuple((*row[:-1], row[-1] + "兼办公室主任"[: 3 * (i % 3)]) for i in range(12))
    image = typeset([Heading("名单"), Roster(rows, places)], font=FONT, dpi=150, points=14)
    assert plan(image, 14 * 150 / 72).simple


def test_a_head_wider_than_its_column_has_its_cell() -> None:
    rows = [
        "序号  单位名称  老井（口） 在用（口）  完成时限",
        *(f"{n}   柳湾镇   41    12     八月底" for n in "123"),
    ]
    found = arrange(page(*(line(row, 100, 300 + 60 * i) for i, row in enumerate(rows))))
    assert [text.count("\t") for text in page_text(found).splitlines()] == [4, 4, 4, 4]


def test_an_entry_of_a_contents_page_ends_its_line() -> None:
    entries = ["关于印发管护办法的通知" + "…" * 8 + "12", "第二章职责分工" + "." * 12 + "3"]
    found = arrange(page(*(line(e, 100, 300 + 60 * i) for i, e in enumerate(entries * 2))))
    assert page_text(found).splitlines() == entries * 2


CONTENTS = (
    ("关于印发河湖管护办法的通知", "1"),
    ("关于印发老井普查和保护工作实施方案的通知", "5"),
    ("关于成立老井保护工作领导小组的通知", "11"),
)


@needs_font
@pytest.mark.parametrize("leader", ["…", "．", "."])
def test_leaders_are_found_by_their_dots(leader: str) -> None:
    elements = (Heading("目　录"), Contents(CONTENTS, leader), Paragraph(BODY * 3))
    image = typeset(elements, font=FONT, dpi=150, points=14)
    found = plan(image, 14 * 150 / 72)
    assert len(found.leaders) == len(CONTENTS)
    widest = image.width - 2 * round(image.width * 0.13)
    assert all(box[2] - box[0] < widest for box in found.leaders)
    prose = typeset([Paragraph(p + "……") for p in COLUMN * 3], font=FONT, dpi=150)
    assert not plan(prose, 16 * 150 / 72).leaders


@needs_all
def test_titles_and_page_numbers_are_read_without_their_leaders() -> None:
    elements = (Heading("目　录"), Contents(CONTENTS), Paragraph(BODY * 3))
    read = page_text(read_image(typeset(elements, font=FONT, dpi=200, points=14)))
    for line_read, (title, number) in zip(read.splitlines()[1:4], CONTENTS, strict=True):
        assert line_read.endswith(title[-2:] + "……" + number)


@needs_all
@pytest.mark.parametrize("kind", ["clean", pytest.param("degraded", marks=pytest.mark.slow)])
def test_columns_table_and_roster_are_read_in_order(kind: str) -> None:
    image = typeset(PAGE, font=FONT, dpi=200, points=14)
    if kind == "degraded":
        image = degrade(image, 5, dpi=200)
    expected = truth(PAGE).splitlines()
    found = page_text(read_image(image)).splitlines()
    assert len(found) == len(expected)
    assert [row.count("\t") for row in found] == [row.count("\t") for row in expected]
    for a, b in zip(found, expected, strict=True):
        assert Levenshtein.distance(a.replace(" ", ""), b) <= max(1, 0.1 * len(b))


@needs_all
def test_paragraphs_of_a_skew_page_stay_whole() -> None:
    image = typeset([Paragraph(BODY * 3)] * 4, font=FONT, dpi=150, points=14)
    read = page_text(read_image(image.rotate(3, fillcolor=255)))
    assert len(read.splitlines()) == 4


@needs_font
def test_columns_at_the_top_of_a_short_page_are_found() -> None:
    # The white foot of the page is longer than the gutter.
    rules = (
        "第一条　为加强河道管理，保护水环境，根据有关法律法规，制定本办法。",
        "第二条　本办法适用于全县范围内河道的管理，专用堤防由其主管部门负责。",
        "第三条　县水利局是全县河道的主管部门，镇人民政府负责本辖区内河道的日常巡查和保洁。",
        "第四条　违反本办法的，由县水利局责令改正，并按照有关规定予以处理。",
    )
    below = (Paragraph(rules[2]), Paragraph(rules[0]), PageNumber("5"))
    image = typeset((Heading("澜川县河道管理办法"), Columns(rules, 7), *below), font=FONT, dpi=200)
    ready = prepare(image)
    found = plan(ready.image, ready.em * ready.scale)
    left, right = found.parts[1].box, found.parts[2].box
    assert left[2] <= right[0]
    assert (left[1], left[3]) == (right[1], right[3])
