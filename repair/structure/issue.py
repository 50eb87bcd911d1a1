"""An issue taken apart into official documents, after GB/T 9704—2012.

A document begins at its issuer or title; it is found by its document number on a line of
its own, or by the title that the contents page names. Addressee, signature, date and
annexes are looked for where the standard puts them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.ciphers import founder_sign
from repair.joins.kinds import DATE, DOCUMENT_NUMBER, LEVEL, TITLE_END
from repair.patterns import lazy
from repair.structure.blocks import Block, Lines, blocks_of
from repair.structure.contents import Entry, entries_of, folded, same_title

if TYPE_CHECKING:
    from repair.context import Context

_ISSUER = lazy(
    r"(?!.*(?:关于|转发|批转|印发))"
    r"[\u4e00-\u9fff（）() 、]{2,30}(?:人民政府|办公室|办公厅|委员会|政府|国务院|总局|[局厅部委院])"
    r"(?:令|文件)?"
)
_STATE_COUNCIL = re.compile(r"国务院(?:办公厅)?")
#: A body hands on what another one wrote: the first line of a title.
_HANDED_ON = lazy(r"[\u4e00-\u9fff]{2,20}(?:转发|批转)[\u4e00-\u9fff、 ]{2,30}")
_ACTS = re.compile("关于|转发|批转|印发|对")
_IN_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_TITLE_IN_MARKS = re.compile(r"《([^《》]{4,80})》")
_ANNEX = re.compile(r"附 ?(?:件|表|录) ?\d{0,2} ?[一二三四五六七八九十]?[:：]?")
#: What a notice says of its annexes below its text: 附件：1. … / 2. …
_ANNEX_LIST = re.compile(r"附 ?件 ?[:：] ?(?:\d{1,2} ?[.．、] ?)?(?P<title>\S.{3,80})")
_ANNEX_LISTED = re.compile(r"\d{1,2} ?[.．、] ?(?P<title>\S.{3,80})")
#: The registration number of a rule stands above its issuer: ZCDR—2017—0020009.
_REGISTERED = re.compile(r"[A-Z]{2,6}[-—]\d{4}[-—]\d{3,8}")
_NUMBER_PARTS = re.compile(
    r"(?P<prefix>.+?)(?P<open>\D)(?P<year>\d{4})(?P<close>\D)第?(?P<rest>\d.*)"
)
#: What Markdown puts around a heading; the pages of a source are found with it in place.
_MARKS = re.compile(r"^#{1,6} +|\*\*")
_CONTACT = re.compile("联系(?:人|电话|单位)[:：]")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_BLANK = lazy(r"(?<=[\u4e00-\u9fff“”《》（）、，]) +(?=[\u4e00-\u9fff“”《》（）、，])")
#: A title is set over at most so many lines, and an addressee has at most so many characters.
_TITLE_LINES, _ADDRESSEE = 4, 240
#: A line of a title set over two has at most so many characters.
_HALF = 40
#: An annex is announced as 任务分工表 and headed 东湖区防汛任务分工表.
_LONGEST_ANNEX, _SHORTEST_ANNEX, _LONGEST_PLACE = 60, 6, 12


@dataclass(frozen=True, slots=True)
class Official:
    """One official document; empty strings where the text does not say."""

    doc_number: str
    issuer: str
    title: str
    addressee: str
    date: str
    """ISO 8601."""
    contents_page: str
    blocks: tuple[Block, ...]
    annexes: tuple[tuple[str, int], ...]
    """Title of each annex and the index of its first block."""


@dataclass(frozen=True, slots=True)
class Issue:
    """The contents page and the documents of one text."""

    entries: tuple[Entry, ...]
    documents: tuple[Official, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a document begins: indices into the non-blank lines."""

    first: int
    title: tuple[int, int]
    number: int | None
    issuer: str


def structure_of(context: Context) -> Issue:
    """The issue of a context's text."""
    return context.get(_structure)


def numbered(context: Context) -> Iterator[tuple[int, int, str]]:
    """The lines with the documents' own numbers, ``[start, end)``, and the documents' titles.

    As the blocks of :func:`structure_of` tell, but far faster: nothing behind a head is read.
    """
    heads = context.get(_heads)
    for start, end in heads.documents:
        if start.number is not None and start.first <= start.number < end:
            yield *heads.text.spans[start.number], _plain_title(heads.text.lines, start)


@dataclass(frozen=True, slots=True)
class _Heads:
    """Where the documents of a text begin, each with the line behind its last."""

    entries: tuple[Entry, ...]
    text: Lines
    documents: tuple[tuple[_Start, int], ...]


def _heads(context: Context) -> _Heads:
    all_lines = context.document.lines
    entries, behind = entries_of(all_lines.texts)
    numbers = tuple(i for i in all_lines.filled if i >= behind)
    texts, starts = all_lines.texts, all_lines.starts
    text = Lines(
        tuple(
            (_MARKS.sub("", line) if "#" in line or "**" in line else line).strip()
            for line in map(texts.__getitem__, numbers)
        ),
        tuple((starts[i], starts[i + 1] - 1) for i in numbers),
        numbers,
    )
    begun = _starts(text.lines, entries)
    ends = [*(start.first for start in begun[1:]), len(text.lines)]
    return _Heads(entries, text, tuple(zip(begun, ends, strict=False)))


def _structure(context: Context) -> Issue:
    heads = context.get(_heads)
    kinds = _table_kinds(context, heads.text)
    return Issue(
        heads.entries,
        tuple(
            _official(heads.text, kinds, start, end, heads.entries)
            for start, end in heads.documents
        ),
    )


def _starts(lines: Sequence[str], entries: Sequence[Entry]) -> list[_Start]:
    found = {
        start.first: start
        for at, line in enumerate(lines)
        if _is_number(line) and (start := _above_number(lines, at))
    }
    titles = [_title_text(lines, start) for start in found.values()]
    for entry in entries:
        if not any(same_title(entry.title, title) for title in titles):
            start = _by_title(lines, entry.title)
            if start and not any(
                other.first <= start.title[1] and start.first <= (other.number or other.title[1])
                for other in found.values()
            ):
                found[start.first] = start
    return [found[first] for first in sorted(found)] or _only_one(lines)


def _title_text(lines: Sequence[str], start: _Start) -> str:
    return "".join(lines[start.title[0] : start.title[1]])


def _above_number(lines: Sequence[str], number: int) -> _Start | None:
    """The title above a document number, and the issuer above the title."""
    first = number
    while number - first < _TITLE_LINES and first and _may_be_title(lines[first - 1]):
        first -= 1
        if lines[first].startswith("关于") or "关于" in lines[first][2:24]:
            break
    if first and _HANDED_ON.fullmatch(lines[first - 1]):
        first -= 1
    if first < number - 1 and _IN_BRACKETS.fullmatch(lines[first]):
        first += 1  # （此件公开发布） of the document before
    if first == number:
        return _below_number(lines, number)
    return _with_issuer(lines, (first, number), number)


def _below_number(lines: Sequence[str], number: int) -> _Start | None:
    """The title below a document number, under the head of the sheet: …文件, number, title."""
    last = number + 1
    while last < len(lines) and _may_be_title(lines[last]) and last - number < _TITLE_LINES:
        if TITLE_END.search(lines[last]):
            break
        last += 1
    else:
        return None
    if "关于" not in "".join(lines[number + 1 : last + 1]):
        return None
    first = number
    while first and number - first < _TITLE_LINES and _letterhead(lines[first - 1]):
        first -= 1
    issuer = "、".join(_letterhead(line) for line in lines[first:number])
    return _Start(first, (number + 1, last + 1), number, issuer)


def _letterhead(line: str) -> str:
    """The issuer that a line of a sheet's head names; empty if it is none."""
    plain = "".join(line.split()).removesuffix("文件")
    return plain if _ISSUER.fullmatch(plain) or _STATE_COUNCIL.fullmatch(plain) else ""


def _is_number(line: str) -> bool:
    """Whether a line is a document number, whatever blanks a reader put into it."""
    return "号" in line[-6:] and DOCUMENT_NUMBER.fullmatch("".join(line.split())) is not None


def _standard(number: str) -> str:
    """A document number as GB/T 9704 writes it, whatever brackets and blanks a reader put in."""
    plain = "".join(number.split())
    match = _NUMBER_PARTS.fullmatch(plain)
    if match is None:
        return plain
    opening, closing = (founder_sign(sign) or sign for sign in match.group("open", "close"))
    if opening not in "〔[［(（【" or closing not in "〕]］)）】":
        return plain
    return f"{match['prefix']}〔{match['year']}〕{match['rest']}"


def _is_date(line: str) -> bool:
    """Whether a line is a date, whatever blanks a reader put into it."""
    return "日" in line[-2:] and DATE.fullmatch("".join(line.split()).strip("()（）")) is not None


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= 70
        and not line.endswith(("。", "；", "：", ":", ";", "，", ","))
        and not _is_date(line)
        and not _ISSUER.fullmatch(line)
        and not _STATE_COUNCIL.fullmatch(line)
        and not LEVEL.match(line)
    )


def _with_issuer(lines: Sequence[str], title: tuple[int, int], number: int | None) -> _Start:
    first = title[0]
    issuer = lines[first - 1] if first else ""
    if _ISSUER.fullmatch(issuer) or _STATE_COUNCIL.fullmatch(issuer):
        first -= 1
    else:
        text = "".join(lines[first : title[1]])
        act = _ACTS.search(text)
        issuer = text[: act.start()].strip() if act else ""
        issuer = issuer if _ISSUER.fullmatch(issuer) else ""
    if first and _REGISTERED.fullmatch(lines[first - 1]):
        first -= 1
    return _Start(first, title, number, issuer.strip())


def _by_title(lines: Sequence[str], title: str) -> _Start | None:
    wanted = folded(title)
    if len(wanted) < 8:
        return None
    for at, line in enumerate(lines):
        if "关于" not in line[:24] and not same_title(line, title):
            continue
        for end in range(at + 1, min(at + _TITLE_LINES, len(lines)) + 1):
            if same_title("".join(lines[at:end]), title):
                number = end if end < len(lines) and _is_number(lines[end]) else None
                return _with_issuer(lines, (at, end), number)
    return None


def _only_one(lines: Sequence[str]) -> list[_Start]:
    """A text without numbers and contents is one document, if it has a title."""
    for at, line in enumerate(lines[:10]):
        if TITLE_END.search(line) and _may_be_title(line):
            return [_with_issuer(lines, (at, at + 1), None)]
    return [_Start(0, (0, 0), None, "")] if lines else []


def _table_kinds(context: Context, text: Lines) -> dict[int, tuple[str, int]]:
    """For the first non-blank line of each table region: its kind and one past its last line."""
    from repair.tables.recognise import regions

    place = {number: index for index, number in enumerate(text.numbers)}
    out: dict[int, tuple[str, int]] = {}
    for region in context.get(regions):
        inside = [place[i] for i in range(region.first, region.last) if i in place]
        if inside:
            out[inside[0]] = (region.kind, inside[-1] + 1)
    return out


def _official(
    text: Lines,
    kinds: dict[int, tuple[str, int]],
    start: _Start,
    end: int,
    entries: Sequence[Entry],
) -> Official:
    lines = text.lines
    body = max(start.title[1], (start.number + 1) if start.number is not None else 0)
    addressee = body if body < end and _is_addressee(lines[body]) else None
    date = _date_line(lines, body, end)
    listed = _annex_list(lines, body, end)
    annexes = _annex_lines(lines, body, end, date, listed)
    fixed: dict[int, str] = dict.fromkeys(range(*start.title), "title")
    for at in range(start.first, start.title[0]):
        fixed[at] = "note" if _REGISTERED.fullmatch(lines[at]) else "issuer"
    if start.number is not None:
        fixed[start.number] = "number"
    if addressee is not None:
        fixed[addressee] = "addressee"
    if date is not None:
        fixed[date] = "date"
        if date > body and _is_signature(lines[date - 1]):
            fixed[date - 1] = "signature"
        if date + 1 < end and _IN_BRACKETS.fullmatch(lines[date + 1]):
            fixed[date + 1] = "note"
    fixed |= dict.fromkeys(listed, "note")
    fixed |= {at: "note" for at in range(body, end) if _CONTACT.match(lines[at])}
    for at in annexes:
        fixed[at] = "annex"
        title_lines = _annex_title(lines, at, end)[0]
        if not any(line in kinds for line in title_lines):
            fixed |= dict.fromkeys(title_lines, "annex")
            author = title_lines.stop
            if author < end and author not in kinds and _ISSUER.fullmatch(lines[author]):
                fixed[author] = "issuer"
    blocks, index_of = blocks_of(text, kinds, fixed, (start.first, end), start.issuer)
    title = _plain_title(lines, start)
    number = lines[start.number].strip("()（） ") if start.number is not None else ""
    entry = _entry_for(title, number, entries)
    return Official(
        doc_number=_standard(number),
        issuer=start.issuer.strip(),
        title=title,
        addressee=lines[addressee].rstrip(":：") if addressee is not None else "",
        date=iso_date(lines[date]) if date is not None else "",
        contents_page=entry.page if entry else "",
        blocks=blocks,
        annexes=tuple((_annex_title(lines, at, end)[1], index_of[at]) for at in annexes),
    )


def _plain_title(lines: Sequence[str], start: _Start) -> str:
    """The title as one line: no blanks between hanzi, no issuer that was run together with it."""
    title, issuer = _title_text(lines, start), start.issuer
    rest = title.removeprefix(issuer)
    return _BLANK.sub("", rest if rest != title and rest[:1].isspace() else title).strip()


def _entry_for(title: str, number: str, entries: Sequence[Entry]) -> Entry | None:
    plain = "".join(number.split())
    for entry in entries:
        if plain and "".join(entry.number.split()) == plain:
            return entry
    return next((e for e in entries if same_title(e.title, title)), None)


def _is_addressee(line: str) -> bool:
    return line.endswith((":", "：")) and len(line) <= _ADDRESSEE and not LEVEL.match(line)


def _is_signature(line: str) -> bool:
    return (
        len(line) <= 40
        and not line.endswith(("。", "；", ";", ":", "："))
        and not LEVEL.match(line)
    )


def _date_line(lines: Sequence[str], body: int, end: int) -> int | None:
    for at in range(body, end):
        if _is_date(lines[at]):
            return at
    return None


def _annex_list(lines: Sequence[str], body: int, end: int) -> dict[int, str]:
    """The lines that list annexes, and the title each of them names."""
    found: dict[int, str] = {}
    for at in range(body, end):
        match = _ANNEX_LIST.fullmatch(lines[at])
        if match is None and at - 1 in found:
            match = _ANNEX_LISTED.fullmatch(lines[at])
        if match is not None:
            found[at] = match["title"]
    return found


def _annex_lines(
    lines: Sequence[str], body: int, end: int, date: int | None, listed: dict[int, str]
) -> list[int]:
    """Where annexes begin: at 附件 on a line of its own, or at a title that was announced."""
    announced = {
        folded(name)
        for line in lines[body : min(body + 6, end)]
        for name in _TITLE_IN_MARKS.findall(line)
    }
    found: list[int] = []
    for at in range(body + 1, end):
        if at in listed:
            announced.add(folded(listed[at]))
            continue
        if found and at in _annex_title(lines, found[-1], end)[0]:
            continue
        mark = _ANNEX.fullmatch(lines[at]) and at + 1 < end and not _ISSUER.fullmatch(lines[at + 1])
        named = bool(announced) and (
            _is_announced(lines[at], announced)
            or (
                at + 1 < end
                and _ends_title(lines[at], lines[at + 1])
                and not _is_announced(lines[at + 1], announced)
                and _is_announced(lines[at] + lines[at + 1], announced)
            )
        )
        first = not found and date is not None and date < at <= date + 2
        if mark or named or (first and TITLE_END.search(lines[at])):
            found.append(at)
            announced.discard(folded(_annex_title(lines, at, end)[1]))
    return found


def _is_announced(line: str, announced: Collection[str]) -> bool:
    """Whether a line is an announced title, maybe with the place's name before it."""
    plain = folded(line)
    if plain in announced:
        return True
    return len(line) <= _LONGEST_ANNEX and any(
        plain.endswith(title) and len(plain) - len(title) <= _LONGEST_PLACE
        for title in announced
        if len(title) >= _SHORTEST_ANNEX
    )


def _annex_title(lines: Sequence[str], at: int, end: int) -> tuple[range, str]:
    """The lines of an annex's title, which may stand below its mark, and the title."""
    if _ANNEX.fullmatch(lines[at]) and at + 1 < end:
        at += 1
    last = at + 1
    if last < end and not TITLE_END.search(lines[at]) and _ends_title(lines[at], lines[last]):
        last += 1
    return range(at, last), _BLANK.sub("", "".join(lines[at:last]))


def _ends_title(above: str, line: str) -> bool:
    """Whether a line is the second half of a title."""
    both = (above, line)
    return bool(TITLE_END.search(line)) and all(
        len(half) <= _HALF and "。" not in half and not LEVEL.match(half) for half in both
    )


def iso_date(text: str) -> str:
    """``2017 年 9 月 30 日`` or ``二〇一七年九月三十日`` as ``2017-09-30``; empty if it is none."""
    plain = "".join(text.split()).strip("()（）")
    match = re.fullmatch(r"(.{4})年(.{1,3})月(.{1,3})日", plain)
    if not match:
        return ""
    year = "".join(_DIGITS.get(c, c) for c in match[1])
    month, day = (_number(part) for part in match.group(2, 3))
    if not year.isdigit() or not 1 <= month <= 12 or not 1 <= day <= 31:
        return ""
    return f"{year}-{month:02}-{day:02}"


def _number(text: str) -> int:
    """A number up to 99 in digits or hanzi; 0 if it is none."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(_DIGITS.get(text, "0"))
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
