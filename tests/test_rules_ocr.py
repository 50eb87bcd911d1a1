"""The OC rules: what they repair in OCR'd text, what they leave, and that others are safe."""

from __future__ import annotations

import pytest

from repair.engine import repair_text
from repair.rules import all_rules, findings
from repair.source import Layout, Region, Regions

OCR = Layout(ocr=True)

REPAIRED = [
    ("第三条”本规定自公布之日起施行。\n", "第三条 本规定自公布之日起施行。\n"),
    ("第十二章 “监督管理\n", "第十二章 监督管理\n"),
    ('第四条" 各单位应当配合。\n', "第四条 各单位应当配合。\n"),
    (
        "第一条 为保护河道。\n第二条 适用本办法。\n第三条 由水务局负责。\n第四条。各镇应当配合。\n",
        "第一条 为保护河道。\n第二条 适用本办法。\n第三条 由水务局负责。\n第四条 各镇应当配合。\n",
    ),
    (
        "区水务局和其他有关部门〈以下称主管部门)负责。\n",
        "区水务局和其他有关部门(以下称主管部门)负责。\n",
    ),
    ("根据淄政发【2017】4号文件精神。\n", "根据淄政发〔2017〕4号文件精神。\n"),
    ("第七章 附则|\n第一条 总则\n", "第七章 附则\n第一条 总则\n"),
    ("应当履行下列义务;\n(一)设置机构;\n", "应当履行下列义务:\n(一)设置机构;\n"),
    (
        "网络运营者应当备案。网络运营者应当配合。网络运莒者应当整改。\n",
        "网络运营者应当备案。网络运营者应当配合。网络运营者应当整改。\n",
    ),
    (
        '冷藏库的温度应当保持在5"C。\n室温为18*C以上。\n',
        "冷藏库的温度应当保持在5℃。\n室温为18℃以上。\n",
    ),
    ("坡度为4%o，税率为2.5%o。\n", "坡度为4‰，税率为2.5‰。\n"),
    ("执行《技术规范》(GB/T 9704一2012)。\n", "执行《技术规范》(GB/T 9704—2012)。\n"),
    ("规划期为2016一2020年。\n", "规划期为2016—2020年。\n"),
    (
        "应当做到:①查看水面;@填写日志;③上报问题;@)清理垃圾。\n",
        "应当做到:①查看水面;②填写日志;③上报问题;④清理垃圾。\n",
    ),
    ("学校〈站)由镇政府负责。\n", "学校(站)由镇政府负责。\n"),
    (
        "第一条 由水利局负责。\n第二条 由财政局负责。\n第三条 各镇应当配合。\n"
        "第四条 由农业局负责技术指导和培训工作.\n",
        "第一条 由水利局负责。\n第二条 由财政局负责。\n第三条 各镇应当配合。\n"
        "第四条 由农业局负责技术指导和培训工作。\n",
    ),
    (
        "第-章 总则\n第一条 为保护河道。\n第二章 职责\n第二条 适用本办法。\n第三章 附则\n",
        "第一章 总则\n第一条 为保护河道。\n第二章 职责\n第二条 适用本办法。\n第三章 附则\n",
    ),
]
LEFT = [
    "第-章 总则\n第三章 附则\n",
    "第二章 职责\n第-章 附则\n",
    "第-章\n第-章\n",
    "详见第-条\n第二条 适用本办法。\n",
    "持有3C认证的产品和A、B、C三类食品，温度适宜。\n",
    "设备共5C套。\n",
    "完好率达到95%0得3分。\n",
    "联系邮箱:@水利局;@财政局。\n",
    "①查看水面;②填写日志。\n电子邮箱:hehu@lanchuan.gov.cn。\n",
    "《关于印发〈办法)的通知》。\n",
    "见表1.\n",
    "①查看水面;⑦填写日志;@上报问题。\n",
    "第三条“三同时”制度由建设单位落实。\n",
    '第四条"三同时"制度由建设单位落实。\n',
    "第五条 各单位应当配合。\n",
    "按照“第三条”的规定执行。\n",
    "《关于加强管理的通知》(以下称通知)已经印发。\n",
    "序号|名称|单位\n1|淄河|水务局\n",
    "按照下列规定办理,不得拖延。\n(二)其他。\n",
    "区水务局应当配合。区财政局应当配合。区农业局应当配合。\n",
    "要做到一一对应,一一列出。\n",
]
PROPOSED = [
    ("第一条 为保护河道。\n第:条 适用本办法。\n第三条 由水务局负责。\n", "二"),
    ("第十条 各镇应当配合。\n第-条 适用本办法。\n第十二条 由水务局负责。\n", "十一"),
    ("每处补助20一30万元。\n", "—"),
    ("林木成活率之85%以上。\n", "≥"),
    ("这是一项制度一一河长制。\n", "——"),
    ("《加强管理)的通知。\n", "("),
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_repaired(text: str, expected: str) -> None:
    assert repair_text(text, layout=OCR).text == expected


@pytest.mark.parametrize("text", LEFT)
def test_left(text: str) -> None:
    assert repair_text(text, layout=OCR).text == text


@pytest.mark.parametrize(("text", "after"), PROPOSED)
def test_proposed(text: str, after: str) -> None:
    result = repair_text(text, layout=OCR)
    assert result.text == text
    assert after in {fix.after for fix in result.fixes if fix.rule.startswith("OC")}


@pytest.mark.parametrize("text", [before for before, _ in REPAIRED])
def test_text_that_was_not_read_from_an_image_is_none_of_their_business(text: str) -> None:
    codes = {fix.rule for fix in repair_text(text).fixes}
    assert not {code for code in codes if code.startswith("OC")}


def test_every_rule_is_silent_without_a_layout() -> None:
    from repair.context import Context

    context = Context("".join(before for before, _ in REPAIRED))
    for rule in all_rules():
        if rule.RULE.code.startswith("OC"):
            assert rule.RULE.images
            assert not list(findings(rule, context))


def test_pages_that_came_with_their_text_are_none_of_their_business() -> None:
    scan, layer = '第三条" 冷藏库的温度为5"C。\n', '第四条" 室内的温度为18"C。\n'
    middle, end = len(scan), len(scan + layer)
    box = (0, 0, 10, 10)
    regions = Regions([Region(0, middle - 1, 1, box), Region(middle, end - 1, 2, box)])
    mixed = Layout(regions, ocr=True, layers=frozenset({2}))
    assert repair_text(scan + layer, layout=mixed).text == "第三条 冷藏库的温度为5℃。\n" + layer
