"""What a place tells by itself: the odds of a sign against the hanzi that stands there.

Most candidates are clear: no word of the lexicon covers them, so that reading them as a
sign changes nothing around, and the odds are a sum of three numbers. Only where a word
may cover the hanzi does the lattice have to weigh the segmentations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from repair.decoder import names
from repair.decoder.glyphs import OPERATORS, Glyph, partners, spoken, word_pairs
from repair.decoder.language import language, token
from repair.decoder.lattice import Lattice, Reading
from repair.decoder.layout import gains
from repair.decoder.people import begins_row
from repair.decoder.persons import MAYBE_NAMED, NAME, SURNAMES, named
from repair.decoder.sites import Sites
from repair.words.lexicon import LONGEST, lexicon

#: A contested hanzi is looked at this far to either side, or to the next sign.
REACH = 6
#: Odds from which the lattice could not change the outcome, and how much it could add.
CERTAIN, DOUBT = 5.0, 9.0
#: Log of the share of signs with their glyph beside them, before all else.
BESIDE = -3.5
#: What may support a letter, a mathematical sign or a number beside it.
_FIGURES = frozenset("0aAα①．－／＋＝＜＞＊％‰℃°′″±×÷≈≥≤+-=/.·∶⑴")
UNSUPPORTED = {"letter": 1.5, "math": 4.0, "greek": 4.0, "symbol": 9.0}
#: What operators cost between words.
OPERATOR = 2.0
#: Set-theory and the like, whose hanzi (疫, 抑, 易) are commoner than they.
_RARE_MATH = frozenset("∧∨∑∏∪∩∈√⊥∥∠⌒⊙∫≡≌≈∽∝≠∞∵∴∅")
#: What it costs to take the last of four hanzi out of quotation marks: a set phrase mostly
#: has four. Set by hand on the simulator's losses, not counted.
PHRASE = 4.5
_FOUR = re.compile("[“‘][一-龥]{4}[”’]")
_FREE = frozenset("′″．")
#: Units stand after a figure, or alone in parentheses; never after a word (豫政 is Henan's).
_UNITS = frozenset("％℃‰°")
_MEASURED = frozenset("0aAα．）（×/／\\")
NO_FIGURE = 8.0
#: What stands before a figure or letter, whatever stands before it (逸搏, 预激 are words).
_BEFORE_FIGURE = frozenset("≥≤≈±￥")
#: Signs a line end may part from their figure.
_BEFORE_FIGURES = frozenset("＜＞≥≤≈±＝×÷＋－")
#: What a 0 costs that stands beside no other figure.
ZERO = 5.0
#: What a circled number costs in the middle of words.
AMID = 5.0
#: What it costs where a letter-spaced name stands (于 澄).
SPACED_NAME = 6.0
_SPACED = re.compile(r"[ \u3000]{1,2}[一-龥](?![一-龥])")
_ALONE = re.compile(r"(?<![一-龥])([一-龥])[ \u3000]{1,2}$")
#: What a letter gains between two blanks amid words (A 组与 B 组), as no hanzi stands alone; wide
#: ones, garbled too (文献标识码　A　文章编号), part words of several hanzi.
AMONG_BLANKS = 4.0
_AMONG_BLANKS = re.compile(
    r"[一-龥]{2} [一-龥] [一-龥]|.[】\]铱暂：:院][摇\u3000][一-龥](?:[摇\u3000]{2}|\n)"
)
#: What a letter gains between a blank and a figure or letter.
EDGE = 2.0
_RUNS = frozenset({"digit", "letter"})
#: What six-corner brackets without a year or number between them cost.
NO_NUMBER = 12.0
_NUMBERED = frozenset("也页")
_NUMBERS = r" ?[\d园员圆猿源缘远苑愿怨]{1,4} ?"
_AFTER_YE = re.compile(f"也{_NUMBERS}[页〕暂］\\])）]")
_BEFORE_PAGE = re.compile(f"[也〔咱［\\[(（]{_NUMBERS}页$")
#: A glyph alone in quotation marks is spoken of.
#: What a comma or stop costs that a blank sets off from the words before it.
SET_OFF = 5.0
#: Classes for which neighbours that never stand beside the hanzi speak against it.
#: Only where the sign is expected to be garbled: by more than this.
EXPECTED = 1.5
_ESTRANGED = frozenset({"pause", "stop", "digit"})
_SET_APART = frozenset({"pause", "stop"})
#: What a pause costs where a name stands.
NAMED = 9.0
_CELL = frozenset("\t\n|")
#: The dot of foreign names.
DOT = "·"
#: How far inner parentheses reach, which close beside the outer ones.
INSIDE = 80
#: What it costs to take a line end for a cut through a word, where all of them end paragraphs.
CUT = 4.0
#: Sites that are remembered until a gap in the text lets those before it be settled.
BATCH = 2000
#: Neighbours whose habits with a hanzi count in full; with one that may be a letter (则, 在)
#: also the signs that set clauses off.
_HABITUAL = frozenset("0aA")
_CLAUSES = frozenset("，。、；：（）“”¶")
_OPENED, _CLOSED, ALONE = frozenset("“‘「『"), frozenset("”’」』"), 9.0
_BLANK = " \t\u3000\r"
#: Neighbours that say more than how well they fit; the forms of a sign beside its glyph too.
_TELLING = frozenset(_BLANK) | _OPENED | {"\n", ""}


class _Contested(NamedTuple):
    """A hanzi to be weighed against words."""

    site: int
    """Its index."""
    place: int
    glyph: Glyph
    weight: float
    beside: bool
    """Whether its sign stands beside it."""


class _Kept(dict[str, float]):
    """Numbers that are worked out when first asked for: of neighbours, of words."""

    def __init__(self, number: Callable[[str], float]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, key: str) -> float:
        value = self[key] = self._number(key)
        return value


@dataclass(frozen=True, slots=True)
class _Known:
    """A glyph with the number of its name and what was learnt of its neighbours."""

    glyph: Glyph
    number: int
    before: _Kept
    """How well the sign goes with what stands before it, by that character."""
    after: _Kept
    bond_before: _Kept
    """The same for the hanzi as a word of one character."""
    bond_after: _Kept
    words_before: frozenset[str]
    """What stands before it inside words."""
    words_after: frozenset[str]
    plain: bool
    """Whether its neighbours say all, as long as no word covers it."""


def survey(text: str, known: Mapping[str, Glyph], newline: float) -> Sites:
    """All candidates of a text that are not hopeless, with the odds of their places."""
    if not known:
        return Sites()
    return _Survey(text, known, newline).sites()


class _Survey:
    """One walk over the candidates of a text; what depends on two characters is kept."""

    def __init__(self, text: str, known: Mapping[str, Glyph], newline: float) -> None:
        self._text = text
        self._known = known
        self._newline = newline
        self._speech = language()
        self._words = spoken()
        self._before, self._behind = partners()
        self._lattice = Lattice(self._words, word_pairs(), self._speech, newline)
        self._sites = Sites()
        self._layout = gains(text)
        self._gains = _Kept(self._gain)
        self._contested: list[_Contested] = []
        self._clear: dict[int, str] = {}
        """Signs beyond doubt since the last passages were settled, by place."""

    def sites(self) -> Sites:
        """The sites, in order."""
        text, rows = self._text, {hanzi: self._row(glyph) for hanzi, glyph in self._known.items()}
        telling = _TELLING.union(*[glyph.forms for glyph in self._known.values()])
        for match in re.finditer(f"[{''.join(rows)}]", text):
            place = match.start()
            left, right = text[place - 1 : place], text[place + 1 : place + 2]
            row = rows[match[0]]
            glyph = row.glyph
            if begins_row(text, place):
                continue
            if left in telling or right in telling or place in self._layout:
                self._amid(place, row)
                continue
            odds = glyph.static + row.before[left] + row.after[right]
            if odds < glyph.hopeless and right not in SURNAMES:
                continue
            if (
                row.plain
                and left not in row.words_before
                and right not in row.words_after
                and right not in SURNAMES
                and not (match[0] in SURNAMES and MAYBE_NAMED.match(text, place))
            ):
                self._keep(place, row, odds)
            elif glyph.kind in _SUPPORTED:
                lack = _lack(glyph, left, right, self._known, spaced=False)
                self._take(place, row, odds - lack, lack, left, right)
            else:
                self._take(place, row, odds, 0.0, left, right)
        self._settle()
        return self._sites

    def _row(self, glyph: Glyph) -> _Known:
        return _Known(
            glyph,
            self._sites.number(glyph.hanzi, glyph.sign, glyph.kind),
            _Kept(partial(self._fit, glyph=glyph, before=True)),
            _Kept(partial(self._fit, glyph=glyph, before=False)),
            _Kept(partial(self._word_bond, hanzi=glyph.hanzi, before=True)),
            _Kept(partial(self._word_bond, hanzi=glyph.hanzi, before=False)),
            self._before[glyph.hanzi],
            self._behind[glyph.hanzi],
            glyph.kind not in _SUPPORTED and glyph.hanzi not in _NUMBERED and glyph.sign != DOT,
        )

    def _amid(self, place: int, row: _Known) -> None:
        """A candidate beside a blank, a line end, a quotation mark or its own sign."""
        text, glyph = self._text, row.glyph
        left, right = text[place - 1 : place], text[place + 1 : place + 2]
        figure = glyph.kind in _FIGURE_KINDS
        laid = self._layout.get(place, 0.0) if figure or glyph.kind == "dash" else 0.0
        if left in _BLANK:
            left = "" if left == "\t" and figure else _neighbour(text, place, -1)
        if right in _BLANK:
            right = "" if right == "\t" and figure else _neighbour(text, place, 1)
        elif right == "\n" and glyph.sign in _BEFORE_FIGURES:
            right = _across_line(text, place, self._known)
        if glyph.forms and _beside_its_sign(text, place, glyph, left, right):
            alone = left in _OPENED and right in _CLOSED
            lack = ALONE if alone else PHRASE if _set_phrase(text, place) else 0.0
            self._contest(place, row, BESIDE - lack, beside=True)
            return
        lack = 0.0
        if glyph.sign in _UNITS and _in_a_cell(text, place):
            self._take(place, row, glyph.static, 0.0, left, right)
            return
        if glyph.kind in _SUPPORTED:
            lack = _lack(glyph, left, right, self._known, spaced=_spaced(text, place))
        lack -= laid
        odds = glyph.static + row.before[left] + row.after[right] - lack
        if glyph.kind in _SET_APART and _set_off(text, place):
            odds -= SET_OFF
        elif glyph.kind == "digit" and _letter_spaced(text, place):
            odds -= SPACED_NAME
        if glyph.kind == "letter" and _AMONG_BLANKS.match(text, max(place - 3, 0), place + 3):
            odds += AMONG_BLANKS
        elif glyph.kind == "letter" and _begins_or_ends(text, place, self._known):
            odds += EDGE
            lack -= EDGE
        if left in _OPENED and right in _CLOSED:
            odds -= ALONE
        if "\n" in (left, right) and odds >= glyph.hopeless and not laid:
            odds -= self._across(place)
        self._take(place, row, odds, lack, left, right)

    def _take(
        self, place: int, row: _Known, odds: float, lack: float, left: str, right: str
    ) -> None:
        """Keep a candidate, unless hopeless; one that a word may cover is weighed later."""
        text, glyph = self._text, row.glyph
        if glyph.sign == DOT:
            lack -= (gain := names.gain(text, place))
            odds += gain
        if glyph.hanzi in SURNAMES and named(text, place):
            odds -= NAMED
        elif right in SURNAMES and glyph.kind == "pause" and NAME.match(text, place + 1):
            odds -= min(row.after[right], 0.0)  # What stands beside it is no sign.
        if odds >= glyph.hopeless and glyph.hanzi in _NUMBERED:
            odds -= _no_number(text, place, glyph.hanzi)
        if odds < glyph.hopeless:
            return
        word = ""
        if (
            text[place - 1 : place] in row.words_before
            or text[place + 1 : place + 2] in row.words_after
        ):
            gain, word = self._covering(place)
            least = min(odds, odds + (row.bond_before[left] + row.bond_after[right]) - gain)
            if least < glyph.hopeless - DOUBT:
                return
            if least < CERTAIN:
                self._contest(place, row, glyph.weight - lack, beside=False)
                return
            odds = least
        self._keep(place, row, odds, word)

    def _keep(self, place: int, row: _Known, odds: float, word: str = "") -> None:
        """Keep a candidate that words do not contest."""
        if len(self._clear) > BATCH:
            self._settle_before(place)
        self._sites.add(row.number, place, odds, word)
        if odds > 2.0:
            self._clear[place] = row.glyph.sign

    def _contest(self, place: int, row: _Known, weight: float, *, beside: bool) -> None:
        """Keep a candidate to be weighed against words."""
        if len(self._contested) > BATCH:
            self._settle_before(place)
        index = self._sites.add(row.number, place, 0.0, beside=beside)
        self._contested.append(_Contested(index, place, row.glyph, weight, beside))

    def _settle_before(self, place: int) -> None:
        """Settle what has nothing to do with a place."""
        if place - self._sites.places[-1] > REACH + 1:
            self._settle()

    def _settle(self) -> None:
        """Weigh what is contested against words."""
        for index, odds, word in _weigh(self._text, self._contested, self._clear, self._lattice):
            self._sites.settle(index, odds, word)
        self._contested, self._clear = [], {}

    def _fit(self, char: str, glyph: Glyph, *, before: bool) -> float:
        """How much better a neighbour goes with the sign than with the hanzi.

        A neighbour that may be a sign itself counts as such.
        """
        if not char:
            return 0.0
        own, other = token(char), self._known.get(char)
        if other is not None and other.static > -6.0:
            as_sign = self._together(other.token, glyph.token, before=before)
            as_sign -= self._habit(other.token, glyph.hanzi, before=before)
            if other.static > 3.0:
                return as_sign
            return max(self._together(own, glyph.token, before=before), as_sign)
        value = self._together(own, glyph.token, before=before)
        if own == "¶":
            return value * self._newline
        if "一" <= char <= "龥":
            free = glyph.kind in _ESTRANGED and glyph.static > EXPECTED
            return value - self._bond(char, glyph.hanzi, before=before, free=free)
        return value - self._habit(own, glyph.hanzi, before=before)

    def _together(self, neighbour: str, own: str, *, before: bool) -> float:
        rows = self._speech.rows
        return rows[neighbour][own] if before else rows[own][neighbour]

    def _habit(self, own: str, hanzi: str, *, before: bool) -> float:
        """What a figure or letter beside it says for the hanzi (5 月, 约 400, 在 GSC 中).

        No word of the lexicon knows of figures and letters, so that all of it counts.
        """
        if own not in _HABITUAL and (own not in _CLAUSES or self._known[hanzi].kind != "letter"):
            return 0.0
        return max(self._together(own, hanzi, before=before), 0.0)

    def _bond(self, neighbour: str, hanzi: str, *, before: bool, free: bool = False) -> float:
        """What a neighbour says for the hanzi as a word of one character; ``free``: or against."""
        pair = (neighbour, hanzi) if before else (hanzi, neighbour)
        bond = self._speech.bond(*pair)
        return bond if free else max(bond, 0.0)

    def _word_bond(self, neighbour: str, hanzi: str, *, before: bool) -> float:
        """What a neighbour that is no glyph itself says for the hanzi."""
        if not "一" <= neighbour <= "龥" or neighbour in self._known:
            return 0.0
        return self._bond(neighbour, hanzi, before=before)

    def _across(self, place: int) -> float:
        """What a word that a line end cuts at the place says for the hanzi (冶 | 炼).

        Where lines end paragraphs few words are cut, and a garbled stop is no part of one
        (遥 | 远).
        """
        text = self._text
        left = text[max(place - 12, 0) : place].rstrip()
        right = text[place + 1 : place + 13].lstrip()
        hanzi = text[place]
        ends = self._known.get(left[-1:])
        if ends is not None and ends.kind in _SET_APART and ends.static > EXPECTED:
            left = ""
        if left[-1:] not in self._before[hanzi] and right[:1] not in self._behind[hanzi]:
            return 0.0
        left, right = "".join(left.split())[1 - LONGEST :], "".join(right.split())[: LONGEST - 1]
        gain, word = self._covering(len(left), left + hanzi + right)
        return max(gain - CUT * self._newline, 0.0) if word else 0.0

    def _covering(self, place: int, text: str = "") -> tuple[float, str]:
        """At most how much likelier a word over a place is than its characters, and which."""
        text, words = text or self._text, self._words
        logs, prefixes, gains = words.log_probability, words.prefixes, self._gains
        best, which = 0.0, ""
        before, behind = self._before[text[place]], self._behind[text[place]]
        first = place - LONGEST + 1 if text[place - 1 : place] in before else place
        size = len(text) if text[place + 1 : place + 2] in behind else place + 1
        for start in range(max(0, first), place + 1):
            end = place + 1
            word = text[start:end]
            while True:
                if end - start > 1 and word in logs:
                    gain = gains[word]
                    if gain > best:
                        best, which = gain, word
                if end >= size or word not in prefixes:
                    break
                end += 1
                word = text[start:end]
        return best, which

    def _gain(self, word: str) -> float:
        """How much likelier a word is than its characters."""
        logs, unknown = self._words.log_probability, self._words.unknown
        return logs[word] - sum([logs.get(char, unknown) for char in word])


def _beside_its_sign(text: str, place: int, glyph: Glyph, left: str, right: str) -> bool:
    """Whether its own sign stands beside a glyph, and is not the other half of two brackets."""
    if left not in glyph.forms and right not in glyph.forms:
        return False
    if glyph.sign != "）":
        return True
    before = text[max(place - INSIDE, 0) : place].rpartition("\n")[2]
    opened = sum(before.count(sign) for sign in "（(渊")
    return opened - sum(before.count(sign) for sign in "）)冤") < 2


def _in_a_cell(text: str, place: int) -> bool:
    """Whether a hanzi stands alone in a cell of a table, as a unit may."""
    return text[place - 1 : place] in _CELL and text[place + 1 : place + 2] in _CELL


def _set_off(text: str, place: int) -> bool:
    """Whether a blank stands before the place and none after it, as before a name."""
    return text[place - 1 : place] in _BLANK and text[place + 1 : place + 2] not in _BLANK


def _begins_or_ends(text: str, place: int, known: Mapping[str, Glyph]) -> bool:
    """Whether a blank is on one side and a figure or letter on the other (3D 打印)."""
    for blank, char in (
        (text[place + 1 : place + 2], text[place - 1 : place]),
        (text[place - 1 : place], text[place + 1 : place + 2]),
    ):
        other = known.get(char)
        figure = char.isascii() and char.isalnum() if other is None else other.kind in _RUNS
        if blank == " " and figure:
            return True
    return False


def _letter_spaced(text: str, place: int) -> bool:
    """Whether a hanzi alone before a blank makes a word with that of a place (组 员)."""
    alone = _ALONE.search(text, max(place - 4, 0), place)
    return alone is not None and alone[1] + text[place] in lexicon().counts


def _spaced(text: str, place: int) -> bool:
    """Whether a blank and a single hanzi follow the place, as in a letter-spaced name."""
    return text[place + 1 : place + 2] in _BLANK and bool(_SPACED.match(text, place + 1))


def _no_number(text: str, place: int, hanzi: str) -> float:
    """What 也 or 页 costs where no year or number stands between the two."""
    if hanzi == "也":
        return 0.0 if _AFTER_YE.match(text, place) else NO_NUMBER
    if hanzi != "页" or _left_open(text, place):
        return 0.0
    return 0.0 if _BEFORE_PAGE.search(text, max(place - 9, 0), place + 1) else NO_NUMBER


def _left_open(text: str, place: int) -> bool:
    """Whether a six-corner bracket of this line is open, whatever stands in it."""
    start = max(place - INSIDE, 0)
    opened = text.rfind("〔", start, place)
    return opened > max(text.rfind(sign, start, place) for sign in "〕页\n")


def _neighbour(text: str, place: int, step: int) -> str:
    """The next character that is no blank, or nothing."""
    for at in (place + step, place + 2 * step):
        if 0 <= at < len(text) and text[at] not in _BLANK:
            return text[at]
    return ""


def _across_line(text: str, place: int, known: Mapping[str, Glyph]) -> str:
    """The figure that begins the next line, where a line end parts it from what compares it."""
    char = text[place + 2 : place + 3]
    other = known.get(char)
    figure = token(char) == "0" if other is None else other.kind == "digit"
    return char if figure else "\n"


def _set_phrase(text: str, place: int) -> bool:
    """Whether quotation marks hold just four hanzi, the last of them this one (以奖促治).

    五公开治 is none: without the last it ends in a word.
    """
    if place < 4 or not _FOUR.match(text, place - 4):
        return False
    return text[place - 2 : place] not in lexicon().counts


def _lack(
    glyph: Glyph, left: str, right: str, known: Mapping[str, Glyph], *, spaced: bool
) -> float:
    """What a letter or mathematical sign costs where nothing of its kind is beside it.

    ``spaced``: a blank and a single hanzi follow, as in a letter-spaced name (于 澄).
    """
    cost = UNSUPPORTED.get(glyph.kind, 0.0)
    if glyph.kind == "number":
        if spaced:
            return SPACED_NAME
        other = known.get(left)
        word = other is None or other.kind in _FIGURE_KINDS or other.kind == "number"
        return AMID if "一" <= left <= "龥" and word else 0.0
    if glyph.sign in _FREE:
        return 0.0
    if glyph.sign in _UNITS:
        other = known.get(left)
        after = token(left) in _MEASURED if other is None else other.kind in _FIGURE_KINDS
        return 0.0 if after or left in ("渊", "冤") else NO_FIGURE
    if glyph.sign in _BEFORE_FIGURE:
        other = known.get(right)
        figure = token(right) in _FIGURES if other is None else other.kind in _FIGURE_KINDS
        return 0.0 if figure else NO_FIGURE
    if glyph.sign in _RARE_MATH and not {token(left), token(right)} & _FIGURES:
        return UNSUPPORTED["symbol"]
    for char in (left, right):
        other = known.get(char)
        if token(char) in _FIGURES if other is None else other.kind in _FIGURE_KINDS:
            return 0.0
    if glyph.sign in OPERATORS:
        return OPERATOR
    if glyph.kind == "digit":
        return ZERO if glyph.sign == "０" else 0.0
    return cost


_SUPPORTED = frozenset(UNSUPPORTED) | {"number", "digit"}
_FIGURE_KINDS = frozenset({"digit", "letter", "math", "greek"})


def _weigh(
    text: str,
    contested: Iterable[_Contested],
    clear: Mapping[int, str],
    lattice: Lattice,
) -> Iterator[tuple[int, float, str]]:
    """The odds of hanzi that a word may cover, by the lattice: (site, odds, word)."""
    for start, end, own in _passages(text, contested, clear):
        # A clear sign ends a passage, so that only the outermost places may be one.
        first, last = clear.get(start, text[start]), clear.get(end - 1, text[end - 1])
        piece = first + text[start + 1 : end - 1] + last if end - start > 1 else first
        options = {
            one.place - start: Reading("" if one.beside else one.glyph.token, one.weight)
            for one in own
        }
        found = lattice.odds(piece, options)
        for one in own:
            yield one.site, *found[one.place - start]


def _passages(
    text: str, contested: Iterable[_Contested], clear: Mapping[int, str]
) -> Iterator[tuple[int, int, list[_Contested]]]:
    """Pieces of text around contested hanzi, cut at the next sign or after REACH."""
    own: list[_Contested] = []
    start = end = 0
    for item in contested:
        place = item.place
        if own and (place >= end or place - start > 400):
            yield start, end, own
            own = []
        if not own:
            start = _edge(text, place, -1, clear)
        own.append(item)
        end = _edge(text, place, 1, clear) + 1
    if own:
        yield start, end, own


def _edge(text: str, place: int, step: int, clear: Mapping[int, str]) -> int:
    """The last place of a passage in one direction."""
    at = place
    beyond = text[place + 1 : place + 1 + REACH]
    if step < 0:
        beyond = text[max(place - REACH, 0) : place][::-1]
    for char in beyond:
        at += step
        if at in clear or not ("一" <= char <= "龥" or char in _BLANK):
            return at
    return at
