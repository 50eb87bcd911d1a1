"""Which neighbouring lines belong together.

One pass over the lines finds the places where a line may have been cut; the line
width is estimated from the plainest of them; a second look weighs all the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from repair.joins import others, unwrap
from repair.joins.across import Echoes
from repair.joins.around import Around
from repair.joins.frame import Frame, Join, wrap_of
from repair.joins.kinds import End, Start
from repair.joins.pairs import Pair, candidates, is_plain, once
from repair.joins.sentences import between_sentences
from repair.joins.weigh import Habits, shares, weigh
from repair.marks.extraction import headings_of
from repair.pages.furniture import furniture
from repair.pages.rhythm import FEWEST_ENDS, Rhythm, printed_lines, rhythm_of
from repair.pages.units import units
from repair.pages.width import FEWEST, INDENT, Width, estimate
from repair.pages.wrapped import Wrap

if TYPE_CHECKING:
    from repair.context import Context


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is known about the cuts of a text."""

    joins: tuple[Join, ...]
    width: Width | None
    paged: bool
    """Whether the text shows that pages cut it, so that weak single signs may be believed."""
    wrap: Wrap | None = None
    """Set where every printed line is a line."""


#: Cuts for each thousand characters. Measured: 0.9–1.8 in the five gazettes, at most 0.03 in
#: sound law texts (which have a cut here and there of their own: they stay).
DENSE = 0.15
_COMMA = re.compile("[。；;，,]")
#: Looked for from the colon, which is rarer than their first characters.
_ROLES = tuple(
    re.compile(f"{colon}(?:(?<=(?:组长|成员|指挥).)|(?<=(?:组 长|成 员|指 挥|召集人).))")
    for colon in ":："
)
_ALONE = re.compile(r"[(（][^()（）]{6,}[)）]")
_BRACKETED = re.compile(r"。[(（][^()（）]{6,}[)）]$")


def cuts(context: Context) -> Cuts:
    """The joins of a text and what they rest on."""
    frame = Frame(context.text, {item.line for item in context.get(furniture)})
    wrap = wrap_of(context.text)
    if wrap is not None:
        found = [*_outside_rosters(context, unwrap.joins(frame, wrap)), *others.titles(frame)]
        found += [*others.entries(frame), *others.cover(frame)]
        return Cuts(_one_each(found), None, paged=True, wrap=wrap)
    pairs, habits = studied(context, frame)
    width, paged = habits.width, habits.paged
    measured = width is not None and width.of >= FEWEST
    habits = with_rhythm(pairs, habits)
    found = list(weigh(pairs, habits))
    if habits.rhythm is not None:
        sure = {join.first: join.second for join in found if join.safe}
        found += between_sentences(frame, habits, sure, _in_tables(context))
    if paged:
        found += (j for j in others.titles(frame) if measured or j.second > j.first + 1)
        found += others.units_lines(frame)
    elif frame.contents is not None:
        found += (j for j in others.titles(frame, elsewhere=True) if j.second > j.first + 1)
    found += others.entries(frame)
    found += others.cover(frame)
    if paged or any(roles.search(frame.text) for roles in _ROLES):
        found += others.rows(frame)
    return Cuts(_one_each(found), width, paged)


def with_rhythm(pairs: Sequence[Pair], habits: Habits) -> Habits:
    """The habits with the rhythm of the pages, which the surest cuts show."""
    if habits.width is None:
        return habits
    return replace(habits, rhythm=_rhythm(habits.frame, habits.width, weigh(pairs, habits)))


def _rhythm(frame: Frame, width: Width, joins: Iterable[Join]) -> Rhythm | None:
    """The rhythm of the page ends that joins across blank lines mark."""
    sure = [join for join in joins if join.safe]
    ends = [join.first for join in sure if join.second > join.first + 1]
    if len(ends) < FEWEST_ENDS:
        return None
    seconds = {join.second for join in sure}
    before = [0]
    for at, line in enumerate(frame.lines):
        indent = 0.0 if at in seconds else INDENT
        before.append(before[-1] + printed_lines(line, width.units, indent))
    return rhythm_of(before, ends)


def studied(context: Context, frame: Frame) -> tuple[list[Pair], Habits]:
    """The neighbours that may be halves of a paragraph, and what the text says about them."""
    few = list(candidates(frame, plain=True))
    plain = _plain_cuts(few)
    width = estimate(plain)
    paged = bool(frame.breaks) or (bool(plain) and len(plain) * 1000 >= DENSE * len(frame.text))
    width = width if paged else None
    pairs = _outside_tables(context, candidates(frame)) if paged else list(filter(is_plain, few))
    if width is None or width.of < FEWEST:
        # A few cuts prove no habit of line ends: titles set over two lines stay.
        pairs = [pair for pair in pairs if pair.apart or _COMMA.search(pair.above)]
    return pairs, _habits(context, frame, pairs, width, paged=paged)


def _habits(
    context: Context, frame: Frame, pairs: Sequence[Pair], width: Width | None, *, paged: bool
) -> Habits:
    return Habits(
        width,
        paged,
        paged and _ends_with_brackets(pairs, frame.lines),
        bool(pairs) and frame.indented,
        frame,
        frame.breaks,
        shares(frame, pairs),
        Echoes(frame.text, [(p.above, p.below) for p in pairs if p.end is End.WORD]),
        context.get(headings_of),
        Around(frame),
    )


def _one_each(found: Iterable[Join]) -> tuple[Join, ...]:
    """The surest join of each line with the next."""
    unique: dict[int, Join] = {}
    for join in sorted(found, key=lambda j: (j.first, -j.confidence)):
        unique.setdefault(join.first, join)
    return tuple(unique.values())


def _outside_tables(context: Context, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs without those that lie in one table, roster, list or grid of names."""
    within = _in_tables(context)
    return [
        pair
        for pair in pairs
        if pair.lines[0] not in within or within[pair.lines[0]] != within.get(pair.lines[1])
    ]


def _in_tables(context: Context) -> dict[int, int]:
    """The lines of tables, rosters, lists and grids of names, and which of them each is in."""
    from repair.tables.recognise import regions

    return {line: at for at, r in enumerate(regions(context)) for line in range(r.first, r.last)}


def _outside_rosters(context: Context, joins: Iterable[Join]) -> Iterator[Join]:
    """The joins but those within a name list, whose rows end where they end."""
    from repair.tables.recognise import regions

    rosters = [region for region in regions(context) if region.kind == "roster"]
    within = {line: at for at, r in enumerate(rosters) for line in range(r.first, r.last)}
    for join in joins:
        if join.first not in within or within[join.first] != within.get(join.second):
            yield join


def _plain_cuts(pairs: Sequence[Pair]) -> list[tuple[float, bool]]:
    """Sizes of first halves that break off within a sentence; whether each goes on another."""
    sizes = []
    last = -1
    for pair in once(pairs):
        if is_plain(pair):
            sizes.append((units(pair.above), pair.lines[0] == last))
            last = pair.lines[1]
    return sizes


def _ends_with_brackets(pairs: Sequence[Pair], lines: Sequence[str]) -> bool:
    """Whether paragraphs end 。(…) and such a bracket hardly ever stands by itself.

    Measured: 49 within and 1 alone, 33 and 1, 15 and 1 in three of the gazettes.
    """
    beside = [p for p in pairs if p.end is End.SENTENCE and p.start is Start.BRACKET]
    if not beside:
        return False
    alone = sum(1 for pair in beside if _ALONE.fullmatch(pair.below))
    within = sum(1 for line in lines if _BRACKETED.search(line))
    return within >= 3 and within > 4 * alone
