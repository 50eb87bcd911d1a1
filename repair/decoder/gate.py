"""Whether a document is garbled at all, and which classes of sign are.

Only forms that sound text does not have open the gate: a year between 也 and 页, 渊 and
冤 around a few characters, digits spelt with the hanzi of digits. Each form needs a rare
character or a rare pair, looked for with plain string search, so that sound text is
passed at the speed of memory. A paragraph that talks about garbled text is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from repair.ciphers import CLASSES, decodable, halfwidth_sign
from repair.decoder.local import word_pairs

_DIGIT = "园员圆猿源缘远苑愿怨"
_LOWER = "".join(h for h, s in decodable().items() if "ａ" <= s <= "ｚ")
_LETTER = "".join(h for h, s in decodable().items() if "Ａ" <= s <= "ｚ")
_YEAR = rf"(?:[12]\d{{3}}|[员圆][{_DIGIT}]{{3}})"
_NUM = rf"[\d{_DIGIT}]"

#: A paragraph with one of these talks about garbled text.
DISCUSSION = re.compile(
    r"乱码|错码|方正(?:书版|字库|字体|飞腾|排版)|误(?:读|识|认|作|为)|替代字|字形|码位|(?:编|内)码"
    r"|应为[“〔]|显示(?:为|成)|识别(?:为|成)|变成"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of place that sound text does not have."""

    name: str
    needs: tuple[str, ...]
    """Plain strings all of which the text must hold before the pattern is tried."""
    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    """Classes of sign that are garbled where the form occurs."""
    least: int = 1
    """How many places make it evidence."""
    loose: bool = False
    """Whether the first character may be part of a word; such places do not count."""


def _form(
    name: str, needs: str, pattern: str, *kinds: str, least: int = 1, loose: bool = False
) -> Form:
    return Form(name, tuple(needs.split()), re.compile(pattern, re.MULTILINE), kinds, least, loose)


FORMS = (
    _form("也 and 页 around a year", "也", rf"也 ?{_YEAR} ?[页〕\])]", "six-corner"),
    _form("〔 and 页 around a year", "页", rf"[〔\[(] ?{_YEAR} ?页", "six-corner"),
    _form(
        "咱 and 暂 around a year or number",
        "咱",
        rf"咱 ?{_NUM}[\d{_DIGIT}，,袁原 -]{{0,8}} ?[暂\]］〕]",
        "bracket",
    ),
    _form("［ and 暂 around a number", "暂", rf"[\[［] ?{_NUM}{{1,4}} ?暂", "bracket"),
    _form("渊 and 冤 around words", "渊 冤", r"渊[^渊冤\n]{1,60}冤", "bracket"),
    _form(
        "（ and 冤 around words",
        "冤",
        r"[（(][^（）()冤\n]{1,30}冤(?![枉案屈情假])",
        "bracket",
        least=2,
    ),
    _form("叶 and 曳 around words", "叶 曳", r"叶[^叶曳\n]{1,70}曳", "title"),
    _form("《 and 曳 around words", "曳", r"《[^《》曳\n]{1,70}曳", "title"),
    _form("叶 and 》 around words", "叶", r"叶[^叶《》\n]{2,60}》", "title", least=2, loose=True),
    _form("掖 inside a title", "掖", r"[《叶][^》曳\n]{0,70}掖(?!县)", "title"),
    _form("揖 and 铱 around words", "揖 铱", r"揖[^揖铱\n]{1,40}铱", "bracket"),
    _form(
        "野 and 冶 around words",
        "野 冶",
        r"野[^野冶“”\n]{1,40}冶(?![炼金])",
        "opening-quote",
        "closing-quote",
        loose=True,
    ),
    _form(
        "野 and ” around words", "野", r"野[^野冶“”\n]{1,40}”", "opening-quote", least=2, loose=True
    ),
    _form("“ closed by 冶", "冶 “", r"“[^“”冶\n]{1,40}冶(?![炼金])", "closing-quote"),
    _form(
        "“ closed by 治 or 洽",
        "“",
        r"“[^“”\n治洽]{1,20}[治洽](?![理疗安病水])[^“”\n]{0,40}(?:“|$)",
        "closing-quote",
        least=2,
    ),
    _form(
        "耶 and 爷 around words",
        "耶 爷",
        r"耶[^耶爷稣路\n]{1,30}爷(?![爷们孙])",
        "opening-quote",
        "closing-quote",
    ),
    _form(
        "digits spelt 圆园员 before 年",
        "年",
        rf"(?<![\d{_DIGIT}])[员圆][{_DIGIT}]{{3}}(?=[ ]?[年原要耀])|[{_DIGIT}]{{4,}}",
        "digit",
    ),
    _form(
        "digits spelt in hanzi between 第 and 条",
        "第",
        rf"第[{_DIGIT}]{{1,3}}[条章节款项期卷号页届]",
        "digit",
    ),
    _form(
        "digits spelt in hanzi in brackets",
        "",
        rf"[〔也咱渊]\s?[{_DIGIT}]{{1,4}}\s?[〕页暂冤]",
        "digit",
    ),
    _form("figures with 援 as the point", "援", rf"{_NUM}援{_NUM}", "math", "digit"),
    _form("figures before 豫", "豫", rf"{_NUM} ?豫", "math"),
    _form("figures before 益", "益", rf"{_NUM} ?益(?![处于])", "math"),
    _form("figures around 依 or 伊", "", rf"{_NUM}[依伊]{_NUM}", "math"),
    _form(
        "约 or 跃 between a letter and a figure", "", rf"[A-Za-z{_LOWER}][约跃]园?{_NUM}援", "math"
    ),
    _form("a run of letters in cipher", "", rf"[{_LETTER}]{{5,}}", "letter", loose=True),
    _form("要要 as a dash", "要要", r"要要", "dash", loose=True),
    _form("噎噎 as dots", "噎噎", r"噎噎+", "dash"),
    _form("摇摇 as blanks", "摇摇", r"(?:^|[。遥曳])摇摇(?!欲|头|晃)", "blank"),
    _form(
        "circled numbers 淤 and 于 or 盂",
        "淤",
        r"(?:^|[。；：;:，曰院遥袁] ?)淤(?![泥积血塞地])"
        r"(?=[^盂孟于]{1,400}[；。;曰遥\n：] ?[盂孟于])",
        "number",
    ),
    _form("盂 where a clause begins", "盂", r"(?:^|[。；：;:曰院遥] ?)盂(?!兰|县)", "number"),
    _form("于 between ① and ③", "① 于", r"①[^②于]{1,300}[；。;\n] ?于[^③]{1,300}[③盂孟]", "number"),
    _form("half-width letters as hanzi", "", "", "halfwidth"),
)
#: Rare hanzi that stand for stops; few stand in sound text outside words and names.
_STOPS = {
    "袁": "，",
    "遥": "。",
    "尧": "、",
    "曰": "；",
    "冤": "）",
    "渊": "（",
    "噎": "…",
    "曳": "》",
}
_KIND_OF_STOP = {"袁": "pause", "遥": "stop", "尧": "pause", "曰": "pause", "冤": "bracket"}
_KIND_OF_STOP |= {"渊": "bracket", "噎": "dash", "曳": "title"}
_ASCII = {"，": ",", "。": ".", "；": ";", "（": "(", "）": ")"}
_HALFWIDTH = "".join(
    hanzi
    for code in range(0xA1, 0xFF)
    if (hanzi := bytes((0xA0, code)).decode("gbk")) and halfwidth_sign(hanzi)
)
_HALFWIDTH_RUN = re.compile(f"[{_HALFWIDTH}]{{2,}}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that opened the gate."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gate:
    """What a document shows of garbled signs; falsy when it is shut."""

    evidence: tuple[Evidence, ...]
    counts: Mapping[str, int]
    """Places by the name of the form."""
    activity: Mapping[str, float]
    """For each class of sign, the share of its signs expected to be garbled."""
    halfwidth: bool = False

    def __bool__(self) -> bool:
        return bool(self.evidence)


SHUT = Gate((), {}, {})
#: What is expected of a class before anything is known of it, by how much else is garbled.
SEEN, RAW, AROUND = 0.5, 0.3, 0.03
_ORDINARY = frozenset(CLASSES) - {"letter", "math", "greek", "symbol"}
_QUIET = {"letter": 0.3, "math": 0.3, "greek": 0.1, "symbol": 0.03}


def gate(text: str) -> Gate:
    """Look for the forms. Linear, and fast where there are none."""
    evidence: list[Evidence] = []
    counts: dict[str, int] = {}
    kinds: set[str] = set()
    halfwidth = False
    for form in FORMS:
        if form.kinds == ("halfwidth",):
            places = [Evidence(form.name, *span) for span in _halfwidth_runs(text)]
        else:
            places = list(_places(text, form))
        if len(places) < form.least:
            continue
        evidence += places[:5]
        counts[form.name] = len(places)
        if form.kinds == ("halfwidth",):
            halfwidth = True
        else:
            kinds.update(form.kinds)
    for name, found, kind in _stops(text):
        evidence += found[:5]
        counts[name] = len(found)
        kinds.add(kind)
    if not evidence:
        return SHUT
    evidence.sort(key=lambda e: e.start)
    return Gate(tuple(evidence), counts, _activity(kinds) if kinds else {}, halfwidth)


def _activity(kinds: set[str]) -> dict[str, float]:
    """What to expect of every class when some are seen to be garbled."""
    raw = bool(kinds & {"pause", "stop", "letter"}) or len(kinds) >= 4
    others = RAW if raw else AROUND
    return {
        kind: SEEN if kind in kinds else others * _QUIET.get(kind, 1.0)
        for kind in CLASSES
        if kind in _ORDINARY or kind in _QUIET
    }


def _places(text: str, form: Form) -> Iterator[Evidence]:
    if not all(need in text for need in form.needs):
        return
    pairs = word_pairs() if form.loose else frozenset()
    for match in form.pattern.finditer(text):
        start, end = match.span()
        if form.loose and _in_word(text, start, end, pairs, form):
            continue
        if not discussed(text, start):
            yield Evidence(form.name, start, end)


def _in_word(text: str, start: int, end: int, pairs: frozenset[str], form: Form) -> bool:
    """Whether what looks like a form may be made of words."""
    if form.kinds == ("letter",):
        run = text[start:end]
        words = sum(run[i : i + 2] in pairs for i in range(len(run) - 1))
        return words * 3 > len(run) - 1
    edges = (text[start - 1 : start + 1], text[start : start + 2])
    if form.kinds == ("dash",):
        edges = (text[start - 1 : start + 1], text[end - 1 : end + 1])
    return any(edge in pairs for edge in edges)


def discussed(text: str, place: int) -> bool:
    """Whether the paragraph of a place talks about garbled text."""
    start = max(text.rfind("\n", 0, place), place - 400)
    end = text.find("\n", place)
    end = min(end if end >= 0 else len(text), place + 400)
    return bool(DISCUSSION.search(text, max(start, 0), end))


def _halfwidth_runs(text: str) -> Iterator[tuple[int, int]]:
    if not any(char in text for char in "犌犅犃犆犐犛犇犈犜犲犻狀狅狋犪"):
        return
    for match in _HALFWIDTH_RUN.finditer(text):
        if not discussed(text, match.start()):
            yield match.span()


def _stops(text: str) -> Iterator[tuple[str, list[Evidence], str]]:
    """Rare hanzi of stops and brackets that stand in no word, where they are too many."""
    counts = {hanzi: text.count(hanzi) for hanzi in _STOPS}
    if sum(counts.values()) < 2:
        return
    pairs = word_pairs()
    found: dict[str, list[Evidence]] = {}
    for hanzi, number in counts.items():
        if not number:
            continue
        sign = _STOPS[hanzi]
        real = text.count(sign) + text.count(_ASCII.get(sign, sign))
        if number * 20 < real:
            continue
        free = [
            Evidence(f"{hanzi} outside any word", at, at + 1)
            for at in _finds(text, hanzi, 2000)
            if text[at - 1 : at + 1] not in pairs and text[at : at + 2] not in pairs
        ]
        if free:
            found[hanzi] = free
    if len(found) >= 2 and sum(map(len, found.values())) >= 3:
        for hanzi, free in found.items():
            kept = [e for e in free[:50] if not discussed(text, e.start)]
            if kept:
                yield f"{hanzi} outside any word", kept, _KIND_OF_STOP[hanzi]


def _finds(text: str, hanzi: str, most: int) -> Iterator[int]:
    at = text.find(hanzi)
    while at >= 0 and most:
        yield at
        most -= 1
        at = text.find(hanzi, at + 1)
