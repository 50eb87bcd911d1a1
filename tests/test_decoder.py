"""The gate and the decoder on sentences of our own; the real gazettes stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair import repair_text
from repair.ciphers import CLASSES
from repair.decoder.decode import decode_text
from repair.decoder.gate import gate
from repair.options import Options
from repair.series import Series

ONLY = Options(select=("FC",))

OPEN = (
    "县政发也2015页12号",
    "县政发也 2015 页 12 号",
    "〔圆园员源〕猿号",
    "市财字咱2013暂7号",
    "暂行规定渊草案冤",
    "依据叶河道管理条例曳执行",
    "第员圆条",
    "全年增长6豫左右",
    "水温保持在20益以下",
    "直径为猿援缘毫米",
    "绿色屏障要要北山林场",
    "目录噎噎噎噎",
)


@pytest.mark.parametrize("text", OPEN)
def test_unmistakable_forms_open_the_gate(text: str) -> None:
    assert gate(text)


SHUT = (
    "他也2015年才来，第3页写着。",
    "法院一审判决后，公园、草原、能源各部门继续工作。",
    "豫政〔2016〕3号",
    "重要要求都写在首页上。",
    "野外冶炼、有色金属冶炼都要审批。",
    "书中把〔误印作也，把〕误印作页，例如也2017页，这是乱码。",
    "防治、治理、整治都要抓。",
    "于先生、余女士、袁先生、尧先生、虞女士到会。",
)


@pytest.mark.parametrize("text", SHUT)
def test_sound_text_keeps_the_gate_shut(text: str) -> None:
    assert not gate(text)
    assert repair_text(text, ONLY).text == text


REPAIRED = (
    ("县政发也 2015 页 12号", "县政发〔2015〕12号"),
    ("暂行规定渊草案冤", "暂行规定（草案）"),
    ("依据叶河道管理条例曳执行", "依据《河道管理条例》执行"),
    ("全年增长6豫左右", "全年增长6%左右"),
    ("圆园员缘年猿月圆日", "2015年3月2日"),
)


@pytest.mark.parametrize(("text", "clean"), REPAIRED)
def test_short_passages_are_repaired(text: str, clean: str) -> None:
    assert repair_text(text, ONLY).text == clean


@pytest.mark.corpus
def test_sound_text_is_not_touched(shared: Path) -> None:
    names = ["linzi-2016-02", "linzi-2018-10", "zhoucun-2017-06", "zibo-2017"]
    paths = [shared / "gazettes" / f"{name}.txt" for name in names]
    for path in (*paths, *sorted((shared / "clean").glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        assert not repair_text(text, ONLY).fixes, path.name


def test_half_of_the_stops_of_short_paragraphs_open_the_gate() -> None:
    """Behind the last stop of a paragraph no variety is to be had."""
    lines = [f"材料不全的，{chr(0x4E00 + 37 * at)}某补正" for at in range(200)]
    garbled = "".join(
        line.replace("，", "袁") + "遥\n" if at % 2 else line + "。\n"
        for at, line in enumerate(lines)
    )
    assert min(gate(garbled).activity[kind] for kind in ("pause", "stop")) == 0.5


_LONG = "各镇要按照职责分工做好河道巡查工作，发现问题及时上报。\n" * 3_000
_GARBLED = "推行“河长制治管理。\n落实“门前三包治责任。\n开展“清风治行动。\n"


def test_in_a_long_text_a_few_quotes_suffice_where_all_are_garbled() -> None:
    text = _LONG + _GARBLED
    assert repair_text(text, ONLY).text == _LONG + _GARBLED.replace("治", "”")


def test_in_a_long_text_a_few_unclosed_quotes_among_many_do_not() -> None:
    assert not gate(_LONG + "设立“光荣榜”并公布。\n" * 40 + _GARBLED)


def test_a_series_raises_what_is_expected_but_never_opens_the_gate() -> None:
    series = Series(issues=4, ciphers={"冶”": 1.0, "野“": 1.0})
    sound = "支持冶金企业，野外作业要注意防火。"
    assert repair_text(sound, ONLY, series=series).text == sound
    garbled = "县政发也2015页12号\n推行“一窗受理冶改革。\n"
    assert "“一窗受理”改革" in repair_text(garbled, ONLY, series=series).text


def test_a_series_makes_one_place_enough_where_sound_text_has_such_places() -> None:
    excerpt = "全面推行“一窗受理治改革，做好污水处理。\n"
    series = Series(issues=4, ciphers={"治”": 1.0})
    assert repair_text(excerpt, ONLY).text == excerpt
    clean = repair_text(excerpt, ONLY, series=series).text
    assert clean == "全面推行“一窗受理”改革，做好污水处理。\n"
    sound = "依法治理污染，“三治”并举，推进综合整治。\n"
    assert repair_text(sound, ONLY, series=series).text == sound


LABELS = (
    "关键词院水稻曰产量曰品质",
    "表员摇各地雨量",
    "水温 圆缘益 左右",
    "摘要院本文分析了原因遥",
    "月韵阅 的清除率为 愿缘豫袁责匀 值在 远耀苑 之间遥",
)


@pytest.mark.parametrize("text", LABELS)
def test_labels_and_captions_open_the_gate(text: str) -> None:
    assert gate(text)


TECHNICAL = (
    "坐标表\nA匝道起点 125.40\nB匝道终点 131.72\nC匝道合流点 140.05\nD匝道起点 151.33\n"
    "圆曲线起点 98.12\n圆曲线终点 99.47\n圆曲线中点 98.80\n"
)


def test_what_repeats_in_sound_words_vouches_for_no_class_of_its_own() -> None:
    garbled = "县政发〔2015〕6号\n推行“一窗受理冶改革，落实“河长制治要求，办好“农家书屋冶。\n"
    clean = repair_text(garbled + TECHNICAL, ONLY).text
    assert "“一窗受理”改革，落实“河长制”要求，办好“农家书屋”" in clean
    assert clean.endswith(TECHNICAL)


def test_a_closing_quote_comes_back_where_its_opener_was_lost() -> None:
    quoted = "推行“放管服冶改革，落实“河长制治要求。建设“信用乡村冶网站，评定“信用乡村冶农户。\n"
    clean = repair_text(quoted + "继续维护信用乡村治，评定要及时，坚持依法治网。\n", ONLY).text
    assert clean.endswith("继续维护信用乡村”，评定要及时，坚持依法治网。\n")


@pytest.mark.parametrize("text", ["圆缘", "园员", "远愿\n", "苑猿源"])
def test_lines_of_a_few_figures_are_decoded(text: str) -> None:
    gate(text)
    decoded = decode_text(text, dict.fromkeys(CLASSES, 0.02))
    assert len(decoded.sites) == len(decoded.margins)


NAME_LIST = (
    "成员名单公布如下院\n组长院方学平 县委副书记尧县长\n副组长：林涛 县政府副县长渊挂职冤\n"
    "成 员：苑 生 县住建局局长\n- 苑 涛 县农业局局长\n袁新福 县法院机关党委书记、副院长\n"
    "于海 县财政局副局长\n何大为 县水务局局长 苑\n春玉 县交通运输局副局长\n"
    "一、总则袁要认真落实渊见附件冤袁按时上报遥二〇苑年共圆苑园户袁共苑园员人遥\n"
)


def test_surnames_at_the_head_of_a_row_are_no_signs():
    text = repair_text(NAME_LIST * 2, Options(select=("FC",))).text
    for name in ("：苑 生", "- 苑 涛", "\n袁新福", "\n于海", " 苑\n春玉"):
        assert name in text
    assert "总则，要认真落实（见附件），" in text


def test_a_digit_alone_in_its_cell():
    rows = "".join(
        f"渊{n}冤完善管护制度袁确保按期完成遥\t{cell}\t县水务局尧县农业局\n"
        for n, cell in zip("一二三四五", "圆怨缘员愿", strict=True)
    )
    text = f"主要任务\t件数\t责任单位\n{rows}\n到圆园员怨年袁要认真落实渊见附件冤袁共圆园苑件遥\n"
    repaired = repair_text(text, Options(select=("FC",))).text
    assert [line.split("\t")[1] for line in repaired.split("\n")[1:6]] == list("29518")
