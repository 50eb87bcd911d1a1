"""Statements that bound figures: the right figure of the right group, and no other."""

from __future__ import annotations

import random

import pytest

from repair.engine import repair_text
from repair.options import Options

SIGNS = Options(select=("SG007",))
GROUPS = ["小学", "初中", "高中", "幼儿园", "职业学校", "特教学校", "村级", "镇级", "社区"]
THINGS = [
    "生均图书阅览面积",
    "专任教师培训时数",
    "人均绿地活动面积",
    "年度体检覆盖比例",
    "网络接入平均带宽",
]
UNITS = ["平方米", "学时", "元", "册", "%", "台"]
VERBS = [("分别达到", "以上"), ("分别应达到", "以上"), ("分别不低于", ""), ("分别不少于", "")]


def told(rng: random.Random, groups: list[str], thing: str, figures: list[str], unit: str) -> str:
    """One sentence with a figure for each group, in one of the ways they are written."""
    verb, above = rng.choice(VERBS)
    blank = rng.choice(["", " "])
    named = "、".join(groups)
    bounds = "、".join(f"{blank}{figure}{blank}{unit}{above}" for figure in figures)
    lead = rng.choice(["", "按照", "今年"])
    subject = rng.choice(
        [f"{lead}{named}{thing}", f"{thing}{named}", f"{thing}，按照{named}", f"按照{thing}{named}"]
    )
    return f"{subject}{verb}{bounds}的标准，仍有不达标的单位。"


@pytest.mark.parametrize("seed", range(60))
def test_each_group_has_its_own_figure(seed: int) -> None:
    rng = random.Random(seed)
    groups = rng.sample(GROUPS, rng.choice([2, 2, 3]))
    thing, unit = rng.choice(THINGS), rng.choice(UNITS)
    values = rng.sample(range(11, 99), len(groups))
    figures = [rng.choice([f"{v}", f"{v / 10}", f"{v * 100}"]) for v in values]
    sentence = told(rng, groups, thing, figures, unit)
    sign = "%" if unit == "%" else ""
    for shift in range(len(groups)):
        heads = "\t".join(
            f"{group}{thing}(>{figures[(at + shift) % len(groups)]}{sign})"
            for at, group in enumerate(groups)
        )
        result = repair_text(f"{sentence}\n\n单位\t{heads}\n", SIGNS)
        if shift:
            assert "≥" not in result.text
            assert not result.fixes
        elif not sentence.startswith("今年"):
            assert ">" not in result.text
