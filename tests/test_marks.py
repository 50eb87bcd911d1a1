"""Marks with one reading, and proofs that look again."""

import pytest

from repair.engine import repair_text
from repair.marks.readings import reading
from repair.model import Fix
from repair.proofs import AtLeast, Blanks, InnerTitle, Mark, Script, Tag


@pytest.mark.parametrize(
    ("mark", "plain"),
    [
        (r"$\geq 70\%$", "≥70%"),
        (r"$\ge90\%$", "≥90%"),
        (r"\(5 \sim 10\)", "5～10"),
        (r"\times ", "×"),
        (r"\%", "%"),
        ("_{2.5}", "2.5"),
        ("^{2}", "²"),
        (r"$\mathrm{CO}_2$", "CO₂"),
        (r"$10^{-3}$", "10⁻³"),
        (r"$\text{ 人 }$", "人"),
        ("&lt;", "<"),
        ("&#8805;", "≥"),
        ("&zwnj;", ""),
        ("<sup>3</sup>", "³"),
        ("[甲](https://a.cn/1)", "甲"),
        ("![图](images/1.png)", ""),
        ("<a@b.cn>", "a@b.cn"),
        ("⽂⻚", "文页"),
        ("\u200b\ufeff", ""),
    ],
)
def test_one_reading(mark, plain):
    assert reading(mark) == plain


@pytest.mark.parametrize(
    "mark",
    [
        "12",
        "1 2",
        "5 .6",
        "甲",
        r"$\frac{1}{2}$",
        r"$1 2\%$",
        r"\unknown",
        "&nothing;",
        "$5 和 $6",
        "⻌",
    ],
)
def test_no_reading(mark):
    assert reading(mark) is None


def fix(text, before, after, start=None):
    at = text.index(before) if start is None else start
    return Fix(at, at + len(before), after, "")


def test_mark_holds_for_a_whole_cut_into_pieces():
    text = r"覆盖率$\geq 70\%$"
    at = text.index("$")
    pieces = [Fix(at, at + 6, "≥", ""), Fix(at + 8, at + 9, "", ""), Fix(at + 10, at + 11, "", "")]
    assert Mark().holds(text, pieces)
    assert not Mark().holds(text, [*pieces[:2], Fix(at + 10, at + 11, "0", "")])


def test_mark_does_not_let_figures_change():
    assert not Mark().holds("$70$", [fix("$70$", "$70$", "71")])
    assert not Mark().holds("7 0", [fix("7 0", " ", "")])


def test_tag_keeps_digits_apart():
    text = "5<br>6"
    assert Tag().holds(text, [fix(text, "<br>", "\n")])
    assert not Tag().holds(text, [fix(text, "<br>", "")])
    assert not Tag().holds("a<b and c>d", [Fix(1, 10, "", "")])


def test_script_knows_the_table_only():
    assert Script().holds("三萬", [Fix(1, 2, "万", "")])
    assert not Script().holds("三萬", [Fix(1, 2, "千", "")])


def test_inner_title_must_nest():
    text = "《关于印发<方案细则>的通知》"
    pair = [fix(text, "<", "〈"), fix(text, ">", "〉")]
    assert InnerTitle().holds(text, pair)
    assert not InnerTitle().holds(text, [fix(text, "<", "《")])
    outside = "增速>8%，《办法》"
    assert not InnerTitle().holds(outside, [fix(outside, ">", "〉")])


def test_at_least_needs_the_same_thing_and_figure():
    text = "义务教育入学比例达到95%以上。\n学前教育入园人数比例\t>95%\n义务教育入学比例\t>95%\n"
    end = text.index("。")
    right = Fix(text.rindex(">"), text.rindex(">") + 1, "≥", "")
    assert AtLeast(0, end).holds(text, [right])
    assert not AtLeast(0, end).holds(text, [fix(text, ">", "≥")])
    assert not AtLeast(0, end - 2).holds(text, [right])
    assert not AtLeast(0, end).holds(text.replace("达到95", "达到96"), [right])


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("得分， 2分", True),
        ("24.9 万人", True),
        ("2019 年", True),
        ("1， 234", False),
        ("3 4", False),
        ("二 十", False),
        ("3 十", False),
        ("五 3", False),
    ],
)
def test_blanks_keep_numbers_apart(text, holds):
    assert Blanks().holds(text, [fix(text, " ", "")]) is holds


def test_blanks_are_all_that_goes():
    assert not Blanks().holds("甲，乙", [fix("甲，乙", "，", "")])


def test_a_list_mark_before_a_garbled_bracket_keeps_its_blank_and_goes():
    items = ("- 渊一冤租赁合同副本曰", "- 渊二冤登记证书曰", "- （三）其他材料遥", "- 渊四冤证件；")
    text = "\n\n".join(("须提交下列材料院", *items, "各单位要落实袁按时上报（见附件冤遥\n"))
    assert "\n\n（一）租赁合同副本；\n\n（二）登记证书；\n\n（三）" in repair_text(text).text
