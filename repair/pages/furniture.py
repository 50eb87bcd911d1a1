"""Page numbers and running heads: lines that belong to the page, not to the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.document import Lines, lines_of
from repair.joins.contents import is_led_number
from repair.pages.running import may_be_head, parts_sentence, repeated_heads
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context

#: A page number alone on its line: — 12 —, · 12 ·, -12-, 第 12 页, 第12页 共30页, 12/30, 12
NUMBER_LINE = lazy(
    r"[ \t\u3000\f]*(?:(?P<open>[—–―－·•~～\-_=…]{1,4}|[(（\[【]) *)?"
    r"(?:第 *(?P<page>\d{1,4}) *页(?:[ ,，/、]*共 *\d{1,4} *页)?"
    r"|(?P<bare>\d{1,4})(?: */ *\d{1,4})?)"
    r"(?: *(?P<close>[—–―－·•~～\-_=…]{1,4}|[)）\]】]))?[ \t\u3000\f]*"
)
#: Page numbers lie a page apart, in characters or in lines; a column of numbers does not.
#: Measured: numbered blocks of one cell a line, in the sound texts, take 5–8 lines.
PAGE_DISTANCE, PAGE_LINES = 120, 10
#: What a usual page holds at least, in printed lines of a usual width. Numbered blocks of one
#: cell a line, in the sound texts, take 5–8.
PAGE_PRINTED, USUAL_WIDTH = 12, 28
#: Pages are about equally long: bare numbers are believed when so many of the distances lie
#: near the usual one. Measured: 0.85 and more in wrapped copies, at most 0.5 for numbered blocks.
REGULAR, NEAR = 0.7, 0.25
#: Pages may lack a number (a blank page, a number the extractor lost).
STEP = 3
#: Bare numbers must make a run of so many; decorated ones (— 12 —) of two.
RUN, DECORATED_RUN = 4, 2
#: A running head stands on so many pages at least.
HEADS = 3
#: Numbers with a head beside them part sentences at so many pages. No cell of a table does.
PARTED = 2
#: What stands below an issuer or a signature.
TITLE_OR_DATE = lazy(
    r"[ \u3000]*(?:#{1,6} |\*\*)?(?:关于|转发|印发|批转|.{3,6}年.{1,6}月.{1,6}日[ \u3000]*\Z)"
)
_LONGEST_HEAD = 40
_DIGITS = re.compile(r"\d+|[〇○一二三四五六七八九十]+")
_BLANK = re.compile(r"\s+")
_NO_HEAD = re.compile("[。；;！？，、：\t|]")


@dataclass(frozen=True, slots=True)
class Furniture:
    """One line of furniture: its index, what it is, the page number it shows."""

    line: int
    kind: str
    """``number`` or ``head``."""
    number: str | None = None


def number_of(line: str) -> tuple[int, bool] | None:
    """The page number a line shows by itself, and whether signs around it say so."""
    match = NUMBER_LINE.fullmatch(line)
    if match is None:
        return None
    opened, closed = match["open"], match["close"]
    if bool(opened) != bool(closed):
        return None
    # (3) may be the heading of a section as well.
    signed = opened and opened not in "(（[【"
    return int(match["page"] or match["bare"]), bool(match["page"] or signed)


def furniture(context: Context) -> tuple[Furniture, ...]:
    """The page numbers and running heads of a text, in order."""
    return find_furniture(context.text)


@lru_cache(maxsize=2)
def find_furniture(text: str) -> tuple[Furniture, ...]:
    """As :func:`furniture`, over a text; proofs ask for the same text again and again."""
    known = lines_of(text)
    lines = known.texts
    numbers = list(_page_numbers(known))
    taken = {item.line for item in numbers}
    feeds = {at for at, line in enumerate(lines) if "\f" in line} if "\f" in text else set()
    heads = list(_heads(lines, taken, sorted(taken | feeds))) if taken or feeds else []
    found = tuple(sorted(numbers + heads, key=lambda item: item.line))
    return found or tuple(Furniture(at, "head") for at in sorted(repeated_heads(known)))


def _page_numbers(known: Lines) -> Iterator[Furniture]:
    lines = known.texts
    found: list[tuple[int, int, bool]] = []
    for at in known.numbers:
        shown = number_of(lines[at])
        if shown is not None and not _is_led(known, at):
            found.append((at, *shown))
    for decorated in (True, False):
        for run in _runs([item for item in found if item[2] is decorated], known.starts):
            where = {at: number for at, number, _ in run}
            if len(run) >= (DECORATED_RUN if decorated else RUN) and (
                decorated
                or _is_regular(where, lines)
                or _is_regular(where, lines, full=True)
                or _beside_head(list(where), known)
            ):
                yield from (Furniture(at, "number", str(number)) for at, number, _ in run)


def _runs(
    found: Sequence[tuple[int, int, bool]], starts: Sequence[int]
) -> Iterator[list[tuple[int, int, bool]]]:
    """The numbers in runs that count up, each a page after the one before."""
    run: list[tuple[int, int, bool]] = []
    for item in found:
        if run:
            far = (
                starts[item[0]] - starts[run[-1][0] + 1] >= PAGE_DISTANCE
                or item[0] - run[-1][0] >= PAGE_LINES
                or (item[1] == run[-1][1] + 1 and (item[2] or item[0] >= len(starts) - 3))
            )
            if far and 0 < item[1] - run[-1][1] <= STEP:
                run.append(item)
                continue
            if not far:
                # A number in the text between two page numbers does not end the run.
                continue
            yield run
        run = [item]
    if run:
        yield run


def _is_led(known: Lines, at: int) -> bool:
    """Whether a number is the rest of a contents entry that ends in leaders."""
    above = _next(known, at, -1)
    return above is not None and is_led_number(known.texts[above].strip(), known.texts[at].strip())


def _is_regular(where: dict[int, int], lines: Sequence[str], *, full: bool = False) -> bool:
    """Whether lines lie at nearly equal distances, counted in printed lines.

    ``where`` gives the page number that each shows. ``full``: pages that end within a
    sentence are full, and no page holds more; where documents begin on new pages, others
    are shorter.
    """
    gaps: list[float] = []
    others: list[float] = []
    for first, second in pairwise(where):
        inside = (len(line.strip()) for line in lines[first + 1 : second])
        size = sum(-(-size // USUAL_WIDTH) for size in inside)
        whole = not full or parts_sentence(lines, second, second)
        (gaps if whole else others).append(size / (where[second] - where[first] if full else 1))
    if len(gaps) < PARTED + full:
        return False
    usual = sorted(gaps)[len(gaps) // 2]
    longer = sum(gap > usual + max(NEAR * usual, 2) for gap in others)
    near = sum(abs(gap - usual) <= max(NEAR * usual, 2) for gap in gaps)
    return usual >= PAGE_PRINTED and near >= REGULAR * len(gaps) and longer <= NEAR * len(others)


def _beside_head(where: Sequence[int], known: Lines) -> bool:
    """Whether numbers stand beside one repeated line, and the two part sentences.

    Where documents begin on new pages, pages are of any length.
    """
    for step in (1, -1):
        pairs = [(at, beside) for at in where if (beside := _next(known, at, step)) is not None]
        lines = [known.texts[beside].strip() for _, beside in pairs]
        forms = Counter(skeleton(line) for line in lines if may_be_head(line))
        form, count = forms.most_common(1)[0] if forms else ("", 0)
        if count < max(HEADS, len(where) / 2):
            continue
        own = [pair for pair, line in zip(pairs, lines, strict=True) if skeleton(line) == form]
        if sum(parts_sentence(known.texts, min(pair), max(pair)) for pair in own) >= PARTED:
            return True
    return False


def _next(known: Lines, at: int, step: int) -> int | None:
    """The next line that is not blank."""
    place = bisect_left(known.filled, at) + step
    return known.filled[place] if 0 <= place < len(known.filled) else None


def skeleton(line: str) -> str:
    """A head without blanks and with one sign for any number."""
    return _DIGITS.sub("#", _BLANK.sub("", line))


def _heads(lines: Sequence[str], numbers: set[int], breaks: Sequence[int]) -> Iterator[Furniture]:
    """Near-identical short lines at one place beside the page numbers or form feeds.

    The place is the first or second line after, or the last or last but one before.
    """
    filled = [at for at, line in enumerate(lines) if line and not line.isspace()]
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for mark in breaks:
        for place, at in _beside(filled, mark, numbers):
            line = lines[at].strip()
            if 2 <= len(line) <= _LONGEST_HEAD and not _NO_HEAD.search(line):
                groups[place, skeleton(line)].append(at)
    groups = {key: where for key, where in groups.items() if not _are_names(lines, filled, where)}
    if filled and filled[0] not in numbers:
        first = groups.setdefault((1, skeleton(lines[filled[0]].strip())), [])
        first.append(filled[0])
    yield from (Furniture(at, "head") for at in sorted(_alike(groups, len(breaks))))


def _are_names(lines: Sequence[str], filled: Sequence[int], where: Sequence[int]) -> bool:
    """Whether lines are issuers above titles, signatures above dates, or titles and dates.

    Documents begin on new pages and may end at the foot of one, so that these come again
    beside page breaks as running heads do. One title or date again and again may be a head.
    """
    own = [lines[at] for at in where]
    after = (bisect_right(filled, at) for at in where)
    below = [lines[filled[at]] for at in after if at < len(filled)]
    tested = (below, own) if len(set(own)) > 1 else (below,)
    return any(
        2 * sum(TITLE_OR_DATE.match(line) is not None for line in some) >= len(where)
        for some in tested
    )


def _beside(filled: Sequence[int], mark: int, numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Lines beside a page break with their place: 1, 2 after it; -1, -2 before it."""
    after = bisect_right(filled, mark)
    before = bisect_left(filled, mark) - 1
    for place, at in ((1, after), (2, after + 1), (-1, before), (-2, before - 1)):
        if 0 <= at < len(filled) and filled[at] not in numbers:
            yield place, filled[at]


def _alike(groups: dict[tuple[int, str], list[int]], breaks: int) -> set[int]:
    """The lines whose form is found at one place of enough pages, and their OCR variants."""
    from rapidfuzz.fuzz import ratio

    found: set[int] = set()
    least = max(HEADS, SHARE * breaks)
    for place in (1, 2, -1, -2):
        forms = {form: where for (where_at, form), where in groups.items() if where_at == place}
        strong = [form for form, where in forms.items() if len(where) >= least]
        for form, where in forms.items():
            if any(form == other or ratio(form, other) >= FUZZY for other in strong):
                found.update(where)
    return found


#: On this share of the pages (left and right pages may have heads of their own).
SHARE = 0.25
#: How alike (per cent) an OCR variant of a running head must be. Measured with one wrong
#: character in heads of 6–20 characters: 83–95; headings of the gazettes among each other: 71.
FUZZY = 80
