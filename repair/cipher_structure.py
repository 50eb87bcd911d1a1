"""What the text around a glyph must show before it may become a figure.

The arithmetic of a cipher (:mod:`repair.ciphers`) says what a hanzi would be, not that it is
one: 园 is 0 in every park. The engine therefore looks again, without asking the decoder: a
digit must stand in a run, beside another figure, before what is counted or between signs, and
in no word; per cent after a figure; a circled number where an item begins or in a series.
"""

from __future__ import annotations

import re

from repair.ciphers import CLASS_OF, founder_sign
from repair.words.lexicon import frequency

#: Signs that need no more than their arithmetic: they are no figures.
_FREE = frozenset({"opening-quote", "closing-quote", "title", "blank", "symbol", "letter"})
#: Glyphs of these beside a glyph count as figures too, if they are rare as words of one hanzi.
_FIGURES = frozenset({"letter", "math", "dash"})
_RARE = 3000
_COUNTED = re.compile(
    "[年月日时点分秒号章节条款项页册卷期批届次层楼栋里公元角名所处家类个种人户亩吨万亿米岁倍千百十"
    "级套台辆座张份天周例组只株克升度世比多余毫厘枚篇件片粒瓶袋支颗盏匹型]|小时|学时|课时|平方|立方"
)
_SERIES = "①②③④⑤⑥⑦⑧⑨⑩"
#: How far away the neighbour of a circled number in its series may stand.
_NEAR = 400
_BLANKS = (" ", "\u3000")
#: What stands around what fills a cell of a table.
_EDGES = ("\t", "\n", "|", "")
_DATES = frozenset("年月日")
_OPEN = "（(渊[［咱：:院"
_CLOSE = "）)冤］]暂"
_UNITS = frozenset("％‰℃°")
#: Operators, printed or as the hanzi of Founder fonts, and how far a formula reaches.
_OPERATORS = frozenset("＝＋×÷－")
_OPERATOR = re.compile("[=＝+＋×÷越垣伊衣]")
_CLAUSE = re.compile("[，。；;\n袁遥曰]")
_FORMULA = 40


def bears_out(text: str, start: int, end: int) -> bool:
    """Whether the glyphs of a span may be signs where they stand; blanks are looked through."""
    glyphs = [(at, founder_sign(text[at])) for at in range(start, end) if text[at].strip()]
    first, last = (glyphs[0][0], glyphs[-1][0]) if glyphs else (start, start)
    for _, sign in glyphs:
        kind = CLASS_OF.get(sign or "")
        if kind == "digit" and not _digits(text, first, last):
            return False
        if kind == "number" and not _number(text, first, sign or ""):
            return False
        if kind == "math" and not _math(text, first, last, sign or ""):
            return False
    return not _takes_a_month(text, first, last)


def _digits(text: str, first: int, last: int) -> bool:
    """Whether a run of digits stands where figures do and is no part of a word."""
    left, right = _beside(text, first, -1), _beside(text, last, 1)
    dated = left in _DATES and _is_figure(_beside(text, text.rindex(left, 0, first), -1))
    figures = dated or _goes_on(text, first, -1), _goes_on(text, last, 1)
    if last > first or any(figures):
        goes_on = bool(_COUNTED.match(text, _next(text, last))) or figures[1]
        long = last - first > 1 or (last > first and goes_on)
        return long or not _in_word(text, first, last, figures)
    if _in_word(text, first, last, figures) or _is_name(text, first):
        return False
    wide = founder_sign(right) == "\u3000"  # 表员摇: a caption's number before a garbled blank
    set_off = wide or text[last + 1 : last + 2] in _BLANKS or not _is_hanzi(right)
    return set_off or bool(_COUNTED.match(text, _next(text, last))) or left == "第"


def _in_word(text: str, first: int, last: int, figures: tuple[bool, bool]) -> bool:
    """Whether a word of the language reaches over an edge of the run, letter-spaced or not
    (成 员); 3人 is none (猿人)."""
    from repair.decoder.glyphs import word_pairs

    left = _beside(text, first, -1)
    if not figures[0] and left + text[first] in word_pairs():
        # 表 at a line's beginning is no part of 代表员.
        return text[first - 1] != left or _covered(text, first)
    right = _beside(text, last, 1)
    counted = _COUNTED.match(text, _next(text, last))
    return not figures[1] and not counted and text[last] + right in word_pairs()


def _covered(text: str, place: int) -> bool:
    """Whether a word of the lexicon reaches over the left edge of a place."""
    from repair.words.lexicon import LONGEST, lexicon

    words = lexicon().counts
    return any(
        text[start:end] in words
        for start in range(max(place - LONGEST + 1, 0), place)
        for end in range(place + 1, min(start + LONGEST, len(text)) + 1)
    )


def _is_name(text: str, place: int) -> bool:
    """Whether a surname stands here with one or two hanzi up to the next sign (苑建华)."""
    from repair.names.persons import surnames

    given = 0
    while given < 3 and _is_hanzi(text[place + 1 + given : place + 2 + given]):
        given += 1
    counted = _COUNTED.match(text, place + 1)
    return text[place] in surnames() and 1 <= given <= 2 and not counted


def _number(text: str, place: int, sign: str) -> bool:
    """Whether an item begins here, or the series has the number before or after it near by."""
    if not _is_hanzi(_beside(text, place, -1)):
        return True
    at = _SERIES.find(sign)
    if at < 0:
        return False
    near = text[max(place - _NEAR, 0) : place], text[place + 1 : place + _NEAR]
    for others, where in (
        (_SERIES[max(at - 1, 0) : at], near[0]),
        (_SERIES[at + 1 : at + 2], near[1]),
    ):
        if others and any(char == others or founder_sign(char) == others for char in where):
            return True
    return False


def _math(text: str, first: int, last: int, sign: str) -> bool:
    """Whether a figure stands where the sign wants one."""
    left, right = _beside(text, first, -1), _beside(text, last, 1)
    if right == "\n":  # a line end may part a figure from what compares it
        right = _beside(text, text.find("\n", last), 1)
    if sign in _UNITS:
        return (
            _is_figure(left)
            or left == "\\"
            or left in _OPEN
            or left in _CLOSE
            or _fills_cell(text, first, last)
        )
    if sign == "．":
        return _is_figure(left) and _is_figure(right)
    if sign == "＜":  # 约 stands before figures too
        return (_is_figure(left) or left in _OPEN) and _is_figure(right)
    if _is_figure(left) or _is_figure(right):
        return True
    return sign in _OPERATORS and _joins_words(text, first)


def _fills_cell(text: str, first: int, last: int) -> bool:
    """Whether glyphs fill a cell of a table whose row has figures, as a unit does."""
    if text[max(first - 1, 0) : first] not in _EDGES or text[last + 1 : last + 2] not in _EDGES:
        return False
    start, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    row = text[start:first] + text[last + 1 : end if end >= 0 else len(text)]
    return any(_is_figure(cell[:1]) for cell in re.split(r"[\t|]", row))


def _joins_words(text: str, place: int) -> bool:
    """Whether an operator may stand between words: its hanzi is rare and in no word of them
    (互联网垣), or the clause has another operator (收入越单价伊数量)."""
    from repair.decoder.glyphs import word_pairs

    pairs = word_pairs()
    if text[place - 1 : place + 1] in pairs or text[place : place + 2] in pairs:
        return False
    if frequency(text[place]) < _RARE:
        return True
    start = max([m.end() for m in _CLAUSE.finditer(text, max(place - _FORMULA, 0), place)] or [0])
    after = _CLAUSE.search(text, place + 1, place + _FORMULA)
    clause = (max(start, place - _FORMULA), after.start() if after else place + _FORMULA)
    return any(m.start() != place for m in _OPERATOR.finditer(text, *clause))


def _takes_a_month(text: str, first: int, last: int) -> bool:
    """Whether 月 would go that stands after a figure: a date, not the letter B."""
    if text[first] != "月":
        return False
    left = _beside(text, first, -1)
    return left.isdigit() or CLASS_OF.get(founder_sign(left) or "") == "digit"


def _beside(text: str, place: int, step: int) -> str:
    """The next character that is no blank, or a line end."""
    at = place + step
    while 0 <= at < len(text) and text[at] in _BLANKS:
        at += step
    return text[at] if 0 <= at < len(text) else "\n"


def _next(text: str, place: int) -> int:
    """Where the next character stands that is no blank."""
    at = place + 1
    while text[at : at + 1] in _BLANKS:
        at += 1
    return at


def _is_figure(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in "%.-/+<>=~*"
    if char in "％‰℃°±×÷≥≤．·—～":
        return True
    kind = CLASS_OF.get(founder_sign(char) or "")
    return kind == "digit" or (kind in _FIGURES and frequency(char) < _RARE)


def _goes_on(text: str, place: int, step: int) -> bool:
    """Whether a figure stands beside a place, or a glyph that is one beside another: 原 in 陨蕴原员
    (IL-1), 早 in 苑早辕蕴 (7 g/L)."""
    char = _beside(text, place, step)
    if _is_figure(char):
        return True
    if founder_sign(char) == "χ" and step < 0:
        return text[place + 1 : place + 3] == "检验" or _is_figure(_beside(text, place, 1))
    if CLASS_OF.get(founder_sign(char) or "") not in _FIGURES:
        return False
    at = text.find(char, place) if step > 0 else text.rfind(char, 0, place)
    beyond = text[at + step : at + step + 1] if at + step >= 0 else ""
    return beyond not in {"", "月"} and _is_figure(beyond)


def _is_hanzi(char: str) -> bool:
    """Whether a character is a hanzi and no glyph of a sign that sets figures off."""
    return "一" <= char <= "龥" and CLASS_OF.get(founder_sign(char) or "", "letter") in _FREE
