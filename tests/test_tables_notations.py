"""Pipes, HTML and wide blanks become tabs."""

import pytest

from repair.engine import repair_text
from repair.options import Options

TB = Options(select=("TB",))


def repaired(text: str) -> str:
    result = repair_text(text, TB)
    assert repair_text(result.text, TB).text == result.text
    return result.text


def test_pipe_table() -> None:
    text = "| 序号 | 任务 | 单位 |\n|---|:---:|---|\n| 1 | 修渠 | 县水务局 |\n| 2 | a\\|b |  |\n"
    assert repaired(text) == "序号\t任务\t单位\n1\t修渠\t县水务局\n2\ta|b\t\n"


def test_empty_pipe_header_goes() -> None:
    text = "| | |\n|---|---|\n| 甲 | 12 |\n| 乙 | 34 |\n"
    assert repaired(text) == "甲\t12\n乙\t34\n"


def test_html_table_with_merged_cells() -> None:
    text = (
        '前文。\n<table><tr><th>类别</th><th colspan="2">指标</th></tr>'
        "<tr><td rowspan=2>社会</td><td>覆盖率</td><td>>90%</td></tr>\n"
        "<tr><td><p>参保</p><p>人数</p></td><td>12<br/>34</td></tr></table>\n后文。\n"
    )
    assert repaired(text) == (
        "前文。\n类别\t指标\t\n社会\t覆盖率\t>90%\n\t参保 人数\t12 34\n后文。\n"
    )


def test_html_rowspan_at_the_end_of_a_row() -> None:
    text = (
        "<table><tr><td>a</td><td rowspan='2'>b</td></tr><tr><td>c</td></tr>"
        "<tr><td></td><td>d</td></tr></table>"
    )
    assert repaired(text) == "a\tb\nc\t\n\td"


def test_table_in_a_table_is_left_alone() -> None:
    text = "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>\n"
    assert repair_text(text, TB).text == text


def test_wide_blanks() -> None:
    rows = ["第一中学    初级    2.99", "第二中学    完全    3.51", "北山小学    小学    4.12"]
    assert repaired("\n".join(rows) + "\n") == "\n".join(rows) + "\n"
    rows.append("南平小学    小学    5.08")
    assert repaired("\n".join(rows) + "\n").count("\t") == 8


@pytest.mark.parametrize(
    "text",
    [
        "第一章    总则\n第二章    组织\n第三章    监督\n第四章    附则\n",
        "姓名：      性别：      民族：\n" * 5,
        "甲方      乙方\n" * 5,
        "│   ├── 水渠    方案    一期\n" * 5,
        "".join(f'    "第十{n}回　　东湖修渠　　北山植树",\n' for n in "一二三四五"),
    ],
)
def test_wide_blanks_that_are_no_columns(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("text", ["a | b\nc | d\n", "第一章    总则\n\n第一条    为了管理。\n"])
def test_what_is_no_table(text: str) -> None:
    assert repaired(text) == text


MARKDOWN = Options(select=("TB",), to="markdown")


def test_markdown_sources_get_pipe_tables() -> None:
    roster = "名单\n\n组长:方学平 县政府副县长\n成员:林 涛 县水务局局长\n\n"
    text = f"{roster}序号\t任务\n1\t甲|乙\n2\t修渠\n"
    result = repair_text(text, MARKDOWN)
    assert "|  |  |  |\n| --- | --- | --- |\n| 组长 | 方学平 | 县政府副县长 |\n" in result.text
    assert "| 序号 | 任务 |\n| --- | --- |\n| 1 | 甲\\|乙 |\n| 2 | 修渠 |\n" in result.text
    assert repair_text(result.text, MARKDOWN).text == result.text
    assert not result.withdrawn


def test_a_whole_pipe_table_stays_in_markdown() -> None:
    text = "| 序号 | 任务 |\n|---|:--|\n| 1 | 修渠 |\n| 2 | 植树 |\n"
    assert repair_text(text, MARKDOWN).text == text
    pieces = text + "\n| 3 | 护林 |\n| 4 | 清淤 |\n"
    result = repair_text(pieces, MARKDOWN).text
    assert result.endswith("| 2 | 植树 |\n| 3 | 护林 |\n| 4 | 清淤 |\n")
    assert repair_text(result, MARKDOWN).text == result


def test_cells_in_lines_are_proposed() -> None:
    text = "序号\n任务\n单位\n" + "".join(f"{n}\n修建第{n}渠\n县水务局\n" for n in range(1, 5))
    result = repair_text(text, TB)
    assert result.text == text
    assert result.counts["review"] == 4
    applied = repair_text(text, Options(select=("TB",), apply="review")).text
    assert "1\t修建第1渠\t县水务局\n2\t修建第2渠\t县水务局\n" in applied
    page_numbers = "".join(f"{n}\n正文。\n" for n in range(1, 9))
    assert repair_text(page_numbers, TB).counts["found"] == 0


NUMBERED = (
    "重点项目表\n\n序号 项目名称 建设地点 投资(万元) 责任单位\n"
    "1 光伏电站 马庄镇 320 县扶贫办\n2 种植基地 河西乡 185.5 县农业局\n"
    "3 通村公路 上店乡 1260 县交通局\n\n"
)


def test_single_blanks_part_the_columns_of_numbered_rows() -> None:
    table = repair_text(NUMBERED, Options(select=("TB003",))).text.split("\n")[2:6]
    assert [row.count("\t") for row in table] == [4, 4, 4, 4]
    assert table[2] == "2\t种植基地\t河西乡\t185.5\t县农业局"


@pytest.mark.parametrize(
    "text",
    [
        NUMBERED.replace("种植基地", "种植 基地"),
        NUMBERED.replace("3 通村", "5 通村"),
        NUMBERED.replace("序号 项目名称 建设地点 投资(万元) 责任单位", "序号 甲 乙 丙 丁"),
    ],
)
def test_single_blanks_stay_where_a_row_or_the_header_does_not_agree(text: str) -> None:
    assert repair_text(text, Options(select=("TB003",))).text == text
