"""Whether a document is garbled at all, and which classes of sign are.

Only forms that sound text does not have open the gate: a year between 也 and 页, 渊 and
冤 around a few characters, digits spelt with the hanzi of digits. Each form needs a rare
character or a rare pair, looked for with plain string search, so that sound text is
passed at the speed of memory. A paragraph that talks about garbled text is no evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from repair.ciphers import CLASSES, founder_sign, halfwidth_sign
from repair.decoder.forms import FORMS, RARE_LETTERS, Form
from repair.decoder.local import word_pairs
from repair.decoder.whisper import whispers

#: A paragraph with one of these talks about garbled text.
DISCUSSION = re.compile(
    r"乱码|错码|方正(?:书版|字库|字体|飞腾|排版)|(?:误|错)(?:印|排|读|识|认)(?:为|成|作)"
    r"|(?:印|排|显示|识别|变)(?:作|成了?|为)[“‘「]?[也页野冶叶曳渊冤袁遥]|应为[“〔《「]"
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
HALFWIDTH_HANZI = "".join(
    hanzi
    for code in range(0xA1, 0xFF)
    if (hanzi := bytes((0xA0, code)).decode("gbk")) and halfwidth_sign(hanzi)
)
_HALFWIDTH_RUN = re.compile(f"[{HALFWIDTH_HANZI}]{{2,}}")


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


HALFWIDTH = "half-width letters as hanzi"
WHISPER = "lines that the words around make sure of"
#: How far around an anchor a form is looked for, and how many anchors are looked at.
BACK, AHEAD, MOST_ANCHORS = 8, 600, 20_000
_OPENS, _CLOSES = frozenset("“‘「『"), frozenset("”’」』")
#: “” （） 《》 〈〉 【】 with nothing between them.
_EMPTY_PAIRS = ("野冶", "冶野", "渊冤", "叶曳", "掖业", "揖铱")
_LONGEST_LIST, _MANY_SIGNS = 120, 7
_AFTER_OPEN = "“ closed by 治 or 洽"
SHUT = Gate((), {}, {})
#: What is expected of a class before anything is known of it, by how much else is garbled.
SEEN, RAW, AROUND = 0.5, 0.3, 0.03
#: What a single line is decoded with when nothing else speaks of garbled signs.
UNLIKELY = 0.2
_ORDINARY = frozenset(CLASSES) - {"letter", "math", "greek", "symbol"}
_QUIET = {"letter": 0.3, "math": 0.3, "greek": 0.1, "symbol": 0.03}


def gate(text: str) -> Gate:
    """Look for the forms. Linear, and fast where there are none."""
    evidence: list[Evidence] = []
    counts: dict[str, int] = {}
    kinds: set[str] = set()
    halfwidth = False
    stands = cache(text.__contains__)  # many forms ask for the same characters
    for form in FORMS:
        places = list(_places(text, form, stands))
        if len(places) < form.least:
            continue
        evidence += places[:5]
        counts[form.name] = len(places)
        kinds.update(form.kinds)
    runs = [Evidence(HALFWIDTH, *span) for span in _halfwidth_runs(text)]
    if runs:
        evidence += runs[:5]
        counts[HALFWIDTH] = len(runs)
        halfwidth = True
    for name, found, kind in _stops(text):
        evidence += found[:5]
        counts[name] = len(found)
        kinds.add(kind)
    if not kinds:
        lines = [
            Evidence(WHISPER, *span)
            for span in whispers(text, _activity({"pause", "stop"}, UNLIKELY))
            if not discussed(text, span[0])
        ]
        if lines:
            evidence += lines[:5]
            counts[WHISPER] = len(lines)
            kinds |= {"pause", "stop"}
    if not evidence:
        return SHUT
    evidence.sort(key=lambda e: e.start)
    return Gate(tuple(evidence), counts, _activity(kinds) if kinds else {}, halfwidth)


def _activity(kinds: set[str], times: float = 1.0) -> dict[str, float]:
    """What to expect of every class when some are seen to be garbled."""
    raw = bool(kinds & {"pause", "stop", "letter"}) or len(kinds) >= 4
    others = RAW if raw else AROUND
    return {
        kind: times * (SEEN if kind in kinds else others * _QUIET.get(kind, 1.0))
        for kind in CLASSES
        if kind in _ORDINARY or kind in _QUIET
    }


def _places(text: str, form: Form, stands: Callable[[str], bool]) -> Iterator[Evidence]:
    if not all(map(stands, form.needs)):
        return
    if form.any_of and not any(map(stands, form.any_of)):
        return
    for start, end in _spans(text, form):
        if form.loose and _in_word(text, start, end, word_pairs(), form):
            continue
        if form.name == _AFTER_OPEN and not _inside_quotes(text, start):
            continue
        if not discussed(text, start) and not _mentioned(text, start, end):
            yield Evidence(form.name, start, end)


def _mentioned(text: str, start: int, end: int) -> bool:
    """Whether quotation marks hold just the form."""
    return text[start - 1 : start] in _OPENS and text[end : end + 1] in _CLOSES


def _spans(text: str, form: Form) -> Iterator[tuple[int, int]]:
    """Where a form's pattern matches, near its anchors if it has any."""
    if not form.anchors:
        for match in form.pattern.finditer(text):
            yield match.span()
        return
    spans = set()
    for anchor in form.anchors:
        for at in _finds(text, anchor, MOST_ANCHORS):
            near = form.pattern.search(text, max(at - BACK, 0), at + AHEAD)
            if near and near.start() <= at < near.end():
                spans.add(near.span())
    yield from sorted(spans)


def _in_word(text: str, start: int, end: int, pairs: frozenset[str], form: Form) -> bool:
    """Whether what looks like a form may be made of words."""
    if form.kinds == ("letter",):
        run = text[start:end]
        if len(run) < 5:
            rare = sum(char in RARE_LETTERS for char in run)
            around = {text[at - 1 : at + 1] for at in range(max(start, 1), end + 1)}
            return rare < 2 or bool(around & pairs)
        words = sum(run[i : i + 2] in pairs for i in range(len(run) - 1))
        return words * 3 > len(run) - 1
    edges = (text[start - 1 : start + 1], text[start : start + 2])
    if form.kinds == ("digit",):
        if any(text[at : at + 2] in pairs for at in range(start, end - 1)):
            return True
        edges = (text[start - 1 : start + 1], text[end - 1 : end + 1])
    if form.kinds == ("dash",):
        edges = (text[start - 1 : start + 1], text[end - 1 : end + 1])
    return any(edge in pairs for edge in edges)


def _inside_quotes(text: str, place: int) -> bool:
    """Whether a “ shortly before is still open."""
    before = text[max(place - 20, 0) : place]
    opened = before.rfind("“")
    return opened >= 0 and "”" not in before[opened:] and "\n" not in before[opened:]


def discussed(text: str, place: int) -> bool:
    """Whether the paragraph of a place talks about garbled text, or lists hanzi by sound.

    In a list of homophones (元原员远院圆缘源愿渊冤袁) brackets would open and close empty, or
    seven signs and more would stand with next to no words between them.
    """
    start = max(text.rfind("\n", 0, place), place - 400)
    end = text.find("\n", place)
    end = min(end if end >= 0 else len(text), place + 400)
    start = max(start, 0)
    if DISCUSSION.search(text, start, end):
        return True
    around = text[start:end]
    return any(pair in around for pair in _EMPTY_PAIRS) or _lists_sounds(around.strip())


@lru_cache(maxsize=4096)
def _lists_sounds(line: str) -> bool:
    """Whether a short line is made of hanzi that might all be signs, seven different ones at least.

    Of raw garbled text less than half the hanzi are signs, but for figures and letters.
    """
    if len(line) > _LONGEST_LIST:
        return False
    hanzi = [char for char in line if "一" <= char <= "龥"]
    signs = [char for char in hanzi if _is_plain_sign(founder_sign(char))]
    return len(set(signs)) >= _MANY_SIGNS and len(signs) >= 0.6 * len(hanzi)


def _is_plain_sign(sign: str | None) -> bool:
    return sign is not None and not unicodedata.normalize("NFKC", sign).isalnum()


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
