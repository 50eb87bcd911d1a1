"""Regions by the shape of their lines, over texts of our own."""

import pytest

from repair.context import Context
from repair.tables.recognise import regions

ROSTER = "组 长:方学平 县政府副县长\n\n副组长:林 涛 县水务局局长\n\n唐小明 县农业局局长\n\n"


def found(text: str) -> list[tuple[str, int, int]]:
    return [(r.kind, r.first, r.last) for r in regions(Context(text))]


def test_roster_between_paragraphs() -> None:
    text = f"现将名单公布如下:\n\n{ROSTER}领导小组办公室设在县水务局。\n"
    assert found(text) == [("roster", 2, 7)]


def test_roster_with_cut_rows() -> None:
    text = (
        "组 长:方学平 县政府副县长 副组长:\n\n林 涛 县水务局局长 唐\n\n小明 县农业局局长\n"
        "何大为 县委委员、县财政局局长, 县国资\n中心主任\n办公室设在县水务局。"
    )
    assert found(text) == [("roster", 0, 7)]


def test_table_in_pieces_is_one_region() -> None:
    text = "表题\n\n序号\t任务\t单位\n1\t修渠\t县水务局\n\n2\t植树\t县林业局\n\n下一段。\n"
    assert found(text) == [("table", 2, 6)]


def test_grid_and_list() -> None:
    grid = "方学平 林 涛 唐小明\n何大为 郭 峰 宋丽\n马 超 罗志\n"
    listed = "县水务局\n\n县农业局\n\n县林业局\n\n县财政局 县审计局\n\n县民政局\n"
    assert found(grid) == [("grid", 0, 3)]
    assert found(listed) == [("list", 0, 9)]


def test_form() -> None:
    assert found("\t姓名\t职务\t电话\n领导\t\t\t\n联络员\t\t\t\n") == [("form", 0, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "目录\n县政府关于修渠的通知·····\t1\n关于植树造林工作的通知·····\t5\n印发办法的通知·····\t14\n",
        "某县人民政府\n\n2018年3月5日\n",
        "各镇人民政府、街道办事处,县政府各部门:\n\n第一条 为了加强管理,制定本办法。\n",
        "专栏1 重点工程\n\n修建水渠,改造农田。\n\n建设道路,绿化荒山。\n",
        "联系人:王 明 联系电话:1234567\n",
        "高度重视 加强领导\n严格管理 明确责任\n",
        "\t \n\t一\n\n\t修渠的事要先议。\n\n\n\t二\n\n\t植树的事，放在后面。\n",
    ],
)
def test_what_only_looks_like_a_table(text: str) -> None:
    assert found(text) == []
