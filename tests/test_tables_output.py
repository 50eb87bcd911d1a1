"""Tables as CSV, Markdown and data; merged cells; sums and numbers."""

import csv
import io
import json
from pathlib import Path

import pytest

from repair.cli import run
from repair.context import Context
from repair.engine import repair_text
from repair.model import Fix, Status
from repair.options import Options
from repair.proofs import FilledDown, MovedCells, RepeatedHeader, TableTags
from repair.tables.output import safe_cell, tables_of, to_csv, to_markdown

TEXT = (
    "县水务局文件\n\n表1 主要指标\n\n类别\t指标\t数值\n社会\t覆盖率\t>10%\n\t参保数\t0012\n"
    "经济\t增幅\t-10\n\t户数\t5|6\n\n成员名单如下:\n\n组长\t方学平\t县政府副县长\n\t林涛\t县水务局局长\n"
)


def test_tables_of_gives_title_header_and_rows() -> None:
    table, roster = tables_of(Context(TEXT))
    assert (table.title, table.header) == ("表1 主要指标", ("类别", "指标", "数值"))
    assert table.rows[1] == ("", "参保数", "0012")
    assert roster.kind == "roster"
    assert roster.rows[1] == ("组长", "林涛", "县水务局局长")


def test_merged_cells_are_filled_when_asked_for() -> None:
    table = tables_of(Context(TEXT), fill=True)[0]
    assert [row[0] for row in table.rows] == ["社会", "社会", "经济", "经济"]


def test_fill_merged_in_the_text() -> None:
    result = repair_text(TEXT, Options(select=("TB",), fill_merged=True))
    assert "\n社会\t参保数\t0012\n" in result.text
    assert "\n组长\t林涛\t县水务局局长\n" in result.text
    plain = repair_text(TEXT, Options(select=("TB",))).text
    assert plain == TEXT


def test_a_number_is_never_filled_down() -> None:
    text = "年份\t指标\t数值\n2015\t甲\t1\n\t乙\t2\n2016\t甲\t3\n\t乙\t4\n"
    assert repair_text(text, Options(select=("TB",), fill_merged=True)).text == text


def test_csv_is_safe_for_spreadsheets() -> None:
    data = to_csv(tables_of(Context(TEXT))[0])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["类别", "指标", "数值"]
    assert rows[2] == ["", "参保数", "0012"]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-x()", "'-x()"),
        ("+86", "'+86"),
        ("-10", "-10"),
        ("a=b", "a=b"),
    ],
)
def test_no_cell_becomes_a_formula(cell: str, safe: str) -> None:
    assert safe_cell(cell) == safe


def test_markdown_escapes_pipes() -> None:
    text = to_markdown(tables_of(Context(TEXT))[0])
    assert text.splitlines()[1] == "| --- | --- | --- |"
    assert "| | 户数 | 5\\|6 |" in text.replace("|  |", "| |")


def test_command_writes_tables_and_index(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert run(["tables", str(source), "-o", str(tmp_path / "out")]) == 0
    index = (tmp_path / "out" / "index.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(index) == 3
    assert (tmp_path / "out" / "a.01.csv").exists()
    assert run(["tables", str(source), "-o", str(tmp_path / "j"), "--form", "jsonl"]) == 0
    lines = (tmp_path / "j" / "a.tables.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["header"] == ["类别", "指标", "数值"]
    assert run(["tables", str(source), "--as-is"]) == 0
    assert run(["tables", str(tmp_path / "none.txt")]) != 0


def noted(text: str) -> list[str]:
    fixes = repair_text(text, Options(select=("TB",))).fixes
    return [f.message for f in fixes if f.status is Status.NOTED]


def test_sums_are_checked() -> None:
    rows = "单位\t数量\n甲局\t20\n乙局\t40\n丙局\t1,012.5\n"
    assert noted(f"{rows}合计\t1,072.5\n") == []
    assert noted(f"{rows}合计\t1,073\n") == [
        "The column above adds up to 1072.5, the table says 1,073."
    ]


def test_group_sums_are_checked() -> None:
    rows = (
        "项目\t要求\t分值\n一、制度(5分)\t甲要求\t2\n\t乙要求\t3\n"
        "二、落实(7分)\t丙要求\t4\n\t丁要求\t{}\n"
    )
    assert noted(rows.format(3)) == []
    assert len(noted(rows.format(2))) == 1


def test_running_numbers_are_checked() -> None:
    rows = [f"{n}\t任务{n}项\t县水务局" for n in range(1, 12)]
    head = "序号\t任务\t单位"
    assert noted("\n".join([head, *rows]) + "\n") == []
    del rows[6]
    assert noted("\n".join([head, *rows]) + "\n") == ["After 6 the table goes on with 8."]


def test_repeated_header_proof_is_strict() -> None:
    text = "序号\t2017年\n1\t5\n\n序号\t2017年\n2\t6\n"
    start = text.index("\n\n序号")
    end = text.index("\n2\t6")
    proof = RepeatedHeader(0, text.index("\n"))
    assert proof.holds(text, [Fix(start + 1, end, "", "")])
    assert not proof.holds(text, [Fix(start + 1, end - 1, "", "")])
    assert not proof.holds(text, [Fix(start + 1, end, "x", "")])
    other = text.replace("\n\n序号\t2017年", "\n\n序号\t2018年")
    assert not proof.holds(other, [Fix(start + 1, end, "", "")])
    prose = text.replace("1\t5\n", "正文。\n")
    at = prose.index("\n\n序号") + 1
    assert not proof.holds(prose, [Fix(at, at + len("\n序号\t2017年"), "", "")])


def test_moved_cells_proof_is_strict() -> None:
    text = "1\t修水\t县水\n\n\t渠。\t务局\n"
    upper, lower = text.index("\t县水"), text.index("\n\n")
    fixes = [Fix(upper, upper, "渠。", ""), Fix(lower, len(text) - 1, "务局", "")]
    assert MovedCells().holds(text, fixes)
    assert not MovedCells().holds(text, [Fix(upper, upper, "渠", ""), fixes[1]])
    digits = text.replace("修水", "修20").replace("渠。", "17")
    wrong = [Fix(upper, upper, "17", ""), Fix(lower, len(text) - 1, "务局", "")]
    assert not MovedCells().holds(digits, wrong)


def test_filled_down_proof_is_strict() -> None:
    text = "甲2\t乙\t1\n\t丙\t2\n"
    at = text.index("\t丙")
    assert FilledDown().holds(text, [Fix(at, at, "甲2", "")])
    assert not FilledDown().holds(text, [Fix(at, at, "甲3", "")])
    assert not FilledDown().holds(text, [Fix(at + 1, at + 1, "乙", "")])


def test_table_tags_proof_is_strict() -> None:
    text = "<td>1</td><td>2</td>"
    gap = (text.index("</td>"), text.index("2"))
    assert TableTags().holds(text, [Fix(*gap, "\t", "")])
    assert not TableTags().holds(text, [Fix(*gap, "", "")])
    assert not TableTags().holds(text, [Fix(gap[0] - 1, gap[1], "\t", "")])


def test_totals_count_the_rows_of_the_first_level() -> None:
    text = (
        "项目\t计划\t完成\t完成比例(%)\n一、交通\t120\t98\t81.7\n1.县道\t70\t61\t87.1\n2.乡道\t50\t37\t74.0\n"
        "二、水利\t86\t86\t100\n1.河道\t52\t52\t100\n2.水库\t34\t34\t100\n合计\t206\t184\t89.3\n"
    )
    assert not repair_text(text, Options(select=("TB030",))).fixes
    (note,) = repair_text(text.replace("206", "216"), Options(select=("TB030",))).fixes
    assert note.message == "The column above adds up to 206, the table says 216."
