"""From margins to confidences, and which are safe, by what a sign is and what stands beside it.

A margin is the decoder's own log-odds. How often it is right differs: a digit in a run of
digits is nearly always one, a digit before a word (圆 before 曲线) seldom. The table,
dictionaries/sign_margins.tsv, is made by ``tools/calibrate_ciphers.py`` on texts other than
those it is judged on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from repair.decoder import names
from repair.decoder.company import MINUS, in_formula
from repair.decoder.decode import Decoded
from repair.decoder.language import language, token
from repair.decoder.sites import Site
from repair.dictionaries import rows
from repair.words.lexicon import lexicon

#: The margin from which a reading is proposed.
PROPOSED = 0.0
_FIGURES = frozenset({"digit", "letter", "math", "greek"})
_UNITS = frozenset("％℃‰°")
_OPEN, _CLOSED = frozenset("（(渊"), frozenset("）)冤")
#: Hanzi that stand after figures: units and what is counted.
_COUNTED = frozenset(
    "年月日时点分秒号章节条款项页册卷期批届次层楼栋里公元角名所处家类个种人户亩吨万亿米岁倍"
    "级套台辆座张份天周例组只株克升度型片粒瓶袋支颗枚盏匹篇"
)
#: Greek letters that prose has; the hanzi of the others (淄, 装, 专) are far commoner than they.
_GREEK = frozenset("αβγδεθκλμπρσφχωΔΩ")
_COLONS = frozenset("：:∶")
#: What stands behind a unit and makes a word with it: 倍以上, 年内.
_BOUNDS = frozenset("以内左")
#: Strokes and hyphens, and their hanzi.
_JOINTS = frozenset("/-／－辕原")
#: How much likelier than chance (log) a letter and a hanzi are that are known together.
KNOWN = 0.5
#: How far from a dot the quotation marks may be that hold nothing else but hanzi.
QUOTED = 20
_QUOTED_BEFORE = re.compile("[“野《叶][一-龥]{2,}$")
_QUOTED_AFTER = re.compile("[一-龥]{2,}?[”冶》曳]")
#: Roman numerals are figures beside a dash (Ⅰ～Ⅲ).
_ROMAN = frozenset("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
_MEASURED = frozenset("％%‰℃°年月日时")


def sort_of(text: str, site: Site, signs: Mapping[int, str]) -> str:
    """The row of the table a reading belongs to: its sort, and within it the sign.

    ``signs`` are the classes of all places that are read as signs, by place.
    """
    kind, sign = site.kind, site.sign
    if site.beside:
        return "beside"
    if kind == "math":
        return f"{_formula(text, site, signs)}: {sign}"
    if kind == "dash":
        around = _around_dash(text, site, signs)
        return f"{sign} alone" if around == "alone" else f"dash {around}: {sign}"
    if kind == "letter":
        case = "capital" if sign < "ａ" else "small letter"
        return f"{case} {_company(text, site, signs)}: {sign}"
    if kind == "digit":
        return f"digit {_company(text, site, signs)}: {sign}"
    if kind == "greek":
        if sign not in _GREEK:
            return "greek hardly ever used"
        by_word = _company(text, site, signs) == "by a word"
        return f"greek by a word: {sign}" if by_word else f"greek: {sign}"
    if kind in ("pause", "stop"):
        return f"{kind}{' in a word' if site.word else ''}: {sign}"
    if sign == "＠" and _is_address(text, site.place, signs):
        return "at in an address"
    return "first number" if sign == "①" else kind


def _company(text: str, site: Site, signs: Mapping[int, str]) -> str:
    """What stands beside a digit or letter: its like, figures, a word, or neither."""
    left, right = site.place - 1, site.place + 1
    beside = (signs.get(left), signs.get(right))
    if site.kind == "letter" and (_joined(text, left, -1, signs) or _joined(text, right, 1, signs)):
        return "in a run"
    if site.kind in beside:
        amid = site.kind == "digit" and _amid_words(text, site.place, signs)
        return "in a run amid words" if amid else "in a run"
    figure = _FIGURES.intersection(beside) or _is_figure(text, left) or _is_figure(text, right)
    if site.kind == "letter" and text[left : left + 1] == " ":  # 100 V
        figure = figure or signs.get(left - 1) == "digit" or text[left - 1 : left].isdigit()
    if site.kind == "digit":
        figure = figure or _in_ratio(text, site.place, signs)
        if figure:
            return "by a figure"
        if _is_word(text, right, signs) and text[right] not in _COUNTED:
            return "by a word"
        if not _is_word(text, left, signs):
            return "set off"
        return "counted after a word" if _is_counted(text, right, signs) else "after a word"
    if text[left : left + 1] in _OPEN and text[right : right + 1] in _CLOSED:
        left, right = left - 1, right + 1  # 采（运）砂: a hanzi that may be left out
    word = _is_word(text, left, signs) or _is_word(text, right, signs)
    if figure:
        return "by a figure and a word" if word else "by a figure"
    if not word:
        return "set off"
    return "by its word" if _goes_with(text, site, left, right) else "by a word"


def _is_counted(text: str, place: int, signs: Mapping[int, str]) -> bool:
    """Whether a unit or measure word begins at a place, no other word (分别, 人员)."""
    if not _is_word(text, place, signs):
        return False
    two = text[place : place + 2]
    return two not in lexicon().counts or two[1:] in _COUNTED or two[1:] in _BOUNDS


def _joined(text: str, place: int, step: int, signs: Mapping[int, str]) -> bool:
    """Whether a stroke or hyphen joins a letter to a place (GB/T)."""
    return text[place : place + 1] in _JOINTS and _is_letter(text, place + step, signs)


def _goes_with(text: str, site: Site, left: int, right: int) -> bool:
    """Whether the hanzi before or behind a letter is known beside letters (B 细胞, 附录 A)."""
    known, own = language(), token(site.sign)
    before, after = text[left : left + 1], text[right : right + 1]
    return max(known.together(before, own), known.together(own, after)) > KNOWN


def _amid_words(text: str, place: int, signs: Mapping[int, str]) -> bool:
    """Whether words stand at both ends of a run of digits, and nothing that is counted."""
    first = last = place
    while signs.get(first) == "digit":
        first -= 1
    while signs.get(last) == "digit":
        last += 1
    words = _is_word(text, first, signs) and _is_word(text, last, signs)
    return words and text[last] not in _COUNTED


def _in_ratio(text: str, place: int, signs: Mapping[int, str]) -> bool:
    """Whether a colon and a figure stand before a place, or after it (2:1)."""
    return any(
        (text[place + step : place + step + 1] in _COLONS or signs.get(place + step) == "pause")
        and (signs.get(place + 2 * step) == "digit" or _is_figure(text, place + 2 * step))
        for step in (-1, 1)
    )


def _formula(text: str, site: Site, signs: Mapping[int, str]) -> str:
    """What stands beside a mathematical sign: figures and letters, or words."""
    if site.sign in _UNITS:
        return "unit"
    places = (site.place - 1, site.place + 1 + (text[site.place + 1 : site.place + 2] == "\n"))
    figures = [signs.get(at) in _FIGURES or _is_figure(text, at) for at in places]
    letters = [_is_letter(text, site.place - step, signs) for step in (1, 2)]
    if site.sign == "＜" and letters == [True, False]:
        return "math after a letter"  # P<0.05, but NHL约67%
    if all(figures):
        return "math between figures"
    words = any(_is_word(text, at, signs) for at in places)
    if any(figures):
        return "math by a figure and a word" if words else "math by a figure"
    if words and in_formula(text, site.place, site.sign, signs):
        return "minus in a formula" if site.sign == MINUS else "math in a formula"
    return "math by a word" if words else "math set off"


def _around_dash(text: str, site: Site, signs: Mapping[int, str]) -> str:
    beside = (site.place - 1, site.place + 1)
    if any(signs.get(at) == "dash" or text[at : at + 1] == site.sign for at in beside):
        return "in a run"
    figures = [
        signs.get(at) in _FIGURES or _is_figure(text, at) or text[at : at + 1] in _ROMAN
        for at in beside
    ]
    if not figures[0] and text[beside[0] : site.place] in _MEASURED:
        figures[0] = _is_figure(text, site.place - 2) or signs.get(site.place - 2) == "digit"
    if any(figures):
        return "between figures" if all(figures) else "by a figure"
    if site.sign == "·" and names.named(text, site.place) > names.ENOUGH:
        return "in a name"
    if site.sign == "·" and _in_quotes(text, *beside):
        return "in quotes"
    return "alone"


def _in_quotes(text: str, left: int, right: int) -> bool:
    """Whether quotation marks around two places hold words and nothing else (“阳光·携手”)."""
    before = _QUOTED_BEFORE.search(text[max(left - QUOTED, 0) : left + 1])
    return before is not None and _QUOTED_AFTER.match(text[right : right + QUOTED]) is not None


def _is_letter(text: str, place: int, signs: Mapping[int, str]) -> bool:
    char = text[place : place + 1]
    return signs.get(place) in {"letter", "greek"} or (char.isascii() and char.isalpha())


def _is_figure(text: str, place: int) -> bool:
    char = text[place : place + 1]
    return char.isascii() and char.isalnum()


def _is_address(text: str, place: int, signs: Mapping[int, str]) -> bool:
    """Whether figures or letters stand on both sides, as in an address of electronic mail."""
    return all(signs.get(at) in _FIGURES or _is_figure(text, at) for at in (place - 1, place + 1))


def _is_word(text: str, place: int, signs: Mapping[int, str]) -> bool:
    return place not in signs and "一" <= text[place : place + 1] <= "龥"


@dataclass(frozen=True, slots=True)
class Curve:
    """How often readings of one sort are right."""

    safe: float
    """The margin from which they are applied."""
    shares: tuple[float, ...]
    """The share that is right at each of MARGINS."""


#: The margins for which the table has shares.
MARGINS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
USUAL = Curve(2.5, (0.4, 0.6, 0.85, 0.95, 0.98, 0.99, 0.995, 0.998, 0.9995))


@cache
def curves() -> Mapping[str, Curve]:
    """The table, by sort: dictionaries/sign_margins.tsv, whose head says what it is made of."""
    end = 2 + len(MARGINS)
    return {
        row[0]: Curve(float(row[1]), tuple(map(float, row[2:end])))
        for row in rows("sign_margins.tsv")
    }


@cache
def curve_of(sort: str) -> Curve:
    """The row of a sort; where its sign has none, that of all signs of the sort."""
    known = curves()
    return known.get(sort) or known.get(sort.partition(":")[0], USUAL)


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading that a person should see at least."""

    site: Site
    margin: float
    sort: str
    confidence: float
    safe: bool


def judged(text: str, decoded: Decoded) -> Iterator[Judged]:
    """The readings of a decode that are not hopeless, in order, with what they are worth."""

    def chosen() -> Iterator[tuple[Site, float]]:
        both = zip(decoded.sites, decoded.margins, strict=True)
        return ((site, margin) for site, margin in both if margin > PROPOSED)

    signs = {site.place: site.kind for site, _ in chosen()}
    for site, margin in chosen():
        sort = sort_of(text, site, signs)
        safe = margin >= curve_of(sort).safe
        yield Judged(site, margin, sort, confidence(sort, margin), safe)


def confidence(sort: str, margin: float) -> float:
    """The share of readings of a sort with such a margin that are right."""
    shares = curve_of(sort).shares
    at = bisect_right(MARGINS, margin)
    if at == 0 or at == len(MARGINS):
        return shares[min(at, len(shares) - 1)]
    low, high = MARGINS[at - 1], MARGINS[at]
    share = shares[at - 1] + (shares[at] - shares[at - 1]) * (margin - low) / (high - low)
    return round(share, 4)
