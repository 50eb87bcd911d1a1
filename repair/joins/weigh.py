"""All the evidence about one pair of neighbouring lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from repair.joins import evidence as ev
from repair.joins import unwrap
from repair.joins.across import Echoes, spanned, wants_more, word_across
from repair.joins.around import Around
from repair.joins.evidence import Evidence, sign
from repair.joins.frame import Frame, Join, Kind
from repair.joins.kinds import (
    DATE,
    LABEL,
    LEVEL,
    TITLE_END,
    TITLE_START,
    End,
    Start,
    closes,
    ends_foreign,
    is_chinese,
    open_brackets,
)
from repair.joins.pairs import (
    PARTICLE,
    SENTENCE,
    Pair,
    has_clauses,
    is_article,
    is_plain,
    is_prose,
    once,
)
from repair.joins.siblings import siblings_end
from repair.pages.rhythm import Rhythm
from repair.pages.units import units
from repair.pages.width import INDENT, Width, fill
from repair.patterns import lazy

#: From so many page ends on, a cut elsewhere is unlikely.
SEVERAL = 3
#: Less than a line of the narrowest usual column holds.
NARROW = 15
#: Headings of two clauses are shorter.
LONG = 26
#: Bare words are mostly fewer.
LONG_WORDS = 24
#: The last words of a paragraph, and its stop.
REST = 6
#: Titles are shorter.
TITLE = 60
_STOPS = frozenset("。；;：:，,、")
#: More unfinished lines than this teach nothing new.
SAMPLE = 300
_YEAR = re.compile(r"(?:(?<!\d)(?:19|20)\d{2}|年 ?\d{1,2}|月 ?\d{1,2})$")
_DATE_GOES_ON = re.compile(r" ?[年月日](?!度)")
#: As the brackets that paragraphs end with: (责任单位:…), and not (完).
_IN_BRACKETS = re.compile(r"[(（][^()（）]{6,}")
#: A word beside another: 村（社区）.
_INSERTED = re.compile("[一-龥][(（][一-龥]{1,3}(?<!稿)[)）]$")
_BARE = re.compile(r"[^，。；：、！？）》,;:!?)]{4,20}")
_AMENDED = re.compile(
    r"第[一二三四五六七八九十]次(?:修正|修订)(?:[\s\u3000]*根据)?$|会议(?:通过|批准)$"
)
#: Words of a rule, which has a verb where headings have none.
_DUTY = re.compile("应当|必须|不得")
#: A clause within a sentence: no title has one (but 关于…的 may list with 、).
_CLAUSE = re.compile("[，,。；;].|^第[^条]{1,6}条")
_COMMA = re.compile("[。；;，,]")
#: Where items were run together in one line, the last of them counts.
_ITEM = re.compile(r"(?<=。) ?(?=\d{1,2}[.．](?!\d)|[(（][一二三四五六七八九十]{1,3}[)）])")
_BULLET = re.compile(r"\s*[-*+•] ")
_SIGNATURE = lazy(r"[\u4e00-\u9fff]{2,24}(?:政府|办公室|办公厅|委员会)")
_LAW = lazy("[一-龥]{2,8}[省市县区国][一-龥（）、]{2,30}(?:条例|规定|办法|规则|法)")

#: Whether a blank line and whether a page end lies between the lines of a pair.
Group = tuple[bool, bool]
#: What is seen at a pair apart from the rhythm of the pages, which stands between the two.
Seen = tuple[tuple[Evidence, ...], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Habits:
    """What the whole text says about its cuts."""

    width: Width | None
    paged: bool
    in_brackets: bool
    """Its paragraphs end 。(…), so that none begins with such a bracket."""
    indented: bool
    """Its paragraphs begin with blanks."""
    frame: Frame
    breaks: int
    """Page ends that the source itself shows."""
    shares: dict[Group, float]
    """The share of cuts among the unfinished lines of each group."""
    echoes: Echoes
    headings: frozenset[int]
    """Where lines begin that the source marks as headings."""
    around: Around
    """The widths at which lines break off where printed lines stayed lines."""
    rhythm: Rhythm | None = None
    """Where the pages end by the surest cuts; not known while those are looked for."""
    seen: dict[tuple[int, str, bool], Seen] = field(default_factory=dict, compare=False)
    """By upper line, chain and whether it goes on: the rhythm is looked for first, weighed then."""


def group_of(frame: Frame, pair: Pair) -> Group:
    """Lines break off for one reason each where blank lines and page ends lie alike."""
    return pair.apart, frame.breaks > 0 and frame.crosses(pair.lines)


def shares(frame: Frame, pairs: Sequence[Pair]) -> dict[Group, float]:
    """For each group of pairs the share of its unfinished lines that are likely cuts.

    Half of what is thought of a group beforehand comes from the other groups.
    """
    groups: dict[Group, list[Pair]] = {}
    for pair in once(pair for pair in pairs if is_plain(pair)):
        groups.setdefault(group_of(frame, pair), []).append(pair)
    seen = {group: _kinds(found) for group, found in groups.items()}
    out = {}
    for group, counts in seen.items():
        before: Sequence[float] = ev.BEFORE_APART if group[0] else ev.BEFORE_NEAR
        others = [other for name, other in seen.items() if name != group]
        if others:
            elsewhere = ev.shares_after([sum(c) for c in zip(*others, strict=True)], before)
            before = [(own + other) / 2 for own, other in zip(before, elsewhere, strict=True)]
        out[group] = ev.mean_share(ev.shares_after(counts, before))
    return out


def _kinds(pairs: Sequence[Pair]) -> tuple[int, int, int]:
    """Of how many a word reaches across, how many end in a comma, and the others."""
    pairs = pairs[:: -(-len(pairs) // SAMPLE)]
    across = sum(p.end is End.WORD and bool(word_across(p.above, p.below)) for p in pairs)
    commas = sum(p.end is End.COMMA for p in pairs)
    return across, commas, len(pairs) - across - commas


def weigh(pairs: Iterable[Pair], habits: Habits) -> Iterator[Join]:
    """The pairs that are likelier than not the halves of one paragraph."""
    joined = -1
    chain = ""
    for pair in pairs:
        continued = pair.lines[0] == joined
        chain = chain + pair.above if continued else pair.above
        if is_hopeless(pair, chain, habits):
            continue
        seen = tuple(evidence_of(pair, chain, habits, continued=continued))
        sure = ev.confidence(seen)
        if sure < ev.SHOWN:
            continue
        if not habits.paged:
            sure = min(sure, ev.SAFE - 0.01)
        joined = pair.lines[1] if sure >= ev.SAFE else -1
        words = tuple(item.words for item in seen if item.words and item.weight > 0)
        glue = unwrap.glue_of(pair.above, pair.below)
        yield habits.frame.join(pair.lines, Kind.PARAGRAPH, words, confidence=sure, glue=glue)


def is_hopeless(pair: Pair, chain: str, habits: Habits) -> bool:
    """Whether nothing at the place itself could outweigh the share of cuts in this text.

    The most that :data:`evidence.OF_THE_PLACE` can say, without looking at the rest: most
    lines of texts that were broken on purpose need no more.
    """
    if not pair.broken:
        return False
    best = _of_share(pair, habits).weight
    if habits.width is not None:
        best += ev.MOST_OF_FILL
    if habits.rhythm is not None and pair.apart:
        best += max(habits.rhythm.odds(pair.lines[0]), 0.0)
    if habits.indented:
        best += ev.WEIGHTS["no indent below"]
    if pair.start is Start.CLOSER:
        best += ev.WEIGHTS["starts with a closing sign"]
    if habits.breaks and habits.frame.crosses(pair.lines):
        best += ev.WEIGHTS["page end"]
    if _DATE_GOES_ON.match(pair.below):
        best += ev.WEIGHTS["date across"]
    if best < 0 and (opened := open_brackets(chain)) and closes(pair.below, opened):
        best += ev.WEIGHTS["bracket closed"]
    if best < 0 and pair.end is End.WORD and word_across(pair.above, pair.below):
        best += ev.WEIGHTS["word across"]
    return best < 0


def _of_share(pair: Pair, habits: Habits) -> Evidence:
    share = habits.shares.get(group_of(habits.frame, pair))
    return ev.of_share(share or ev.mean_share(ev.BEFORE_NEAR))


def evidence_of(pair: Pair, chain: str, habits: Habits, *, continued: bool) -> Iterator[Evidence]:
    """All that is seen at a pair; ``chain``: the parts before it that were joined already."""
    key = pair.lines[0], chain, continued
    if key not in habits.seen:
        habits.seen[key] = (
            tuple(_of_place(pair, chain, habits, continued=continued)),
            tuple(_of_siblings(pair, habits, continued=continued)),
        )
    before, after = habits.seen[key]
    yield from before
    if habits.rhythm is not None and pair.apart:
        yield ev.of_position(habits.rhythm.odds(pair.lines[0]), habits.rhythm.lines)
    yield from after


def _of_place(pair: Pair, chain: str, habits: Habits, *, continued: bool) -> Iterator[Evidence]:
    """What the two lines say."""
    above, below = pair.above, pair.below
    opened = open_brackets(chain)
    yield from _of_signs(pair)
    held = bool(opened) and closes(below, opened)
    if held:
        name = "quote closed" if opened[-1] in "“‘" else "bracket closed"
        yield sign(name, f"{opened[-1]} is opened above and closed below")
    tail = _ITEM.split(above)[-1]
    yield from _of_text(pair, tail, habits.width, held=held, continued=continued)
    yield from _of_titles(pair, chain, opened)
    if pair.end is End.WORD:
        at = habits.frame.starts[pair.lines[1]]
        found = spanned(above, below, at, habits.echoes if habits.paged else None)
        if found is not None:
            yield found
        yield from _of_rest(pair, habits, continued=continued)
    yield from _of_sides(pair, habits)


def _of_siblings(pair: Pair, habits: Habits, *, continued: bool) -> Iterator[Evidence]:
    """How other paragraphs of the text end, and how wide its lines are."""
    above = pair.above
    ends = pair.end is End.SENTENCE and pair.apart
    if ends and habits.in_brackets and _IN_BRACKETS.match(pair.below):
        yield sign("siblings", "paragraphs here end with such a bracket")
    local = _of_lines_around(pair, habits)
    if local is not None:
        yield local
    elif habits.width is not None and not _ITEM.search(above):
        size = units(above)
        indents = (0.0,) if continued else (INDENT,) if LEVEL.match(above) else (INDENT, 0.0)
        full, chance = fill(size, habits.width.units, indents)
        yield ev.of_fill(full, chance, habits.width, size)
    elif habits.width is None and pair.broken and not continued and units(above) < NARROW:
        yield sign("short")


def _of_text(
    pair: Pair, tail: str, width: Width | None, *, held: bool, continued: bool
) -> Iterator[Evidence]:
    """What the first part is: running text, a heading, bare words."""
    if pair.end is End.CLAUSE and SENTENCE.search(pair.above[:-1]):
        yield sign("semicolon after sentences")
    if not pair.broken:
        return
    if continued:
        yield sign("fragment", "it goes on a part that was itself cut off")
    elif SENTENCE.search(tail[:-1]):
        yield sign("sentences", "the first part is running text of whole sentences")
    elif is_prose(tail.rstrip("，,")):
        long = units(tail) >= LONG and _COMMA.search(tail)
        yield sign("long clauses" if long else "clauses", "the first part is running text")
    elif width is not None and units(tail) > 1.4 * width.units:
        yield sign("long line", "the first part is too long for a heading")
    elif not held:
        yield sign(_shape(tail))
        if _DUTY.search(tail):
            yield sign("duty above", "the first part says what is to be done, as no heading does")


def _of_rest(pair: Pair, habits: Habits, *, continued: bool) -> Iterator[Evidence]:
    """What tells a cut from a heading or a title: the rest would be no paragraph by itself, the
    first part no line."""
    above, below = pair.above, pair.below
    if len(below) <= REST and below[-1] in "。；;":
        yield sign("rest below", f"{below} is no paragraph")
    if not continued and siblings_end(habits.frame, pair.lines[0]):
        yield sign("siblings end", "the items beside it end with a sign, this one does not")
    if TITLE_END.search(below) or not (len(below) > TITLE or below[-1] in _STOPS):
        # Titles are set over lines that end so.
        return
    if word := wants_more(above):
        yield sign("binding above", f"another word must follow {word}")


def _shape(text: str) -> str:
    """An unfinished line that is no running text: heading, clause or bare words."""
    if not LEVEL.match(text):
        return "bare words" if units(text) < LONG_WORDS else "many bare words"
    if is_article(text):
        return "article" if _COMMA.search(text) else "article without comma"
    return "heading with clauses" if has_clauses(text) else "heading"


def _of_titles(pair: Pair, chain: str, opened: str) -> Iterator[Evidence]:
    """A title or a signature is no half of a paragraph, nor when a law was passed."""
    above, below = pair.above, pair.below
    if TITLE_END.search(above) and not _CLAUSE.search(above) and not opened:
        yield sign("title above")
    if _AMENDED.search(chain):
        yield sign("history above")
        if DATE.match(below.removeprefix("根据").lstrip()):
            yield sign("date below")
    starts = TITLE_START.match(below) and len(below) < TITLE and "。" not in below
    if starts or (_LAW.fullmatch(below) and not opened):
        yield sign("title below")
    if _SIGNATURE.fullmatch(below):
        yield sign("signature below")
    elif pair.broken and not opened and _BARE.fullmatch(below):
        yield sign("heading below")


def _of_sides(pair: Pair, habits: Habits) -> Iterator[Evidence]:
    """How the second part begins and ends, and what the text says about such places."""
    if pair.broken and PARTICLE.match(pair.below):
        yield sign("particle below", f"no paragraph begins with {pair.below[0]}")
    if pair.broken and pair.below[-1] in "；;":
        yield sign("semicolon below", "the second part ends in ； but no list mark begins it")
    if _BULLET.match(habits.frame.lines[pair.lines[1]]):
        yield sign("starts with a list mark")
    elif habits.frame.starts[pair.lines[1]] in habits.headings:
        yield sign("heading mark below")
    if habits.frame.starts[pair.lines[0]] in habits.headings:
        yield sign("heading mark above")
    if pair.broken and _BULLET.match(habits.frame.lines[pair.lines[0]]):
        yield sign("bullet above")
    yield from _of_words(pair)
    if habits.indented:
        blank = habits.frame.lines[pair.lines[1]][0] in " \u3000"
        yield (
            sign("indent below")
            if blank
            else sign("no indent below", "paragraphs here are indented, the second part is not")
        )
    if habits.breaks and habits.frame.crosses(pair.lines):
        yield sign("page end", "a page ends between")
    elif habits.breaks >= SEVERAL and _of_lines_around(pair, habits) is None:
        yield sign("no page end")
    if pair.broken:
        yield _of_share(pair, habits)


def _of_lines_around(pair: Pair, habits: Habits) -> Evidence | None:
    """How wide the line is beside those around; page ends have no part where they are wrapped."""
    return habits.around.evidence(*pair.lines) if pair.broken and not pair.apart else None


def _of_words(pair: Pair) -> Iterator[Evidence]:
    """Dates, labels, foreign words and brackets on the two sides."""
    if _YEAR.search(pair.above) and _DATE_GOES_ON.match(pair.below):
        yield sign("date across", "a date goes on")
    if LABEL.match(pair.below):
        yield sign("starts with a label")
    if pair.broken and not is_chinese(pair.below):
        yield sign("foreign below")
    if pair.broken and ends_foreign(pair.above):
        yield sign("ends with a foreign word")
    elif pair.end is End.WORD and pair.above[-1] in ")）" and not _goes_with_a_word(pair.above):
        yield sign("ends with a bracket")


def _goes_with_a_word(above: str) -> bool:
    """Whether the bracket at the end of running text stands beside a word within a sentence."""
    return _INSERTED.search(above) is not None and is_prose(above)


def _of_signs(pair: Pair) -> Iterator[Evidence]:
    """The characters at the end and at the start."""
    words = {
        End.COMMA: f"the first part ends with {pair.above[-1]}",
        End.OPENER: f"the first part ends with {pair.above[-1]}",
        End.WORD: "the first part breaks off without a sign",
    }
    yield sign(ev.ENDS[pair.end], words.get(pair.end, ""))
    odd = pair.start is Start.CLOSER
    yield sign(ev.STARTS[pair.start], f"no line begins with {pair.below[0]}" if odd else "")
