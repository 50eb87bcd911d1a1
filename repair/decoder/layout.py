"""What the layout says of figures and letters, whatever the words around them are.

A cell of a table that holds nothing but a figure, the numbers at line starts that go on from
1 to 2, the page number behind the dots of a contents page, thousands in groups of three, a
standard's number or a line of Latin capitals: no hanzi stand there, so that a glyph in such a
place gains, and what stands in the next cell or line says nothing about it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from repair.decoder.forms import DIGIT, LETTER, RARE_LETTERS

#: What the glyphs of a list's number gain by the number before it or behind it, and by both.
LISTED, IN_ORDER = 3.0, 6.0
#: How many numbers of lists may stand between two that follow each other.
NEAR = 40
#: What the glyphs of a code gain, and those of a line that has nothing else; the commonest hanzi
#: of all that are letters gains half of the first (GPU 在 CPU 上).
CODE, LINE, COMMON = 6.0, 9.0, "在"
_ANY, _LATIN = rf"\d{DIGIT}", f"A-Za-z{LETTER}"
_DECIMAL = rf"[{_ANY}]{{1,3}}(?:[援.．][{_ANY}]{{1,3}})?"
#: A figure that no other and no letter stands before.
_FIRST = rf"[^{_ANY}{_LATIN}][{_ANY}]"
#: Patterns whose first group is what gains, and how much. Each begins with what is rare in it.
_PLACES = tuple(
    (re.compile(pattern), gain)
    for pattern, gain in (
        # The number of a page behind the dots of a contents page.
        (rf"[噎…窑·.] ?[噎…窑·.][噎…窑·. 摇\u3000]{0, 200}([{_ANY}]{{1,3}})(?=[ \n]|$)", 6.0),
        # Degrees below zero.
        (rf"(原)(?<![{_ANY}A-Za-z].)(?={_DECIMAL} ?(?:℃|益|摄氏度))", 4.0),
        # A minus between words of a formula, before its other operators are weighed.
        (r"[=＝越][^，。；;\n袁遥曰原]{1,40}(原)(?=[一-龥（(])", 3.0),
        (r"(原)(?=[一-龥（(][^，。；;\n袁遥曰]{1,60}[×伊÷衣])", 3.0),
        # A letter that a figure is added to (1+X), no ion (Ca2+).
        (rf"[垣+＋](?:(?<={_FIRST}.)|(?<={_FIRST}[{_ANY}].))([{_LATIN}])", 5.0),
        # The test of statistics that is written with a Greek letter.
        (r"(字[圆2²])(?=检验|值|[=＝越<＜约>＞跃])", 14.0),
    )
)
#: A cell that holds a figure; what its glyphs gain, what a single one loses
#: where no other is near, and how near that is.
_CELL = re.compile(rf"[\t\n|] ?([{_ANY}.援．]{{1,9}})(?= ?[\t\n|])")
CELL, ALONE, ROW = 5.0, -4.0, 300
#: A comma between groups of three figures; it gains, and so does the figure before it.
_THOUSANDS, GROUPED = (
    re.compile(
        rf"[,，袁](?:(?<={_FIRST}.)|(?<={_FIRST}[{_ANY}].)|(?<={_FIRST}[{_ANY}]{{2}}.))"
        rf"(?=[{_ANY}]{{3}}(?![{_ANY}]))"
    ),
    5.0,
)
_NUMBER = re.compile(
    rf"(?m)^[ \u3000#*]*([{_ANY}]{{1,3}})(?=([\t \u3000摇援．.、尧]))(?!. ?[{_ANY}])"
)
_NUMBERED = re.compile(rf"[{LETTER}A-Z][{_ANY}]{{2,}}")
_CODE = re.compile(rf"[{_ANY}{_LATIN}\-辕原援垣要窑/.+·—－]{{3,}}")
_LINE = re.compile(rf"[{_ANY}{_LATIN}\-辕原援垣要窑/.+·—－ \u3000摇]+")
#: What stands beside a code, and hanzi of signs that may.
_BESIDE = frozenset("渊冤袁遥曰尧叶曳野冶咱暂也页揖铱摇")
_RARE = frozenset(RARE_LETTERS)
_VALUE = {hanzi: str(value) for value, hanzi in enumerate(DIGIT)}
_KIND = {"\u3000": " ", "摇": " ", "援": ".", "．": ".", "尧": "、"}


def gains(text: str) -> Mapping[int, float]:
    """What the glyphs of a text gain by their places."""
    found: dict[int, float] = {}
    for pattern, gain in _PLACES:
        for match in pattern.finditer(text):
            found.update(dict.fromkeys(range(*match.span(1)), gain))
    for start, end, gain in _cells(text):
        found.update(dict.fromkeys(range(start, end), gain))
    for match in _THOUSANDS.finditer(text):
        found.update(dict.fromkeys((match.start() - 1, match.start()), GROUPED))
    for start, end in _codes(text):
        whole = _LINE.fullmatch(_line(text, start)) is not None
        found.update(dict.fromkeys(range(start, end), LINE if whole else CODE))
        if not whole and COMMON in text[start:end]:
            found[text.index(COMMON, start)] = CODE / 2
    for start, end, gain in _listed(text):
        found.update((at, max(found.get(at, 0.0), gain)) for at in range(start, end))
    return found


def _cells(text: str) -> Iterator[tuple[int, int, float]]:
    """Cells and lines that hold a figure, with what it gains.

    A single glyph alone in a table may be a word (员), unless other figures are near by.
    """
    cells = [match.span(1) for match in _CELL.finditer(text)]
    for at, (start, end) in enumerate(cells):
        near = cells[max(at - 4, 0) : at + 5]
        others = {text[one:two] for one, two in near if abs(one - start) < ROW}
        if end - start > 1 or others - {text[start:end]}:
            yield start, end, CELL
        elif {"\t", "|"} & {text[start - 1], text[end]}:
            yield start, end, ALONE


def _line(text: str, place: int) -> str:
    """The line of a place."""
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def _codes(text: str) -> Iterator[tuple[int, int]]:
    """Runs of figures, letters and what joins them that no word touches, mostly Latin."""
    for match in _CODE.finditer(text):
        start, end = match.span()
        free = _bounded(text[start - 1 : start]) and _bounded(text[end : end + 1])
        if free and _is_code(match[0]):
            yield start, end


def _is_code(run: str) -> bool:
    """Whether a run has letters enough, or is one letter before figures (G308)."""
    if _NUMBERED.fullmatch(run):
        return True
    letters = sum(char in _RARE or (char.isascii() and char.isalpha()) for char in run)
    figures = sum(char in _VALUE or char.isdigit() for char in run)
    return letters > 1 and (letters * 3 > len(run) or (letters + figures) * 3 > 2 * len(run))


def _bounded(char: str) -> bool:
    return not "一" <= char <= "龥" or char in _BESIDE


def _listed(text: str) -> Iterator[tuple[int, int, float]]:
    """Numbers at line starts that go on, with what they gain."""
    by_kind: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for match in _NUMBER.finditer(text):
        value = int("".join([_VALUE.get(char, char) for char in match[1]]))
        by_kind[_KIND.get(match[2], match[2])].append((value, *match.span(1)))
    for numbers in by_kind.values():
        places: defaultdict[int, list[int]] = defaultdict(list)
        for at, (value, _, _) in enumerate(numbers):
            places[value].append(at)
        for at, (value, start, end) in enumerate(numbers):
            before = _within(places.get(value - 1, ()), at - NEAR, at)
            behind = _within(places.get(value + 1, ()), at + 1, at + NEAR + 1)
            if before or behind:
                yield start, end, IN_ORDER if behind and (before or value == 1) else LISTED


def _within(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
