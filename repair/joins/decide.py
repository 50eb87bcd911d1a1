"""Which neighbouring lines belong together.

One pass over the lines finds the places where a line may have been cut; the line
width is estimated from the plainest of them; a second look weighs all the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.joins import evidence as ev
from repair.joins import others, unwrap
from repair.joins.evidence import Evidence
from repair.joins.frame import Frame, Join, Kind, wrap_of
from repair.joins.kinds import (
    DATE,
    DOCUMENT_NUMBER,
    LEVEL,
    TITLE_END,
    TITLE_START,
    End,
    Start,
    closes,
    end_of,
    is_row,
    open_brackets,
    start_of,
)
from repair.pages.furniture import furniture
from repair.pages.units import core, units
from repair.pages.width import FEWEST, INDENT, Width, estimate, fill
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


@dataclass(frozen=True, slots=True)
class _Pair:
    lines: tuple[int, int]
    above: str
    below: str
    end: End
    start: Start


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the whole text says about its cuts."""

    width: Width | None
    paged: bool
    in_brackets: bool
    """Its paragraphs end 。(…), so that none begins with such a bracket."""
    frame: Frame
    breaks: int
    """Page ends that the source itself shows."""


#: Cuts for each thousand characters. Measured: 0.9–1.8 in the five gazettes, at most 0.03 in
#: sound law texts (which have a cut here and there of their own: they stay).
DENSE = 0.15
#: How far around a cut the same words are looked for.
NEAR = 60_000
#: Ends that need no further look unless the next line begins oddly.
_SKIP = frozenset("。！？!?：:")
_ODD = frozenset("(（，,、。；;：:)）》”’〉】〕")
_CLAUSES = re.compile("[。；;，,：:]")
_SENTENCE = re.compile("[。；;]")
_COMMA = re.compile("[。；;，,]")
#: Where items were run together in one line, the last of them counts.
_ITEM = re.compile(r"(?<=。) ?(?=\d{1,2}[.．](?!\d)|[(（][一二三四五六七八九十]{1,3}[)）])")
_HANZI_END = re.compile(r"[\u4e00-\u9fff]+$")
_HANZI_START = re.compile(r"[\u4e00-\u9fff]+")
_THREE_HANZI = re.compile(r"[\u4e00-\u9fff]{3}")
_SIGNATURE = re.compile(r"[\u4e00-\u9fff]{2,24}(?:政府|办公室|办公厅|委员会)")
_ROLES = re.compile("(?:组 ?长|成 ?员|召集人|指 ?挥)[:：]")
_PARTICLE = re.compile("的|和(?![谐平])|及(?![时早])|等(?![级待候])|或|与(?!会)")
#: From so many page ends on, a cut elsewhere is unlikely.
SEVERAL = 3
_LAW = re.compile("[一-龥]{2,8}[省市县区国][一-龥（）、]{2,30}(?:条例|规定|办法|规则|法)")
_ALONE = re.compile(r"[(（][^()（）]{6,}[)）]")
_BRACKETED = re.compile(r"。[(（][^()（）]{6,}[)）]$")


def cuts(context: Context) -> Cuts:
    """The joins of a text and what they rest on."""
    frame = Frame(context.text, {item.line for item in context.get(furniture)})
    wrap = wrap_of(context.text)
    if wrap is not None:
        found = [*unwrap.joins(frame, wrap), *others.entries(frame), *others.cover(frame)]
        return Cuts(_one_each(found), None, paged=True, wrap=wrap)
    pairs = list(_candidates(frame))
    plain = _plain_cuts(pairs)
    width = estimate(plain)
    breaks = frame.breaks
    paged = bool(breaks) or (bool(plain) and len(plain) * 1000 >= DENSE * len(frame.text))
    width = width if paged else None
    if paged:
        pairs = _outside_tables(context, pairs)
    else:
        pairs = [pair for pair in pairs if _is_plain(pair)]
    measured = width is not None and width.of >= FEWEST
    if not measured:
        # A few cuts prove no habit of line ends: titles set over two lines stay.
        pairs = [p for p in pairs if p.lines[1] > p.lines[0] + 1 or _COMMA.search(p.above)]
    brackets = paged and _ends_with_brackets(pairs, frame.lines)
    found = list(_weigh(frame, pairs, _Habits(width, paged, brackets, frame, breaks)))
    if paged:
        found += (j for j in others.titles(frame) if measured or j.second > j.first + 1)
        found += others.units_lines(frame)
    elif frame.contents is not None:
        found += (j for j in others.titles(frame, elsewhere=True) if j.second > j.first + 1)
    found += others.entries(frame)
    found += others.cover(frame)
    if paged or _ROLES.search(frame.text):
        found += others.rows(frame)
    return Cuts(_one_each(found), width, paged)


def _one_each(found: Iterable[Join]) -> tuple[Join, ...]:
    """The surest join of each line with the next."""
    unique: dict[int, Join] = {}
    for join in sorted(found, key=lambda j: (j.first, -j.confidence)):
        unique.setdefault(join.first, join)
    return tuple(unique.values())


def _candidates(frame: Frame) -> Iterator[_Pair]:
    """Neighbours that are worth a look: neither a sound end nor a list mark between them."""
    lines, contents = frame.lines, frame.contents
    low, high = (contents.first, contents.last) if contents else (-1, -1)
    for first, second in frame.pairs():
        above, below = lines[first], lines[second]
        if above[-1] in _SKIP and below[0] not in _ODD:
            continue
        if low <= first <= high:
            continue
        if "\t" in above or "\t" in below or "|" in above or "|" in below:
            continue
        pair = _pair((first, second), core(above), core(below))
        if pair is not None:
            yield pair


def _pair(lines: tuple[int, int], above: str, below: str) -> _Pair | None:
    if not above or not below:
        return None
    start = start_of(below)
    if start is Start.MARK:
        return None
    end = end_of(above)
    if end is End.COLON or (end is End.SENTENCE and start is Start.PLAIN):
        return None
    if is_row(above) or is_row(below) or others.HANGING.search(above):
        return None
    if DATE.fullmatch(below) or _is_history(above):
        return None
    if DOCUMENT_NUMBER.fullmatch(below) or DOCUMENT_NUMBER.fullmatch(above):
        return None
    return _Pair(lines, above, below, end, start)


def _outside_tables(context: Context, pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs without those that lie in one table, roster, list or grid of names."""
    from repair.tables.recognise import regions

    within = {line: at for at, r in enumerate(regions(context)) for line in range(r.first, r.last)}
    return [
        pair
        for pair in pairs
        if pair.lines[0] not in within or within[pair.lines[0]] != within.get(pair.lines[1])
    ]


def _is_history(text: str) -> bool:
    """Whether a line tells when a law was passed: 2004年8月28日 …会议通过."""
    return DATE.match(text) is not None and len(text) < 130 and "，" not in text


def _plain_cuts(pairs: Sequence[_Pair]) -> list[tuple[float, bool]]:
    """Sizes of first halves that break off within a sentence; whether each goes on another."""
    sizes = []
    last = -1
    seen: set[str] = set()
    for pair in pairs:
        if pair.above in seen:
            # The same line twice says nothing new: a text may repeat itself.
            continue
        seen.add(pair.above)
        if not _is_plain(pair):
            continue
        sizes.append((units(pair.above), pair.lines[0] == last))
        last = pair.lines[1]
    return sizes


def _is_plain(pair: _Pair) -> bool:
    """Whether running text plainly breaks off within a sentence."""
    if pair.end not in (End.COMMA, End.OPENER, End.WORD) or len(pair.above) < 12:
        return False
    apart = pair.lines[1] > pair.lines[0] + 1
    if apart and (pair.end is End.COMMA or _PARTICLE.match(pair.below)):
        return not TITLE_END.search(pair.above)
    if not _is_prose(pair.above):
        return False
    return "。" in pair.above or not TITLE_END.search(pair.above)


def _is_prose(text: str) -> bool:
    """Whether a line holds a sentence end, or so many clauses that it is no heading."""
    if _SENTENCE.search(text):
        return True
    return bool(_CLAUSES.search(text)) and not (LEVEL.match(text) and len(text) < 40)


def _weigh(frame: Frame, pairs: Sequence[_Pair], habits: _Habits) -> Iterator[Join]:
    joined = -1
    chain = ""
    for pair in pairs:
        continued = pair.lines[0] == joined
        chain = chain + pair.above if continued else pair.above
        seen = tuple(_evidence(pair, chain, habits, continued=continued))
        sure = ev.confidence(seen)
        if sure < ev.SHOWN:
            continue
        if not habits.paged:
            sure = min(sure, ev.SAFE - 0.01)
        joined = pair.lines[1] if sure >= ev.SAFE else -1
        words = tuple(item.words for item in seen if item.words and item.weight > 0)
        glue = unwrap.glue_of(pair.above, pair.below)
        yield frame.join(pair.lines, Kind.PARAGRAPH, words, confidence=sure, glue=glue)


def _evidence(pair: _Pair, chain: str, habits: _Habits, *, continued: bool) -> Iterator[Evidence]:
    above, below = pair.above, pair.below
    yield from _of_signs(pair)
    opened = open_brackets(chain)
    held = bool(opened) and closes(below, opened)
    if held:
        weight = ev.QUOTE_CLOSED if opened[-1] in "“‘" else ev.BRACKET_CLOSED
        yield Evidence(weight, f"{opened[-1]} is opened above and closed below")
    tail = _ITEM.split(above)[-1]
    broken = pair.end in (End.WORD, End.COMMA, End.OPENER)
    if broken and continued:
        yield Evidence(ev.FRAGMENT, "it goes on a part that was itself cut off")
    elif broken and _SENTENCE.search(tail[:-1]):
        yield Evidence(ev.SENTENCES, "the first part is running text of whole sentences")
    elif broken and (_is_prose(tail) or _is_long(tail, habits.width)):
        yield Evidence(ev.CLAUSES, "the first part is running text")
    elif broken and not held:
        yield Evidence(_shape(tail), "")
    elif pair.end is End.CLAUSE and _SENTENCE.search(above[:-1]):
        yield Evidence(ev.CLAUSE_OF_PROSE, "")
    yield from _of_titles(pair, opened)
    if pair.end is End.WORD:
        yield _spanned(above, below, _around(habits.frame, pair) if habits.paged else "")
    yield from _of_sides(pair, habits, broken=broken)
    if pair.end is End.SENTENCE and pair.start is Start.BRACKET and habits.in_brackets:
        yield Evidence(ev.SIBLINGS, "paragraphs here end with such a bracket")
    if habits.width is not None and tail is above:
        size = units(above)
        indents = (0.0,) if continued else (INDENT,) if LEVEL.match(above) else (INDENT, 0.0)
        full, chance = fill(size, habits.width.units, indents)
        yield ev.of_fill(full, chance, habits.width.units, size)


def _of_titles(pair: _Pair, opened: str) -> Iterator[Evidence]:
    """A title or a signature is no half of a paragraph."""
    above, below = pair.above, pair.below
    if TITLE_END.search(above) and "。" not in above and not opened:
        yield Evidence(ev.TITLE_ABOVE, "")
    starts = TITLE_START.match(below) and len(below) < 60 and "。" not in below
    if starts or (_LAW.fullmatch(below) and not opened):
        yield Evidence(ev.TITLE_BELOW, "")
    if _SIGNATURE.fullmatch(below):
        yield Evidence(ev.SIGNATURE_BELOW, "")


def _of_sides(pair: _Pair, habits: _Habits, *, broken: bool) -> Iterator[Evidence]:
    """How the second part begins and ends, and whether a page ends between the two."""
    if broken and _PARTICLE.match(pair.below):
        yield Evidence(ev.PARTICLE, f"no paragraph begins with {pair.below[0]}")
    if broken and pair.below[-1] in "；;":
        yield Evidence(ev.ENDS_ITEM, "the second part ends in ； but no list mark begins it")
    if habits.breaks and habits.frame.crosses(pair.lines):
        yield Evidence(ev.PAGE_END, "a page ends between")
    elif habits.breaks >= SEVERAL:
        yield Evidence(ev.NO_PAGE_END, "")


def _of_signs(pair: _Pair) -> Iterator[Evidence]:
    """The characters at the end and at the start."""
    words = {
        End.COMMA: f"the first part ends with {pair.above[-1]}",
        End.OPENER: f"the first part ends with {pair.above[-1]}",
        End.WORD: "the first part breaks off without a sign",
    }
    yield Evidence(ev.ENDS[pair.end], words.get(pair.end, ""))
    odd = pair.start is Start.CLOSER
    yield Evidence(ev.STARTS[pair.start], f"no line begins with {pair.below[0]}" if odd else "")


def _is_long(text: str, width: Width | None) -> bool:
    return width is not None and units(text) > 1.4 * width.units


def _shape(text: str) -> float:
    """How an unfinished line that is no running text weighs: heading, clause or bare words."""
    if not LEVEL.match(text):
        return ev.BARE
    article = text.startswith("第") and "条" in text[:8]
    if article and _COMMA.search(text):
        return ev.ARTICLE
    if article or _CLAUSES.search(text):
        return ev.HEADING_CLAUSE
    return ev.HEADING


def _around(frame: Frame, pair: _Pair) -> str:
    """The text near a cut, so that looking words up in it stays linear over all cuts."""
    at = frame.starts[pair.lines[1]]
    return frame.text[max(at - NEAR, 0) : at + NEAR]


def _spanned(above: str, below: str, text: str) -> Evidence:
    """What the characters on both sides of the cut make together."""
    word = _across(above, below)
    if word:
        return Evidence(ev.ACROSS, f"{word} is a word across the cut")
    if above[-1] == below[0]:
        below = below[1:]
    for run in (above[-2:] + below[:1], above[-1:] + below[:2]):
        if _THREE_HANZI.fullmatch(run) and run in text:
            return Evidence(ev.ECHO, f"{run}, as across the cut, stands elsewhere in one piece")
    return Evidence(ev.NO_WORD, "")


def _across(above: str, below: str) -> str:
    """A word that reaches across the cut, or nothing."""
    left = _HANZI_END.search(above[-4:])
    right = _HANZI_START.match(below[:4])
    if left is None or right is None:
        return ""
    from repair.lexicon import score, segment

    head, tail = left[0], right[0]
    if score(head + tail) - score(head) - score(tail) < ev.WORD_GAIN:
        return ""
    at = 0
    for word in segment(head + tail):
        if at < len(head) < at + len(word):
            return word
        at += len(word)
    return ""


def _ends_with_brackets(pairs: Sequence[_Pair], lines: Sequence[str]) -> bool:
    """Whether paragraphs end 。(…) and such a bracket hardly ever stands by itself.

    Measured: 49 within and 1 alone, 33 and 1, 15 and 1 in three of the gazettes.
    """
    beside = [p for p in pairs if p.end is End.SENTENCE and p.start is Start.BRACKET]
    if not beside:
        return False
    alone = sum(1 for pair in beside if _ALONE.fullmatch(pair.below))
    within = sum(1 for line in lines if _BRACKETED.search(line))
    return within >= 3 and within > 4 * alone
