"""The promises over random mixtures of real kinds of damage and noise, all rules on."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repair.engine import Result, repair_text
from repair.facts import lost_numbers
from repair.model import Status
from repair.options import NORMALISATIONS, Options

DAMAGE = [
    "青河县人民政府\n",
    "关于印发青河县河道管理办法的通知\n",
    "(青政发也 2019 页 12 号)\n",
    "青政办字咱2018暂7号\n",
    "根据《省政府关于加强河湖管理的意见》(鲁政发[2018]3号)精神,\n",
    "坚持“一河一策冶的原则,全面推行“河长制治。",
    "要深入开展“清四乱冶专项行动,治理河道12条、治污点35处。\n",
    "叶青河县志曳由县志办渊史志中心冤编写遥\n",
    "淤落实责任;于加强督查;盂严格考核。\n",
    "圆园员9年达到怨缘豫以上\n",
    "一、总体要求\n",
    "(一) 健全工作机制,明确各级河长湖长的职\n\n责分工,落实经费保障。\n",
    "2020\n\n年6月底前完成划界工作。\n",
    "规范\n\n范发展水利工程。",
    "饮用\n\n水水源地\n",
    "## **二、重点任务**\n",
    "- 1. 完善规章制度;\n- 2. 强化监督 and 检查。\n",
    "序号\t任务\t单位\n1\t河道划界\t县水务局\n2\t清障\t县城管局、<p>县公安局</p>\n",
    "3\t\t督查\t县政府办\n",
    "|序号|任务|\n|---|---|\n|1|划界|\n",
    "组 长: 王 旭 县水务局局长\n副组长: 李建国 县财政局副局长 宋爱\n国 县交通运输局局长\n",
    "成员: 赵 明 县发改局局长\n",
    "— 12 —\n",
    "\f",
    "青河县人民政府公报 2019年第3期\n",
    "水质达标率$\\geq 70\\%$,PM_{2.5}浓度下降。\n",
    "各部門、各單位要加强領導\n",
    "〈关于<河道>的通知》的批复\n",
    "加强加强对工作的的领导,局局长、人人有责\n",
    "雪官街道办事处、雪宫街道办事处、雪宫街道办事处\n",
    "GB/T30600-2014、POS、互联网+、2,392.34万元、9:30\n",
    "犌犅／犜１２３４—２００８\n",
    "目 录\n\n关于印发办法的通知..... 1\n关于成立领导小组的通知\n..... 25\n",
    "联系人:于克文,电话:0533-7220001\n",
    "11月31日前报送。\n",
    "[联系我们](mailto:a@b.cn)\n",
    "\u200b\ufeff⽂件\n",
]
NOISE = st.text(
    alphabet="也页治冶业掖叶曳于余一二三12.%年月日“”《》〔〕()（）,，。;:、"
    " \u3000\t\n\r#*-|<p>/$\\&;abcX甲乙",
    max_size=30,
)
TEXTS = st.lists(st.one_of(st.sampled_from(DAMAGE), NOISE), max_size=14).map("".join)
OPTIONS = st.builds(
    Options,
    normalize=st.sets(st.sampled_from(NORMALISATIONS)).map(lambda s: tuple(sorted(s))),
    to=st.sampled_from(["text", "text", "markdown"]),
)
SLOW = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def check(source: str, options: Options) -> Result:
    result = repair_text(source, options)
    pieces, position = [], 0
    for fix in result.fixes:
        assert fix.before == source[fix.start : fix.end]
        if fix.status is Status.APPLIED:
            assert fix.start >= position
            pieces += [source[position : fix.start], fix.after]
            position = fix.end
        if fix.status is Status.NOTED:
            assert fix.before == fix.after
    assert "".join([*pieces, source[position:]]) == result.text
    assert result.patch.invert(source).apply(result.text) == source
    counts = result.counts
    parts = ("applied", "review", "refused", "suppressed")
    assert counts["found"] == sum(counts[part] for part in parts)
    return result


@SLOW
@given(TEXTS, OPTIONS)
def test_reconstruction_undo_and_counts(source: str, options: Options) -> None:
    check(source, options)


@SLOW
@given(TEXTS, OPTIONS)
def test_cleaning_twice_is_cleaning_once(source: str, options: Options) -> None:
    first = check(source, options)
    if not first.withdrawn:
        assert check(first.text, options).text == first.text


@SLOW
@given(TEXTS)
def test_the_same_input_gives_the_same_report(source: str) -> None:
    assert repair_text(source).fixes == repair_text(source).fixes


@SLOW
@given(TEXTS)
def test_no_number_is_lost_without_a_proof(source: str) -> None:
    result = repair_text(source)
    if result.ledger.proved == 0:
        assert not lost_numbers(source, result.text)


@SLOW
@given(st.text(alphabet="甲乙丙丁发展改革，。、；：（）《》“”\n", max_size=200))
def test_sound_text_of_whole_marks_comes_out_identical(source: str) -> None:
    if "\n" not in source.strip("\n"):
        assert repair_text(source).text == source
