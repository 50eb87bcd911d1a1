"""What the decode of a document means for its text: repairs, with reasons a person can check.

One analysis for all rules of the family (``context.get(outcome)``); each rule takes the
classes of sign it is about.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from repair.ciphers import CLASS_OF, SECOND_ORDER, printed
from repair.decoder.balance import PAIRS
from repair.decoder.confidence import Judged, judged
from repair.decoder.decode import Decoded, decode_text
from repair.decoder.discussion import Discussion
from repair.decoder.gate import SEEN, Gate, gate
from repair.decoder.repairs import Repair, Repairs
from repair.decoder.sites import Site
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context
    from repair.series import Series

#: A pair is expected in an issue if it was at work in this share of the series.
MOST_ISSUES = 0.5
_BLANK = " \u3000"
_SET_OFF = frozenset(
    {"opening-quote", "closing-quote", "six-corner", "title", "bracket", "pause", "stop", "dash"}
)
#: A mark of Markdown before a line; without its blank it is none.
_MARKDOWN = lazy("[ \u3000]*(?:[-*+]|#{1,6}) ")
#: What opens the pair that a sign closes.
_OPENS = {sign: pair.opens for pair in PAIRS for sign in pair.closes}
_RUNS = frozenset({"digit", "letter", "dash"})
_NUMBER_FORM = lazy(
    r"[也咱〔\[［] ?[12员圆][\d园员圆猿源缘远苑愿怨]{3} ?[页暂〕\]］] ?第?[\d园员圆猿源缘远苑愿怨]"
)


@dataclass(frozen=True)
class Outcome:
    """Everything the rules of the family need to know of a document."""

    gate: Gate
    repairs: Repairs = field(default_factory=Repairs)
    found: Mapping[str, int] = field(default_factory=dict)
    """How often a pair (``冶”``) was decoded."""
    density: Mapping[str, float] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """The pairs at work (``也〔``)."""
        return iter(sorted(self.found))

    def reason(self, repair: Repair) -> str:
        """The sentence that says what speaks for a repair."""
        hanzi, sign = repair.glyphs[0], repair.signs[0]
        glyph = SECOND_ORDER.get(hanzi)
        stands = f"{glyph or hanzi} is the glyph of {sign} in Founder fonts"
        parts = [stands + (f", and {hanzi} a misreading of it" if glyph else "")]
        if repair.kind == "beside":
            parts.append(f"the sign {sign} itself stands beside it")
        elif (number := self.found.get(hanzi + sign, 0) - 1) > 0:
            times = "once" if number == 1 else f"{number} times"
            parts.append(f"{hanzi} stands for {sign} {times} more in this document")
        if repair.opened:
            parts.append(f"what opens in line {repair.opened} has no other close")
        parts.append(
            f"the word {repair.word} is less likely here"
            if repair.word
            else f"{hanzi} is in no known word here"
        )
        return "; ".join(parts)


def gate_of(context: Context) -> Gate:
    """The gate over a context's text."""
    return gate(context.text, _expected(context.series))


def _expected(series: Series | None) -> frozenset[str]:
    """The classes that are garbled in most issues of a series."""
    pairs = series.ciphers if series else {}
    return frozenset(
        CLASS_OF[pair[1:]]
        for pair, share in pairs.items()
        if share >= MOST_ISSUES and pair[1:] in CLASS_OF
    )


def outcome(context: Context) -> Outcome:
    """Decode a context's text, if the gate is open."""
    found = context.get(gate_of)
    if not found or not found.activity:
        return Outcome(found)
    text = context.text
    activity = _with_series(found.activity, context.series)
    decoded = decode_text(text, activity)
    return read(text, found, decoded)


def _with_series(activity: Mapping[str, float], series: Series | None) -> dict[str, float]:
    """What to expect of every class, raised where other issues of the series were garbled.

    The series never opens the gate; it only says what else to expect once it is open.
    """
    raised = dict(activity)
    for pair, share in (series.ciphers if series else {}).items():
        kind = CLASS_OF.get(pair[1:])
        if kind in raised:
            raised[kind] = max(raised[kind], SEEN * share)
    return raised


def read(text: str, found: Gate, decoded: Decoded) -> Outcome:
    """Turn a decode into repairs."""
    counts: Counter[str] = Counter()
    lines = array("q", (m.end() for m in re.finditer("\n", text)))
    kept = _counted(text, judged(text, decoded), counts)
    repairs = (_repair(text, run, lines) for run in _runs(kept))
    return Outcome(found, Repairs(_grouped(text, repairs)), dict(counts), decoded.density)


def _counted(text: str, readings: Iterable[Judged], counts: Counter[str]) -> Iterator[Judged]:
    """The readings outside paragraphs that talk about garble; counts the pairs of the safe ones."""
    discussion = Discussion(text)
    for one in readings:
        if not discussion.covers(one.site.place):
            if one.safe and not one.site.beside:
                counts[one.site.hanzi + one.site.sign] += 1
            yield one


def _runs(chosen: Iterable[Judged]) -> Iterator[list[Judged]]:
    """Neighbouring digits, letters and dashes of one class and one safety belong together."""
    run: list[Judged] = []
    for one in chosen:
        site = one.site
        last = run[-1].site if run else None
        together = (
            last is not None
            and site.kind in _RUNS
            and site.kind == last.kind
            and site.place == last.place + 1
            and one.safe == run[-1].safe
            and not site.beside
            and not last.beside
            and (site.kind != "dash" or site.hanzi == last.hanzi == "要")
        )
        if run and not together:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _repair(text: str, run: Sequence[Judged], lines: Sequence[int]) -> Repair:
    first, last = run[0].site, run[-1].site
    start, end = first.place, last.place + 1
    glyphs = "".join([one.site.hanzi for one in run])
    signs = "".join([one.site.sign for one in run])
    after = "".join([printed(one.site.sign) for one in run])
    kind = first.kind
    if first.beside:
        after, kind = "", "beside"
    elif kind == "dash" and len(run) > 1 and first.hanzi == "要":
        after = "——"
    elif kind == "blank" and _blank_around(text, start, end):
        after = ""
    if kind in _SET_OFF:
        start, end = _with_blanks(text, start, end, kind)
    return Repair(
        start,
        end,
        after,
        kind,
        min(one.confidence for one in run),
        run[0].safe,
        glyphs,
        signs,
        first.word,
        _opened(text, first, lines),
    )


def _blank_around(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in (" ", "\u3000") or text[start - 1 : start] == " "


def _with_blanks(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span with the single blanks that a change of font left beside a sign.

    A blank between the sign and a Latin letter, behind a mark of Markdown, an indentation
    and a column of blanks stay.
    """
    if kind == "dash":
        return start, end
    after = text[end : end + 2]
    if len(after) == 2 and after[0] == " " and _font_blank(after[1]):
        end += 1
    before = text[max(start - 2, 0) : start]
    if len(before) == 2 and before[1] == " " and _font_blank(before[0]):
        start -= not _MARKDOWN.fullmatch(text, text.rfind("\n", 0, start) + 1, start)
    return start, end


def _font_blank(char: str) -> bool:
    return char not in " \n\t\u3000" and not (char.isascii() and char.isalpha())


def _opened(text: str, site: Site, lines: Sequence[int]) -> int:
    """For a closing sign, the line where what it closes was opened."""
    opens = _OPENS.get(site.sign)
    if not opens or site.beside:
        return 0
    nearby = max(site.place - 399, 0)
    at = max([text.rfind(sign, nearby, site.place) for sign in opens])
    return bisect_right(lines, at) + 1 if at >= 0 else 0


def _grouped(text: str, repairs: Iterable[Repair]) -> Iterator[Repair]:
    """The two brackets of a document number stand or fall together."""
    forms = [(m.start(), m.end()) for m in _NUMBER_FORM.finditer(text)]
    at = 0
    for repair in repairs:
        while at < len(forms) and forms[at][1] <= repair.start:
            at += 1
        inside = (
            at < len(forms)
            and repair.kind in ("six-corner", "bracket")
            and forms[at][0] - 1 <= repair.start
        )
        yield repair._replace(group=f"number {forms[at][0]}") if inside else repair
