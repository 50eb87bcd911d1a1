"""Forms that sound text does not have, by the class of sign that is garbled in them.

Every place of a form has one of its anchors, rare hanzi all of which are found in one search
of a text (:mod:`repair.decoder.anchors`); a pattern is tried there and nowhere else, so that
sound text is passed at the speed of that search.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_letters

from repair.ciphers import decodable

DIGIT = "园员圆猿源缘远苑愿怨"
LETTER = "".join(h for h, s in decodable().items() if "Ａ" <= s <= "ｚ")
#: Letters whose hanzi are rare in words.
RARE_LETTERS = "粤悦匀陨允郧酝孕砸哉耘晕韵葬遭糟藻蚤澡躁噪皂灶燥憎贼赠"
_YEAR = rf"(?:[12]\d{{3}}|[员圆][{DIGIT}]{{3}})"
_NUM = rf"[\d{DIGIT}]"
_RARE_DIGIT = "员圆猿苑愿怨"
_FIGURES = f"0123456789０１２３４５６７８９{DIGIT}"
#: What stands before a clause.
_CLAUSE = "\n 。；：;:，曰院遥袁"
#: What the labels before a colon end in.
_LABEL_ENDS = "词要期介辑类码号话编址目位人箱的法果论"
#: What stands before a number, or a figure of it, where a line, a bracket or an hour begins.
_OPENING = f"\n （(渊表图日午晚晨早夜{ascii_letters}{DIGIT}"
#: How far a run of figures or letters is followed to either side of an anchor.
_RUN = 40


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of place that sound text does not have."""

    name: str
    pattern: str
    kinds: tuple[str, ...]
    """Classes of sign that are garbled where the form occurs."""
    at: str = ""
    """Anchors, one of which every place has; without any the pattern begins with plain text."""
    after: str = ""
    """What a place has before its anchor, or the text's beginning; empty: anything."""
    back: int = 0
    """How many characters before its anchor a place may begin; 0: it begins with it."""
    ahead: int = 0
    """How many characters after its anchor the pattern looks at; of no account if back is 0."""
    least: int = 1
    """How many places make it evidence."""
    loose: bool = False
    """Whether words may look like it; places made of words do not count."""
    quoted: bool = False
    """Whether a “ shortly before must be open."""
    shut: bool = False
    """Whether no “ before may be open in the paragraph."""
    weak: bool = False
    """Whether long sound texts have it now and then: it must come at a rate."""
    partner: str = ""
    """The sign it is the other half of; where many of these have it, length is of no account."""


def _form(
    name: str,
    kinds: str,
    pattern: str,
    *,
    at: str = "",
    after: str = "",
    back: int = 0,
    ahead: int = 0,
    least: int = 1,
    loose: bool = False,
    quoted: bool = False,
    shut: bool = False,
    weak: bool = False,
    partner: str = "",
) -> Form:
    words = tuple(kinds.split())
    return Form(
        name, pattern, words, at, after, back, ahead, least, loose, quoted, shut, weak, partner
    )


FORMS = (
    # Document numbers and reference numbers.
    _form("也 and 页 around a year", "six-corner", rf"也 ?{_YEAR} ?[页〕\])]", at="也"),
    _form(
        "〔 and 页 around a year",
        "six-corner",
        rf"〔 ?{_YEAR} ?页|\[{_YEAR} ?页",
        at="页",
        back=7,
        ahead=0,
    ),
    _form(
        "咱 and 暂 around a year or number",
        "bracket",
        rf"咱 ?{_NUM}[\d{DIGIT}，,袁原 -]{{0,8}} ?[暂\]］〕]",
        at="咱",
    ),
    _form(
        "［ and 暂 around a number",
        "bracket",
        rf"[\[［] ?{_NUM}{{1,4}} ?暂",
        at="暂",
        after=f" {_FIGURES}",
        back=7,
        ahead=0,
    ),
    # Pairs around words.
    _form("渊 and 冤 around words", "bracket", r"渊[^渊冤\n]{1,60}冤", at="渊"),
    _form(
        "（ and 冤 around words",
        "bracket",
        r"[（(][^（）()冤\n]{1,30}冤(?![枉案屈情假])",
        least=2,
        at="冤",
        back=31,
        ahead=1,
        weak=True,
    ),
    _form("叶 and 曳 around words", "title", r"叶[^叶曳\n]{1,70}曳", at="叶"),
    _form("《 and 曳 around words", "title", r"《[^《》曳\n]{1,70}曳", at="曳", back=71, ahead=0),
    _form(
        "叶 and 》 around words",
        "title",
        r"叶[^叶《》\n]{2,60}》",
        least=2,
        loose=True,
        at="叶",
        weak=True,
    ),
    _form(
        "掖 inside a title",
        "title",
        r"[《叶][^》曳\n]{0,70}掖(?!县)",
        at="掖",
        back=71,
        ahead=72,
        weak=True,
    ),
    _form(
        "咱 and 暂 around words",
        "bracket",
        r"咱[\u4e00-\u9fff ]{2,8}暂(?![时行])",
        loose=True,
        at="咱",
        weak=True,
    ),
    _form("揖 and 铱 around words", "bracket", r"揖[^揖铱\n]{1,40}铱", at="揖"),
    _form(
        "野 and 冶 around words",
        "opening-quote closing-quote",
        r"野[^野冶“”\n]{1,40}冶(?![炼金])",
        loose=True,
        at="冶",
        back=41,
        ahead=1,
        weak=True,
    ),
    _form(
        "野 and ” around words",
        "opening-quote",
        r"野[^野冶“”\n]{1,40}”",
        least=2,
        loose=True,
        at="野",
        shut=True,
        weak=True,
    ),
    _form(
        "“ closed by 冶",
        "closing-quote",
        r"“[^“”冶\n]{1,40}冶(?![炼金])(?=[^“”\n]{0,80}(?:[“野]|$))",
        at="冶",
        back=41,
        ahead=82,
        weak=True,
        partner="“",
    ),
    _form(
        "“ closed by 治 or 洽",
        "closing-quote",
        r"[治洽](?![理疗安病水])(?=[^“”\n]{0,40}(?:“|$))",
        least=2,
        at="治洽",
        quoted=True,
        weak=True,
        partner="“",
    ),
    _form(
        "耶 and 爷 around words",
        "opening-quote closing-quote",
        r"耶[^耶爷稣路\n]{1,30}爷(?![爷们孙])",
        at="耶",
        weak=True,
    ),
    # Digits, and signs beside them.
    _form(
        "digits spelt in hanzi",
        "digit",
        rf"(?:员怨|圆园)[{DIGIT}]{{2}}|[{DIGIT}]{{3,}}(?=[年月日号条章例页万个元])",
        loose=True,
        at="怨圆猿苑愿缘",
        back=_RUN,
        ahead=_RUN,
    ),
    _form(
        "two digits spelt in hanzi before a measure word",
        "digit",
        rf"(?<![{DIGIT}])[{DIGIT}]{{2}}(?=世纪|[年月日号条章例届岁]|％|%|豫)",
        loose=True,
        at="怨圆猿苑愿缘",
        back=1,
        ahead=3,
    ),
    _form(
        "digits spelt in hanzi between 第 and 条",
        "digit",
        rf"第[{DIGIT}]{{1,3}}[条章节款项期卷号页届]",
        at=DIGIT,
        after="第",
        back=1,
        ahead=3,
    ),
    _form("digits spelt in hanzi after 也", "digit", rf"也\s?[{DIGIT}]{{1,4}}\s?[〕页]", at="也"),
    _form("digits spelt in hanzi after 〔", "digit", rf"〔\s?[{DIGIT}]{{1,4}}\s?[〕页]", at="〔"),
    _form(
        "digits spelt in hanzi between 渊 and 冤",
        "digit",
        rf"[咱渊]\s?[{DIGIT}]{{1,4}}\s?[暂冤]",
        at="咱渊",
    ),
    _form(
        "figures with 援 as the point",
        "math digit",
        rf"援(?<={_NUM}援)(?={_NUM})",
        at="援",
        after=_FIGURES,
    ),
    _form(
        "figures with 郾 as the point",
        "math digit",
        rf"郾(?<={_NUM}郾)(?={_NUM})",
        at="郾",
        after=_FIGURES,
    ),
    _form(
        "figures with 鄄 as the hyphen",
        "math",
        rf"鄄(?<=[\dA-Za-z{DIGIT}{RARE_LETTERS}]鄄)(?!城)",
        at="鄄",
    ),
    _form(
        "figures before 豫",
        "math",
        rf"豫(?:(?<=\d豫)|(?<=\d 豫)|(?<=[{DIGIT}]{{2}}豫)|(?<={_NUM}援[{DIGIT}]豫))",
        at="豫",
    ),
    _form(
        "figures before 益",
        "math",
        rf"益(?:(?<=\d益)|(?<=\d 益)|(?<=[{DIGIT}]{{2}}益)|(?<=[{DIGIT}] 益))(?![处于])",
        at="益",
        after=f" {_FIGURES}",
    ),
    _form("figures around 依", "math", rf"依(?<={_NUM}依)(?={_NUM})", at="依", after=_FIGURES),
    _form("figures around 伊", "math", rf"伊(?<={_NUM}伊)(?={_NUM})", at="伊", after=_FIGURES),
    _form("letters around 依", "math", r"曾依泽", at="泽", back=2),
    _form("figures around 耀", "dash", rf"耀(?<={_NUM}耀)(?={_NUM})", at="耀", after=_FIGURES),
    # Letters, dashes, dots, blanks.
    _form(
        "a run of letters in cipher",
        "letter",
        rf"[{LETTER}]{{5,}}",
        loose=True,
        at="藻蚤葬灶澡躁皂遭憎噪",
        back=_RUN,
        ahead=_RUN,
    ),
    _form("要要 as a dash", "dash", r"要要", loose=True, at="要", after="要", back=1, weak=True),
    _form("噎噎 as dots", "dash", r"(?<![抽哽呜咽])噎噎+(?!…)", at="噎", weak=True),
    _form("摇摇 as blanks", "blank", r"摇摇(?:第|[一二三四五六七八九十]{1,2}[、尧]|摇)", at="摇"),
    _form(
        "一尧 at a line start",
        "pause",
        r"^[ \u3000]*[一二三四五六七八九十]{1,3}尧(?!舜)",
        at="尧",
        after="一二三四五六七八九十",
        back=_RUN,
        ahead=1,
    ),
    _form(
        "摇 before blanks between hanzi",
        "blank",
        r"摇(?<=[\u4e00-\u9fff]摇) +(?=[\u4e00-\u9fff])",
        least=2,
        at="摇",
    ),
    _form("表员摇 at a line start", "digit blank", rf"^[表图][{DIGIT}]{{1,2}}摇", at="摇", back=3),
    _form(
        "a label before 院",
        "pause",
        r"(?:关键词|摘要|日期|作者简介|编辑|分类号|标识码|文章编号|电话|邮编|邮政编码|地址"
        r"|基金项目|责任单位|联系人|信箱|(?:^(?:目的|结论)|[遥。铱】](?:目的|方法|结果|结论)))院"
        r"(?![方长内外])",
        at="院",
        after=_LABEL_ENDS,
        back=4,
        ahead=1,
    ),
    _form(
        "three letters or digits in cipher",
        "letter",
        rf"[{LETTER}{DIGIT}]{{3,}}",
        loose=True,
        at=RARE_LETTERS,
        back=_RUN,
        ahead=_RUN,
    ),
    # Circled numbers.
    _form(
        "circled numbers 淤 and 于 or 盂",
        "number",
        r"(?:^|[。；：;:，曰院遥袁] ?)淤(?![泥积血塞地])"
        r"(?=[^盂孟于]{1,400}[；。;曰遥\n：] ?[盂孟于])",
        at="淤",
        after=_CLAUSE,
        back=2,
        ahead=403,
    ),
    _form(
        "盂 where a clause begins",
        "number",
        r"(?:^|[。；：;:曰院遥] ?)盂(?!兰|县)",
        at="盂",
        after=_CLAUSE,
        back=2,
        ahead=1,
        weak=True,
    ),
    _form(
        "circled numbers 淤, 于 and 盂 or 孟 where clauses of a paragraph begin",
        "number",
        r"(?:^|[。；：;:，曰院遥袁] ?)淤[^\n]{1,300}?[；。;曰遥] ?于"
        r"[^\n]{1,300}?[；。;曰遥] ?[盂孟]",
        at="淤",
        back=2,
        ahead=610,
    ),
    _form("于 between ① and ③", "number", r"①[^②于]{1,300}[；。;\n] ?于[^③]{1,300}[③盂孟]", at="①"),
    # Short passages: numbers of lists, captions and headings, dates, names with figures.
    _form(
        "a list number at a line start",
        "digit",
        rf"^[{DIGIT}]{{1,2}}(?:援|[.．] )(?![助救引用军手建])",
        at=DIGIT,
        after=_OPENING,
        back=1,
        ahead=4,
    ),
    _form(
        "list numbers in brackets where clauses begin",
        "digit",
        rf"(?:^|[。；;：:遥曰院] ?)[（(渊][{DIGIT}]{{1,2}}[）)冤]",
        at=DIGIT,
        after=_OPENING,
        back=4,
        ahead=3,
    ),
    _form(
        "month and day in digits spelt in hanzi",
        "digit",
        rf"(?<![{DIGIT}])[{DIGIT}]{{1,2}}月[{DIGIT}]{{1,2}}日",
        at="月",
        after=DIGIT,
        back=2,
        ahead=3,
    ),
    _form(
        "hour in digits spelt in hanzi",
        "digit",
        rf"[日午晚晨早夜][{DIGIT}]{{1,2}}时(?:许|[{DIGIT}\d]{{1,2}}分)",
        at=DIGIT,
        after=_OPENING,
        back=2,
        ahead=5,
    ),
    _form(
        "digits spelt in hanzi beside letters",
        "digit",
        rf"[A-Za-z][{DIGIT}](?:[{DIGIT}]|(?=[A-Za-z]))",
        at=DIGIT,
        after=_OPENING,
        back=2,
        ahead=2,
    ),
    _form(
        "three digits spelt in hanzi",
        "digit",
        rf"(?=[{DIGIT}]*[{_RARE_DIGIT}])[{DIGIT}]{{3,}}",
        loose=True,
        at=DIGIT,
        after=DIGIT,
        back=_RUN,
        ahead=_RUN,
    ),
    _form(
        "a caption's number at a line start",
        "digit",
        rf"^[表图] ?[{DIGIT}]{{1,2}}(?:[原要鄄—-][{DIGIT}]|[摇\u3000 ])",
        at=DIGIT,
        after=_OPENING,
        back=3,
        ahead=3,
    ),
    _form(
        "摇 after the number of a heading or caption",
        "blank",
        r"^(?:第[一二三四五六七八九十百零〇\d]{1,6}[编章节条]"
        r"|(?:[表图附]|Table|Fig\.?) ?[\d.-]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}) ?摇",
        at="摇",
        back=16,
        ahead=0,
    ),
    _form(
        "figures around 要",
        "dash",
        rf"{_NUM}{{2}}要(?={_NUM}{{2}})",
        at="要",
        after=_FIGURES,
        back=2,
        ahead=2,
    ),
    _form("letters around 辕", "math", r"[A-Za-z\d]辕(?=[A-Za-z\d])", at="辕", back=1, ahead=1),
    _form("figures after 跃", "math", rf"[A-Za-z]跃(?={_NUM})", at="跃", back=1, ahead=1),
    _form(
        "letters and figures around 原",
        "math",
        r"[A-Za-z]原(?=[A-Za-z\d])",
        at="原",
        after=ascii_letters,
        back=1,
        ahead=1,
    ),
    _form("窑 around a page number", "dash", r"^ *窑 ?\d{1,4} ?窑", at="窑", back=2, ahead=7),
)
