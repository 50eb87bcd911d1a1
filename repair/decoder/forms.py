"""Forms that sound text does not have, by the class of sign that is garbled in them.

Each pattern starts with a plain character where it can and is tried only when plain
strings it needs are in the text, so that sound text is passed at the speed of string search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from repair.ciphers import decodable

DIGIT = "园员圆猿源缘远苑愿怨"
LOWER = "".join(h for h, s in decodable().items() if "ａ" <= s <= "ｚ")
LETTER = "".join(h for h, s in decodable().items() if "Ａ" <= s <= "ｚ")
#: Letters whose hanzi are rare in words.
RARE_LETTERS = "粤悦匀陨允郧酝孕砸哉耘晕韵葬遭糟藻蚤澡躁噪皂灶燥憎贼赠"
_YEAR = rf"(?:[12]\d{{3}}|[员圆][{DIGIT}]{{3}})"
_NUM = rf"[\d{DIGIT}]"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of place that sound text does not have."""

    name: str
    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    """Classes of sign that are garbled where the form occurs."""
    needs: tuple[str, ...]
    """Plain strings all of which the text must hold before the pattern is tried."""
    any_of: tuple[str, ...] = ()
    """Plain strings one of which the text must hold."""
    least: int = 1
    """How many places make it evidence."""
    loose: bool = False
    """Whether words may look like it; places made of words do not count."""
    anchors: tuple[str, ...] = ()
    """Rare strings one of which every place has: only their surroundings are searched."""


def _form(
    name: str,
    kinds: str,
    pattern: str,
    *,
    needs: str = "",
    any_of: str = "",
    least: int = 1,
    loose: bool = False,
    anchors: str = "",
) -> Form:
    compiled = re.compile(pattern, re.MULTILINE)
    words = tuple(kinds.split()), tuple(needs.split()), tuple(any_of.split())
    return Form(name, compiled, words[0], words[1], words[2], least, loose, tuple(anchors.split()))


FORMS = (
    # Document numbers and reference numbers.
    _form("也 and 页 around a year", "six-corner", rf"也 ?{_YEAR} ?[页〕\])]", needs="也"),
    _form(
        "〔 and 页 around a year",
        "six-corner",
        rf"〔 ?{_YEAR} ?页|\[{_YEAR} ?页",
        needs="页",
        any_of="〔 [1 [2 [员 [圆",
    ),
    _form(
        "咱 and 暂 around a year or number",
        "bracket",
        rf"咱 ?{_NUM}[\d{DIGIT}，,袁原 -]{{0,8}} ?[暂\]］〕]",
        needs="咱",
    ),
    _form(
        "［ and 暂 around a number",
        "bracket",
        rf"[\[［] ?{_NUM}{{1,4}} ?暂",
        needs="暂",
        any_of="[ ［",
    ),
    # Pairs around words.
    _form("渊 and 冤 around words", "bracket", r"渊[^渊冤\n]{1,60}冤", needs="渊 冤"),
    _form(
        "（ and 冤 around words",
        "bracket",
        r"[（(][^（）()冤\n]{1,30}冤(?![枉案屈情假])",
        needs="冤",
        least=2,
    ),
    _form("叶 and 曳 around words", "title", r"叶[^叶曳\n]{1,70}曳", needs="叶 曳"),
    _form("《 and 曳 around words", "title", r"《[^《》曳\n]{1,70}曳", needs="曳 《"),
    _form(
        "叶 and 》 around words",
        "title",
        r"叶[^叶《》\n]{2,60}》",
        needs="叶 》",
        least=2,
        loose=True,
    ),
    _form("掖 inside a title", "title", r"[《叶][^》曳\n]{0,70}掖(?!县)", needs="掖"),
    _form(
        "咱 and 暂 around words",
        "bracket",
        r"咱[\u4e00-\u9fff ]{2,8}暂(?![时行])",
        needs="咱 暂",
        loose=True,
    ),
    _form("揖 and 铱 around words", "bracket", r"揖[^揖铱\n]{1,40}铱", needs="揖 铱"),
    _form(
        "野 and 冶 around words",
        "opening-quote closing-quote",
        r"野[^野冶“”\n]{1,40}冶(?![炼金])",
        needs="野 冶",
        loose=True,
    ),
    _form(
        "野 and ” around words",
        "opening-quote",
        r"野[^野冶“”\n]{1,40}”",
        needs="野 ”",
        least=2,
        loose=True,
    ),
    _form("“ closed by 冶", "closing-quote", r"“[^“”冶\n]{1,40}冶(?![炼金])", needs="冶 “"),
    _form(
        "“ closed by 治 or 洽",
        "closing-quote",
        r"[治洽](?![理疗安病水])(?=[^“”\n]{0,40}(?:“|$))",
        needs="“",
        any_of="治 洽",
        least=2,
    ),
    _form(
        "耶 and 爷 around words",
        "opening-quote closing-quote",
        r"耶[^耶爷稣路\n]{1,30}爷(?![爷们孙])",
        needs="耶 爷",
    ),
    # Digits, and signs beside them.
    _form(
        "digits spelt in hanzi",
        "digit",
        rf"(?:员怨|圆园)[{DIGIT}]{{2}}|[{DIGIT}]{{3,}}(?=[年月日号条章例页万个元])",
        anchors="怨 圆 猿 苑 愿 缘",
        loose=True,
    ),
    _form(
        "two digits spelt in hanzi before a measure word",
        "digit",
        rf"(?<![{DIGIT}])[{DIGIT}]{{2}}(?=世纪|[年月日号条章例届岁]|％|%|豫)",
        anchors="怨 圆 猿 苑 愿 缘",
        loose=True,
    ),
    _form(
        "digits spelt in hanzi between 第 and 条",
        "digit",
        rf"第[{DIGIT}]{{1,3}}[条章节款项期卷号页届]",
        anchors=" ".join(f"第{digit}" for digit in DIGIT),
    ),
    _form(
        "digits spelt in hanzi after 也", "digit", rf"也\s?[{DIGIT}]{{1,4}}\s?[〕页]", needs="也"
    ),
    _form(
        "digits spelt in hanzi after 〔", "digit", rf"〔\s?[{DIGIT}]{{1,4}}\s?[〕页]", needs="〔"
    ),
    _form(
        "digits spelt in hanzi between 渊 and 冤",
        "digit",
        rf"[咱渊]\s?[{DIGIT}]{{1,4}}\s?[暂冤]",
        anchors="咱 渊",
    ),
    _form("figures with 援 as the point", "math digit", rf"援(?<={_NUM}援)(?={_NUM})", needs="援"),
    _form("figures with 郾 as the point", "math digit", rf"郾(?<={_NUM}郾)(?={_NUM})", needs="郾"),
    _form(
        "figures with 鄄 as the hyphen", "math", rf"鄄(?<=[\dA-Za-z{LETTER}{DIGIT}]鄄)", needs="鄄"
    ),
    _form("figures before 豫", "math", rf"豫(?:(?<={_NUM}豫)|(?<={_NUM} 豫))", needs="豫"),
    _form(
        "figures before 益", "math", rf"益(?:(?<={_NUM}益)|(?<={_NUM} 益))(?![处于])", needs="益"
    ),
    _form("figures around 依", "math", rf"依(?<={_NUM}依)(?={_NUM})", needs="依"),
    _form("figures around 伊", "math", rf"伊(?<={_NUM}伊)(?={_NUM})", needs="伊"),
    _form("letters around 依", "math", r"曾依泽", needs="曾依泽"),
    _form("figures around 耀", "dash", rf"耀(?<={_NUM}耀)(?={_NUM})", needs="耀"),
    # Letters, dashes, dots, blanks.
    _form(
        "a run of letters in cipher",
        "letter",
        rf"[{LETTER}]{{5,}}",
        anchors="藻 蚤 葬 灶 澡 躁 皂 遭 憎 噪",
        loose=True,
    ),
    _form("要要 as a dash", "dash", r"要要", needs="要要", loose=True),
    _form("噎噎 as dots", "dash", r"噎噎+", needs="噎噎"),
    _form(
        "摇摇 as blanks", "blank", r"摇摇(?:第|[一二三四五六七八九十]{1,2}[、尧]|摇)", needs="摇摇"
    ),
    _form(
        "一尧 at a line start",
        "pause",
        r"^[ \u3000]*[一二三四五六七八九十]{1,3}尧(?!舜)",
        needs="尧",
    ),
    _form(
        "摇 before blanks between hanzi",
        "blank",
        r"摇(?<=[\u4e00-\u9fff]摇) +(?=[\u4e00-\u9fff])",
        needs="摇",
        least=2,
    ),
    _form(
        "表员摇 at a line start",
        "digit blank",
        rf"^[表图][{DIGIT}]{{1,2}}摇",
        needs="摇",
        any_of="表 图",
    ),
    _form(
        "a label before 院",
        "pause",
        r"(?:关键词|摘要|日期|作者简介|编辑|分类号|标识码|文章编号|电话|邮编|邮政编码|地址"
        r"|基金项目|责任单位|联系人|信箱)院",
        any_of="词院 要院 期院 介院 辑院 号院 码院 话院 编院 址院 目院 位院 人院 箱院",
    ),
    _form(
        "three letters or digits in cipher",
        "letter",
        rf"[{LETTER}{DIGIT}]{{3,}}",
        anchors=" ".join(RARE_LETTERS),
        loose=True,
    ),
    # Circled numbers.
    _form(
        "circled numbers 淤 and 于 or 盂",
        "number",
        r"(?:^|[。；：;:，曰院遥袁] ?)淤(?![泥积血塞地])"
        r"(?=[^盂孟于]{1,400}[；。;曰遥\n：] ?[盂孟于])",
        anchors="淤",
    ),
    _form("盂 where a clause begins", "number", r"(?:^|[。；：;:曰院遥] ?)盂(?!兰|县)", needs="盂"),
    _form(
        "于 between ① and ③",
        "number",
        r"①[^②于]{1,300}[；。;\n] ?于[^③]{1,300}[③盂孟]",
        needs="① 于",
    ),
)
