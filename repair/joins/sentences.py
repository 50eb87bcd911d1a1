"""Cuts between two sentences: the first part ends with 。, so only the rest of the text tells.

At a page end the last line of a paragraph is full and a sentence ends there by chance about as
often as a paragraph does. What tells is the document: where every other item of a list is one
paragraph, text without a mark belongs to the item above it; and words that begin sentences in
this text, never paragraphs, begin none here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from repair.joins import evidence as ev
from repair.joins.evidence import Evidence, sign
from repair.joins.frame import Frame, Join, Kind
from repair.joins.kinds import CLOSERS, DATE, MARK, End, Start, end_of, is_row, start_of
from repair.joins.siblings import kind_of
from repair.joins.weigh import TITLE, Habits
from repair.pages.units import core, units
from repair.pages.width import INDENT, fill

#: So many items on either side are asked, among so many paragraphs; so few say nothing.
_ASKED, _NEAR, _FEWEST = 5, 40, 5
#: Of so many items one may have a second paragraph.
_MANY = 8
_STOPS = frozenset("。；：")
#: Paragraphs begin so: what was said is put to somebody, a rule speaks of itself.
_OPENS = re.compile("以上|上述|特此|违反|本(?:通知|意见|办法|方案|规定|条例|法|决定)")
#: Words of so many signs begin sentences if they do so often.
_WORDS, _OFTEN = 4, 2
_SENTENCE = re.compile("(?<=[。；])[^\\n]{4}")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: its first and its last line, its list mark, how it ends."""

    first: int
    last: int
    kind: str
    marked: bool
    ends: bool
    """With 。"""
    text: bool
    """It ends as text does, or is longer than a title."""


def between_sentences(
    frame: Frame, habits: Habits, joins: Mapping[int, int], tables: Collection[int]
) -> Iterator[Join]:
    """The cuts behind 。; ``joins``: second lines of the sure ones by first; ``tables``: lines."""
    if habits.width is None or habits.rhythm is None:
        return
    known = [*_paragraphs(frame, joins)]
    openings = _Openings(frame, known)
    for at in range(len(known) - 1):
        if not _may_go_on(frame, known, at, tables):
            continue
        seen = tuple(_evidence(frame, habits, known, at, openings))
        sure = ev.confidence(seen)
        if sure >= ev.SHOWN:
            pair = known[at].last, known[at + 1].first
            words = tuple(item.words for item in seen if item.words and item.weight > 0)
            yield frame.join(pair, Kind.PARAGRAPH, words, confidence=sure)


def _paragraphs(frame: Frame, joins: Mapping[int, int]) -> Iterator[_Paragraph]:
    first = -1
    for line in frame.filled:
        first = line if first < 0 else first
        if line in joins:
            continue
        yield _Paragraph(first, line, *_looks(frame.lines[first], frame.lines[line]))
        first = -1


@lru_cache(maxsize=8192)
def _looks(first: str, last: str) -> tuple[str, bool, bool, bool]:
    """What is known of a paragraph by its first and last line: most stay as they are from round
    to round.
    """
    start, end = core(first), core(last)
    return (
        kind_of(start),
        MARK.match(start) is not None,
        bool(end) and end_of(end) is End.SENTENCE,
        end[-1:] in _STOPS or len(end) >= TITLE,
    )


def _may_go_on(frame: Frame, known: Sequence[_Paragraph], at: int, tables: Collection[int]) -> bool:
    """Whether running text of whole sentences stands on both sides, and a list goes on below."""
    here, rest = known[at], known[at + 1]
    if not here.ends or rest.marked or not rest.text:
        return False
    above, below = core(frame.lines[here.last]), core(frame.lines[rest.first])
    if above[-1] in CLOSERS or start_of(below) is not Start.PLAIN or _OPENS.match(below):
        return False
    if "\t" in frame.lines[rest.first] or DATE.fullmatch(below) or is_row(below):
        return False
    return here.last not in tables and rest.first not in tables


def _evidence(
    frame: Frame, habits: Habits, known: Sequence[_Paragraph], at: int, openings: _Openings
) -> Iterator[Evidence]:
    """What speaks for a cut, if siblings or words do; else nothing that could be shown."""
    here, below = known[at], core(frame.lines[known[at + 1].first])
    yield sign("ends a sentence")
    yield sign("starts with a word")
    if habits.width is None or habits.rhythm is None:
        return
    found = [*_of_siblings(frame, known, at)]
    position = habits.rhythm.odds(here.last)
    if position > 0 and here.kind != "article" and openings.only_of_sentences(below):
        found.append(sign("begins sentences", f"{below[:_WORDS]} begins no paragraph here"))
    if not found:
        return
    yield from found
    yield ev.of_position(position, habits.rhythm.lines)
    size = units(core(frame.lines[here.last]))
    indent = INDENT if here.first == here.last else 0.0
    full, chance = fill(size, habits.width.units, (indent,))
    yield ev.of_fill(full, chance, habits.width, size)


def _of_siblings(frame: Frame, known: Sequence[_Paragraph], at: int) -> Iterator[Evidence]:
    """Whether the other items of the list are one paragraph each, and the list goes on."""
    kind = known[at].kind
    goes_on = at + 2 < len(known) and known[at + 2].marked
    if not kind or kind == "article" or not goes_on or _is_annex(frame, known[at + 2]):
        return
    single = [*_single(known, range(at - 1, max(at - 1 - _NEAR, -1), -1), kind)]
    single += _single(known, range(at + 1, min(at + 1 + _NEAR, len(known) - 1)), kind)
    others = len(single) - sum(single)
    if len(single) >= _FEWEST and not others:
        yield sign("single siblings", "the items beside it are one paragraph each")
    elif len(single) >= _MANY and others == 1:
        yield sign("mostly single siblings", "nearly all items beside it are one paragraph each")


def _single(known: Sequence[_Paragraph], places: range, kind: str) -> Iterator[bool]:
    """Whether items of a kind are followed by no text without a mark."""
    left = _ASKED
    for at in places:
        if left and known[at].kind == kind and known[at].ends:
            left -= 1
            yield known[at + 1].marked or not known[at + 1].text


def _is_annex(frame: Frame, paragraph: _Paragraph) -> bool:
    return core(frame.lines[paragraph.first]).startswith("附")


class _Openings:
    """How often the first words of sentences begin one, and how often a paragraph."""

    def __init__(self, frame: Frame, known: Sequence[_Paragraph]) -> None:
        self.sentences = Counter(_SENTENCE.findall(frame.text))
        self.paragraphs = Counter(core(frame.lines[item.first])[:_WORDS] for item in known)

    def only_of_sentences(self, below: str) -> bool:
        """Whether words that begin this line begin sentences elsewhere, and no paragraph."""
        words = below[:_WORDS]
        return self.sentences[words] >= _OFTEN and self.paragraphs[words] == 1
