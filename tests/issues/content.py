"""What an issue of a gazette holds: cover, contents, documents, annexes."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests import roster_damage, table_damage
from tests.issues import words
from tests.simulate_ciphers import Damage, damage

_START = re.compile(r"一、|第[一二三]章|第[一二三]条|[（(]一[）)]")
_HEADING = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,4}[章节条]|\d+[.．、]"
)
_LONGEST, _SHORTEST = 3500, 500


@dataclass
class Block:
    """One paragraph, line or table as printed.

    ``rows`` are what a table or roster should become; its ``text`` is then already damaged.
    """

    kind: str
    text: str
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Document:
    """One document, with what its contents entry says."""

    title: str
    blocks: list[Block]


def passages(folders: Sequence[Path]) -> list[list[str]]:
    """Stretches of sound texts that begin with a first heading: bodies for documents.

    A stretch ends before a line that is neither a sentence nor a heading.
    """
    found: list[list[str]] = []
    for folder in folders:
        for path in [folder] if folder.is_file() else sorted(folder.glob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += _stretches([line.strip() for line in text.split("\n") if line.strip()])
    return found


def _stretches(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = []
    part: list[str] = []
    for line in [*lines, ""]:
        ends = not line.endswith(("。", "；", "：", "”", "）")) and not (
            len(line) < 40 and _HEADING.match(line)
        )
        if part and (ends or (_START.match(line) and sum(map(len, part)) > _SHORTEST)):
            if sum(map(len, part)) > _SHORTEST:
                found.append(part)
            part = []
        if not ends and (part or _START.match(line)) and sum(map(len, part)) < _LONGEST:
            part.append(re.sub(r"[ \u3000\t]+", " ", line))
    return found


def printed(text: str) -> str:
    """A text with the signs of print: full-width punctuation, narrow figures and letters."""
    return damage(text, Damage({})).text


def document(rng: random.Random, place: str, number: int, body: Sequence[str]) -> Document:
    """Issuer, title, number, addressee, body, signature, date, and annexes now and then."""
    year = rng.randint(2015, 2021)
    topic = rng.choice(words.TOPICS)
    title = f"关于{rng.choice(words.DEEDS)}{topic}工作的{rng.choice(words.FORMS)}"
    if rng.random() < 0.6:
        what = rng.choice(["实施方案", "要点", "办法（试行）"])
        title = f"关于印发{place}{year}年{topic}工作{what}的通知"
    office = rng.random() < 0.5
    issuer = f"{place}人民政府{'办公室' if office else ''}"
    sign = f"{place[0]}政{'办' if office else ''}{rng.choice(['发', '字', '函'])}"
    blocks = [
        Block("issuer", issuer),
        Block("title", title),
        Block("number", f"{sign}〔{year}〕{number}号"),
        Block("addressee", "各镇人民政府、街道办事处，区政府各部门，各有关单位："),
        Block("paragraph", _opening(rng, place, topic, year)),
    ]
    blocks += [Block(_kind(line), line) for line in map(printed, body)]
    roster, table = rng.random() < 0.4, rng.random() < 0.4
    names = [f"{topic}领导小组成员名单"] * roster + [f"{topic}任务分工表"] * table
    if len(names) == 1:
        blocks.append(Block("annex", f"附件：{names[0]}"))
    blocks += [Block("annex", f"附件：{n}. {x}" if n == 1 else f"{n}. {x}")
               for n, x in enumerate(names, 1) if len(names) > 1]  # fmt: skip
    blocks.append(Block("signature", issuer))
    blocks.append(Block("date", f"{year}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"))
    if roster:
        blocks += [Block("heading", f"{place}{names[0]}"), _roster(rng)]
    if table:
        blocks += [Block("heading", f"{place}{names[-1]}"), _table(rng)]
    return Document(title, blocks)


def _opening(rng: random.Random, place: str, topic: str, year: int) -> str:
    cited = rng.random() < 0.5
    law = f"《{place[0]}陵市人民政府关于转发〈{topic}规划〉的通知》" if cited else "上级有关文件"
    number = (
        f"（{rng.choice('鲁苏浙皖')}政发〔{year - 1}〕{rng.randint(1, 99)}号）" if cited else ""
    )
    return (
        f"为进一步做好{topic}工作，根据{law}{number}精神，结合实际，现提出如下意见，"
        f"请认真贯彻执行。{words.sentence(rng)}"
    )


def _kind(line: str) -> str:
    return "heading" if len(line) < 40 and _HEADING.match(line) and line[-1] not in "。；" else (
        "item" if _HEADING.match(line) else "paragraph"
    )  # fmt: skip


def _roster(rng: random.Random) -> Block:
    case = roster_damage.simulate(rng.randrange(10**6))
    rows, before = [], ""
    for role, name, post in case.rows:
        rows.append(["" if role == before else role, name, post])
        before = role
    return Block("roster", case.text.strip("\n"), rows)


def _table(rng: random.Random) -> Block:
    case = table_damage.simulate(rng.randrange(10**6))
    return Block("table", case.text.strip("\n"), case.rows)


def issue(rng: random.Random, bodies: Sequence[Sequence[str]], documents: int) -> list[Document]:
    """The documents of an issue; the first holds cover and contents page."""
    place = rng.choice(words.PLACES)
    year, number = rng.randint(2015, 2021), rng.randint(1, 12)
    found = []
    for n in range(documents):
        body = rng.choice(bodies) if bodies else words.passage(rng)
        found.append(document(rng, place, rng.randint(1, 90) + n, body))
    cover = [Block("cover", f"{place}人民政府公报"), Block("cover", f"{year}年第{number}期")]
    entries, page = [], 1
    for one in found:
        entries.append(Block("entry", f"{one.title}……………{page}"))
        page += rng.randint(2, 9)
    contents = [Block("cover", "目 录"), Block("cover", "政府文件"), *entries]
    return [Document("", cover), Document("", contents), *found]
