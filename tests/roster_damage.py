"""A simulator of roster damage over people of our own; imports nothing from repair."""

from __future__ import annotations

import random
from dataclasses import dataclass

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺"
    "赖龚文路边耿翟穆柏解牛安齐鲁焦殷苑"
)
COMPOUND = ["欧阳", "司马", "上官", "诸葛"]
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国志华玉兰春生东海文学"
    "永福德成庆利民爱民晓红立新"
)
ROLES = ["组长", "副组长", "成员"], ["主任", "副主任", "委员"], ["总指挥", "副总指挥", "成员"]
AGENCIES = [
    "县水务局",
    "县农业局",
    "县林业局",
    "县财政局",
    "县审计局",
    "县民政局",
    "县教育局",
    "县交通运输局",
    "县住建局",
    "县安监局",
    "县公安局",
    "县法院",
    "县检察院",
    "东安镇",
    "西河镇",
    "南平街道办事处",
    "北山镇",
    "县供电公司",
    "县联通公司",
    "县人民医院",
    "县气象局",
    "县总工会",
]
HEADS = {
    "法院": "院长",
    "检察院": "检察长",
    "镇": "镇长",
    "办事处": "主任",
    "公司": "经理",
    "医院": "院长",
    "工会": "主席",
}
MORE = ["党组书记", "党组成员", "总工程师", "二级调研员", "机关党委书记"]


@dataclass
class Case:
    """A damaged roster and the rows it should have; a role stands in every row."""

    text: str
    rows: list[tuple[str, str, str]]
    damage: str


def person(rng: random.Random) -> str:
    if rng.random() < 0.03:
        return rng.choice(COMPOUND) + rng.choice(GIVEN)
    given = rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.65 else "")
    return rng.choice(SURNAMES) + given


def post(rng: random.Random) -> str:
    agency = rng.choice(AGENCIES)
    head = next((h for end, h in HEADS.items() if agency.endswith(end)), "局长")
    deputy = "副" if rng.random() < 0.5 else ""
    text = f"{agency}{deputy}{head}"
    if rng.random() < 0.3:
        text = f"{agency}{rng.choice(MORE)}、{deputy}{head}"
    if rng.random() < 0.05:
        text += "(挂职)"
    return text


def spaced(rng: random.Random, name: str) -> str:
    if len(name) == 2 and rng.random() < 0.8:
        return f"{name[0]} {name[1]}"
    return name


def simulate(seed: int) -> Case:
    """A roster in one of the forms rosters are found in."""
    rng = random.Random(seed)
    roles = rng.choice(ROLES)
    count = rng.randint(8, 40)
    rows = []
    for n in range(count):
        role = roles[0] if n == 0 else roles[1] if n < rng.randint(2, 4) else roles[2]
        if rows and roles.index(rows[-1][0]) > roles.index(role):
            role = rows[-1][0]
        rows.append((role, person(rng), post(rng)))
    damage = rng.choice(
        ["blanks", "paragraphs", "items", "form change", "surnames", "run together", "wrapped"]
    )
    colon = rng.choice([":", "："])
    lines: list[str] = []
    change = rng.randint(3, count - 2)
    before = ""
    for n, (role, name, work) in enumerate(rows):
        label = role if n == 0 or rows[n - 1][0] != role else ""
        if label and len(label) == 2 and rng.random() < 0.7:
            label = f"{label[0]} {label[1]}"
        shown = spaced(rng, name)
        if damage == "form change" and n >= change:
            lines.append("\t".join([f"{label}{colon}" if label else "", shown, work]))
            continue
        lead = f"{label}{colon}" if label else ""
        if damage == "wrapped" and "、" in work and rng.random() < 0.5:
            cut = work.index("、") + rng.randint(1, 3)
            lines += [f"{lead}{shown} {work[:cut]}", work[cut:]]
        elif damage == "run together" and lines and rng.random() < 0.2:
            lines[-1] += f" {lead}{shown} {work}"
        elif damage == "surnames" and lines and rng.random() < 0.3:
            cut = rng.choice([1, len(name) - 1]) if len(name) > 2 else 1
            lines[-1] += f" {lead}{name[:cut]}"
            lines.append(f"{name[cut:]} {work}")
        else:
            lines.append(f"{lead}{shown} {work}")
    mark = "- " if damage == "items" else ""
    glue = "\n\n" if damage == "paragraphs" or rng.random() < 0.3 else "\n"
    if damage == "form change":
        body = "\n".join(lines[:change]) + "\n\n" + "\n".join(lines[change:])
    else:
        body = glue.join(mark + line for line in lines)
    text = f"现将成员名单公布如下:\n\n{body}\n\n领导小组办公室设在县水务局。\n{before}"
    return Case(text, rows, damage)
