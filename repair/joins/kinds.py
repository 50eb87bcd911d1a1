"""What a line looks like by itself: where a sentence stands at its end and at its start.

The levels are those of GB/T 9704—2012 (一、 （一） 1. （1）) and of law texts (第…条).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from repair.patterns import lazy

#: A line that begins like this begins a paragraph, an item or a heading of its own.
MARK = lazy(
    r"第[一二三四五六七八九十百零〇]+(?:[章节条编款期批](?![、，,])|回[ \u3000])"
    r"|第\d{1,3}[章节条编款期](?!的)"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[一二三四五六七八九十]是"
    r"|[(（][一二三四五六七八九十]{1,3}[)）]|[(（]\d{1,2}[)）](?!号)"
    r"|\d{1,3}[.．](?![\d%])|\d{1,3}、(?!\d)|[①-⑳]|——|--|[•●■◆★]"
    # 9.3.5, A.2.1 and, before wide blanks, 4 and 9.3: the levels of standards.
    r"|\d{1,2}(?:\.\d{1,2}){2,4}(?![\d.])|[A-Z](?:\.\d{1,2}){1,3}(?=[ \u3000])"
    r"|\d{1,2}(?:\.\d{1,2})?(?:  +|\u3000+)(?=[一-龥])"
    r"|附件|附表|附录|专栏|注[:：]|备注|责任(?:单位|部门)[:：]|牵头(?:单位|部门)[:：]"
    r"|参加?与?(?:单位|部门)[:：]|联系(?:人|电话)|抄送|主题词|[表图] ?\d|序号|单位[:：]"
    r"|【|\[\d{1,3}\](?![，。；、,;])|(?:Fig|Tab)(?:ure|le|\.)? ?\d"
)
#: A short name and a colon: 收稿日期：, 作者简介：, 来源：, Abstract:
LABEL = lazy(r"[\u4e00-\u9fff（）() ]{2,8}[:：]|[A-Z][A-Za-z ]{1,20}[:：]")
_HANZI = lazy(r"[\u4e00-\u9fff]")
#: A point behind these ends a sentence.
_STOPPED = lazy(r"[\u4e00-\u9fff%％)）]")
#: Signs of other scripts, of code, formulas and addresses; gazettes narrow 。，（） to ASCII.
_FOREIGN = re.compile(r"[\u3041-\u30faA-Za-z_\\{}$=<>`/#&@^~*+\"]")
_ENDS_FOREIGN = re.compile(
    r"[A-Za-z_\\{}$=<>`/&@^~*+][-\w_\\{}$=<>`/&@^~*+.()（）\[\]]*$", re.ASCII
)
#: Sentence or clause ends; what follows may be a new paragraph.
TERMINAL = frozenset("。！？；：!?;:…")
#: No sentence breaks off behind these.
WHOLE = frozenset("。！？!?．｡：:；;")
CLOSERS = frozenset(")）]］】〕』」》〉”’")
OPENERS = frozenset("(（[［【〔『「《〈“‘")
PAIRS = {
    ")": "(", "）": "（", "]": "[", "］": "［", "】": "【", "〕": "〔",
    "』": "『", "」": "「", "》": "《", "〉": "〈", "”": "“", "’": "‘",
}  # fmt: skip
COMMAS = frozenset("，,、")

LEVEL = lazy(
    r"^(?:第[一二三四五六七八九十百零\d]+[章节条]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|附件|专栏|附表)"
)
"""A level mark of a heading or an item."""
DOCUMENT_NUMBER = lazy(
    r"[(（]?[\u4e00-\u9fff]{2,9} ?[\u4e00-\u9fff〔\[［(（【] ?\d{4} ?"
    r"[\u4e00-\u9fff〕\]］)）】] ?第?\d{1,4} ?号[)）]?(?: ?[(（]\d+[)）])?"
)
DATE = re.compile(
    r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
    r"|[二一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
#: Lines that say when a law was passed stand one under another.
PASSED = re.compile(r"(?:通过|修正|修订|公布|发布|批准|施行)$")
_POST = re.compile(r"(?:长|任|员|记|理|席|师|编|处|队|事|[(（][^)）]*[)）])$")
_ROW = lazy(r"^(?!第)(?:[\u4e00-\u9fff] ?[\u4e00-\u9fff]{0,2} ?[\u4e00-\u9fff]{0,2}[:：] ?)?"
                  r"[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3}[ \t]+[^。；]{2,40}$")  # fmt: skip
_BRACKET_ROW = re.compile(r"[^，,。；;()（）]{2,16}[(（][^()（）。]{2,40}[)）]$")
TITLE_END = re.compile(
    r"(?:通知|通报|公告|通告|意见|决定|决议|命令|办法|方案|规定|规划|细则|制度|计划|批复|函|报告"
    r"|章程|纲要|要点|预案|名单|名录|目录|标准|请示|公报|条例|规程|规则|一览表|分工表|情况表)"
    r"(?: ?[(（](?:试行|暂行|草案|修订|修订稿|征求意见稿|[\d—－\-~～ ]+年?)[)）])?$"
)
TITLE_START = lazy(r"(?:[\u4e00-\u9fff]{2,20}(?:政府|办公室|办公厅|委员会) ?)?关于")


class End(StrEnum):
    """How a line ends."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    """With ；"""
    COLON = "colon"
    COMMA = "comma"
    OPENER = "opener"
    WORD = "word"


class Start(StrEnum):
    """How a line starts."""

    MARK = "mark"
    CLOSER = "closer"
    """With a sign that cannot begin a line: 、，。；）》”"""
    BRACKET = "bracket"
    PLAIN = "plain"


#: The mark of a footnote behind a sentence: 。3, 。”[12], ？①
_NOTE_MARK = re.compile(r"(?<=[。！？”])(?:\d{1,3}|\[\d{1,3}\]|[①-⑳])$")
#: With the sign before it.
_LONGEST_NOTE = 6
#: Speech that ends (with straight quotes), or that breaks off: ——”
_SPOKEN_END = re.compile(r"[。！？!?.…．][\"'“‘]$|—[”’\"]$")


@lru_cache(maxsize=8192)
def end_of(text: str) -> End:
    """How a (stripped, unmarked) line ends.

    A closing bracket or quote ends what stood before it: 。(…负责) ends a sentence,
    村(社区) ends a word. Most lines stay as they are from round to round.
    """
    if note := _NOTE_MARK.search(text[-_LONGEST_NOTE:]):
        text = text[: -len(note[0])]
    at = 0 if _SPOKEN_END.search(text, max(len(text) - 2, 0)) else len(text)
    while at:
        sign = text[at - 1]
        if sign in CLOSERS:
            opener = text.rfind(PAIRS[sign], 0, at - 1)
            if sign in ")）":
                at = _opener_of(text, at - 1)
                if at <= 0:
                    return End.SENTENCE
                continue
            if opener < 0:
                return End.SENTENCE if text[at - 2 : at - 1] in TERMINAL else End.WORD
            at -= 1
            if text[at - 1] in TERMINAL:
                return End.SENTENCE
            if sign in "》〉":
                return End.WORD
            continue
        if sign in "。！？!?…．｡" or (sign == "." and _STOPPED.match(text, at - 2)):
            return End.SENTENCE
        if sign in "；;":
            return End.CLAUSE
        if sign in "：:":
            return End.COLON
        if sign in COMMAS:
            return End.COMMA
        if sign in OPENERS or sign in "—-":
            return End.OPENER
        return End.WORD
    return End.SENTENCE


def _opener_of(text: str, closer: int) -> int:
    """Where the round bracket opens that closes at an offset, whatever their width; or -1."""
    if text[closer - 1] in "。！？":
        # A whole sentence in brackets.
        return -1
    depth = 0
    for at in range(closer, -1, -1):
        depth += (text[at] in ")）") - (text[at] in "(（")
        if not depth:
            return at
    return -1


def is_chinese(text: str) -> bool:
    """Whether a line is Chinese text: no code, formula, number, or line of another script."""
    foreign = len(_FOREIGN.findall(text))
    return not text.isascii() and (not foreign or len(_HANZI.findall(text)) >= foreign)


def ends_foreign(text: str) -> bool:
    """Whether a line ends with letters, code or an address.

    >>> ends_foreign("详见 https://example.org/a)"), ends_foreign("村(社区)")
    (True, False)
    """
    return _ENDS_FOREIGN.search(text) is not None


def start_of(text: str) -> Start:
    """How a (stripped, unmarked) line starts."""
    first = text[:1]
    if MARK.match(text):
        return Start.MARK
    if first in CLOSERS or first in "，,、。；;：:！？":
        return Start.CLOSER
    if first in "(（":
        return Start.BRACKET
    return Start.PLAIN


def is_row(text: str) -> bool:
    """Whether a line looks like a row of a name list: a name, a blank, a post.

    >>> is_row("王 旭 区农业局副局长"), is_row("到 2020 年完成。"), is_row("第八条 学校设委员")
    (True, False, False)
    """
    if len(text) > 48 or "。" in text:
        return False
    if text[-1:] in ")）" and _BRACKET_ROW.match(text):
        return True
    return bool(_ROW.match(text) and _POST.search(text))


@lru_cache(maxsize=2048)
def open_brackets(text: str) -> str:
    """The brackets and quotes a text leaves open, outermost first.

    Round brackets pair whatever their width; a closer without its opener is passed over.
    """
    stack: list[str] = []
    for found in _BRACKETS.findall(text):
        sign = _FOLD.get(found, found)
        if sign in OPENERS:
            stack.append(sign)
        elif PAIRS.get(sign) in stack:
            while stack.pop() != PAIRS[sign]:
                pass
    return "".join(stack)


_FOLD = {"（": "(", "）": ")", "［": "[", "］": "]"}
_BRACKETS = re.compile("[" + re.escape("".join(OPENERS | CLOSERS)) + "]")


def closes(text: str, opened: str) -> bool:
    """Whether a text closes the innermost bracket of ``opened`` before it opens one like it."""
    sign = opened[-1]
    depth = 1
    for found in _BRACKETS.findall(text):
        other = _FOLD.get(found, found)
        if other == sign:
            depth += 1
        elif PAIRS.get(other) == sign:
            depth -= 1
            if not depth:
                return True
    return False
