"""Joins of lines that are no paragraphs: titles, contents entries, cover lines, rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from repair.joins.contents import NUMBER_ALONE, is_entry_rest, is_led_number, is_whole_entry
from repair.joins.frame import Frame, Join, Kind
from repair.joins.kinds import (
    DATE,
    DOCUMENT_NUMBER,
    LEVEL,
    TERMINAL,
    TITLE_END,
    TITLE_START,
    Start,
    is_row,
    start_of,
)
from repair.pages.units import core
from repair.patterns import lazy

#: An item of its own, in a quotation too.
_BULLET = re.compile(r"[ \u3000>]*[-*+•] ")


def titles(frame: Frame, *, elsewhere: bool = False) -> Iterator[Join]:
    """Titles set over two lines: the second ends as titles end, the first does not.

    ``elsewhere``: only those that stand in one piece on the contents page or elsewhere.
    """
    last = frame.contents.last if frame.contents else -1
    for at, pair in enumerate(frame.pairs()):
        tail = frame.lines[pair[1]]
        if pair[0] <= last or len(tail) > 60:
            continue
        if _BULLET.match(tail):
            continue
        below = core(tail)
        if not TITLE_END.search(_squeeze(below)):
            continue
        above = core(frame.lines[pair[0]])
        if not _may_be_cut(above, below):
            continue
        after = core(frame.lines[frame.filled[at + 2]]) if at + 2 < len(frame.filled) else ""
        if not elsewhere and TITLE_START.match(above) and DOCUMENT_NUMBER.fullmatch(after):
            words = "a title that starts above, ends below and is followed by its number"
            yield frame.join(pair, Kind.TITLE, (words,), confidence=0.98)
            continue
        first = core(frame.lines[frame.filled[at - 1]]) if at else ""
        three = TITLE_START.match(first) and _may_be_cut(first, above) and not elsewhere
        if three and DOCUMENT_NUMBER.fullmatch(after) and frame.filled[at - 1] > last:
            words = "a title over three lines, followed by its number"
            for own in ((frame.filled[at - 1], pair[0]), pair):
                yield frame.join(own, Kind.TITLE, (words,), confidence=0.98)
            continue
        head, named = _squeeze(above).removeprefix("附件").lstrip(":："), _squeeze(below)
        if len(named) < 3 or len(head) < 6 or is_row(above) or DATE.fullmatch(above):
            continue
        if frame.squeezed.count(head + named) >= 2:
            words = "the same title stands in one piece elsewhere"
            yield frame.join(pair, Kind.TITLE, (words,), confidence=0.97)


def _may_be_cut(above: str, below: str) -> bool:
    """Whether two lines may be the halves of a title by their own looks."""
    if not above or len(above) > 60 or "。" in above or "\t" in above + below:
        return False
    if above[-1] in TERMINAL or TITLE_START.match(below) or start_of(below) is Start.MARK:
        return False
    if TITLE_END.search(_squeeze(above)) and below[0] not in "(（的":
        return False
    return not LEVEL.match(above) or above.startswith("附件")


def entries(frame: Frame) -> Iterator[Join]:
    """Contents entries whose end and page number fell to the next line."""
    contents = frame.contents
    if contents is None:
        return
    words = "the contents entry has no page number, the next line ends with one"
    for pair in frame.pairs():
        if pair[0] not in contents or pair[1] not in contents:
            continue
        above, below = (frame.lines[line].strip() for line in pair)
        led = is_led_number(above, below)
        least = 6 if led or NUMBER_ALONE.fullmatch(below) else 14
        if is_whole_entry(above) or len(above) < least or not (led or is_entry_rest(below)):
            continue
        if TITLE_END.search(_squeeze(above)) and DOCUMENT_NUMBER.match(below):
            continue  # The number is printed below its title.
        glue = " " if below[0] in ".…·．" and above[-1] not in ".…·．" else ""
        yield frame.join(pair, Kind.ENTRY, (words,), confidence=0.98, glue=glue)


_WORDS = re.compile(r"[A-Z]{3,}")


def cover(frame: Frame) -> Iterator[Join]:
    """The pinyin line of a cover, one word a line."""
    head = frame.filled[:24]
    words = [bool(_WORDS.fullmatch(frame.lines[line].strip())) for line in head]
    if sum(words) < 3:
        return
    said = "the words of a pinyin line, each on a line of its own"
    for at, pair in enumerate(pairwise(head)):
        if words[at] and words[at + 1]:
            yield frame.join(pair, Kind.COVER, (said,), confidence=0.9, glue=" ")


_ROLE = lazy(
    r"(?:召 ?集 ?人|[组处局队团校院署站所] ?长|主 ?任|成 ?员|委 ?员|指 ?挥|联络员)"
    r"[:：] ?[\u4e00-\u9fff]?$"
)
#: A name (after a post and a blank) that belongs to the row below.
HANGING = lazy(r"(?:长|主任|书记|委员|经理|主席)[ \t]+[\u4e00-\u9fff]{1,3}$")
_NAMED = lazy(r"[\u4e00-\u9fff]{1,3}[ \t]+[^ \t。]{3,}")
_HALF_ROW = lazy(
    r"^(?:- )?(?:[\u4e00-\u9fff] ?[\u4e00-\u9fff]{0,2} ?[\u4e00-\u9fff]{0,2}[:：] ?)?"
    r"[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3}[ \t]+[^。；\t|]{6,40}$"
)
_POST = re.compile(r"[^ 。；:：，,\t|]{0,14}(?:长|主任|书记|委员|经理|主席|队员|秘书)$")


def rows(frame: Frame) -> Iterator[Join]:
    """Rows of a name list cut in two: the name from its role, the post in the middle."""
    for pair in frame.pairs():
        above, below = frame.lines[pair[0]], frame.lines[pair[1]]
        if len(above) > 60 or len(below) > 40 or "\t" in above or "|" in above:
            continue
        above, below = above.strip(), below.strip()
        if _ROLE.search(above) and _NAMED.match(below):
            words = "a role above, the name it belongs to below"
            yield frame.join(pair, Kind.ROW, (words,), confidence=0.96)
        elif (
            _POST.fullmatch(below)
            and _HALF_ROW.match(above)
            and not is_row(above)
            and not HANGING.search(above)
        ):
            words = "the post of the row above breaks off and ends here"
            yield frame.join(pair, Kind.ROW, (words,), confidence=0.96)


def _squeeze(text: str) -> str:
    return "".join(text.split())


_UNITS = re.compile(r"(?:责任|牵头)(?:单位|部门)[:：]$")
_UNITS_WHOLE = re.compile(r"^(?:责任|牵头)(?:单位|部门)[:：][^\n]{4}", re.MULTILINE)


def units_lines(frame: Frame) -> Iterator[Join]:
    """责任单位： at a page end, the units on the next page, where other lines hold both."""
    if len(_UNITS_WHOLE.findall(frame.text)) < 3:
        return
    for pair in frame.pairs():
        above, below = frame.lines[pair[0]].rstrip(), frame.lines[pair[1]].strip()
        if _UNITS.search(above) and start_of(below) is Start.PLAIN and "\t" not in below:
            words = "other lines hold the units behind the same words"
            yield frame.join(pair, Kind.PARAGRAPH, (words,), confidence=0.96)
