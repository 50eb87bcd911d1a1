"""Whether a document is garbled at all, and which classes of sign are.

Only forms that sound text does not have open the gate: a year between 也 and 页, 渊 and
冤 around a few characters, digits spelt with the hanzi of digits. Each form needs a rare
character or a rare pair, looked for with plain string search, so that sound text is
passed at the speed of memory. A paragraph that talks about garbled text is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from math import ceil

from repair.ciphers import CLASSES, halfwidth_sign
from repair.decoder.anchors import Anchors, anchors, spans
from repair.decoder.discussion import Discussion
from repair.decoder.forms import FORMS, RARE_LETTERS, Form
from repair.decoder.glyphs import word_pairs
from repair.decoder.whisper import TRIGGERS, whispers

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
#: Some of the commonest letters of the half-width zone, whose hanzi no other text has.
_LIKELY_LETTERS = "犌犅犃犆犐犛犇犈犜犲犻狀狅狋犪"
#: What is looked for in one search of the text: hanzi anywhere, and those that forms have
#: only behind some characters.
_AFTER = "".join(form.after for form in FORMS)
_ANYWHERE = TRIGGERS + _LIKELY_LETTERS + "".join((*_STOPS, *(f.at for f in FORMS if not f.after)))
_BEHIND = "".join(form.at for form in FORMS if form.after)
SOUGHT = (_ANYWHERE, _BEHIND, _AFTER)
MOST_STOPS = 2000
#: Places of a form that are kept to be shown.
SHOWN = 5


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
_OPENS, _CLOSES = frozenset("“‘「『"), frozenset("”’」』")
SHUT = Gate((), {}, {})
#: Characters of a text for which a form must occur once: novels and old prose have all of them
#: now and then (44 books, 38 MB).
WEAK, STRONG = 10_000, 300_000
#: Partners that must have the form, and what share of them. Of 8,896 sound texts and pieces of
#: texts from 2,000 to 1.5 million characters none had it three times at more than .004.
FEW, SHARE = 3, 0.2
#: What is expected of a class before anything is known of it, by how much else is garbled.
SEEN, RAW, AROUND = 0.5, 0.3, 0.03
#: Figures, letters and mathematical signs are set in one font more often than not.
_FIGURES, BESIDE_FIGURES = frozenset({"digit", "letter", "math"}), 0.12
#: What a single line is decoded with when nothing else speaks of garbled signs.
UNLIKELY = 0.2
_ORDINARY = frozenset(CLASSES) - {"letter", "math", "greek", "symbol"}
_QUIET = {"letter": 0.3, "math": 0.3, "greek": 0.1, "symbol": 0.03}
#: Greek letters where Latin ones are garbled.
GREEK_BESIDE = 0.3


def gate(text: str, expected: Collection[str] = ()) -> Gate:
    """Look for the forms. Linear, and fast where there are none.

    Of the ``expected`` classes, those that other issues of a series have garbled, one place
    is enough where sound text has a form now and then.
    """
    evidence: list[Evidence] = []
    counts: dict[str, int] = {}
    kinds: set[str] = set()
    halfwidth = False
    known = anchors(text, *SOUGHT)
    discussion = Discussion(text)
    for form in FORMS:
        least = 1 if set(form.kinds).issubset(expected) else form.least
        enough = max(least, _usual(text, form))
        if form.at and len(known.of(form.at)) < enough:
            continue
        forms = _places(text, form, known)
        some = list(islice(forms, enough))
        if len(some) < enough:
            continue  # What is said of them is of no account.
        places = (each for each in chain(some, forms) if not discussion.covers(each.start))
        first = list(islice(places, SHOWN))
        number = len(first) + sum(1 for _ in places)
        if number < enough:
            continue
        evidence += first
        counts[form.name] = number
        kinds.update(form.kinds)
    runs = [Evidence(HALFWIDTH, *span) for span in _halfwidth_runs(text, known, discussion)]
    if runs:
        evidence += runs[:SHOWN]
        counts[HALFWIDTH] = len(runs)
        halfwidth = True
    for name, found, kind in _stops(text, known, discussion):
        evidence += found[:SHOWN]
        counts[name] = len(found)
        kinds.add(kind)
    if not kinds:
        lines = [
            Evidence(WHISPER, *span)
            for span in whispers(text, known, _activity({"pause", "stop"}, UNLIKELY))
            if not discussion.covers(span[0])
        ]
        if lines:
            evidence += lines[:SHOWN]
            counts[WHISPER] = len(lines)
            kinds |= {"pause", "stop"}
    if not evidence:
        return SHUT
    evidence.sort(key=lambda e: e.start)
    return Gate(tuple(evidence), counts, _activity(kinds) if kinds else {}, halfwidth)


def _usual(text: str, form: Form) -> int:
    """How often a form must come: a sound text of this length, or with these signs, has fewer."""
    number = len(text) / (WEAK if form.weak else STRONG)
    if form.partner:
        number = min(number, max(FEW, text.count(form.partner) * SHARE))
    return ceil(number)


def _activity(kinds: set[str], times: float = 1.0) -> dict[str, float]:
    """What to expect of every class when some are seen to be garbled."""
    raw = bool(kinds & {"pause", "stop", "letter"}) or len(kinds) >= 4
    others = RAW if raw else AROUND
    expected = {kind: others * _QUIET.get(kind, 1.0) for kind in (*_ORDINARY, *_QUIET)}
    if kinds & _FIGURES:
        expected |= {kind: max(expected[kind], BESIDE_FIGURES) for kind in _FIGURES}
    if "letter" in kinds:
        expected["greek"] = GREEK_BESIDE
    expected |= dict.fromkeys(kinds, SEEN)
    return {kind: times * expected[kind] for kind in CLASSES if kind in expected}


def _places(text: str, form: Form, known: Anchors) -> Iterator[Evidence]:
    quoted = partial(_inside_quotes, text) if form.quoted else None
    for start, end in spans(text, form, known, quoted):
        if form.loose and _in_word(text, start, end, word_pairs(), form):
            continue
        if form.shut and _inside_quotes(text, start, 400):
            continue
        if not _mentioned(text, start, end):
            yield Evidence(form.name, start, end)


def _mentioned(text: str, start: int, end: int) -> bool:
    """Whether quotation marks hold just the form."""
    return text[start - 1 : start] in _OPENS and text[end : end + 1] in _CLOSES


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


def _inside_quotes(text: str, place: int, reach: int = 20) -> bool:
    """Whether a “ shortly before is still open."""
    opened = text.rfind("“", max(place - reach, 0), place)
    if opened < 0:
        return False
    return text.find("”", opened, place) < 0 and text.find("\n", opened, place) < 0


def _halfwidth_runs(text: str, known: Anchors, discussion: Discussion) -> Iterator[tuple[int, int]]:
    if not any(char in known for char in _LIKELY_LETTERS):
        return
    for match in _HALFWIDTH_RUN.finditer(text):
        if not discussion.covers(match.start()):
            yield match.span()


def _stops(
    text: str, known: Anchors, discussion: Discussion
) -> Iterator[tuple[str, list[Evidence], str]]:
    """Rare hanzi of stops and brackets that stand in no word, where they are too many."""
    found: dict[str, list[Evidence]] = {}
    for hanzi in _STOPS:
        places = known.get(hanzi, ())
        free = [
            Evidence(f"{hanzi} outside any word", at, at + 1)
            for at in places[:MOST_STOPS]
            if text[at - 1 : at + 1] not in word_pairs() and text[at : at + 2] not in word_pairs()
        ]
        if free:
            found[hanzi] = free
    if len(found) < 2 or not found.keys() & _FREQUENT:
        return
    found = {h: free for h, free in found.items() if not _drowned(text, h, free)}
    if not found.keys() & _FREQUENT:
        return
    if len(found) >= 2 and sum(map(len, found.values())) >= 3:
        for hanzi, free in found.items():
            kept = [e for e in free[:50] if not discussion.covers(e.start)]
            if kept:
                yield f"{hanzi} outside any word", kept, _KIND_OF_STOP[hanzi]


#: Where stops are garbled, the comma or the full stop is among them; 曰 and 冤 alone are old prose.
_FREQUENT = frozenset("袁遥")
#: More characters between two garbled commas or full stops than any fonts would leave.
SPARSE = 2000
#: How often the real comma may stand for one 袁; of no account once hundreds of hanzi follow 袁.
MIXED, MOST_MIXED = 1, 150


def _drowned(text: str, hanzi: str, free: Sequence[Evidence]) -> bool:
    """Whether a few glyphs say nothing: the real sign is common, or the text long.

    袁 and 遥 count once for every hanzi that follows them, as names come again and again;
    at a line's end, where no name breaks off, each counts.
    """
    sign = _STOPS[hanzi]
    real = text.count(sign) + text.count(_ASCII.get(sign, sign))
    if hanzi not in _FREQUENT:
        return len(free) * 20 < real
    follow = [text[place.end : place.end + 1] for place in free]
    number = len(set(follow)) + follow.count("\n")
    return number * MIXED < min(real, MOST_MIXED) or len(free) * SPARSE < len(text)
