"""A word that stands twice in a row by mistake.

## What it does
Finds a word of two or four hanzi that stands twice in a row inside a sentence and
deletes one copy.

## Why it happens
A model that reads a page keeps its place by what it wrote last; at a line's end it
may write a word again. A printed page seldom does.

## Example
`切实加强加强对资金的监督` → `切实加强对资金的监督`

## Safety
Only verbs, adverbs and joining words that never stand twice (加强, 以及) are looked at,
and words of four characters; 规定规定 may be noun and verb. Both copies must be whole words
of the best segmentation (大队|大队长 and 集装箱|装箱 are not). Safe when the doubled form
stands at three places at most: in 60 MB of sound text of all kinds such verbs stood twice
at two places, both of them mistakes. Words of four characters are only looked at where what
is left reads as it does elsewhere in the text. A heading behind its number with a text that
begins alike (三、培训时间培训时间为), reduplications of speech (研究研究), calls
(快来救我快来救我！), X再X and X不X, and short lines such as table cells are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule
from repair.words.lexicon import segment
from repair.words.repeats import repeats_of

RULE = Rule("CH001", "doubled-word", Stage.SIGNS, Safety.SAFE)

#: Verbs that need an object, adverbs and joining words: never right twice in a row. Words
#: that are nouns as well may be (按规定规定应当, 上一年度年度报告): eight places in 8.7
#: million characters of law, and not one of them a mistake.
_NEVER_TWICE = (
    "加强 提高 推进 促进 完善 落实 开展 加大 加快 建立 健全 做好 抓好 "
    "强化 深化 优化 引导 鼓励 支持 推动 确保 坚持 贯彻 制定 进行 予以 "
    "给予 履行 承担 负责 严格 切实 积极 认真 全面 不断 及时 逐步 充分 大力 "
    "着力 按照 通过 围绕 对于 关于 以及 或者 并且 但是 因此 为了 由于 如果 "
    "应当 必须 可以 能够 不得 其他 有关 相关 各级 实现 形成 构建 打造 "
    "营造 提升 增强 扩大 加以 明确 突出 把握 按期 完成 达到 超过 属于 成为 "
    "作为 具有 享有 包括 符合 违反 依法"
)
NEVER_TWICE = frozenset(_NEVER_TWICE.split())
_NUMERALS = re.compile("[一二三四五六七八九十百千万亿两几〇零第每不没]")
_WORD = re.compile("[\u4e00-\u9fff]+")
_HANZI_BEFORE = lazy("[\u4e00-\u9fff]*\\Z")
AROUND = 8
#: What stands twice at more places may be a manner of speaking.
PLACES = 3
_ITEM_MARK = lazy(
    r"(?:[一二三四五六七八九十]、|[(（][一二三四五六七八九十\d]{1,3}[)）]|(?:\d{1,2}[.．、])*\d{1,2}[.．、]?|[①-⑳])"
    r"[ \u3000]*\Z"
)


def find(context: Context) -> Iterator[Fix]:
    """Fixes for words that stand twice."""
    text = context.text
    for size in (2, 4):
        for start in context.get(repeats_of).offsets(size):
            word = text[start : start + size]
            if _WORD.fullmatch(word) and _mistake(text, start, word):
                fix = _fix(text, start, word)
                if fix is not None:
                    yield fix


def _mistake(text: str, start: int, word: str) -> bool:
    size = len(word)
    if _NUMERALS.search(word) or word[: size // 2] * 2 == word:
        return False
    after = text[start + 2 * size : start + 2 * size + 1]
    if after in (*"再不！!？?",) or (size == 2 and word not in NEVER_TWICE):
        return False
    return (
        not _headed(text, start, word)
        and _whole_words(text, start, word)
        and _in_a_sentence(text, start)
    )


def _headed(text: str, start: int, word: str) -> bool:
    """Whether the first copy is a heading and the second begins its text (三、培训时间)."""
    return len(word) > 2 and _ITEM_MARK.search(text, max(start - AROUND, 0), start) is not None


def _whole_words(text: str, start: int, word: str) -> bool:
    """Whether the best reading has a word boundary before, between and after the copies."""
    size = len(word)
    before = _HANZI_BEFORE.search(text[max(start - AROUND, 0) : start])
    lead = before[0] if before else ""
    run = _WORD.match(text, start, start + 2 * size + AROUND)
    rest = run[0] if run else word * 2
    cuts = {0}
    for token in segment(lead + rest):
        cuts.add(max(cuts) + len(token))
    here = len(lead)
    return {here, here + size, here + 2 * size} <= cuts


def _in_a_sentence(text: str, start: int) -> bool:
    """Whether the line is running text; cells and list entries may repeat themselves."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", start)
    line = text[low : high if high >= 0 else len(text)]
    return len(line) >= 20 and "\t" not in line and any(c in line for c in "，,。；;")


def _fix(text: str, start: int, word: str) -> Fix | None:
    """One copy goes. A verb that never stands twice needs no proof but that it is an accident."""
    size = len(word)
    end = start + 2 * size
    right = word + text[end : end + 1]
    left = text[max(start - 2, 0) : start] + word
    elsewhere = [
        part
        for part, count in ((left, text.count(left)), (right, text.count(right)))
        if count > 1 and part.strip() == part
    ]
    places = text.count(word + word)
    if size > 2 and not (elsewhere and places == 1):
        return None
    sure = places <= PLACES
    evidence = [f"{part} stands elsewhere in this text with one {word}" for part in elsewhere]
    return Fix(
        start + size,
        end,
        "",
        f"{word} stands twice in a row; one copy goes.",
        confidence=0.96 if sure else 0.7,
        safety=Safety.SAFE if sure else Safety.REVIEW,
        evidence=tuple(evidence) or (f"{word}{word} stands {text.count(word + word)} times",),
    )
