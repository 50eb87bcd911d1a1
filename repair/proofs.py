"""Proofs: what a fix must show before the engine lets it touch protected characters.

A rule attaches a proof as data; the engine calls :meth:`holds`, which looks at the
text again. Nothing a rule claims is believed: the check uses only the text, the
fixes of the group, and tables of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from repair.model import Edit, Fix, Patch
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.pages.wrapped import Wrap


class Proof(Protocol):
    """Evidence that can be checked again."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        """Whether the text bears out the fixes (all those of one group, in order)."""
        ...


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The repaired statement stands, letter for letter, at another place of the text."""

    start: int
    end: int

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        first, last = fixes[0], fixes[-1]
        quote = text[self.start : self.end]
        if self.start < last.end and first.start < self.end:
            return False
        reach = len(quote)
        low, high = max(first.start - reach, 0), min(last.end + reach, len(text))
        patch = Patch(Edit(f.start - low, f.end - low, f.after) for f in fixes)
        repaired = patch.apply(text[low:high])
        begin = first.start - low
        end = len(repaired) - (high - last.end)
        at = repaired.find(quote)
        while at >= 0:
            # The quote must cover the change and some four characters around it.
            if at <= begin and at + reach >= end and reach >= end - begin + 4:
                return True
            at = repaired.find(quote, at + 1)
        return False


@dataclass(frozen=True, slots=True)
class RepeatedHeader:
    """Deleted lines say, blanks apart, what the header of the same table says above them.

    ``start`` and ``end`` span the header's lines. Only lines with tabs and blank lines
    may stand between, and nothing but whole lines may go.
    """

    start: int
    end: int

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        first, last = fixes[0].start, fixes[-1].end
        whole = (
            len(fixes) == 1
            and not fixes[0].after
            and self.end <= first
            and text[first : first + 1] == "\n"
            and text[last : last + 1] in ("", "\n")
            and text[self.end : self.end + 1] == "\n"
            and (not self.start or text[self.start - 1] == "\n")
        )
        if not whole:
            return False
        between = text[self.end : first].split("\n")
        same_table = all("\t" in line or not line.strip() for line in between)
        header, gone = _labels(text[self.start : self.end]), _labels(text[first:last])
        return (
            same_table
            and len(header) == len(gone)
            and says_again(header[0], gone[0])
            and header[1:] == gone[1:]
        )


def says_again(header: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether labels are those of a header of two or more: all of them, or all but one of
    three or more, in order; two may stand in one cell."""
    if len(header) < 2:
        return False
    if "".join(header) == "".join(labels):
        return True
    rest = iter(header)
    missing = len(header) - len(labels)
    return len(header) >= 3 and missing == 1 and all(label in rest for label in labels)


def _labels(lines: str) -> list[list[str]]:
    """The filled cells of every line that is not blank, without blanks inside."""
    rows = [line.split("\t") for line in lines.split("\n") if line.strip()]
    return [["".join(cell.split()) for cell in row if cell.strip()] for row in rows]


@dataclass(frozen=True, slots=True)
class TableTags:
    """Only tags (those of a table and of text) and blanks go, and something parts two digits."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.tables.notations import TAGS

        return _only_tags_go(TAGS, text, fixes)


@dataclass(frozen=True, slots=True)
class FilledDown:
    """Every text put in fills an empty cell with the nearest filled cell above it."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        return all(self._fills(text, fix) for fix in fixes)

    @staticmethod
    def _fills(text: str, fix: Fix) -> bool:
        start = text.rfind("\n", 0, fix.start) + 1
        before, after = text[fix.start - 1 : fix.start], text[fix.start : fix.start + 1]
        if fix.start != fix.end or before not in ("", "\n", "\t") or after != "\t":
            return False
        column = text.count("\t", start, fix.start)
        width = text.count("\t", start, (text + "\n").index("\n", start))
        while start:
            end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
            cells = [cell.strip() for cell in text[start:end].split("\t")]
            if len(cells) != width + 1:
                return False
            if cells[column]:
                return cells[column] == fix.after
        return False


@dataclass(frozen=True, slots=True)
class MovedCells:
    """Two neighbouring rows become one whose every cell is the upper cell and then the lower.

    No character is lost or added, the lower row lacks its first cell, and no two digits
    meet where the cells come together.
    """

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        low = text.rfind("\n", 0, fixes[0].start) + 1
        high = text.find("\n", fixes[-1].end)
        high = len(text) if high < 0 else high
        before = [line for line in text[low:high].split("\n") if line.strip()]
        patch = Patch(Edit(f.start - low, f.end - low, f.after) for f in fixes)
        after = [line for line in patch.apply(text[low:high]).split("\n") if line.strip()]
        if len(before) != 2 or len(after) != 1:
            return False
        upper, lower, whole = ([c.strip() for c in row.split("\t")] for row in (*before, after[0]))
        return (
            len(upper) == len(lower) == len(whole)
            and bool(upper[0])
            and not lower[0]
            and all(a + b == c for a, b, c in zip(upper, lower, whole, strict=True))
            and not any(
                a[-1:].isdigit() and b[:1].isdigit() for a, b in zip(upper, lower, strict=True)
            )
        )


@dataclass(frozen=True, slots=True)
class MovedNames:
    """The first cells of neighbouring rows go one row up or down, to the texts they name.

    Nothing else of the table changes; the rows of the table are read again.
    """

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.nearby import table_around
        from repair.tables.named_rows import proves

        low, high = table_around(text, fixes[0].start, fixes[-1].end)
        patch = Patch(Edit(f.start - low, f.end - low, f.after) for f in fixes)
        return proves(_cells(text[low:high]), _cells(patch.apply(text[low:high])))


def _cells(rows: str) -> list[list[str]]:
    """The cells of every row of a table; those in which something stands."""
    cells = [[cell.strip() for cell in row.split("\t")] for row in rows.split("\n")]
    return [row for row in cells if len(row) > 1 and any(row)]


@dataclass(frozen=True, slots=True)
class Cipher:
    """Every changed character is what the font cipher's arithmetic makes of it.

    A glyph may go where the sign it stands for is beside it. In Founder's main zone, whose
    glyphs are common hanzi, figures must stand where figures do as well.
    """

    family: str

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.cipher_structure import bears_out
        from repair.ciphers import reads_as, stands_beside

        def reads(fix: Fix) -> bool:
            before = "".join(text[fix.start : fix.end].split())
            if len(before) == 1 and not fix.after:
                around = text[max(fix.start - 2, 0) : fix.start], text[fix.end : fix.end + 2]
                if stands_beside(before, around[0].strip()[-1:] + around[1].strip()[:1]):
                    return True
            if not reads_as(self.family, before, "".join(fix.after.split())):
                return False
            return self.family != "founder" or not before or bears_out(text, fix.start, fix.end)

        return all(reads(fix) for fix in fixes)


@dataclass(frozen=True, slots=True)
class Mark:
    """An extractor's mark that has one reading (``$\\geq$`` is ≥): each fix, or all as one."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.marks.readings import reading

        if all(reading(text[f.start : f.end]) == f.after for f in fixes):
            return True
        first, last = fixes[0], fixes[-1]
        whole = text[first.start : last.end]
        patch = Patch(Edit(f.start - first.start, f.end - first.start, f.after) for f in fixes)
        return reading(whole) == patch.apply(whole)


@dataclass(frozen=True, slots=True)
class Tag:
    """Only HTML tags and blanks go; where two digits would meet, a blank or line end stays."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.marks.readings import TAGS

        return _only_tags_go(TAGS, text, fixes)


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A sign that an OCR engine has no character for, where nothing else can stand."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.ocr.numbers import lost_numbers
        from repair.ocr.signs import circled, stands_for

        runs = {(item.start, item.end, item.number) for item in circled(text)}
        runs |= {(item.start, item.end, item.number) for item in lost_numbers(text) if item.sure}
        return all(
            (fix.start, fix.end, fix.after) in runs
            or stands_for(fix.after, text, fix.start, fix.end)
            for fix in fixes
        )


@dataclass(frozen=True, slots=True)
class Script:
    """Every changed character is the simplified form of the traditional one it replaces."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.words.script import simplified

        return all(simplified(text[f.start : f.end]) == f.after for f in fixes)


@dataclass(frozen=True, slots=True)
class InnerTitle:
    """Marks inside a title become 〈〉, and the title then nests and closes."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.titles import nests

        return bool(fixes) and nests(text, fixes)


@dataclass(frozen=True, slots=True)
class Continued:
    """Only blanks and line ends go, and no number grows out of what they kept apart.

    `2018` / `年底` meet, as do `任务十` / `分繁重`; `20` / `17`, `二` / `十` and `1.` / `5` do not.
    """

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        return all(
            not fix.after
            and not text[fix.start : fix.end].strip()
            and not _ONE_NUMBER.search(
                text[max(fix.start - 2, 0) : fix.start] + "|" + text[fix.end : fix.end + 1]
            )
            for fix in fixes
        )


_COUNTING = "0-9０-９〇零一二三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟两廿卅"
_ONE_NUMBER = lazy(f"[{_COUNTING}][.．,，]?[|][{_COUNTING}]|[.．][|][0-9０-９]")


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The running text says of the same thing: 达到 … 以上, or 不低于, with the same figure."""

    start: int
    end: int

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.figures.statements import proves

        return proves(text, self.start, self.end, fixes)


@dataclass(frozen=True, slots=True)
class Blanks:
    """Only blanks go, and no number arises: no two digits or numerals meet.

    A multiple after a figure (24.9 万) and a figure after the comma of a sentence
    (次， 2分) read the same closed up; after a comma that follows a digit they may not.
    """

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        return all(
            not fix.after
            and not text[fix.start : fix.end].strip(" \u3000")
            and _apart(text[max(fix.start - 2, 0) : fix.start], text[fix.end : fix.end + 1])
            for fix in fixes
        )


_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")


def _apart(left: str, right: str) -> bool:
    """Whether what ends in ``left`` and what begins with ``right`` can't be one number."""
    last = left[-1:]
    if right.isdigit():
        if last in _NUMERALS or last.isdigit():
            return False
        return last not in set(",，.．") or not left[:-1].isdigit()
    if last.isdigit():
        return right not in _NUMERALS or right in "千万亿"
    return last not in _NUMERALS or right not in _NUMERALS


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """Whole lines go that are page numbers which run on, or running heads; no number grows."""

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.pages.furniture import find_furniture

        known = {item.line for item in find_furniture(text)}
        for fix in fixes:
            if fix.after.strip() or not _goes_whole(text, fix, known):
                return False
            sides = text[max(fix.start - 2, 0) : fix.start] + "|" + text[fix.end : fix.end + 1]
            if not fix.after and _ONE_NUMBER.search(sides) and not _numeral(text, fix):
                return False
        return True


def _numeral(text: str, fix: Fix) -> bool:
    """Whether what meets at a fix reads as one numeral (二十 / 七) or number and unit."""
    left = _NUMBER_TAIL.search(text[max(fix.start - 9, 0) : fix.start])
    right = _NUMBER_HEAD.match(text[fix.end : fix.end + 9])
    if left is None or right is None:
        return False
    unit = _UNIT.match(text, fix.end) is not None
    return unit or _NUMERAL.fullmatch(left[0] + right[0]) is not None


def _goes_whole(text: str, fix: Fix, known: set[int]) -> bool:
    """Whether a fix takes nothing but blanks and the whole of known lines."""
    line = text.count("\n", 0, fix.start)
    begin = text.rfind("\n", 0, fix.start) + 1
    while begin < fix.end:
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        gone = text[max(begin, fix.start) : min(end, fix.end)]
        if gone.strip() and (gone.strip() != text[begin:end].strip() or line not in known):
            return False
        begin, line = end + 1, line + 1
    return True


@dataclass(frozen=True, slots=True)
class WrappedNumber:
    """A number was wrapped at the end of a full printed line: 第二 / 十条, 20 / 17年.

    The text must be one in which every printed line is a line, the line above be full, and
    the number a numeral that reads as one, a year, or one that stands whole elsewhere.
    """

    def holds(self, text: str, fixes: Sequence[Fix]) -> bool:
        from repair.joins.frame import wrap_of

        wrap = wrap_of(text)
        return wrap is not None and all(self._one(text, fix, wrap) for fix in fixes)

    @staticmethod
    def _one(text: str, fix: Fix, wrap: Wrap) -> bool:
        if fix.after or text[fix.start : fix.end].strip(" \u3000\n"):
            return False
        above = text[text.rfind("\n", 0, fix.start) + 1 : fix.start]
        after = text.find("\n", fix.end)
        below = text[fix.end : after if after >= 0 else len(text)]
        left, right = _NUMBER_TAIL.search(above), _NUMBER_HEAD.match(below)
        if left is None or right is None or not wrap.is_full(above, below):
            return False
        number = left[0] + right[0]
        if (
            _UNIT.match(below)
            or _NUMERAL.fullmatch(number)
            or (_YEAR.fullmatch(number) and below[right.end() :].startswith("年"))
        ):
            return True
        return number.isascii() and re.search(rf"(?<!\d){number}(?!\d)", text) is not None


_NUMBER_TAIL = re.compile(f"[{_COUNTING}]+$")
_NUMBER_HEAD = re.compile(f"[{_COUNTING}]+")
_DIGIT = "[一二两三四五六七八九]"
_BELOW_WAN = f"(?:{_DIGIT}千)?(?:零?{_DIGIT}百)?(?:零?{_DIGIT}?十)?(?:零?{_DIGIT})?"
_NUMERAL = lazy(f"{_BELOW_WAN}(?:[万亿]{_BELOW_WAN})*|[0-9.]+[十百千]?[万亿]{{1,2}}")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: A unit that begins with a numeral: 亿 / 千瓦.
_UNIT = re.compile("[千百兆](?:瓦|克|米|伏|赫|焦|卡|帕|分之|分点)")


def _only_tags_go(tags: re.Pattern[str], text: str, fixes: Sequence[Fix]) -> bool:
    """Whether only tags and blanks go, and a blank or line end stays where digits would meet."""
    return all(
        not fix.after.strip()
        and tags.fullmatch(text, fix.start, fix.end) is not None
        and (
            bool(fix.after)
            or not text[max(fix.start - 1, 0) : fix.start].isdigit()
            or not text[fix.end : fix.end + 1].isdigit()
        )
        for fix in fixes
    )
