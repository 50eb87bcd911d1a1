"""Running heads where neither page numbers nor form feeds show the pages.

A head stands at every page's top, so it comes again at regular distances through the whole
text, and it breaks into sentences. Refrains, table headers and headings do one or the other.
Where documents begin on new pages the distances are of any length; then the line must name
the gazette and its issue.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from repair.document import Lines
from repair.joins.kinds import End, Start, end_of, start_of
from repair.patterns import lazy

#: Heads are this long (characters); a head of more fields than this is the header of a table.
SHORTEST, LONGEST, FIELDS = 4, 40, 3
#: On so many pages the head is found in one form, and so many of the line's lengths apart.
HEADS, USUAL_WIDTH = 4, 28
#: The same for one that names the gazette and its issue, which nothing else repeats.
ISSUE_HEADS = 2
#: What a page holds, in printed lines of a usual width; two heads may be some pages apart
#: where one was lost or misread.
SMALLEST, LARGEST, LOST = 12, 70, 4
#: So many of the distances are whole pages, within a tenth of a page; so many of the heads
#: break into a sentence; and they run through so much of the text. Measured: of 13,596 heads
#: in 120 copies of sound texts, wrapped or cut into pages, all are found and nothing else; in
#: 680 texts of many kinds without pages (5.8 M characters) no line is taken.
REGULAR, EXACT, BROKEN, THROUGH = 0.8, 0.1, 0.3, 0.6
#: As in :mod:`repair.pages.furniture`: how alike an OCR variant of a head must be.
FUZZY = 80
_DIGITS = re.compile(r"\d+|[〇○一二三四五六七八九十]+")
#: The gazette and its issue, without blanks: 东湖区人民政府公报2016年第1期.
_ISSUE = lazy(
    r"[\u4e00-\u9fff]{2,16}公报[（(]?(?:[0-9〇○一二三四五六七八九十]{4}年)?"
    r"第[0-9一二三四五六七八九十]{1,3}期[）)]?"
)
_NO_HEAD = re.compile("[。；;！？，、：:\t|<>{}=]")
_HANZI = lazy("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_PROSE = re.compile("[。，；]")
#: Shorter lines are no prose that a page end broke off.
_LEAST_PROSE = 12


def repeated_heads(known: Lines) -> set[int]:
    """The indices of the lines that are one running head; empty where none is proved."""
    lines = known.texts
    short = [at for at in known.filled if SHORTEST <= len(lines[at]) <= LONGEST + 8]
    counts = Counter(map(lines.__getitem__, short))
    forms = {}
    for line, count in counts.items():
        bare = line.strip()
        often = count >= HEADS or bare[:1].isdigit() or bare[-1:].isdigit() or _names_issue(bare)
        if often and may_be_head(bare):
            forms[line] = _form(bare)
    groups: dict[str, list[int]] = defaultdict(list)
    for at in short:
        if (line := lines[at]) in forms:
            groups[forms[line]].append(at)
    best: set[int] = set()
    for form, places in groups.items():
        named = all(_names_issue(lines[at]) for at in places)
        least = ISSUE_HEADS if named else HEADS
        if len(places) > max(least - 1, len(best)) and _is_head(lines, places):
            best = set(places) | _variants(lines, form, counts, places)
    return best


def may_be_head(line: str) -> bool:
    """Whether a line has the length and the signs of a running head."""
    return (
        SHORTEST <= len(line) <= LONGEST
        and not _NO_HEAD.search(line)
        and _HANZI.search(line) is not None
        and len(line.split()) <= FIELDS
        and start_of(line) is not Start.MARK
    )


def _names_issue(line: str) -> bool:
    """Whether a line is the gazette's name and its issue."""
    return "公报" in line and _ISSUE.fullmatch("".join(line.split())) is not None


def _form(line: str) -> str:
    """A head without blanks and with one sign for any number."""
    return _DIGITS.sub("#", "".join(line.split()))


def _is_head(lines: Sequence[str], places: Sequence[int]) -> bool:
    """Whether lines stand at distances of whole pages, through the text, within sentences."""
    broken = sum(parts_sentence(lines, at, at) for at in places)
    names = {"".join(lines[at].split()) for at in places}
    if broken and len(names) == 1 and _names_issue(names.pop()):
        return True
    if places[-1] - places[0] < THROUGH * len(lines):
        return False
    return broken >= max(BROKEN * len(places), 2) and _is_regular(lines, places)


def parts_sentence(lines: Sequence[str], first: int, last: int) -> bool:
    """Whether the text goes on over the lines of a page break as if they were not there."""
    above, below = _beside(lines, first, -1), _beside(lines, last, 1)
    if len(above) < _LEAST_PROSE or not below or start_of(below) is Start.MARK:
        return False
    return end_of(above) in (End.WORD, End.COMMA, End.OPENER) and bool(_PROSE.search(above + below))


def _beside(lines: Sequence[str], at: int, step: int) -> str:
    """The next line that is not blank, at most three away."""
    near = (lines[i].strip() for i in range(at + step, at + 4 * step, step) if 0 <= i < len(lines))
    return next(filter(None, near), "")


def _is_regular(lines: Sequence[str], places: Sequence[int]) -> bool:
    """Whether lines stand whole pages apart, in lines as they are or in printed lines."""
    written, printed = [], []
    for first, second in pairwise(places):
        sizes = [len(line.strip()) for line in lines[first + 1 : second]]
        written.append(sum(size > 0 for size in sizes))
        printed.append(sum(-(-size // USUAL_WIDTH) for size in sizes))
    return _are_pages(written) or _are_pages(printed)


def _are_pages(gaps: Sequence[int]) -> bool:
    usual = Counter(gaps).most_common(1)[0][0]
    near = sorted(gap for gap in gaps if abs(gap - usual) <= max(EXACT * usual, 2))
    usual = near[len(near) // 2]
    if not SMALLEST <= usual <= LARGEST:
        return False
    whole = 0
    for gap in gaps:
        count = max(1, round(gap / usual))
        whole += count <= LOST and abs(gap - count * usual) <= max(EXACT * gap, 2)
    return whole >= REGULAR * len(gaps)


def _variants(
    lines: Sequence[str], form: str, known: Iterable[str], found: Sequence[int]
) -> set[int]:
    """What an OCR engine made of the head on other pages: alike, and where a page begins."""
    from rapidfuzz.fuzz import ratio

    alike: set[str] = set()
    for line in known:
        other = _form(line.strip())
        if other != form and abs(len(other) - len(form)) <= 2 and ratio(other, form) >= FUZZY:
            alike.add(line)
    places = [at for at, line in enumerate(lines) if line in alike]
    return {at for at in places if _is_regular(lines, sorted({*found, at}))}
