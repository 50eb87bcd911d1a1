"""A simulator of table damage over tables of our own; imports nothing from repair.

``simulate(seed)`` gives a damaged text, the rows it should have, and which of them were
touched. What a damage destroys for good (the number of a lost first column) is empty in
the wanted row too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Row = list[str]

PLACES = ["东安", "西河", "南平", "北山", "清水", "石桥", "柳林", "白塔"]
BUREAUS = [
    "水务局",
    "农业局",
    "林业局",
    "财政局",
    "审计局",
    "民政局",
    "司法局",
    "教育局",
    "卫计局",
    "交通运输局",
    "住建局",
    "发改局",
    "人社局",
    "统计局",
    "安监局",
    "商务局",
    "旅游局",
    "文化局",
    "体育局",
    "环保局",
    "食药监局",
    "粮食局",
    "房管局",
    "气象局",
]
VERBS = [
    "完善",
    "建立",
    "推进",
    "落实",
    "制定",
    "规范",
    "加强",
    "实施",
    "组织",
    "开展",
    "编制",
    "公布",
]
THINGS = [
    "管护制度",
    "会商机制",
    "监测网络",
    "考核办法",
    "年度计划",
    "培训课程",
    "信息平台",
    "应急预案",
    "服务标准",
    "巡查台账",
    "公示栏目",
    "档案目录",
    "宣传活动",
    "评估报告",
    "补助政策",
    "检查方案",
]
GOALS = [
    "确保按期完成",
    "提高服务水平",
    "做到全面覆盖",
    "形成长效机制",
    "定期通报情况",
    "接受社会监督",
]
UNITS = ["亿元", "%", "家", "人", "万户", "亩", "件"]
MATTERS = [
    "农村饮水",
    "河道采砂",
    "校车安全",
    "社会救助",
    "食品抽检",
    "危房改造",
    "林木采伐",
    "医保基金",
    "政务热线",
    "公共自行车",
]
KINDS = ["初级中学", "完全中学", "小学", "九年一贯制学校"]
NUMERALS = "一二三四五六七八九十"


@dataclass
class Case:
    """What a simulation made: the text, the wanted rows, and the rows that were touched."""

    text: str
    rows: list[Row]
    touched: set[int]
    damage: str


def sentence(rng: random.Random) -> str:
    return f"{rng.choice(VERBS)}{rng.choice(THINGS)}，{rng.choice(GOALS)}。"


def agencies(rng: random.Random, most: int = 4) -> str:
    return "、".join("县" + name for name in rng.sample(BUREAUS, rng.randint(1, most)))


def tasks(rng: random.Random) -> tuple[Row, list[Row]]:
    """A numbered list of tasks."""
    rows = [
        [str(n), "".join(sentence(rng) for _ in range(rng.randint(1, 3))), agencies(rng)]
        for n in range(1, rng.randint(14, 36))
    ]
    return ["序号", "工作任务", "责任单位"], rows


def duties(rng: random.Random) -> tuple[Row, list[Row]]:
    """A numbered list with four columns."""
    rows = [
        [
            str(n),
            rng.choice(VERBS) + rng.choice(THINGS),
            sentence(rng),
            agencies(rng, 2),
            rng.choice([agencies(rng, 3), "县有关部门"]),
        ]
        for n in range(1, rng.randint(12, 30))
    ]
    return ["序号", "目标任务", "具体措施", "牵头单位", "配合单位"], rows


def marks(rng: random.Random) -> tuple[Row, list[Row]]:
    """Marks for an assessment, with merged cells in the two columns on the left."""
    rows = []
    for part in range(rng.randint(3, 5)):
        for chapter in range(rng.randint(2, 3)):
            for item in range(rng.randint(2, 5)):
                rows += [
                    [
                        f"{NUMERALS[part]}、{rng.choice(THINGS)}" if chapter + item == 0 else "",
                        f"（{NUMERALS[chapter]}）{sentence(rng)}" if item == 0 else "",
                        f"{item + 1}.{sentence(rng)}",
                        f"（1）{sentence(rng)} （2）{sentence(rng)}",
                        str(rng.randint(1, 12)),
                        agencies(rng, 2),
                        rng.choice(["", agencies(rng, 2)]),
                    ]
                ]
    return ["指标分类", "指标内容", "指标要求", "赋分标准", "分值", "责任部门", "协办部门"], rows


def figures(rng: random.Random) -> tuple[Row, list[Row]]:
    """Figures of two years under headings."""
    rows = []
    number = 1
    for part in range(rng.randint(3, 5)):
        rows.append([f"(${NUMERALS[part]}) {rng.choice(THINGS)}类".replace("$", ""), "", "", ""])
        for _ in range(rng.randint(3, 6)):
            name = f"{number}. {rng.choice(VERBS)}{rng.choice(THINGS)}"
            value = rng.choice(["{:.1f}", "{:.2f}", "{:.0f}"])
            rows.append(
                [
                    name,
                    rng.choice(UNITS),
                    value.format(rng.uniform(1, 900)),
                    value.format(rng.uniform(1, 900)),
                ]
            )
            number += 1
    return ["指标", "单位", "2017年", "2022年"], rows


def schools(rng: random.Random) -> tuple[Row, list[Row]]:
    """Schools with a figure."""
    rows = [
        [
            str(n),
            rng.choice(PLACES) + "镇",
            f"{rng.choice(PLACES)}第{rng.choice(NUMERALS)}学校",
            rng.choice(KINDS),
            f"{rng.uniform(1, 9):.2f}" if rng.random() < 0.7 else f"{rng.randint(1000, 9999):,}.50",
        ]
        for n in range(1, rng.randint(12, 24))
    ]
    return ["序号", "镇名称", "学校名称", "办学类型", "生均面积"], rows


def statistics(rng: random.Random) -> tuple[Row, list[Row]]:
    """Figures by place, with a total."""
    rows = [
        [
            f"{rng.choice(PLACES)}{rng.choice(['镇', '街道', '乡'])}",
            str(rng.randint(3, 90)),
            f"{rng.uniform(1, 90):.2f}",
            f"{rng.uniform(1, 30):.1f}%",
            rng.choice(["", "新设", "已验收"]),
        ]
        for _ in range(rng.randint(10, 26))
    ]
    rows.append(["合计", str(sum(int(row[1]) for row in rows)), "", "", ""])
    return ["镇名称", "户数", "面积", "覆盖比例", "备注"], rows


def standards(rng: random.Random) -> tuple[Row, list[Row]]:
    """Two columns: a task over several standards."""
    rows = []
    number = 1
    for _ in range(rng.randint(4, 6)):
        for item in range(rng.randint(2, 5)):
            task = rng.choice(VERBS) + rng.choice(THINGS)
            rows.append([task if item == 0 else "", f"{number}.{sentence(rng)}"])
            number += 1
    return ["主要任务", "标准"], rows


def chapters(rng: random.Random) -> tuple[Row, list[Row]]:
    """Named items under headings; some have two rows, and a name mostly says what its text is."""
    rows: list[Row] = []
    number = 1
    double, silent = rng.choice([0.04, 0.1, 0.25]), rng.choice([0.1, 0.25])
    for part in range(rng.randint(3, 6)):
        rows.append([f"（{NUMERALS[part]}）{rng.choice(VERBS)}{rng.choice(MATTERS)}工作", "", ""])
        for _ in range(rng.randint(3, 6)):
            topic = rng.choice(MATTERS) + rng.choice(THINGS)
            for half in range(1 + (rng.random() < double)):
                text = sentence(rng)
                if rng.random() < (0.3 if half else 1 - silent):
                    text = f"{rng.choice(VERBS)}全县{topic}，{rng.choice(GOALS)}。{text}"
                name = "" if half else f"{number}.{rng.choice(VERBS)}{topic}"
                rows.append([name, text, agencies(rng)])
            number += 1
    return ["工作任务", "工作要求", "责任单位"], rows


TABLES: list[Callable[[random.Random], tuple[Row, list[Row]]]] = [
    tasks,
    duties,
    marks,
    figures,
    schools,
    statistics,
    standards,
]


def line(row: Sequence[str]) -> str:
    return "\t".join(row)


def simulate(seed: int, *, named: bool = False) -> Case:
    """One table with one kind of damage, or two; ``named``: of items whose names tell."""
    rng = random.Random(seed)
    damages = NAMED if named else DAMAGES
    head, rows = (chapters if named else rng.choice(TABLES))(rng)
    wanted = [list(row) for row in rows]
    cuts = sorted(rng.sample(range(3, len(rows) - 2), rng.randint(1, 3)))
    bounds = [0, *cuts, len(rows)]
    pieces = [list(range(a, b)) for a, b in pairwise(bounds)]
    lines = {n: line(row) for n, row in enumerate(rows)}
    touched: set[int] = set()
    damage = rng.choice(list(damages))
    extra = damages[damage](rng, rows, wanted, lines, pieces, touched)
    repeat = rng.random() < 0.5
    heads = {}
    if "lost" in extra and rng.random() < 0.5 and len(head) > 3:
        number, at = map(int, extra["lost"].split())
        heads[number] = line([*head[:at], *head[at + 1 :]])
        extra["bare"] = "-1"
        repeat = True
    if "heads" in extra:
        at = int(extra["heads"])
        extra["head"] = line([*head[:at], f"{head[at]} {head[at + 1]}", *head[at + 2 :]])
        touched.add(len(wanted))
        wanted.append(list(head))
        repeat = False
    out = []
    for number, piece in enumerate(pieces):
        block = [lines[n] for n in piece]
        if number == 0:
            block.insert(0, extra.get("head", line(head)))
            if "caption" in extra:
                block.insert(0, line([extra["caption"], *[""] * (len(head) - 1)]))
        elif repeat and number != int(extra.get("bare", "-1")):
            block.insert(0, heads.get(number, line(head)))
        if number == int(extra.get("pipes", "-1")):
            width = len(head)
            rule = "|" + "---|" * width
            bars = ["| " + " | ".join(text.split("\t")) + " |" for text in block]
            top = [bars[0], rule] if repeat else ["| " + " | ".join([""] * width) + " |", rule]
            block = [*top, *(bars[1:] if repeat else bars)]
        out.append("\n".join(block))
    text = "工作分工表\n\n" + "\n\n".join(out) + "\n\n以上请认真落实。\n"
    return Case(text, wanted, touched, damage)


Extra = dict[str, str]


def lost_column(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A piece without its first column; what stood there is gone."""
    if len(rows[0]) < 3:
        return {}
    number = rng.randrange(1, len(pieces))
    for n in pieces[number]:
        if len([cell for cell in rows[n] if cell]) == 1:
            continue
        wanted[n][0] = ""
        lines[n] = line(rows[n][1:])
        touched.add(n)
    return {"bare": str(number), "lost": f"{number} 0"}


def lost_inner_column(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A piece without one of its inner columns."""
    if len(rows[0]) < 3:
        return {}
    number = rng.randrange(1, len(pieces))
    at = rng.randrange(1, len(rows[0]))
    for n in pieces[number]:
        if len([cell for cell in rows[n] if cell]) == 1:
            lines[n] = line(rows[n][:-1])
            continue
        wanted[n][at] = ""
        lines[n] = line([*rows[n][:at], *rows[n][at + 1 :]])
        touched.add(n)
    return {"bare": str(number), "lost": f"{number} {at}"}


def words(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A piece parted by blanks."""
    number = rng.randrange(1, len(pieces))
    if not rows[0][0].isdigit():
        return {}
    for n in pieces[number]:
        lines[n] = " ".join(rows[n])
        touched.add(n)
    return {"bare": str(number)}


def empty_first_lost(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Rows of a piece that begin with an empty cell lose it, and the others as well."""
    number = rng.randrange(1, len(pieces))
    if any(rows[n][0] for n in pieces[number]):
        return spurious_column(rng, rows, wanted, lines, pieces, touched)
    for n in pieces[number]:
        lines[n] = line(rows[n][1:])
        touched.add(n)
    return {"bare": str(number)}


def spurious_column(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A piece with an empty column too many."""
    number = rng.randrange(1, len(pieces))
    at = rng.randint(1, len(rows[0]))
    for n in pieces[number]:
        lines[n] = line([*rows[n][:at], "", *rows[n][at:]])
        touched.add(n)
    return {"bare": str(number)}


def shifted_row(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Single rows whose cells stand one place too far right or left."""
    for n in rng.sample(range(len(rows)), 2):
        row = rows[n]
        if sum(map(bool, row)) < 2:
            continue
        if not row[-1]:
            lines[n] = line(["", *row[:-1]])
        elif not row[0]:
            lines[n] = line([*row[1:], ""])
        else:
            lines[n] = line(["", *row])
        touched.add(n)
    return {}


def tags(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Paragraph tags in the cells of a piece."""
    for n in pieces[rng.randrange(len(pieces))]:
        lines[n] = line([f"<p>{cell}</p>" if cell else "" for cell in rows[n]])
        touched.add(n)
    return {}


def pipes(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A piece written as a pipe table."""
    number = rng.randrange(1, len(pieces))
    touched.update(pieces[number])
    return {"pipes": str(number)}


def caption(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """The caption as first row."""
    return {"caption": "表1 年度主要目标"}


def joined_heads(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Nothing but the cuts: the plain case."""
    return {}


def cut_row(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """The last row of a piece goes on on the next page."""
    number = rng.randrange(len(pieces) - 1)
    n = pieces[number][-1]
    row = rows[n]
    if not row[0].isdigit() or len(row) != 3:
        return {}
    text, who = row[1], row[2]
    at = rng.randrange(2, len(text) - 2)
    while text[at - 1] in "。，":
        at += 1
    short = len(who) - 1 if "、" in who else len(who)
    lines[n] = line([row[0], text[:at], who[:short]])
    lines[n] += "\n\n" + line(["", text[at:], who[short:]])
    # The halves lie on two pages: the next piece follows without another blank line.
    following = pieces[number + 1][0]
    half, rest = lines[n].split("\n\n")
    lines[n] = half
    lines[following] = rest + "\n" + lines[following]
    touched.add(n)
    return {}


def cells_together(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Two neighbouring cells of single rows in one."""
    for n in rng.sample(range(len(rows)), 2):
        row = rows[n]
        places = [at for at in range(len(row) - 1) if row[at] and row[at + 1]]
        if not places:
            continue
        at = rng.choice(places)
        lines[n] = line([*row[:at], f"{row[at]} {row[at + 1]}", *row[at + 2 :]])
        touched.add(n)
    return {}


def cell_in_two(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A cell of single rows cut by a tab."""
    for n in rng.sample(range(len(rows)), 2):
        row = rows[n]
        places = [at for at in range(len(row)) if len(row[at]) > 9]
        if not places:
            continue
        at = rng.choice(places)
        cut = rng.randrange(4, len(row[at]) - 3)
        lines[n] = line([*row[:at], row[at][:cut], row[at][cut:], *row[at + 1 :]])
        touched.add(n)
    return {}


def heads_together(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Two heads in one cell; the header is checked like a row."""
    if len(rows[0]) < 3:
        return {}
    return {"heads": str(rng.randrange(len(rows[0]) - 1))}


DAMAGES: dict[str, Callable[..., Extra]] = {
    "lost column": lost_column,
    "lost inner column": lost_inner_column,
    "words": words,
    "lost empty column": empty_first_lost,
    "spurious column": spurious_column,
    "shifted rows": shifted_row,
    "tags": tags,
    "pipes": pipes,
    "caption": caption,
    "cut only": joined_heads,
    "cut row": cut_row,
    "cells together": cells_together,
    "cell in two": cell_in_two,
    "heads together": heads_together,
}


def names_up(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """The second row of an item gets the next item's name, and so on to the next heading."""
    starts = [
        n
        for piece in pieces
        for n in piece[1:]
        if not rows[n][0] and rows[n][1] and len(_names_from(rows, piece, n + 1)) >= 2
    ]
    if not starts:
        return {}
    start = rng.choice(starts)
    piece = next(piece for piece in pieces if start in piece)
    below = _names_from(rows, piece, start + 1)
    run = [start, *below]
    for n, name in zip(run, [*(rows[n][0] for n in below), ""], strict=True):
        lines[n] = line([name, *rows[n][1:]])
        touched.add(n)
    return {}


def _names_from(rows: list[Row], piece: list[int], start: int) -> list[int]:
    """The rows of a piece from one on that have a name, up to one without or a heading."""
    found = []
    for n in range(start, piece[-1] + 1):
        if not rows[n][0] or not rows[n][1]:
            break
        found.append(n)
    return found


def name_down(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """The name of the first item under a heading stands beside the item's second row."""
    places = _double_under_heading(rows)
    if not places:
        return {}
    n = rng.choice(places)
    lines[n] = line(["", *rows[n][1:]])
    lines[n + 1] = line([rows[n][0], *rows[n + 1][1:]])
    touched.update((n, n + 1))
    return {}


def names_down(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """Names stand one row too low, down to the second row of an item, which gets its name."""
    places = [
        (start, end)
        for piece in pieces
        for end in piece[2:]
        if not rows[end][0]
        for start in range(end - 2, max(end - 6, piece[0] - 1), -1)
        if all(rows[n][0] and rows[n][1] for n in range(start, end))
    ]
    if not places:
        return {}
    start, end = rng.choice(places)
    run = range(start, end + 1)
    for n, name in zip(run, ["", *(rows[n][0] for n in run[:-1])], strict=True):
        lines[n] = line([name, *rows[n][1:]])
        touched.add(n)
    return {}


def _double_under_heading(rows: list[Row]) -> list[int]:
    return [
        n
        for n in range(1, len(rows) - 1)
        if not rows[n - 1][1] and rows[n][0] and rows[n][1] and not rows[n + 1][0]
    ]


def heading_with_text(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A page of one column too many, on which a heading took the first row under it."""
    number = rng.randrange(1, len(pieces))
    for n in pieces[number]:
        lines[n] = line([*rows[n], ""])
        touched.add(n)
    places = [n for n in _double_under_heading(rows) if {n - 1, n, n + 1} <= {*pieces[number]}]
    for n in places[:1]:
        lines[n - 1] = line([rows[n - 1][0], "", *rows[n][1:]])
        lines[n] = line([rows[n][0], *rows[n + 1][1:], ""])
        del lines[n + 1]
        pieces[number].remove(n + 1)
    return {"bare": str(number)}


def paragraphs(rng, rows, wanted, lines, pieces, touched) -> Extra:
    """A page between two others as paragraphs: names over texts, and what is responsible below."""
    middle = [piece for piece in pieces[1:-1] if all(rows[n][0] for n in piece)]
    if not middle:
        return {}
    piece = rng.choice(middle)
    for n in piece:
        lines[n] = "\n".join(cell for cell in rows[n][:-1] if cell) + "\n"
        touched.add(n)
    lines[piece[-1]] += "".join(f"\n{rows[n][-1]}\n" for n in piece if rows[n][-1]).rstrip("\n")
    return {"bare": str(pieces.index(piece))}


#: What happens to tables of named items, and some of what happens to all.
NAMED: dict[str, Callable[..., Extra]] = {
    "names up": names_up,
    "name down": name_down,
    "names down": names_down,
    "heading with text": heading_with_text,
    "paragraphs": paragraphs,
    "spurious column": spurious_column,
    "cut only": joined_heads,
}
