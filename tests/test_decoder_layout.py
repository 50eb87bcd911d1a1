"""What the layout, formulas and names say for signs: passages of our own, garbled and read back.

Each stands below a document garbled throughout and must come back as it was printed.
"""

from __future__ import annotations

import pytest

from repair import repair_text
from repair.decoder.company import in_formula
from repair.decoder.layout import gains
from repair.decoder.names import ENOUGH, named
from repair.options import Options
from tests.simulate_ciphers import CLASSES, Damage, damage

ONLY = Options(select=("FC",))
ALL = Damage(dict.fromkeys(CLASSES, 1.0))
DOCUMENT = """\
第一章 总则
第一条 为了加强农村供水管理，保障用水安全，根据《水法》和有关规定，结合本县实际，制定本办法。
第二条 本办法适用于2016年以后建成的供水工程（含管网），具体名单由县水利局公布。
第三条 水厂应当每月抽检2次，合格率不低于95%，余氯控制在0.3～0.5之间。
供水量达到1200吨的，配备3名检测员；“千吨万人”工程还应建立档案。
"""

PRINTED = (
    # Figures alone in cells, thousands, numbers that go on at line starts.
    "序号\t乡镇\t人口\t得分\n1\t柳泉\t1，332\t2\n2\t河湾\t984\t4\n3\t石桥\t2，015\t6\n",
    "1.蓄水池的容积\n2.滤池的面积\n3.管道的直径\n",
    "1　范围\n2　术语\n3　要求\n",
    "范围……………1\n术语……………2\n要求……………5\n",
    # Lines of letters, numbers of standards and roads.
    "县人民政府公报\n\nZHENGFU GONGBAO\n\n",
    "依据GB/T 3280—2015和DB37/T 1997.3—2011执行。\n",
    "修复 S228 线。\n",
    # Formulas in words; degrees below zero.
    "应发工资=岗位工资+薪级工资，补贴=基数×系数。\n",
    "项目补助收支结转（余）=项目补助收入-项目补助支出。\n",
    "推广“互联网+政务”做法。\n",
    "在-45℃至55℃之间工作。\n",
    "组间比较采用χ2检验，χ2=5.61。\n",
    # Foreign names, and the dot between the words of a quotation.
    "法国学者皮埃尔·杜邦和约翰·哈里森发言。\n",
    "开展“清凉一夏·送水下乡”活动。\n",
    # What is counted after a word.
    "违者处1倍以上5倍以下的罚款，情节严重的处4万元以上6万元以下的罚款。\n",
)


@pytest.mark.parametrize("printed", PRINTED)
def test_a_garbled_passage_comes_back(printed: str) -> None:
    garbled = damage(DOCUMENT + printed, ALL)
    assert repair_text(garbled.text, ONLY).text.endswith("\n" + printed)


SOUND = (
    "组 员\n圆 明 园\n",
    "村民\t职务\n周源\t员\n",
    "镇里的砖窑全部关停，改建窑洞宾馆。\n",
    "禁止打井、建窑、取土、葬坟。\n",
    "产量越高，成本越低，越往后越好。\n",
    "原规划和原标准同时停止执行。\n",
)


@pytest.mark.parametrize("printed", SOUND)
def test_words_in_such_places_stay(printed: str) -> None:
    garbled = damage(DOCUMENT, ALL)
    done = damage(printed, Damage({"pause": 1.0, "stop": 1.0}))
    assert repair_text(garbled.text + done.text, ONLY).text.endswith("\n" + printed)


def test_numbers_at_line_starts_gain_by_those_before_and_behind() -> None:
    text = "员援总则\n圆援分则\n猿援附则\n苑援其他\n"
    found = gains(text)
    assert found[0] == found[5] > found[10] > 0
    assert 15 not in found


@pytest.mark.parametrize(
    ("clause", "known"),
    [
        ("结余越收入-支出。", True),
        ("满意度越调查得分/总分。", True),
        ("结余越收入。支出-预算", False),
        ("总额＝结余越收入。", False),
        ("病人越PM2-5多。", False),
    ],
)
def test_strokes_between_words_tell_that_an_equals_sign_is_in_a_formula(
    clause: str, known: bool
) -> None:
    assert in_formula(clause, clause.index("越"), "＝", {}) is known


def test_a_paragraph_of_medicine_is_no_talk_of_garble() -> None:
    printed = "此影易误认为结节，报告应为“良性”改变。侧位片可以鉴别，不难诊断。\n"
    garbled = damage(DOCUMENT + printed, Damage({**ALL.rates, "opening": 0.0, "closing": 0.0}))
    assert repair_text(garbled.text, ONLY).text.endswith("\n" + printed)


def test_a_name_is_known_by_its_hanzi() -> None:
    assert named("邓肯·卢斯", 2) > ENOUGH > named("钧·瓷", 1)
    assert named("建·、葬", 1) < 0
