"""The engine's own look at what a cipher proof claims: wrong claims are demoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair.model import Fix
from repair.proofs import Cipher

#: Text, the glyphs that a rule would read as a sign, and the sign: sound words all.
WRONG = (
    ("全市公园免费开放。", "园", "0"),
    ("职工员工共同参加。", "员", "1"),
    ("水的来源要清楚。", "源", "4"),
    ("海岸边缘地带禁止开挖。", "缘", "5"),
    ("永远跟着走。", "远", "6"),
    ("完成心愿单。", "愿", "8"),
    ("公园年票已经发售。", "园", "0"),
    ("组长：苑建华、王立。", "苑", "7"),
    ("成员院苑建华尧王立圆人。", "苑", "7"),
    ("工作小组\n成 员 名 单\n", "员", "1"),
    ("水库淤积严重。", "淤", "①"),
    ("应当于年底前完成。", "于", "②"),
    ("豫政办公厅来函。", "豫", "%"),
    ("受益人员名单。", "益", "℃"),
    ("约300人参加，人数约500。", "约", "<"),
    ("5月计划已经下达。", "月", "B"),
    ("重要工作，主要任务。", "伊", "×"),
)
RIGHT = (
    ("全长员圆远公里。", "员圆远", "126"),
    ("圆园员苑年计划。", "圆园员苑", "2017"),
    ("第员条 为了加强管理。", "员", "1"),
    ("共缘个项目。", "缘", "5"),
    ("共苑个月，分三期。", "苑", "7"),
    ("增长8豫左右。", "豫", "%"),
    ("水温20益以下。", "益", "℃"),
    ("差异显著渊孕约园援园缘冤。", "约", "<"),
    ("为2援5米。", "援", "."),
    ("一是淤统一标准；于明确分工。", "于", "②"),
    ("条件院淤具有户籍曰", "淤", "①"),
)


def claim(text: str, glyphs: str, sign: str) -> bool:
    start = text.find(glyphs)
    start = max(start, 0)
    fix = Fix(start, start + len(glyphs), sign, "", proof=Cipher("founder"))
    return Cipher("founder").holds(text, [fix])


@pytest.mark.parametrize(("text", "glyphs", "sign"), WRONG)
def test_a_word_is_no_figure_whatever_the_arithmetic(text: str, glyphs: str, sign: str) -> None:
    assert not claim(text, glyphs, sign)


@pytest.mark.parametrize(("text", "glyphs", "sign"), RIGHT)
def test_figures_where_figures_stand(text: str, glyphs: str, sign: str) -> None:
    assert claim(text, glyphs, sign)


@pytest.mark.corpus
def test_hardly_a_hanzi_of_sound_text_could_be_a_figure(shared: Path) -> None:
    from repair.ciphers import founder_sign

    text = (shared / "clean" / "state_council_01.txt").read_text(encoding="utf-8")[:40_000]
    places = [at for at, char in enumerate(text) if char in "园员圆猿源缘远苑愿怨"]
    assert len(places) > 200
    proved = [at for at in places if claim_at(text, at, founder_sign(text[at]) or "")]
    assert len(proved) <= 0.01 * len(places), [text[at - 3 : at + 4] for at in proved]


def claim_at(text: str, at: int, sign: str) -> bool:
    fix = Fix(at, at + 1, chr(ord(sign) - 0xFEE0), "", proof=Cipher("founder"))
    return fix.proof is not None and fix.proof.holds(text, [fix])
