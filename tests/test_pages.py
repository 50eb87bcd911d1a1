from __future__ import annotations

import random
from collections import Counter

import pytest
from damage_lines import document, hard_wrapped, pages, prose, wrap

from repair.context import Context
from repair.engine import repair_text
from repair.joins.frame import wrap_of
from repair.joins.printed_lines import wraps
from repair.model import Fix, Status
from repair.pages.furniture import find_furniture, number_of
from repair.pages.layout import geometry
from repair.pages.rhythm import rhythm_of
from repair.proofs import PageFurniture, WrappedNumber


def bare(text: str) -> str:
    return "".join(text.split())


def paragraphs_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("— 12 —", (12, True)),
        ("· 3 ·", (3, True)),
        ("-12-", (12, True)),
        ("第 12 页", (12, True)),
        ("第12页 共30页", (12, True)),
        ("12", (12, False)),
        ("12/30", (12, False)),
        ("12.5", None),
        ("2017年", None),
        ("— 12", None),
    ],
)
def test_what_a_page_number_looks_like(line: str, shown: tuple[int, bool] | None) -> None:
    assert number_of(line) == shown


FORMS = [
    {"head": "东湖区人民政府公报"},
    {"head": "东湖区人民政府公报 2017年第3期", "number": "· {} ·"},
    {"indent": "　　", "number": "第 {} 页"},
    {"indent": "　　", "blank": True, "number": "{}", "feed": "\f"},
    {"blank": True, "head": "政府公报", "number": "-{}-"},
    {"number": "{}"},
    {"dropped": True, "head": "政府公报"},
    {"dropped": True, "blank": True, "number": "· {} ·"},
]


@pytest.mark.parametrize("width", [28, 37])
@pytest.mark.parametrize("form", FORMS)
def test_wrapped_pages_come_back(width: int, form: dict) -> None:
    """No character lost or added; with indents all paragraphs whole.

    Without indents and blank lines, a full line that ends with 。 can end a paragraph or not
    (one line in 28 is full by chance).
    """
    paragraphs = document(7, 300)
    result = repair_text(hard_wrapped(paragraphs, width, **form)).text
    assert bare(result) == bare("".join(paragraphs))
    whole = sum((Counter(paragraphs_of(result)) & Counter(paragraphs)).values())
    told = form.get("blank") or form.get("dropped")
    least = 1.0 if form.get("indent") else 0.99 if told else 0.88
    assert whole >= least * len(paragraphs)


def test_unwrapped_text_is_not_taken_for_wrapped() -> None:
    assert wrap_of("\n".join(document(3, 200)) + "\n") is None
    assert wrap_of("\n".join(wrap(document(3, 200)[3], 28)) + "\n") is None  # too short to tell


def test_a_column_of_numbers_is_no_furniture() -> None:
    rows = "\n".join(str(n) for n in range(1, 40))
    assert not find_furniture(rows + "\n")
    blocks = "\n".join(f"{n}\n{p}\n区农业局" for n, p in enumerate(document(3, 40), 1))
    assert not [f for f in find_furniture(blocks) if f.kind == "number"]


def test_numbered_blocks_of_cells_are_no_pages() -> None:
    blocks = []
    for number in range(1, 20):
        blocks += [str(number), "绿化养护管理机制", document(number, 3)[3][:70], "区农业局", "全区"]
    assert not find_furniture("\n\n".join(blocks) + "\n")


def test_a_form_feed_is_evidence_of_a_cut() -> None:
    text = "一、总则\n\n第一条 为了保护生活环境，维护群众合法权\n\n\f益，制定本办法。\n"
    assert "合法权益，制定" in repair_text(text).text


def test_a_running_head_with_a_misread_character_goes() -> None:
    text = hard_wrapped(document(7, 200), 28, head="东湖区人民政府公报")
    damaged = text.replace("东湖区人民政府公报", "东湖区入民政府公报", 4)
    assert "人民政府公报" not in repair_text(damaged).text
    assert "入民政府公报" not in repair_text(damaged).text


def test_the_engine_checks_page_numbers_again() -> None:
    text = hard_wrapped(document(7, 200), 28)
    at = text.index("— 3 —")
    assert PageFurniture().holds(text, [Fix(at, at + 6, "", "")])
    # One number by itself, or a number in a line of text, is not proved.
    assert not PageFurniture().holds("总则\n— 3 —\n附则\n", [Fix(3, 9, "", "")])
    other = text.index("区", at)
    assert not PageFurniture().holds(text, [Fix(other, other + 1, "", "")])


def test_numbers_wrapped_at_a_full_line() -> None:
    lines = ["依" * 13 + "，" + "依" * 14] * 20
    text = "\n".join([*lines[:10], "规" * 26 + "第二", "十条规定", *lines[10:]])
    at = text.index("第二\n") + 2
    assert WrappedNumber().holds(text, [Fix(at, at + 1, "", "")])
    # Not on a short line: two numbers may have met there.
    text = text.replace("规" * 26, "规" * 12)
    at = text.index("第二\n") + 2
    assert not WrappedNumber().holds(text, [Fix(at, at + 1, "", "")])


def test_form_feeds_go_and_words_meet() -> None:
    result = repair_text("加强绿化养\f护管理。\n\f下一页。\n")
    assert result.text == "加强绿化养护管理。\n下一页。\n"
    assert all(fix.status is Status.APPLIED for fix in result.fixes)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("width", [28, 37])
@pytest.mark.parametrize("form", [*FORMS[:3], FORMS[6]])
def test_wrapped_copies_of_sound_texts(shared, width: int, form: dict) -> None:
    """Paragraph ends right: 0.995 where indents tell (read or not), 0.98 where nothing does."""
    for path in sorted((shared / "clean").glob("law_*.txt")):
        paragraphs = paragraphs_of(path.read_text(encoding="utf-8"))
        result = repair_text(hard_wrapped(paragraphs, width, **form)).text
        assert bare(result) == bare("".join(paragraphs))
        true, found = _ends(paragraphs), _ends(paragraphs_of(result))
        least = 0.995 if form.get("indent") or form.get("dropped") else 0.98
        assert len(true & found) >= 0.995 * len(true)
        assert len(true ^ found) <= (1 - least) * len(true)


def _ends(paragraphs: list[str]) -> set[int]:
    ends, total = set(), 0
    for paragraph in paragraphs:
        total += len(bare(paragraph))
        ends.add(total)
    return ends


@pytest.mark.corpus
def test_sound_texts_are_neither_wrapped_nor_furnished(shared) -> None:
    for path in sorted((shared / "clean").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert wrap_of(text) is None
        assert not find_furniture(text)


def test_pages_from_form_feeds_bear_their_numbers() -> None:
    text = hard_wrapped(document(7, 120), 28, feed="\f")
    known = geometry(Context(text))
    assert known.source == "form feeds"
    assert [page.printed for page in known.pages][:3] == ["1", "2", "3"]
    assert len(known.pages) == text.count("\f") + 1


def test_pages_from_page_numbers() -> None:
    text = hard_wrapped(document(7, 120), 28, head="东湖区人民政府公报")
    known = geometry(Context(text))
    assert known.source == "page numbers"
    assert [page.printed for page in known.pages][:3] == ["1", "2", "3"]
    # The second page begins behind the first number.
    assert text[known.pages[1].start :].startswith("东湖区人民政府公报")


def test_pages_from_line_geometry() -> None:
    """Three quarters of the page breaks within a line's length; the page length to a line."""
    paragraphs = document(28, 300)
    text = pages(paragraphs, 28)
    known = geometry(Context(text))
    assert known.source == "line geometry"
    assert known.lines is not None
    assert abs(known.lines - 22) <= 1
    total = sum(len(wrap(p, 28)) for p in paragraphs)
    assert abs(len(known.pages) - total / 22) <= 0.1 * total / 22


def test_no_page_begins_within_the_head_of_a_document() -> None:
    """Pages without a cut are counted by lines: they begin above an issuer, not below it."""
    kept = 0
    for seed in range(4):
        paragraphs = []
        for number in range(1, 15):
            paragraphs += ["东湖区人民政府", f"关于做好第{number}批绿化养护工作的通知"]
            paragraphs += [f"东政发〔2019〕{number}号", "各镇人民政府，区政府各部门："]
            paragraphs += document(seed * 20 + number, 24)[1:]
        text = pages(paragraphs, 28)
        known = geometry(Context(text))
        assert known.source == "line geometry"
        for page in known.pages[1:]:
            line = text[page.start : text.index("\n", page.start)]
            assert not line.startswith(("关于做好第", "东政发〔", "各镇人民政府，区政府各部门："))
            kept += line == "东湖区人民政府"
    assert kept


def test_a_text_without_pages_is_one_page() -> None:
    known = geometry(Context("\n".join(document(3, 80)) + "\n"))
    assert (known.source, len(known.pages)) == ("none", 1)


@pytest.mark.corpus
def test_printed_numbers_agree_with_the_contents_page(shared) -> None:
    """Line geometry counts the pages between titles as the contents page does.

    Two independent countings: of 4 neighbouring titles in linzi-2016-02's first half and of
    the first 3 in linzi-2018-10 none is a page off.
    """
    for name, first in (("linzi-2016-02", 45), ("linzi-2018-10", 92)):
        text = (shared / "gazettes" / f"{name}.txt").read_text(encoding="utf-8")
        printed = [page.printed for page in geometry(Context(text)).pages]
        assert printed[1 : first + 1] == [str(n) for n in range(1, first + 1)]


def test_where_numbers_would_meet_only_the_furniture_goes() -> None:
    text = hard_wrapped(document(7, 200), 28, head="东湖区人民政府公报")
    at = text.index("\n— 3 —") + 1
    above = text.rfind("\n", 0, at - 1) + 1
    after = text.index("东湖区人民政府公报", at) + len("东湖区人民政府公报\n")
    damaged = text[:above] + "依" * 26 + "12\n" + text[at:after] + "34" + text[after:]
    result = repair_text(damaged).text
    assert "— 3 —" not in result
    assert "12\n34" in result


def test_a_unit_that_begins_with_a_numeral() -> None:
    lines = ["依" * 13 + "，" + "依" * 14] * 20
    text = "\n".join([*lines[:10], "规" * 26 + "1亿", "千瓦以上", *lines[10:]])
    at = text.index("1亿\n") + 2
    assert WrappedNumber().holds(text, [Fix(at, at + 1, "", "")])


def test_a_cited_article_at_a_line_start_goes_on() -> None:
    """Articles have a blank behind their number here; a cited one has none."""
    lines = []
    for number in "一二三四五六七八九":
        lines += [f"第{number}条 " + "依" * 24, "规" * 9 + "，" + "规" * 18, "定" * 12 + "。"]
    lines += ["违" * 24 + "反本法、", "第八条关于申报的规定的，给予警告。"]
    assert "本法、第八条关于" in repair_text("\n".join(lines) + "\n").text


@pytest.mark.parametrize("head", ["东湖区人民政府公报", "东湖区人民政府公报 2017年第3期"])
@pytest.mark.parametrize("width", [28, 37])
def test_running_heads_without_page_numbers(width: int, head: str) -> None:
    text = hard_wrapped(document(7, 300), width, head=head, number="")
    damaged = text.replace("人民政府公报", "入民政府公报", 2)
    result = repair_text(damaged).text
    assert bare(result) == bare("".join(document(7, 300)))
    assert geometry(Context(damaged)).source == "running heads"


def test_what_comes_again_without_pages_stays() -> None:
    """A refrain, a heading of every section, the header of a table on every page."""
    song = "\n".join(
        "清晨的风吹过金色的麦田\n我背着书包走在路上\n" * 8 + "啦啦啦啦" for _ in range(9)
    )
    assert not find_furniture(song + "\n")
    sections = "\n\n".join("区政府文件选登\n\n" + "\n\n".join(document(n, 9)) for n in range(9))
    assert not find_furniture(sections + "\n")
    rows = "\n".join(f"{n} 西山水库 西山镇 库容{n}万立方米 周某" for n in range(20))
    table = "\n".join(f"序号 名称 所在镇 库容 管护员\n{rows}" for _ in range(9))
    assert not find_furniture(table + "\n")


def test_numbered_sections_are_no_pages() -> None:
    parts = [f"（{n}）\n\n" + "\n\n".join(document(n, 3 + n)) for n in (1, 2, 3)]
    assert not find_furniture("\n\n".join(parts) + "\n")


def test_indents_that_were_not_read_are_known_by_the_first_lines() -> None:
    """26 of 28 units fill a first line; printed without indents, such lines are ends."""
    found = [wrap_of(hard_wrapped(document(7, 200), 28, dropped=drop)) for drop in (True, False)]
    assert [(wrap.width, wrap.hidden) for wrap in found if wrap] == [(28.0, 2.0), (28.0, 0.0)]


def test_a_full_first_line_is_told_from_a_last_one() -> None:
    """Both end with 。; what follows is too long for a first line, or just as long as one."""
    sizes = [26.0, 28.0, 9.0, 26.0, 26.0, 28.0, 5.0]
    rooms = [1.0, -1.0, 18.0, 1.0, 1.0, -1.0]
    odds = [-0.1, 6.0, -0.1, 0.1, 6.0, 6.0]
    assert wraps(sizes, rooms, odds, 28.0, 2.0) == [True, True, False, False, True, True]
    # Where nothing was indented in print, the text alone tells.
    assert wraps(sizes, [-1.0] * 6, odds, 28.0, 0.0) == [False, True, False, True, True, True]


def test_the_rhythm_of_pages() -> None:
    """Page ends lie 22 lines apart; between them, and where there are few, nothing is said."""
    before = list(range(400))
    known = rhythm_of(before, [21, 43, 65, 109, 131, 153, 197])
    assert known is not None
    assert known.lines == 22
    assert known.odds(87) > 2 > 0 > known.odds(95)
    # After the last cut one neighbour tells, and less.
    assert known.odds(87) > known.odds(219) > 0 > known.odds(210)
    assert rhythm_of(before, [13, 21, 60, 71, 100, 160, 171]) is None
    assert rhythm_of(before, [21, 43]) is None
    usual = rhythm_of(before, [21, 43, 87])
    assert usual is not None
    assert usual.odds(65) > 1
    assert rhythm_of(before, [21, 43, 80]) is None


def _issue_pages(top: str, texts: int = 4) -> str:
    """Pages with numbers, on some of which a document begins."""
    rng = random.Random(1)
    out = []
    for page in range(1, 3 * texts + 1):
        if page % 3 == 1:
            out += [top, f"关于做好第{page}项工作的通知", f"各有关{'单位' * page}："]
        out += [prose(rng, 6), prose(rng, 3), prose(rng, 2)]
        if page % 3 == 0:
            out += [top, f"2019年{page}月3日"]
        out.append(f"— {page} —")
    return "\n\n".join(out) + "\n"


@pytest.mark.parametrize("top", ["东湖区人民政府办公室", "东湖区人民政府"])
def test_issuers_at_the_tops_of_pages_are_no_running_heads(top):
    assert {item.kind for item in find_furniture(_issue_pages(top))} == {"number"}


def _uneven(head: str, number: bool) -> str:
    """A head on pages of any length, which it parts within sentences."""
    rng = random.Random(2)
    out = []
    for page, size in enumerate((3, 7, 2, 9, 4, 6, 3, 8), start=1):
        out += [prose(rng, 2) for _ in range(size)]
        cut = prose(rng, 3)
        out += [cut[:20], *([str(page)] if number else []), head, cut[20:]]
    return "\n\n".join(out) + "\n"


def test_a_head_that_names_the_issue_is_found_on_pages_of_any_length():
    head = "东湖区人民政府公报 2019年第3期"
    assert len(find_furniture(_uneven(head, number=False))) == 8
    assert not find_furniture(_uneven("东湖区水利志稿", number=False))


def test_numbers_beside_a_head_are_believed_on_pages_of_any_length():
    found = find_furniture(_uneven("东湖区水利志稿", number=True))
    assert sum(item.kind == "number" for item in found) == 8
    assert sum(item.kind == "head" for item in found) == 8


def test_a_list_of_issues_is_no_running_head():
    lines = [f"东湖区人民政府公报 2019年第{n}期" for n in range(1, 9)]
    assert not find_furniture("\n\n".join(lines))


def test_bare_numbers_are_believed_where_full_pages_are_alike():
    rng = random.Random(4)
    out = []
    for page in range(1, 13):
        short = page % 3 == 0
        out += [prose(rng, 2) for _ in range(3 if short else 8)]
        cut = prose(rng, 4)
        out += [cut, str(page)] if short else [cut[:30], str(page), cut[30:]]
    found = find_furniture("\n\n".join(out) + "\n")
    assert [item.number for item in found] == [str(page) for page in range(1, 13)]


def test_the_number_of_a_contents_entry_is_no_page_number():
    entries = [f"关于做好第{n}项工作的通知……………\n{n}" for n in range(1, 6)]
    assert not find_furniture("目 录\n\n" + "\n".join(entries) + "\n")
