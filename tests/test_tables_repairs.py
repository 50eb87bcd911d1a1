"""Tables get their shape back, over tables of our own."""

import pytest
import table_damage

from repair.engine import repair_text
from repair.options import Options

TB = Options(select=("TB",))


def repaired(text: str) -> str:
    result = repair_text(text, TB)
    assert repair_text(result.text, TB).text == result.text
    return result.text


HEAD = "分类\t内容\t要求\t分值\t部门\n"
ROWS = (
    "一、组织保障\t（一）健全机制\t1.成立领导小组，明确分工。\t5\t县政府办公室\n"
    "\t\t2.建立联席会议制度。\t3\t县发改局\n"
    "\t（二）经费保障\t1.列入年度预算。\t4\t县财政局\n"
    "\t\t2.按期拨付到位。\t2\t县财政局\n"
    "二、工作落实\t（一）宣传发动\t1.制定宣传方案。\t6\t县文化局\n"
    "\t\t2.开展主题活动。\t4\t县教育局\n"
)


def test_a_table_in_order_stays() -> None:
    assert repaired(HEAD + ROWS) == HEAD + ROWS


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        (
            "（二）监督检查\t1.开展季度检查。\t3\t县审计局",
            "\t（二）监督检查\t1.开展季度检查。\t3\t县审计局",
        ),
        ("\t2.通报结果。\t3\t县监察局\t", "\t\t2.通报结果。\t3\t县监察局"),
        ("\t\t2.通报结果。\t\t3\t县监察局", "\t\t2.通报结果。\t3\t县监察局"),
        ("\t\t2.通报结果。\t3\t县监察局\t", "\t\t2.通报结果。\t3\t县监察局"),
    ],
)
def test_rows_find_their_columns(damaged: str, right: str) -> None:
    assert repaired(f"{HEAD}{ROWS}\n{damaged}\n") == f"{HEAD}{ROWS}{right}\n"


def test_repeated_header_and_blank_line_go() -> None:
    head = "指标\t单位\t2017年\t2022年\n"
    text = f"{head}1. 产值\t亿元\t16\t24\n2. 户数\t户\t30\t41\n\n{head}3. 面积\t亩\t9.5\t15\n"
    assert repaired(text) == text.replace(f"\n{head}", "", 1)


def test_another_table_stays_apart() -> None:
    text = (
        "序号\t任务\t单位\n1\t修渠\t县水务局\n2\t植树\t县林业局\n\n"
        "序号\t学校名称\t面积\n1\t第一中学\t5.2\n2\t第二中学\t4.9\n"
    )
    assert repaired(text) == text


def test_caption_and_note_leave_the_grid() -> None:
    text = f"表1 考核指标\t\t\t\t\n{HEAD}{ROWS}注：分值为满分。\t\t\t\t\n"
    assert repaired(text) == f"表1 考核指标\n{HEAD}{ROWS}注：分值为满分。\n"


NUMBERED = (
    "任务\t要求\t单位\n一、完善制度\t\t\n1. 制定规划\t编制全县五年规划，报县政府批准。\t县发改局\n"
    "2. 健全机制\t建立部门会商机制，定期通报。\t县政府办\n"
)


def test_heading_rows_come_back_into_the_grid() -> None:
    text = f"{NUMBERED}\n二、强化监督\n\n3. 开展检查\t每季度检查一次，公布结果。\t县审计局\n"
    assert "\n二、强化监督\t\t\n3. 开展检查\t" in repaired(text)


def test_heading_and_row_are_parted() -> None:
    text = f"{NUMBERED}二、强化监督 3. 开展检查\t每季度检查一次，公布结果。\t县审计局\n"
    assert repaired(text).endswith(
        "\n二、强化监督\t\t\n3. 开展检查\t每季度检查一次，公布结果。\t县审计局\n"
    )


def test_a_heading_gives_back_the_row_below_it() -> None:
    sections = "".join(
        f"（{n}）{what}\t\t\n{at}.制定办法\t制定管护办法，明确责任。\t县水务局\n"
        for at, (n, what) in enumerate(zip("一二三", ("供水", "灌溉", "防汛"), strict=True), 1)
    )
    page = "（四）排水\t\t疏通河道，清除障碍。\t县住建局\n4.检查泵站\t更换旧泵。\t县水务局\t\n"
    assert repaired(f"任务\t要求\t单位\n{sections}\n{page}").endswith(
        "（四）排水\t\t\n\t疏通河道，清除障碍。\t县住建局\n4.检查泵站\t更换旧泵。\t县水务局\n"
    )
    alike = sections.replace("供水\t\t", "供水\t健全体系，保障供水。\t县政府")
    assert repaired(f"任务\t要求\t单位\n{alike}") == f"任务\t要求\t单位\n{alike}"


def test_cut_row_is_put_together() -> None:
    rows = "".join(f"{n}\t完成第{n}阶段建设，组织验收。\t县水务局、县财政局\n" for n in range(1, 8))
    text = (
        f"序号\t任务\t单位\n{rows}8\t加强管护，落实\t县水务局、县财\n\n\t责任。\t政局\n"
        "9\t开展评估，公布结果。\t县审计局、县水务局\n"
    )
    assert "\n8\t加强管护，落实责任。\t县水务局、县财政局\n9\t" in repaired(text)


def test_cut_row_never_brings_digits_together() -> None:
    rows = "".join(f"{n}\t完成第{n}阶段建设，组织验收。\t县水务局、县财政局\n" for n in range(1, 8))
    text = f"序号\t任务\t单位\n{rows}8\t建成水渠20\t县水务局\n\n\t17公里。\t\n"
    assert "2017" not in repaired(text)


def test_a_header_is_no_half_of_a_row() -> None:
    rows = "".join(f"{n}.开展第{n}期培训\t组织授课，考试合格。\t县水务局\n" for n in range(1, 9))
    head = "工作任务\t工作要求\t责任单位\n"
    text = f"{head}{rows}\n县水务局\n\n{head}\t发放证书。\t县人社局\n9.总结\t写成报告。\t县水务局\n"
    assert "责任单位县" not in repaired(text)


def test_heads_are_parted() -> None:
    rows = "".join(f"{n}\t第{n}中学\t初级中学\t{n}.5\n" for n in range(1, 7))
    text = f"序号\t学校名称 办学类型\t面积\n{rows}"
    assert repaired(text) == f"序号\t学校名称\t办学类型\t面积\n{rows}"


@pytest.mark.parametrize(
    "text",
    [
        "序号\t名称\t金额\n0012\t甲项目\t2,392.34\n0013\t乙项目\t>10%\n0014\t丙项目\t70-80%\n0015\t\t5\n合计\t\t5\n",
        "单位\t岗位\t数量\t备注\n甲局\t保安\t20\t\n乙局\t协警\t40\t\n丙局\t文员\t12\t\n丁局\t司机\t9\t临时\n",
        "年份\t春\t夏\t秋\t冬\n甲\t1\t2\t3\t4\n乙\t\t2\t3\t4\n丙\t1\t\t3\t\n丁\t1\t2\t3\t\n戊\t\t\t\t4\n",
    ],
)
def test_rightly_empty_cells_stay(text: str) -> None:
    assert repaired(text) == text


def test_rows_parted_by_blanks_come_back_into_the_grid() -> None:
    rows = [f"{n}\t修建第{n}干渠\t县水务局、县财政局\t{n}0" for n in range(1, 12)]
    head = "序号\t任务\t单位\t分值"
    right = "\n".join([head, *rows]) + "\n"
    words = [row.replace("\t", " ") for row in rows]
    between = "\n".join([head, *rows[:5], "", *words[5:8], "", *rows[8:]]) + "\n"
    assert repaired(between) == right
    below = "\n".join([head, *rows[:8], "", *words[8:]]) + "\n"
    assert repaired(below) == right
    assert repaired(right + "\n12 月底前完成。\n") == right + "\n12 月底前完成。\n"


def test_a_header_of_two_lines_is_repeated_as_a_whole() -> None:
    head = "指标\t目标值\t\t属性\n\t2015年\t2020年\t\n"
    rows = [f"第{n}项\t{n}.5\t{n + 2}.5\t预期性\n" for n in range(1, 7)]
    right = head + "".join(rows)
    assert repaired(head + "".join(rows[:3]) + "\n" + head + "".join(rows[3:])) == right
    assert repaired(right) == right


def test_heading_rows_without_numbers_come_back() -> None:
    head = "项目名称\t建设内容\t投资(万元)\t责任单位\n"
    rows = "1. 东干渠\t衬砌12公里\t350\t县水务局\n2. 西干渠\t衬砌8公里\t210\t县水务局\n"
    more = "3. 南环路\t改建5公里\t1,200\t县交通局\n合计\t\t1,760\t\n"
    text = f"{head}一、水利工程\n{rows}二、道路工程\n{more}"
    assert repaired(text) == f"{head}一、水利工程\t\t\t\n{rows}二、道路工程\t\t\t\n{more}"


def test_tables_under_headings_of_their_own_stay_apart() -> None:
    head = "项目名称\t建设内容\t责任单位\n"
    text = (
        f"一、水利工程\n{head}东干渠\t衬砌\t县水务局\n二、道路工程\n{head}南环路\t改建\t县交通局\n"
    )
    assert repaired(text) == text


def test_a_cell_by_itself_is_noted() -> None:
    text = f"{NUMBERED}\n县水务局、县审计局\n\n3. 开展检查\t每季度检查一次，公布结果。\t县审计局\n"
    result = repair_text(text, TB)
    assert "\n县水务局、县审计局\n" in result.text
    assert [f.before for f in result.fixes if f.status == "noted"] == ["县水务局、县审计局"]


def test_a_row_cut_within_a_cell_needs_a_word_across() -> None:
    rows = (
        "序号\t任务\t单位\n1\t清理河道\t县水利局\n"
        "2\t修补堤坝，限\n\n期完工\t县安监局\n3\t值班\t县政府\n"
    )
    assert "2\t修补堤坝，限期完工\t县安监局\n" in repair_text(rows).text
    # Without a word across nothing tells the parts of a row from two short rows.
    assert "堤坝全县" not in repair_text(rows.replace("，限", "").replace("期完工", "全县")).text


@pytest.mark.parametrize("seed", range(60))
def test_names_move_all_or_none(seed: int) -> None:
    case = table_damage.simulate(seed, named=True)
    result = repair_text(case.text, TB)
    fates: dict[str, set[str]] = {}
    for fix in result.fixes:
        if fix.rule in ("TB009", "TB014"):
            fates.setdefault(fix.group, set()).add(fix.status)
    assert all(len(fate) == 1 for fate in fates.values())

    def names(text: str) -> list[str]:
        firsts = (line.split("\t")[0] for line in text.split("\n") if "\t" in line)
        return [first for first in firsts if first[:1].isdigit()]

    if case.damage in ("names up", "name down", "cut only"):
        assert names(result.text) == names(case.text)
