"""Letter-spaced words.

## What it does
With `--normalize spacing`, writes a letter-spaced title or heading closed: `目 录` → `目录`,
`第一章 总 则` → `第一章 总则`, `实 施 意 见` → `实施意见`.

## Why it happens
Printers space short titles; the text keeps the white space as blanks.

## Example
A line `附 则` becomes `附则`.

## Safety
A normalisation, off unless asked for. Only where every hanzi of the line (after 第一章 and its
like) stands by itself and the whole is a word or words; names (王 飞) and rows of rosters,
lists and grids keep their blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.names.persons import is_person_name
from repair.nearby import line_around
from repair.normalising import HANZI, kept
from repair.patterns import lazy
from repair.rules import Rule
from repair.words.lexicon import frequency, segment

RULE = Rule("NM021", "letter-spacing", Stage.NORMALISE, Safety.SAFE, normalises="spacing")

#: Where to look: a hanzi by itself at a line end.
_LAST = lazy(rf"[ \u3000][{HANZI}](?=[ \u3000*]*(?:\n|\Z))")
_SPACED = lazy(
    rf"[ \u3000]*(?:\#{{1,6}} )?(?:\*\*)?(?:第[一二三四五六七八九十百]+[章节编][ \u3000]+)?"
    rf"([{HANZI}](?:[ \u3000]{{1,4}}[{HANZI}]){{1,7}})(?:\*\*)?[ \u3000]*\Z"
)
#: Words that head a part of a document; they are no names though 高, 方, 附 may begin one.
_TITLES = frozenset(
    (
        "目录", "总则", "附则", "分则", "附件", "公报", "通知", "通告", "公告", "决定", "决议",
        "意见", "办法", "方案", "规定", "规则", "细则", "条例", "名单", "说明", "前言", "序言",
        "引言", "报告", "请示", "批复", "命令", "纪要", "附录", "附表", "罚则", "目次", "绪论",
        "结语", "简介",
    )
)  # fmt: skip


def find(context: Context) -> Iterator[Fix]:
    """Every letter-spaced line."""
    text = context.text
    for last in _LAST.finditer(text):
        start, end = line_around(text, last.start())
        match = _SPACED.match(text, start, end)
        if match is None:
            continue
        word = re.sub(r"[ \u3000]", "", match[1])
        # 总则 and 第一章 are no rows of a roster; to find those takes long.
        certain = word in _TITLES or "章" in text[start : match.start(1)]
        if not certain and not _is_title(word):
            continue
        if not certain and len(word) < 4 and match.start(1) in context.get(kept):
            continue
        for blank in re.finditer(r"[ \u3000]+", match[1]):
            yield Fix(
                match.start(1) + blank.start(),
                match.start(1) + blank.end(),
                "",
                f"{word} is letter-spaced",
                group=str(match.start(1)),
            )


def _is_title(word: str) -> bool:
    if len(word) <= 3 and is_person_name(word):
        return False
    return all(len(part) > 1 and frequency(part) for part in segment(word))
