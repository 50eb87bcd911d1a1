"""How likely a sign is between its neighbours, from counts over sound text.

The counts are in ``dictionaries/sign_contexts.tsv`` (``tools/make_sign_contexts.py``).
Signs that sound text has too rarely to count borrow the neighbours of a sibling.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from repair.ciphers import CLASS_OF

SMOOTHING = 1.0
#: How many neighbours a hanzi's habit of standing before or after any pause counts for.
HABIT = 4.0
FLOOR, CEILING = -6.0, 6.5

#: A sign whose neighbours are too rare to count borrows those of another.
SIBLING = {
    "〔": "（",
    "〕": "）",
    "〈": "《",
    "〉": "》",
    "‘": "“",
    "’": "”",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "【": "“",
    "】": "”",
    "［": "（",
    "］": "）",
    "｛": "（",
    "｝": "）",
    "！": "。",
    "～": "－",
    "≥": "＜",
    "≤": "＜",
    "＞": "＜",
    "＝": "＜",
    "±": "＜",
    "×": "＜",
    "÷": "＜",
    "≈": "＜",
    "‰": "％",
    "°": "％",
    "′": "％",
    "″": "％",
    "μ": "α",
}
#: How often such a sign is, per token of official or technical prose (order of magnitude).
SHARE = {
    "〔": 5e-4,
    "〕": 5e-4,
    "〈": 1e-4,
    "〉": 1e-4,
    "‘": 1e-4,
    "’": 1e-4,
    "【": 5e-5,
    "】": 5e-5,
    "［": 3e-4,
    "］": 3e-4,
    "～": 5e-4,
    "±": 3e-4,
    "×": 2e-4,
    "≥": 1e-4,
    "≤": 1e-4,
    "＞": 1e-4,
    "＝": 3e-4,
    "°": 1e-4,
    "…": 3e-4,
    "\u3000": 2e-3,
}
#: Classes all of whose signs share one row of counts, with what a member's share is.
POOLED = {"digit": "0", "number": "①", "greek": "α"}
#: The prefix of units has habits of its own: it stands between a figure and a letter (GB 3100).
MICRO = "μ"
RARE_SHARE = 2e-6
BOND, MOST_BOND = 0.5, 2.0
#: Signs that end a word group, and those that begin one: their neighbours have habits in
#: common (促 stands before none of them), which helps where a single sign is too rare.
ENDING = frozenset("，。、；：！？”’》〉）〕】］…—¶")
BEGINNING = frozenset("，。、；：！？“‘《〈（〔【［—¶")
#: A pause or stop stands neither at a line start nor after another or what opens
#: (GB/T 15834—2011, 5.1: such signs never begin a line).
_PAUSES = frozenset("，。、；：！？")
_BEFORE_NO_PAUSE = _PAUSES | frozenset("“‘「『《〈（〔【［¶\u3000")
NEVER = -9.0
#: Measure words and units: a figure before them is as good as counted, whatever the genre.
MEASURES = frozenset(
    "名所处家项类个次种人户亩吨元万亿米岁倍批条件期级套台辆座张份分天周例组只株克升"
    "片粒瓶袋支颗枚盏匹篇"
)
MEASURED = 3.0
#: Between these and hanzi a comparison is rare in running text.
COMPARING = frozenset("＜＞＝≥≤±×÷≈∝∞")
COMPARED = 1.5
NUMBER_SHARE = 8e-4
#: Letters of English running text, per letter (rounded; any table of letter frequencies).
LETTERS = {
    letter: share
    for letters, share in {
        "e": 120, "t": 91, "ao": 79, "ins": 71, "hr": 61, "dl": 41, "cum": 28, "wf": 23, "gyp": 20,
        "bvk": 11, "jxqz": 3,
    }.items()
    for letter in letters
}  # fmt: skip
#: Greek letters of technical prose, per thousand of them (526 in two million characters of
#: medical, technical and scientific text, rounded); the others are hardly ever seen.
GREEK = {
    letter: share
    for letters, share in {
        "αβ": 210, "μ": 160, "δγ": 85, "κλ": 40, "Δε": 28, "φπσρθωη": 15, "χΦΩτξν": 8, "ζψΨΛΓΣ": 4,
    }.items()
    for letter in letters
}  # fmt: skip
#: Neighbours known from the standards of writing and too rare in the counted text:
#: (left, right, log of how much likelier than chance). GB/T 9704—2012, 7.2.5: the year of
#: a document number stands in 〔〕 before its number; units follow figures; dashes join dates
#: (GB/T 15834—2011, 4.13); annexes are numbered in capitals (GB/T 1.1).
KNOWN = {
    ("0", "年"): 4.5,
    ("0", "月"): 6.5,
    ("0", "日"): 5.5,
    ("年", "0"): 3.0,
    ("月", "0"): 5.0,
    ("第", "0"): 4.0,
    ("〔", "0"): 4.0,
    ("0", "〕"): 4.0,
    ("〕", "0"): 4.0,
    ("〕", "第"): 3.0,
    ("0", "℃"): 5.0,
    ("0", "％"): 5.0,
    ("0", "‰"): 5.0,
    ("0", "°"): 5.0,
    ("0", "．"): 4.5,
    ("．", "0"): 4.5,
    ("［", "0"): 2.0,
    ("0", "］"): 2.0,
    ("—", "—"): 6.5,
    ("0", "—"): 3.0,
    ("—", "0"): 3.0,
    ("—", "）"): 2.0,
    ("月", "—"): 2.5,
    ("日", "—"): 2.5,
    ("0", "－"): 3.5,
    ("－", "0"): 3.5,
    ("A", "A"): 4.3,
    ("a", "a"): 3.8,
    ("0", "a"): 1.2,
    ("A", "0"): 1.5,
    ("A", "′"): 3.0,
    ("a", "′"): 1.5,
    ("′", "－"): 2.0,
    ("\\", "％"): 5.0,
    ("0", "＝"): 3.5,
    ("A", "＜"): 5.0,
    ("A", "＞"): 4.5,
    ("A", "＝"): 4.0,
    ("＝", "A"): 2.0,
    ("＝", "a"): 2.0,
    ("＝", "（"): 1.0,
    ("）", "＝"): 2.0,
    ("A", "级"): 2.0,
    ("A", "型"): 2.0,
    ("A", "组"): 1.5,
    ("录", "A"): 3.0,
    ("a", "＜"): 2.5,
    ("a", "＞"): 2.5,
    ("a", "＝"): 3.5,
    ("\u3000", "\u3000"): 5.0,
    ("图", "0"): 4.0,
    ("表", "0"): 4.0,
    ("式", "0"): 3.0,
    ("0", "\u3000"): 2.5,
    ("a", "\u3000"): 1.5,
    ("条", "\u3000"): 3.0,
    ("章", "\u3000"): 3.0,
    ("节", "\u3000"): 3.0,
    ("a", "＠"): 6.5,
    ("0", "＠"): 6.0,
    ("＠", "a"): 6.5,
    ("＠", "0"): 6.0,
    ("0", "μ"): 3.5,
    ("μ", "a"): 3.0,
    ("μ", "A"): 2.0,
    ("α", "0"): 2.5,
    ("…", "…"): 6.5,
    ("0", "±"): 4.0,
    ("±", "0"): 5.0,
    ("a", "±"): 2.5,
    ("±", "a"): 2.5,
    ("：", "A"): 2.5,
    ("a", "："): 2.0,
    ("0", "×"): 4.0,
    ("×", "0"): 4.0,
    ("＜", "0"): 4.0,
    ("＞", "0"): 4.0,
    ("≥", "0"): 4.0,
    ("≤", "0"): 4.0,
    ("＝", "0"): 4.0,
    ("α", "－"): 3.0,
    ("α", "a"): 1.0,
    ("0", "α"): 1.5,
    ("①", "0"): -4.0,
    ("0", "①"): -4.0,
    ("¶", "①"): 3.0,
    ("。", "①"): 4.0,
    ("；", "①"): 4.0,
    ("：", "①"): 4.0,
    ("①", "、"): 0.0,
    ("①", "。"): -4.0,
    ("①", "，"): -4.0,
    ("①", "¶"): -4.0,
}


@cache
def token(char: str) -> str:
    """What a sign, digit or letter is counted as; hanzi and the rest are themselves."""
    kind = CLASS_OF.get(char)
    if kind in POOLED and char != MICRO:
        return POOLED[kind]
    if kind == "letter":
        return "A" if char < "ａ" else "a"
    if char == "\n":
        return "¶"
    if char in _NARROW:
        return _NARROW[char]
    if char.isascii():
        if char.isdigit():
            return "0"
        if char.isalpha():
            return "A" if char.isupper() else "a"
    return char


_NARROW = dict(zip(",;:()!?[]%~-/<>=+*&.", "，；：（）！？［］％～－／＜＞＝＋＊＆．", strict=True))


class Language:
    """Shares of signs, and how much likelier than chance two tokens stand together."""

    def __init__(self) -> None:
        from repair.dictionaries import rows

        self._alone: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self.total = 1
        for tokens, count in rows("sign_contexts.tsv"):
            if tokens == "all":
                self.total = int(count)
            elif len(tokens) == 2:
                self._pairs[tokens[0], tokens[1]] = int(count)
            else:
                self._alone[tokens] = int(count)
        self._before_pause: dict[str, int] = defaultdict(int)
        self._after_pause: dict[str, int] = defaultdict(int)
        for (left, right), number in self._pairs.items():
            if right in ENDING:
                self._before_pause[left] += number
            if left in BEGINNING:
                self._after_pause[right] += number
        self._ending = sum(self._alone.get(sign, 0) for sign in ENDING) / self.total
        self._beginning = sum(self._alone.get(sign, 0) for sign in BEGINNING) / self.total
        self.rows = _Rows(self._together)
        """The log of how much likelier than chance two tokens are neighbours."""
        hanzi = sum(count for char, count in self._alone.items() if "一" <= char <= "龥")
        # Words of running text are 1.6 hanzi long on average (jieba on the counted text).
        self.tokens = hanzi / 1.6 + (self.total - hanzi)
        self.word_share = math.log(hanzi / 1.6 / self.tokens)
        """What the words' log-probabilities lack, as they know no signs."""

    def share(self, sign: str) -> float:
        """How often a sign stands in sound text, per token."""
        kind = CLASS_OF.get(sign, "")
        if kind == "digit":
            return self._alone["0"] / self.tokens / 10
        if kind == "letter":
            case = 0.25 if sign < "ａ" else 1.0
            base = self._alone["a"] / self.tokens * case
            return base * LETTERS[chr((ord(sign) - 0xFF21) % 32 + 97)] / 1000
        if kind == "greek":
            return max(
                self._alone.get("α", 0) / self.tokens * GREEK.get(sign, 1) / 1000, RARE_SHARE
            )
        if kind == "number":
            order = "①②③④⑤⑥⑦⑧⑨⑩".find(sign)
            return NUMBER_SHARE / (order + 2) ** 1.5 if order >= 0 else RARE_SHARE * 5
        return max(SHARE.get(sign, 0.0), self._alone.get(sign, 0) / self.tokens, RARE_SHARE)

    def together(self, left: str, right: str) -> float:
        """The log of how much likelier than chance two tokens are neighbours."""
        return self.rows[left][right]

    def _together(self, left: str, right: str) -> float:
        if "一" <= left <= "龥" and "一" <= right <= "龥":
            return self._counted(left, right)
        if (left, right) in KNOWN:
            return KNOWN[left, right]
        if right in _PAUSES and left in _BEFORE_NO_PAUSE:
            return NEVER
        value = self._with_sign(SIBLING.get(left, left), SIBLING.get(right, right))
        return max(value, MEASURED) if left == "0" and right in MEASURES else value

    def _with_sign(self, left: str, right: str) -> float:
        """The same for two tokens with counts of their own, a sign among them."""
        if (left, right) in KNOWN:
            return KNOWN[left, right]
        compared = (right in COMPARING and "一" <= left <= "龥") or (
            left in COMPARING and "一" <= right <= "龥"
        )
        habit, weight = self._habit(left, right)
        return self._counted(left, right, habit, weight, COMPARED if compared else 0.0)

    def _counted(
        self,
        left: str,
        right: str,
        habit: float = 1.0,
        weight: float = SMOOTHING,
        less: float = 0.0,
    ) -> float:
        """What the counts say: by how much, ``habit`` counting for ``weight`` neighbours."""
        alone = self._alone.get
        chance = alone(left, 0) * alone(right, 0) / self.total
        seen = self._pairs.get((left, right), 0)
        value = math.log((seen + weight * habit) / (chance + weight)) - less
        return min(max(value, FLOOR), CEILING)

    def _habit(self, left: str, right: str) -> tuple[float, float]:
        """What to expect of a pair from the habits of the hanzi in it, and how firmly."""
        if right in ENDING and "一" <= left <= "龥":
            chance = self._alone.get(left, 0) * self._ending
            return (self._before_pause[left] + 2.0) / (chance + 2.0), HABIT
        if left in BEGINNING and "一" <= right <= "龥":
            chance = self._alone.get(right, 0) * self._beginning
            return (self._after_pause[right] + 2.0) / (chance + 2.0), HABIT
        return 1.0, SMOOTHING

    def bond(self, left: str, right: str) -> float:
        """How much likelier than chance two hanzi stand together, one of them a glyph.

        Half of it, and at most so much: the words of the lexicon know most of it already.
        """
        return max(min(self.rows[left][right] * BOND, MOST_BOND), -MOST_BOND)

    def character(self, hanzi: str) -> float:
        """The log-probability of a hanzi per token of modern prose, in words or alone."""
        return math.log((self._alone.get(hanzi, 0) + 1.0) / self.tokens)


class _Rows(dict[str, "_Row"]):
    """What is asked of two tokens, by the first; worked out when asked for."""

    def __init__(self, number: Callable[[str, str], float]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, left: str) -> _Row:
        row = self[left] = _Row(left, self._number)
        return row


class _Row(dict[str, float]):
    """The same of one token, by the second."""

    __slots__ = ("_left", "_number")

    def __init__(self, left: str, number: Callable[[str, str], float]) -> None:
        self._left, self._number = left, number

    def __missing__(self, right: str) -> float:
        value = self[right] = self._number(self._left, right)
        return value


@cache
def language() -> Language:
    """The counts, read once."""
    return Language()
