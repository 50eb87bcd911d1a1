"""From margins to confidences, and which are safe, by what a sign is and what stands beside it.

A margin is the decoder's own log-odds. How often it is right differs: a digit in a run of
digits is nearly always one, a digit before a word (圆 before 曲线) seldom. The table is made by
``tools/calibrate_ciphers.py`` on texts other than those it is judged on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from repair.decoder.decode import Decoded
from repair.decoder.sites import Site

#: The margin from which a reading is proposed.
PROPOSED = 0.0
_FIGURES = frozenset({"digit", "letter", "math", "greek"})
#: Signs that differ from the others of their class: units stand after figures, 约 before them.
_OF_THEIR_OWN = {**dict.fromkeys("％℃‰°", "unit"), "＜": "less than", "‖": "symbol"}
#: 园 圆 源 缘 make compounds that no lexicon has (边缘, 起源处, 圆曲线), the other digits do not.
_COMPOUNDING = frozenset("by a word" + digit for digit in "０２４５")
_OPEN, _CLOSED = frozenset("（(渊"), frozenset("）)冤")
#: Hanzi that stand after figures: units and what is counted.
_COUNTED = frozenset(
    "年月日时点分秒号章节条款项页册卷期批届次层楼栋里公元角名所处家类个种人户亩吨万亿米岁倍"
    "级套台辆座张份天周例组只株克升度"
)


def sort_of(text: str, site: Site, signs: Mapping[int, str]) -> str:
    """The row of the table a reading belongs to.

    ``signs`` are the classes of all places that are read as signs, by place.
    """
    kind, sign = site.kind, site.sign
    if site.beside:
        return "beside"
    if sign == "＜" and _is_letter(text, site.place - 1, signs):
        return "less than after a letter"
    if sign in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[sign]
    if kind == "dash":
        return f"dash {_around_dash(text, site.place, signs)}"
    if kind == "letter":
        return f"{'capital' if sign < 'ａ' else 'small letter'} {_company(text, site, signs)}"
    if kind == "digit":
        company = _company(text, site, signs)
        return (
            "compounding digit by a word" if company + sign in _COMPOUNDING else f"digit {company}"
        )
    return kind


def _company(text: str, site: Site, signs: Mapping[int, str]) -> str:
    """What stands beside a digit or letter: its like, figures, a word, or neither."""
    left, right = site.place - 1, site.place + 1
    beside = (signs.get(left), signs.get(right))
    if site.kind in beside:
        return "in a run"
    figure = _FIGURES.intersection(beside) or _is_figure(text, left) or _is_figure(text, right)
    if site.kind == "digit":
        word = _is_word(text, right, signs) and text[right] not in _COUNTED
        return "by a figure" if figure else "by a word" if word else "set off"
    if text[left : left + 1] in _OPEN and text[right : right + 1] in _CLOSED:
        left, right = left - 1, right + 1  # 采（运）砂: a hanzi that may be left out
    word = _is_word(text, left, signs) or _is_word(text, right, signs)
    if figure:
        return "by a figure and a word" if word else "by a figure"
    return "by a word" if word else "set off"


def _around_dash(text: str, place: int, signs: Mapping[int, str]) -> str:
    beside = (place - 1, place + 1)
    if all(signs.get(at) == "digit" or _is_figure(text, at) for at in beside):
        return "between figures"
    return "in a run" if any(signs.get(at) == "dash" for at in beside) else "alone"


def _is_letter(text: str, place: int, signs: Mapping[int, str]) -> bool:
    char = text[place : place + 1]
    return signs.get(place) in {"letter", "greek"} or (char.isascii() and char.isalpha())


def _is_figure(text: str, place: int) -> bool:
    char = text[place : place + 1]
    return char.isascii() and char.isalnum()


def _is_word(text: str, place: int, signs: Mapping[int, str]) -> bool:
    return place not in signs and "一" <= text[place : place + 1] <= "龥"


@dataclass(frozen=True, slots=True)
class Curve:
    """How often readings of one sort are right."""

    safe: float
    """The margin from which they are applied."""
    shares: tuple[float, ...]
    """The share that is right at each of MARGINS."""


MARGINS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
USUAL = Curve(2.5, (0.4, 0.6, 0.85, 0.95, 0.98, 0.99, 0.995, 0.998, 0.9995))
#: Fitted on 60 texts of 1.1 million characters (policy papers, laws, abstracts, medical handbooks,
#: news; whole and in pieces of 2,500 characters, ten kinds of damage, 710,000 readings; each text
#: taken out of the decoder's tables first) and judged on 51 others. The safe margins of five
#: sorts are set by hand: ``beside`` (few readings; the margins of the real ones in linzi-2017-11
#: begin at 5.6, that of 以奖促治 in quotes is 3.1), ``blank`` and ``symbol``, which the simulator
#: does not damage, and ``greek`` and ``less than``, of which too few were right on the other texts
#: at what the fit allowed.
CURVES: Mapping[str, Curve] = MappingProxyType(
    {
        "beside": Curve(4.5, (0.4, 0.48, 0.68, 0.95, 0.98, 0.995, 0.9975, 0.9996, 0.9999)),
        "blank": Curve(4.5, (0.1762, 0.1762, 0.1762, 0.4825, 0.4825, 0.99, 0.995, 0.998, 0.9995)),
        "bracket": Curve(
            2.0, (0.2974, 0.6926, 0.964, 0.964, 0.9742, 0.9742, 0.9999, 0.9999, 0.9999)
        ),
        "capital by a figure": Curve(
            2.0, (0.6476, 0.7238, 0.9021, 0.9389, 0.9389, 0.9853, 0.9858, 0.9999, 0.9999)
        ),
        "capital by a figure and a word": Curve(
            4.0, (0.3, 0.492, 0.492, 0.8026, 0.9053, 0.9998, 0.9999, 0.9999, 0.9999)
        ),
        "capital by a word": Curve(
            5.0, (0.5007, 0.6386, 0.7961, 0.9207, 0.9708, 0.9818, 0.9962, 0.9962, 0.9999)
        ),
        "capital in a run": Curve(
            2.0, (0.4129, 0.8136, 0.8136, 0.9331, 0.9604, 0.9921, 0.998, 0.9998, 0.9999)
        ),
        "capital set off": Curve(
            2.0, (0.9091, 0.9091, 0.9714, 0.9714, 0.986, 0.9994, 0.9999, 0.9999, 0.9999)
        ),
        "closing-quote": Curve(
            2.0, (0.664, 0.6985, 0.7323, 0.7323, 0.9249, 0.9996, 0.9998, 0.9999, 0.9999)
        ),
        "compounding digit by a word": Curve(
            7.5, (0.3681, 0.3681, 0.3989, 0.3989, 0.3989, 0.3989, 0.8699, 0.9795, 0.9999)
        ),
        "dash alone": Curve(
            5.5, (0.0354, 0.1187, 0.26, 0.8652, 0.9578, 0.9578, 0.9824, 0.9999, 0.9999)
        ),
        "dash between figures": Curve(
            2.0, (0.7818, 0.96, 0.9878, 0.9928, 0.9928, 0.9982, 0.9995, 0.9999, 0.9999)
        ),
        "dash in a run": Curve(
            2.0, (0.4, 0.6, 0.85, 0.975, 0.9979, 0.9996, 0.9999, 0.9999, 0.9999)
        ),
        "digit by a figure": Curve(
            2.0, (0.9231, 0.9231, 0.9503, 0.9632, 0.9991, 0.9991, 0.9999, 0.9999, 0.9999)
        ),
        "digit by a word": Curve(
            2.0, (0.7131, 0.7131, 0.9777, 0.9906, 0.9906, 0.9997, 0.9999, 0.9999, 0.9999)
        ),
        "digit in a run": Curve(
            2.0, (0.8364, 0.91, 0.9699, 0.9885, 0.9885, 0.9986, 0.9986, 0.9999, 0.9999)
        ),
        "digit set off": Curve(
            2.5, (0.7356, 0.8066, 0.82, 0.9485, 0.9596, 0.9901, 0.9962, 0.9988, 0.9999)
        ),
        "greek": Curve(
            8.0, (0.5756, 0.8103, 0.8103, 0.8103, 0.9451, 0.9451, 0.9478, 0.9999, 0.9999)
        ),
        "less than": Curve(
            8.0, (0.1072, 0.1072, 0.1072, 0.2225, 0.482, 0.8618, 0.8725, 0.998, 0.9995)
        ),
        "less than after a letter": Curve(
            2.0, (0.7647, 0.7647, 0.94, 0.9933, 0.9986, 0.9994, 0.9994, 0.9994, 0.9995)
        ),
        "math": Curve(
            3.0, (0.2046, 0.2046, 0.7341, 0.7341, 0.9049, 0.9903, 0.9998, 0.9999, 0.9999)
        ),
        "number": Curve(2.0, (0.4, 0.76, 0.8632, 0.9917, 0.9933, 0.9983, 0.9995, 0.9999, 0.9999)),
        "opening-quote": Curve(
            2.0, (0.4, 0.84, 0.9667, 0.9846, 0.9943, 0.9986, 0.9995, 0.9999, 0.9999)
        ),
        "pause": Curve(
            2.0, (0.7909, 0.8434, 0.9216, 0.9748, 0.9866, 0.9999, 0.9999, 0.9999, 0.9999)
        ),
        "six-corner": Curve(2.0, (0.4, 0.6, 0.85, 0.95, 0.98, 0.99, 0.9975, 0.9999, 0.9999)),
        "small letter by a figure": Curve(
            2.0, (0.88, 0.9792, 0.9932, 0.9982, 0.9998, 0.9999, 0.9999, 0.9999, 0.9999)
        ),
        "small letter by a figure and a word": Curve(
            2.5, (0.9143, 0.9459, 0.9459, 0.9872, 0.999, 0.9993, 0.9998, 0.9999, 0.9999)
        ),
        "small letter by a word": Curve(
            8.0, (0.2707, 0.2707, 0.5975, 0.6756, 0.7022, 0.7434, 0.9636, 0.9998, 0.9998)
        ),
        "small letter in a run": Curve(
            2.0, (0.9455, 0.9455, 0.992, 0.9975, 0.9999, 0.9999, 0.9999, 0.9999, 0.9999)
        ),
        "small letter set off": Curve(
            2.0, (0.7217, 0.9448, 0.9913, 0.9972, 0.9988, 0.9995, 0.9998, 0.9999, 0.9999)
        ),
        "stop": Curve(2.0, (0.84, 0.9805, 0.9825, 0.9914, 0.9946, 0.9999, 0.9999, 0.9999, 0.9999)),
        "title": Curve(
            4.0, (0.1778, 0.3021, 0.3021, 0.3021, 0.3021, 0.9978, 0.9995, 0.9999, 0.9999)
        ),
        "unit": Curve(2.0, (0.4, 0.8857, 0.9053, 0.9053, 0.9325, 0.9584, 0.9757, 0.9999, 0.9999)),
        "symbol": Curve(8.0, USUAL.shares),
    }
)


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
        safe = margin >= CURVES.get(sort, USUAL).safe
        yield Judged(site, margin, sort, confidence(sort, margin), safe)


def confidence(sort: str, margin: float) -> float:
    """The share of readings of a sort with such a margin that are right."""
    shares = CURVES.get(sort, USUAL).shares
    at = bisect_right(MARGINS, margin)
    if at == 0 or at == len(MARGINS):
        return shares[min(at, len(shares) - 1)]
    low, high = MARGINS[at - 1], MARGINS[at]
    share = shares[at - 1] + (shares[at] - shares[at - 1]) * (margin - low) / (high - low)
    return round(share, 4)
