"""What a place tells by itself: the odds of a sign against the hanzi that stands there.

Most candidates are clear: no word of the lexicon covers them, so that reading them as a
sign changes nothing around, and the odds are a sum of three numbers. Only where a word
may cover the hanzi does the lattice have to weigh the segmentations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from repair.ciphers import CLASS_OF, SECOND_ORDER, decodable, readings
from repair.decoder.language import language, token
from repair.decoder.lattice import Lattice, Reading
from repair.decoder.sites import Site, Sites
from repair.words.lexicon import LONGEST, Lexicon, lexicon

#: Signs whose hanzi are far commoner than they: 一 〖, 医 〗 and the like stay hanzi.
#: Greek capitals that look like Latin ones are set as Latin ones.
NEVER = frozenset("〖〗≌♀∫┄々〃￠￡¤＂ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
#: A contested hanzi is looked at this far to either side, or to the next sign.
REACH = 6
#: Odds below these are hopeless; what pairs up may still gain from its other half.
HOPELESS = -5.0
HOPELESS_PAIRED = -13.0
#: Odds from which the lattice could not change the outcome, and how much it could add.
CERTAIN, DOUBT = 5.0, 9.0
#: Share of misread glyphs among the hanzi of the second-order table, before all else.
MISREAD = 0.3
#: Log of the share of signs with their glyph beside them, before all else.
BESIDE = -3.5
_PAIRED = frozenset({"opening-quote", "closing-quote", "six-corner", "title", "bracket"})
#: What may support a letter, a mathematical sign or a number beside it.
_FIGURES = frozenset("0aAα①．－／＋＝＜＞＊％‰℃°′″±×÷≈≥≤+-=/.·∶⑴")
UNSUPPORTED = {"letter": 1.5, "math": 4.0, "greek": 9.0, "symbol": 9.0}
#: Set-theory and the like, whose hanzi (疫, 抑, 易) are commoner than they.
_RARE_MATH = frozenset("∧∨∑∏∪∩∈√⊥∥∠⌒⊙∫≡≌≈∽∝≠∞∵∴∅")
#: What it costs to take the last of four hanzi out of quotation marks: a set phrase mostly
#: has four. Set by hand on the simulator's losses, not counted.
PHRASE = 4.5
_FOUR = re.compile("[“‘][一-龥]{4}[”’]")
_FREE = frozenset("′″．")
#: Units stand after a figure, or alone in parentheses; never after a word (豫政 is Henan's).
_UNITS = frozenset("％℃‰°")
_MEASURED = frozenset("0aAα．）（×/／")
NO_FIGURE = 8.0
#: What a 0 costs that stands beside no other figure.
ZERO = 5.0
#: What a circled number costs in the middle of words.
AMID = 5.0
#: What it costs where a letter-spaced name stands (于 澄).
SPACED_NAME = 6.0
_SPACED = re.compile(r"[ \u3000]{1,2}[一-龥](?![一-龥])")
#: What a letter gains between two blanks amid words (A 组与 B 组), as no hanzi stands alone.
AMONG_BLANKS = 4.0
_AMONG_BLANKS = re.compile(r"[一-龥]{2} [一-龥] [一-龥]")
#: What six-corner brackets without a year or number between them cost.
NO_NUMBER = 12.0
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
#: Sites that are kept as objects until a gap in the text lets them be settled.
BATCH = 2000
#: Hanzi whose neighbours are remembered at a time.
MOST_NEARS = 200_000
#: Neighbours whose habits with a hanzi count in full.
_HABITUAL = frozenset("0aA")
_OPENED, _CLOSED, ALONE = frozenset("“‘「『"), frozenset("”’」』"), 9.0
_BLANK = " \t\u3000\r"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A hanzi that may be a sign, with all that does not depend on the place."""

    hanzi: str
    sign: str
    token: str
    kind: str
    weight: float
    """Log of how often the sign is garbled, per token."""
    static: float
    """The same minus the log-probability of the hanzi as a word."""
    forms: frozenset[str]
    """What the sign looks like when it stands beside its glyph."""
    hopeless: float


@cache
def table() -> dict[str, str]:
    """Hanzi → sign, second-order misreadings included."""
    known = {hanzi: sign for hanzi, sign in decodable().items() if sign not in NEVER}
    known.update({misread: known[hanzi] for misread, hanzi in SECOND_ORDER.items()})
    return known


@cache
def word_pairs() -> frozenset[str]:
    """Neighbours inside words of the lexicon, one of them a hanzi that may be a sign."""
    glyphs = table()
    return frozenset(
        word[at : at + 2]
        for word in lexicon().counts
        for at in range(len(word) - 1)
        if word[at] in glyphs or word[at + 1] in glyphs
    )


@cache
def spoken() -> Lexicon:
    """The lexicon with the single hanzi that may be signs as frequent as in modern prose.

    The segmenter's counts come from old texts too, where 曰 is a common word.
    """
    words, speech = lexicon(), language()
    bound = dict(words.log_probability)
    for hanzi in table():
        bound[hanzi] = min(bound.get(hanzi, words.unknown), speech.character(hanzi))
    return replace(words, log_probability=bound)


def glyphs(density: Mapping[str, float]) -> dict[str, Glyph]:
    """The hanzi that may be signs, for signs with a density."""
    words, share = spoken(), language().word_share
    found = {}
    for hanzi, sign in table().items():
        if not density.get(sign):
            continue
        weight = math.log(density[sign]) + (math.log(MISREAD) if hanzi in SECOND_ORDER else 0.0)
        literal = words.log_probability.get(hanzi, words.unknown) + share
        kind = CLASS_OF[sign]
        forms = readings(hanzi) - {""} if kind in _PAIRED else frozenset()
        found[hanzi] = Glyph(
            hanzi,
            sign,
            token(sign),
            kind,
            weight,
            weight - literal,
            forms,
            HOPELESS_PAIRED if kind in _PAIRED else HOPELESS,
        )
    return found


class _Near(NamedTuple):
    """What a hanzi and its two neighbours say, wherever the three stand."""

    glyph: Glyph
    odds: float = 0.0
    lack: float = 0.0
    bonds: float = 0.0
    covered: bool = False
    """Whether a word may cover the hanzi and a neighbour."""
    numbered: bool = False
    """Whether the sign needs a number further on."""
    cut: bool = False
    """Whether a line ends beside it."""
    beside: bool = False

    @property
    def varies(self) -> bool:
        """Whether what stands further away counts too."""
        return self.numbered or self.cut


#: A hanzi to be weighed against words: its place, weight, and whether its sign stands beside.
_Contested = tuple[int, Glyph, float, bool]


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
        self._lattice = Lattice(self._words, self._speech, newline)
        self._before: dict[str, float] = {}
        self._after: dict[str, float] = {}
        self._nears: dict[str, _Near | None] = {}

    def sites(self) -> Sites:
        """The sites, in order."""
        text, known, nears = self._text, self._known, self._nears
        done = Sites()
        sites: list[Site] = []
        last = 0
        contested: list[_Contested] = []
        clear: dict[int, str] = {}
        for match in re.finditer(f"[{''.join(known)}]", text):
            place = match.start()
            around = text[place - 1 : place + 2] if place else ""
            if around in nears:
                near = nears[around]
            else:
                near = self._near(place)
                if len(around) == 3 and around[0] not in _BLANK and around[2] not in _BLANK:
                    nears[around] = near
                    if len(nears) > MOST_NEARS:
                        nears.clear()
            if near is None:
                continue
            if len(sites) > BATCH and place - last > REACH + 1:
                # Nothing that stands before has anything to do with what follows.
                done.extend(self._settled(sites, contested, clear))
                sites, contested, clear = [], [], {}
            glyph = near.glyph
            if near.beside:
                last = place
                lack = PHRASE if _set_phrase(text, place) else 0.0
                contested.append((place, glyph, BESIDE - lack, True))
                continue
            odds = near.odds
            if near.varies:
                odds -= self._against(near, place)
                if odds < glyph.hopeless:
                    continue
            word = ""
            if near.covered:
                gain, word = self._covering(place)
                least = min(odds, odds + near.bonds - gain)
                if least < glyph.hopeless - DOUBT:
                    continue
                last = place
                if least < CERTAIN:
                    contested.append((place, glyph, glyph.weight - near.lack, False))
                    continue
                odds = least
            last = place
            sites.append(Site(place, glyph.hanzi, glyph.sign, glyph.kind, False, odds, word))
            if odds > 2.0:
                clear[place] = glyph.sign
        done.extend(self._settled(sites, contested, clear))
        return done

    def _settled(
        self, sites: list[Site], contested: list[_Contested], clear: Mapping[int, str]
    ) -> list[Site]:
        """The sites with those that had to be weighed against words."""
        if contested:
            sites += _weigh(self._text, contested, clear, self._lattice)
            sites.sort()
        return sites

    def _near(self, place: int) -> _Near | None:
        """What the neighbours of a place say; None where they leave no hope."""
        text, known, pairs = self._text, self._known, word_pairs()
        hanzi = text[place]
        glyph = known[hanzi]
        left, right = text[place - 1 : place], text[place + 1 : place + 2]
        covered = left + hanzi in pairs or hanzi + right in pairs
        if left in _BLANK:
            left = _neighbour(text, place, -1)
        if right in _BLANK:
            right = _neighbour(text, place, 1)
        if glyph.forms and (left in glyph.forms or right in glyph.forms):
            return _Near(glyph, beside=True)
        one, two = left + hanzi, hanzi + right
        if one not in self._before:
            self._before[one] = self._fit(left, glyph, before=True)
        if two not in self._after:
            self._after[two] = self._fit(right, glyph, before=False)
        lack = 0.0
        if glyph.kind in _SUPPORTED:
            lack = _lack(glyph, left, right, known, spaced=_spaced(text, place))
        odds = glyph.static + self._before[one] + self._after[two] - lack
        if glyph.kind in _SET_APART and _set_off(text, place):
            odds -= SET_OFF
        if glyph.kind == "letter" and _AMONG_BLANKS.match(text, max(place - 3, 0), place + 3):
            odds += AMONG_BLANKS
        if left in _OPENED and right in _CLOSED:
            odds -= ALONE
        if odds < glyph.hopeless:
            return None
        bonds = self._bonds(left, hanzi, right) if covered else 0.0
        return _Near(glyph, odds, lack, bonds, covered, hanzi in "也页", "\n" in (left, right))

    def _fit(self, char: str, glyph: Glyph, *, before: bool) -> float:
        """How much better a neighbour goes with the sign than with the hanzi.

        A neighbour that may be a sign itself counts as such.
        """
        if not char:
            return 0.0
        own = token(char)
        value = self._together(own, glyph.token, before=before)
        if own == "¶":
            return value * self._newline
        other = self._known.get(char)
        if other is not None and other.static > -6.0:
            as_sign = self._together(other.token, glyph.token, before=before)
            as_sign -= self._habit(other.token, glyph.hanzi, before=before)
            return as_sign if other.static > 3.0 else max(value, as_sign)
        if "一" <= char <= "龥":
            free = glyph.kind in _ESTRANGED and glyph.static > EXPECTED
            return value - self._bond(char, glyph.hanzi, before=before, free=free)
        return value - self._habit(own, glyph.hanzi, before=before)

    def _together(self, neighbour: str, own: str, *, before: bool) -> float:
        pair = (neighbour, own) if before else (own, neighbour)
        return self._speech.together(*pair)

    def _habit(self, own: str, hanzi: str, *, before: bool) -> float:
        """What a figure or letter beside it says for the hanzi (5 月, 约 400, 在 GSC 中).

        No word of the lexicon knows of figures and letters, so that all of it counts.
        """
        if own not in _HABITUAL:
            return 0.0
        return max(self._together(own, hanzi, before=before), 0.0)

    def _bond(self, neighbour: str, hanzi: str, *, before: bool, free: bool = False) -> float:
        """What a neighbour says for the hanzi as a word of one character; ``free``: or against."""
        pair = (neighbour, hanzi) if before else (hanzi, neighbour)
        bond = self._speech.bond(*pair)
        return bond if free else max(bond, 0.0)

    def _bonds(self, left: str, hanzi: str, right: str) -> float:
        return sum(
            self._bond(char, hanzi, before=before)
            for char, before in ((left, True), (right, False))
            if "一" <= char <= "龥" and char not in self._known
        )

    def _against(self, near: _Near, place: int) -> float:
        """What speaks against a sign from further away: no number in brackets, a cut word."""
        cost = _no_number(self._text, place, near.glyph.hanzi) if near.numbered else 0.0
        return cost + (self._across(place) if near.cut else 0.0)

    def _across(self, place: int) -> float:
        """What a word that a line end cuts at the place says for the hanzi (冶 | 炼)."""
        text = self._text
        left = "".join(text[max(place - 12, 0) : place].split())[1 - LONGEST :]
        right = "".join(text[place + 1 : place + 13].split())[: LONGEST - 1]
        gain, word = self._covering(len(left), left + text[place] + right)
        return gain if word else 0.0

    def _covering(self, place: int, text: str = "") -> tuple[float, str]:
        """At most how much likelier a word over a place is than its characters, and which."""
        text, words = text or self._text, self._words
        logs, prefixes, unknown = words.log_probability, words.prefixes, words.unknown
        pairs = word_pairs()
        best, which = 0.0, ""
        first = place - LONGEST + 1 if text[place - 1 : place + 1] in pairs else place
        size = len(text) if text[place : place + 2] in pairs else place + 1
        for start in range(max(0, first), place + 1):
            end = place + 1
            word = text[start:end]
            while True:
                if end - start > 1 and word in logs:
                    gain = logs[word] - sum([logs.get(char, unknown) for char in word])
                    if gain > best:
                        best, which = gain, word
                if end >= size or word not in prefixes:
                    break
                end += 1
                word = text[start:end]
        return best, which


def _set_off(text: str, place: int) -> bool:
    """Whether a blank stands before the place and none after it, as before a name."""
    return text[place - 1 : place] in _BLANK and text[place + 1 : place + 2] not in _BLANK


def _spaced(text: str, place: int) -> bool:
    """Whether a blank and a single hanzi follow the place, as in a letter-spaced name."""
    return text[place + 1 : place + 2] in _BLANK and bool(_SPACED.match(text, place + 1))


def _no_number(text: str, place: int, hanzi: str) -> float:
    """What 也 or 页 costs where no year or number stands between the two."""
    if hanzi == "也":
        return 0.0 if _AFTER_YE.match(text, place) else NO_NUMBER
    if hanzi != "页":
        return 0.0
    return 0.0 if _BEFORE_PAGE.search(text, max(place - 9, 0), place + 1) else NO_NUMBER


def _neighbour(text: str, place: int, step: int) -> str:
    """The next character that is no blank, or nothing."""
    for at in (place + step, place + 2 * step):
        if 0 <= at < len(text) and text[at] not in _BLANK:
            return text[at]
    return ""


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
    if glyph.sign in _RARE_MATH and not {token(left), token(right)} & _FIGURES:
        return UNSUPPORTED["symbol"]
    for char in (left, right):
        other = known.get(char)
        if token(char) in _FIGURES if other is None else other.kind in _FIGURE_KINDS:
            return 0.0
    if glyph.kind == "digit":
        return ZERO if glyph.sign == "０" else 0.0
    return cost


_SUPPORTED = frozenset(UNSUPPORTED) | {"number", "digit"}
_FIGURE_KINDS = frozenset({"digit", "letter", "math", "greek"})


def _weigh(
    text: str,
    contested: list[_Contested],
    clear: Mapping[int, str],
    lattice: Lattice,
) -> Iterator[Site]:
    """The odds of hanzi that a word may cover, by the lattice."""
    for start, end, own in _passages(text, contested, clear):
        piece = [clear.get(place, text[place]) for place in range(start, end)]
        options = {
            place - start: Reading("" if beside else glyph.token, weight)
            for place, glyph, weight, beside in own
        }
        found = lattice.odds("".join(piece), options)
        for place, glyph, _, beside in own:
            yield Site(place, glyph.hanzi, glyph.sign, glyph.kind, beside, *found[place - start])


def _passages(
    text: str, contested: list[_Contested], clear: Mapping[int, str]
) -> Iterator[tuple[int, int, list[_Contested]]]:
    """Pieces of text around contested hanzi, cut at the next sign or after REACH."""
    own: list[_Contested] = []
    start = end = 0
    for item in contested:
        place = item[0]
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
    for _ in range(REACH):
        if not 0 <= at + step < len(text):
            return at
        at += step
        if at in clear or not ("一" <= text[at] <= "龥" or text[at] in _BLANK):
            return at
    return at


def active(kinds: Iterable[str]) -> frozenset[str]:
    """The signs of some classes that a hanzi may stand for."""
    wanted = set(kinds)
    return frozenset(sign for sign in table().values() if CLASS_OF[sign] in wanted)
