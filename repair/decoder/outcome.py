"""What the decode of a document means for its text: repairs, with reasons a person can check.

One analysis for all rules of the family (``context.get(outcome)``); each rule takes the
classes of sign it is about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from repair.ciphers import CLASS_OF, SECOND_ORDER, printed
from repair.decoder.balance import PAIRS
from repair.decoder.confidence import Judged, judged
from repair.decoder.decode import Decoded, decode_text
from repair.decoder.discussion import Discussion
from repair.decoder.gate import SEEN, Gate, gate
from repair.decoder.sites import Site

if TYPE_CHECKING:
    from repair.context import Context
    from repair.series import Series

_BLANK = " \u3000"
_SET_OFF = frozenset(
    {"opening-quote", "closing-quote", "six-corner", "title", "bracket", "pause", "stop", "dash"}
)
_RUNS = frozenset({"digit", "letter", "dash"})
_NUMBER_FORM = re.compile(
    r"[也咱〔\[［] ?[12员圆][\d园员圆猿源缘远苑愿怨]{3} ?[页暂〕\]］] ?第?[\d园员圆猿源缘远苑愿怨]"
)


@dataclass(frozen=True, slots=True)
class Repair:
    """One replacement of the decode: a sign, or a run of digits or letters."""

    start: int
    end: int
    after: str
    kind: str
    """Class of sign; ``beside`` for a glyph that goes."""
    confidence: float
    safe: bool
    glyphs: str
    signs: str
    reason: str
    group: str = ""


@dataclass(frozen=True)
class Outcome:
    """Everything the rules of the family need to know of a document."""

    gate: Gate
    repairs: tuple[Repair, ...] = ()
    found: Mapping[str, int] = field(default_factory=dict)
    """How often a pair (``冶”``) was decoded."""
    density: Mapping[str, float] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """The pairs at work (``也〔``)."""
        return iter(sorted(self.found))

    def of(self, *kinds: str) -> Iterator[Repair]:
        """The repairs of some classes, in order."""
        return (repair for repair in self.repairs if repair.kind in kinds)


def gate_of(context: Context) -> Gate:
    """The gate over a context's text."""
    return gate(context.text)


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
    chosen = judged(text, decoded)
    if found.evidence:
        discussion = Discussion(text)
        chosen = [one for one in chosen if not discussion.covers(one.site.place)]
    counts = Counter(
        one.site.hanzi + one.site.sign for one in chosen if one.safe and not one.site.beside
    )
    lines = [m.end() for m in re.finditer("\n", text)]
    partners = _openers(text, chosen)
    repairs = [_repair(text, run, counts, lines, partners) for run in _runs(text, chosen)]
    return Outcome(found, tuple(_grouped(text, repairs)), dict(counts), decoded.density)


def _runs(text: str, chosen: Sequence[Judged]) -> Iterator[list[Judged]]:
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


def _repair(
    text: str,
    run: Sequence[Judged],
    counts: Mapping[str, int],
    lines: Sequence[int],
    partners: Mapping[int, int],
) -> Repair:
    first, last = run[0].site, run[-1].site
    start, end = first.place, last.place + 1
    glyphs = text[start:end]
    signs = "".join(one.site.sign for one in run)
    after = "".join(printed(one.site.sign) for one in run)
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
        _reason(first, counts, lines, partners.get(first.place)),
    )


def _blank_around(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in (" ", "\u3000") or text[start - 1 : start] == " "


def _with_blanks(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span with the single blanks that a change of font left beside a sign.

    A blank between the sign and a Latin letter, an indentation and a column of blanks
    stay.
    """
    if kind == "dash":
        return start, end
    after = text[end : end + 2]
    if len(after) == 2 and after[0] == " " and _font_blank(after[1]):
        end += 1
    before = text[max(start - 2, 0) : start]
    if len(before) == 2 and before[1] == " " and _font_blank(before[0]):
        start -= 1
    return start, end


def _font_blank(char: str) -> bool:
    return char not in " \n\t\u3000" and not (char.isascii() and char.isalpha())


def _openers(text: str, chosen: Sequence[Judged]) -> dict[int, int]:
    """For a closing sign, where what it closes was opened."""
    closes = {c: p.opens for p in PAIRS for c in p.closes}
    result = {}
    for site in (one.site for one in chosen):
        opens = closes.get(site.sign)
        if opens and not site.beside:
            nearby = max(site.place - 399, 0)
            at = max(text.rfind(sign, nearby, site.place) for sign in opens)
            if at >= 0:
                result[site.place] = at
    return result


def _reason(site: Site, counts: Mapping[str, int], lines: Sequence[int], opened: int | None) -> str:
    """The sentence that says what speaks for the sign."""
    glyph = SECOND_ORDER.get(site.hanzi)
    stands = f"{glyph or site.hanzi} is the glyph of {site.sign} in Founder fonts"
    parts = [stands + (f", and {site.hanzi} a misreading of it" if glyph else "")]
    if site.beside:
        parts.append(f"the sign {site.sign} itself stands beside it")
    elif number := counts.get(site.hanzi + site.sign, 0) - 1:
        times = "once" if number == 1 else f"{number} times"
        if number > 0:
            parts.append(f"{site.hanzi} stands for {site.sign} {times} more in this document")
    if opened is not None:
        line = bisect_right(lines, opened) + 1
        parts.append(f"what opens in line {line} has no other close")
    parts.append(
        f"the word {site.word} is less likely here"
        if site.word
        else f"{site.hanzi} is in no known word here"
    )
    return "; ".join(parts)


def _grouped(text: str, repairs: Sequence[Repair]) -> Iterator[Repair]:
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
        yield replace(repair, group=f"number {forms[at][0]}") if inside else repair
