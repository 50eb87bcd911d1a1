"""Rosters, lists and grids of names, over people of our own."""

import pytest

from repair.engine import repair_text
from repair.model import Status
from repair.options import Options

TB = Options(select=("TB",))


def repaired(text: str) -> str:
    result = repair_text(text, TB)
    assert repair_text(result.text, TB).text == result.text
    return result.text


RIGHT = (
    "组长\t方学平\t县委副书记、县政府县长\n"
    "副组长\t林涛\t县政府副县长(挂职)\n"
    "成员\t唐小明\t县农业局局长\n"
    "\t何大为\t县水务局局长\n"
    "\t郭峰\t县林业局党组成员、总工程师\n"
    "\t宋长河\t县交通运输局局长\n"
)

DAMAGED = {
    "blanks": (
        "组 长:方学平 县委副书记、县政府县长\n副组长:林 涛 县政府副县长(挂职)\n"
        "成 员:唐小明 县农业局局长\n何大为 县水务局局长\n郭 峰 县林业局党组成员、总工程师\n"
        "宋长河 县交通运输局局长\n"
    ),
    "paragraphs": (
        "组长：方学平 县委副书记、县政府县长\n\n副组长：林涛 县政府副县长(挂职)\n\n"
        "成员：唐小明 县农业局局长\n\n何大为 县水务局局长\n\n郭峰 县林业局党组成员、总工程师\n\n"
        "宋长河 县交通运输局局长\n"
    ),
    "surnames above": (
        "组 长:方学平 县委副书记、县政府县长 副组长:\n\n林 涛 县政府副县长(挂职) 成 员:唐\n\n"
        "小明 县农业局局长 何大\n为 县水务局局长 郭\n峰 县林业局党组成员、总工程师 宋长\n"
        "河 县交通运输局局长\n"
    ),
    "tabs from the middle": (
        "组 长:方学平 县委副书记、县政府县长\n副组长:\t林 涛\t县政府副县长(挂职)\n"
        "成 员:\t唐小明\t县农业局局长\n\t何大为\t县水务局局长\n"
        "\t郭 峰\t县林业局党组成员、总工程师 宋长\n"
        "\t河\t县交通运输局局长\n"
    ),
    "pipes, then blanks": (
        "| | | |\n|---|---|---|\n| 组 长: | 方学平 | 县委副书记、县政府县长 |\n"
        "| 副组长: | 林 涛 | 县政府副县长(挂职) |\n| 成 员: | 唐小明 | 县农业局局长 |\n\n"
        "何大为 县水务局局长\n郭 峰 县林业局党组成员、总工程师\n宋长河 县交通运输局局长\n"
    ),
    "two in a line, a post in two": (
        "组长:方学平 县委副书记、县政府县长\n"
        "副组长:林涛 县政府副县长(挂职) 成员:唐小明 县农业局局长\n"
        "何大为 县水务局局长 郭峰 县林业局党组成员、\n总工程师\n宋长河 县交通运输局局长\n"
    ),
}


@pytest.mark.parametrize("form", DAMAGED)
def test_rosters_of_every_form_become_one(form: str) -> None:
    before, after = "成员名单公布如下:\n\n", "\n领导小组办公室设在县水务局。\n"
    assert repaired(before + DAMAGED[form] + after) == before + RIGHT + after


def test_a_roster_in_order_stays() -> None:
    assert repaired(RIGHT) == RIGHT


def test_names_that_are_words_and_names_of_minorities() -> None:
    text = (
        "组长:高元 县规划局局长\n成员:于刚 县粮食局局长\n余超 县园林局局长\n"
        "艾力·买买提 县民宗局局长\n欧阳海 县商务局局长\n"
    )
    assert repaired(text) == (
        "组长\t高元\t县规划局局长\n成员\t于刚\t县粮食局局长\n\t余超\t县园林局局长\n"
        "\t艾力·买买提\t县民宗局局长\n\t欧阳海\t县商务局局长\n"
    )


def test_posts_in_brackets() -> None:
    text = "组 长:方学平(县委常委、副县长)\n\n组 员:林 涛(县编办主任)\n\n唐小明(县财政局副局长)\n"
    assert repaired(text) == (
        "组长\t方学平\t县委常委、副县长\n组员\t林涛\t县编办主任\n\t唐小明\t县财政局副局长\n"
    )


def test_names_with_firms_have_no_role() -> None:
    text = (
        "方 平 丰收机械有限公司\n林小涛 县第二纺织厂\n唐 明 光明食品公司\n"
        "何大为 县第二纺织厂\n郭 峰 东方水泥公司\n"
    )
    assert repaired(text) == (
        "方平\t丰收机械有限公司\n林小涛\t县第二纺织厂\n唐明\t光明食品公司\n"
        "何大为\t县第二纺织厂\n郭峰\t东方水泥公司\n"
    )


def test_the_paragraph_below_is_parted() -> None:
    text = (
        "主任:方学平 县政府副县长\n\n委员:林 涛 县农业局局长\n\n"
        "唐小明 东安镇西河村(村民代表) 委员会下\n\n设办公室,办公室设在县农业局。\n"
    )
    assert repaired(text).endswith(
        "\t唐小明\t东安镇西河村(村民代表)\n\n委员会下设办公室,办公室设在县农业局。\n"
    )


def test_a_doubtful_name_is_proposed() -> None:
    """兴 is no surname: nothing says who this is."""
    text = (
        "组长:方学平 县政府副县长\n成员:林涛 县农业局局长 了\n"
        "兴文 县水务局局长\n唐小明 县财政局局长\n何大为 县林业局局长\n"
    )
    result = repair_text(text, TB)
    assert "兴文\t" not in result.text
    assert not any(f.status is Status.APPLIED and "兴文" in f.message for f in result.fixes)


def test_a_grid_of_names_keeps_its_rows() -> None:
    text = "先进个人(8名)\n\n方学平 林 涛 唐小明\n何大为 郭 峰 宋 丽\n马 超 罗志远\n"
    assert repaired(text) == (
        "先进个人(8名)\n\n方学平\t林涛\t唐小明\n何大为\t郭峰\t宋丽\n马超\t罗志远\n"
    )


def test_one_entry_a_line() -> None:
    head = "先进单位(7个)\n\n县水务局\n\n县农业局\n\n县林业局\n\n"
    assert repaired(f"{head}县财政局 县审计局\n县民政局 县司法局\n") == (
        f"{head}县财政局\n县审计局\n县民政局\n县司法局\n"
    )


def test_a_village_stays_with_its_town() -> None:
    text = "东安镇 西河村\n南平镇 李家村\n北山镇 王家村\n县水务局\n县农业局\n县林业局\n"
    assert repaired(text) == text


def test_roles_of_many_characters_and_short_posts() -> None:
    text = (
        "主  任  委  员：方学平  县长\n副 主 任 委 员：林  涛  副县长\n"
        "委          员：唐小明  县农业局局长\n"
    )
    assert repaired(text) == (
        "主任委员\t方学平\t县长\n副主任委员\t林涛\t副县长\n委员\t唐小明\t县农业局局长\n"
    )


def test_every_group_under_its_heading_is_a_roster() -> None:
    text = (
        "一、综合协调组\n\n组 长：方学平 县发改局局长\n\n成 员：林 涛 县发改局副局长\n\n"
        "唐小明 县财政局副局长\n\n二、宣传报道组\n\n组 长：何大为 县文化局局长\n\n"
        "成 员：郭 峰 县广电局副局长\n"
    )
    assert repaired(text) == (
        "一、综合协调组\n\n组长\t方学平\t县发改局局长\n成员\t林涛\t县发改局副局长\n"
        "\t唐小明\t县财政局副局长\n\n二、宣传报道组\n\n组长\t何大为\t县文化局局长\n"
        "成员\t郭峰\t县广电局副局长\n"
    )


def test_one_row_of_names_needs_the_number_of_its_heading() -> None:
    assert (
        repaired("一等奖(3名)\n\n方学平 林 涛 唐小明\n") == "一等奖(3名)\n\n方学平\t林涛\t唐小明\n"
    )
    assert repaired("一等奖\n\n方学平 林 涛 唐小明\n") == "一等奖\n\n方学平 林 涛 唐小明\n"


@pytest.mark.parametrize(
    "text",
    [
        "成员：方平、林涛、唐小明\n办公室主任：林涛(兼)\n",
        "任命：\n\n方学平为县教育局局长；\n\n林小涛为县水务局副局长；\n",
        "姓名\t性别\t单位\t职务\n方学平\t男\t县水务局\t局长\n林涛\t男\t县农业局\t副局长\n",
        "联系人：方学平\n电 话：1234567\n地 址：东安镇西河路12号\n",
        "出席：方学平 林涛 唐小明 何大为\n",
        "抄送：县委各部门，县法院，县检察院。\n东安县人民政府办公室\n2018年5月3日印发\n",
        "白平 县政府关于水利工作的决定\n高度 县政府关于农业工作的意见\n",
    ],
)
def test_what_is_no_roster_stays(text: str) -> None:
    assert repaired(text) == text


BY_LAYOUT = {
    "posts in brackets": (
        "组  长：方学平\n副组长：林 涛\n何大为（县委办）\n"
        "成  员：唐小明（县农业局）\n郭 峰（县水务局）\n"
        "楼长河（人行东河支行）\n宋 江（县人武部装备科参谋）\n秦 岭（县农信社）\n\n"
        "办公室设在县水务局。\n",
        "组长\t方学平\t\n副组长\t林涛\t\n\t何大为\t县委办\n"
        "成员\t唐小明\t县农业局\n\t郭峰\t县水务局\n"
        "\t楼长河\t人行东河支行\n\t宋江\t县人武部装备科参谋\n\t秦岭\t县农信社\n\n办公室设在县水务局。\n",
    ),
    "roles on lines of their own": (
        "组  长\n方学平  县委副书记、县长\n副组长\n林  涛  县委常委、副县长\n何大为  副县长\n"
        "成  员\n"
        "唐小明  县政府办公室主任\n郭  峰  武警县中队副职\n宋长河  驻县某部队\n",
        "组长\t方学平\t县委副书记、县长\n副组长\t林涛\t县委常委、副县长\n\t何大为\t副县长\n"
        "成员\t唐小明\t县政府办公室主任\n\t郭峰\t武警县中队副职\n\t宋长河\t驻县某部队\n",
    ),
    "a surname that no list has": (
        "主任：方学平　　县长\n副主任：林　涛　　县水务局局长\n委员：何大为　　县农业局局长\n"
        "　　　伖小明　　县教育局局长\n　　　郭　峰　　县公安局局长\n",
        "主任\t方学平\t县长\n副主任\t林涛\t县水务局局长\n委员\t何大为\t县农业局局长\n"
        "\t伖小明\t县教育局局长\n\t郭峰\t县公安局局长\n",
    ),
}


@pytest.mark.parametrize("layout", BY_LAYOUT)
def test_layout_tells_rows_that_words_do_not(layout: str) -> None:
    damaged, right = BY_LAYOUT[layout]
    above = "东河县专项工作小组成员名单如下，请各单位遵照执行。\n\n"
    assert repaired(above + damaged) == above + right


def test_text_below_a_roster_is_no_row_by_layout() -> None:
    roster = "组长：方学平  县长\n成员：唐小明  县农业局局长\n何大为  县水务局局长\n"
    below = "一、主要职责\n方案由县水务局制定，县农业局配合。\n"
    assert repaired(roster + below).endswith(below)
