"""Makes line damage: wraps, pages, run-together lines. Imports nothing from the project."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

NO_START = set("，。、；：！？）》〉”’】〕」』,.;:!?)")
NO_END = set("（《〈“‘【〔「『(")


def width_of(char: str) -> float:
    """1 for a full-width character, a half for digits and Latin letters."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def wrap(paragraph: str, width: float, indent: float = 2.0) -> list[str]:
    """The printed lines of a paragraph: no line begins with 。 or ends with （."""
    lines: list[str] = []
    line, used = "", indent
    for char in paragraph:
        size = width_of(char)
        if used + size > width and line and char not in NO_START:
            carry = ""
            while line and (
                line[-1] in NO_END
                or (
                    (line[-1] + char).isascii()
                    and line[-1].isalnum()
                    and char.isalnum()
                    and len(carry) < 6
                )
            ):
                carry, line = line[-1] + carry, line[:-1]
            if not line:
                line, carry = carry, ""
            lines.append(line)
            line, used = carry, sum(map(width_of, carry))
        line += char
        used += size
    if line:
        lines.append(line)
    return lines


def pages(paragraphs: list[str], width: float, rows: int = 22) -> str:
    """Paragraphs as an extractor reads pages: cut at every page end, blank lines between."""
    blocks: list[str] = []
    room = rows
    for paragraph in paragraphs:
        lines = wrap(paragraph, width)
        while lines:
            part, lines = lines[:room], lines[room:]
            blocks.append("".join(part))
            room -= len(part)
            room = room or rows
    return "\n\n".join(blocks) + "\n"


def hard_wrapped(
    paragraphs: list[str], width: float, *, rows: int = 22, indent: str = "", blank: bool = False,
    head: str = "", number: str = "— {} —", feed: str = "", dropped: bool = False,
) -> str:  # fmt: skip
    """Every printed line a line, in pages of ``rows`` lines with a number and a running head.

    ``dropped``: paragraphs were indented in print, but the blanks were not read.
    """
    lines: list[str] = []
    for paragraph in paragraphs:
        part = wrap(paragraph, width, indent=2.0 if indent or dropped else 0.0)
        lines += [indent + part[0], *part[1:]]
        if blank:
            lines.append("")
    out: list[str] = []
    for page, at in enumerate(range(0, len(lines), rows), start=1):
        if head:
            out.append(head)
        out += lines[at : at + rows]
        if number:
            out.append(number.format(page))
        if feed and at + rows < len(lines):
            out[-1] += feed
    return "\n".join(out) + "\n"


_SUBJECTS = ["区农业局", "各镇政府", "区水务局", "有关部门", "项目单位", "区教育局", "街道办事处"]
_VERBS = ["负责", "组织", "加强", "完善", "落实", "推进", "做好", "健全"]
_OBJECTS = [
    "河道清理工作", "校舍安全检查", "绿化养护管理", "资金使用监督", "农村饮水工程", "信息公开制度",
    "应急救援预案", "群众来访接待", "道路维修改造", "食品安全宣传", "档案整理归档", "植树造林任务",
]  # fmt: skip
_TAILS = ["，确保按期完成", "，并及时上报进展情况", "，不得擅自改变用途", "，接受社会监督", ""]


def prose(rng: random.Random, sentences: int) -> str:
    """A paragraph of official prose without any sense."""
    out = []
    for _ in range(sentences):
        clauses = [
            rng.choice(_SUBJECTS) + rng.choice(_VERBS) + rng.choice(_OBJECTS)
            for _ in range(rng.randint(1, 3))
        ]
        out.append("，".join(clauses) + rng.choice(_TAILS) + "。")
    return "".join(out)


def document(seed: int, blocks: int = 60) -> list[str]:
    """Headings, items and paragraphs in the order of GB/T 9704."""
    rng = random.Random(seed)
    numerals = "一二三四五六七八九"
    out = ["区农业管理办法"]
    part = item = 0
    for _ in range(blocks):
        kind = rng.random()
        if kind < 0.1 and part < 9:
            out.append(f"{numerals[part]}、{rng.choice(_VERBS)}{rng.choice(_OBJECTS)}")
            part, item = part + 1, 0
        elif kind < 0.35 and item < 9:
            out.append(f"（{numerals[item]}）{rng.choice(_OBJECTS)}。{prose(rng, 2)}")
            item += 1
        else:
            out.append(prose(rng, rng.randint(1, 5)))
    return out


def gazette(seed: int, documents: int = 6) -> list[str]:
    """Blocks of an issue: issuers, titles, items, headings over text, units, lists."""
    rng = random.Random(seed)
    out: list[str] = []
    for number in range(1, documents + 1):
        out += ["东湖区人民政府", f"关于印发{rng.choice(_OBJECTS)}方案的通知"]
        out += [f"东政发〔2017〕{number}号", "各镇人民政府，区政府各部门：", prose(rng, 2)]
        for item in range(1, 8):
            out.append(f"{item}. {rng.choice(_OBJECTS)}。{prose(rng, rng.randint(1, 2))}")
        for item in range(1, 7):
            out += [f"{item}. {rng.choice(_OBJECTS)}项目", prose(rng, 1)]
        for part in "一二三四五":
            out.append(f"{part}是{rng.choice(_VERBS)}{rng.choice(_OBJECTS)}。{prose(rng, 1)}")
            out.append(f"责任单位：{rng.choice(_SUBJECTS)}，各镇人民政府。")
        for item in range(1, 5):
            out.append(f"（{item}）{rng.choice(_VERBS)}{rng.choice(_OBJECTS)}；")
        out += [f"（5）其他{rng.choice(_OBJECTS)}。", prose(rng, 2)]
    return out


def run_together(blocks: list[str], seed: int, share: float) -> tuple[str, int]:
    """A text in which some neighbours became one line, and how many did."""
    rng = random.Random(seed)
    lines = [blocks[0]]
    made, last = 0, False
    for above, below in pairwise(blocks):
        if not last and rng.random() < share and _may_meet(above, below):
            gap = " " if above[-1] not in "。；" or below.startswith("关于") else ""
            lines[-1] += gap + below
            made, last = made + 1, True
        else:
            lines.append(below)
            last = False
    return "\n\n".join(lines) + "\n", made


def _may_meet(above: str, below: str) -> bool:
    """The kinds of neighbours that extractors run together."""
    if above.endswith("各部门：") or (below.startswith(("一是", "1. ")) and "。" in above):
        return True
    if below.startswith(("责任单位：", "关于")) or above.startswith(("责任单位：", "（5）")):
        return not below[0].isdigit()
    if above[0].isdigit():
        return below[0].isdigit() == ("。" in above) and not below.startswith("1.")
    return False
