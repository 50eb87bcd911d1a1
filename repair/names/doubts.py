"""Names of government bodies that are one look-alike character away from a known one.

What ends like a name (:mod:`repair.names.agencies`) is looked up with one character open,
in the dictionary and among the names that the text or the series proves; nothing is decided
here, rules weigh the evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.names.agencies import (
    Agency,
    agencies,
    document_names,
    index_of,
    name_ends,
    standing_alone,
)
from repair.names.index import NameIndex

if TYPE_CHECKING:
    from repair.context import Context

#: Lengths of the tails that are looked at: of 2,900 ends in law text 530 differ in the last
#: four characters; with eight 1,000 are left open, with sixteen 80.
_TAILS = (4, 8, 16)


@dataclass(frozen=True, slots=True)
class Near:
    """A span that is one character away from a known name and is none itself."""

    start: int
    end: int
    name: str
    at: int
    """Offset of the differing character in the text."""
    alike: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span that ought to be a known name, with what speaks for it."""

    near: Near
    rivals: tuple[str, ...]
    """Other names that are as near; a doubt with rivals has no one answer."""
    here: int
    """How often the right name stands in the text."""
    wrong: int
    """How often the wrong one does."""
    issues: int
    """How many other gazettes know the name: the series, or else our dictionary."""
    repeated: bool = False
    """Nothing but its repetition in the text speaks for the name; its words are unknown."""


def doubts(context: Context) -> tuple[Doubt, ...]:
    """Names that are one look-alike character away from a known one, by place in the text.

    Known are the dictionary's names, the series' names, and the names this text proves
    itself, less those that a look-alike outnumbers.
    """
    text, where = context.text, context.get(name_ends)
    if not where:
        return ()
    index = index_of(context.dictionaries)
    series = _settled(context.series.agencies if context.series else {}, index)
    own = _unbeaten(context.get(document_names), (index, NameIndex(series, index.table)))
    known = (*own, *(name for name in series if name not in index.names))
    twice = (name for name, count in context.get(standing_alone).items() if count > 1)
    alone = frozenset(twice).difference(index.names, known)
    local = NameIndex((*known, *alone), index.table)
    where = _left_open(text, where, (index, local))
    spans: dict[tuple[int, int], list[Near]] = defaultdict(list)
    for asked, other in ((index, local), (local, index)):
        for near in near_names(text, asked, where):
            if not _known_to(other, text, near):
                spans[near.at, near.end].append(near)
    rows = agencies(context.dictionaries)
    return tuple(_doubt(text, nears, rows, series, alone) for _, nears in sorted(spans.items()))


def near_names(text: str, index: NameIndex, where: Sequence[int]) -> list[Near]:
    """Spans one look-alike character away from a name of the index, known names left out."""
    out = []
    for end in where:
        _, near = index.look_up(text[max(end - index.longest, 0) : end])
        for name, at, alike in near:
            start = end - len(name)
            out.append(Near(start, end, name, start + at, alike))
    return out


def _left_open(text: str, ends: Sequence[int], indices: Sequence[NameIndex]) -> Sequence[int]:
    """The ends at which one of the indices may have a near name.

    Texts repeat their bodies: every different tail is looked at once, and a longer one only
    where the shorter one tells nothing yet.
    """
    for size in _TAILS:
        tails = [text[end - size if end > size else 0 : end] for end in ends]
        different = frozenset(tails)
        left = frozenset[str]().union(*(index.left_open(different) for index in indices))
        ends = [end for end, tail in zip(ends, tails, strict=True) if tail in left]
    return ends


def _doubt(
    text: str,
    nears: Sequence[Near],
    rows: Mapping[str, Agency],
    series: Mapping[str, int],
    alone: frozenset[str],
) -> Doubt:
    """The doubt at one place, which may be near several names."""
    ranked = sorted(nears, key=lambda n: (-n.alike, n.start, n.name))
    best = max(ranked, key=lambda n: (text.count(n.name) > 0, n.alike, len(n.name)))
    right = best.name[best.at - best.start]
    rivals = dict.fromkeys(n.name for n in ranked if n.name[n.at - n.start] != right)
    row = rows.get(best.name)
    return Doubt(
        best,
        tuple(rivals),
        here=text.count(best.name),
        wrong=text.count(text[best.start : best.end]),
        issues=max(series.get(best.name, 0), row.issues if row else 0),
        repeated=best.name in alone,
    )


def _settled(series: Mapping[str, int], known: NameIndex) -> dict[str, int]:
    """The names of a series that no look-alike in more issues, or in the dictionary, beats."""
    opened = NameIndex(series, known.table)
    return {
        name: issues
        for name, issues in series.items()
        if name in known.names
        or not any(
            other in known.names or series[other] > issues
            for other in _twins(name, (opened, known))
        )
    }


def _unbeaten(names: Counter[str], known: tuple[NameIndex, ...]) -> list[str]:
    """The names that no look-alike outnumbers: another of the same text, or a known one."""
    indices = (NameIndex(names, known[0].table), *known)

    def sure(name: str) -> bool:
        return any(name in index.names for index in known)

    return [
        name
        for name, count in names.items()
        if sure(name)
        or not any(sure(other) or names[other] >= count for other in _twins(name, indices))
    ]


def _twins(name: str, indices: Iterable[NameIndex]) -> list[str]:
    """The names of the indices that differ from one by a look-alike character."""
    return [twin for index in indices for twin in index.twins(name)]


def _known_to(index: NameIndex, text: str, near: Near) -> bool:
    """Whether the differing character lies in a name that another index knows exactly."""
    known, _ = index.look_up(text[max(near.end - index.longest, 0) : near.end])
    return near.end - len(known) <= near.at
