"""A report opened for review: the source, the clean text, and what can be decided in them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from repair.errors import InputError
from repair.model import Fix, Status
from repair.report.jsonl import read_report
from repair.review.decisions import Action, Decision, place_decision
from repair.review.places import Change, Places, change_of

REPORT = ".fixes.jsonl"
_TITLE = re.compile(
    r"^[^\S\n]*(?:#+ )?(?![（(]?[\d一二三四五六七八九十]+[.．、)）])([^\n。；：]{2,58}"
    r"(?:通知|意见|办法|方案|决定|批复|公告|通报|规定|细则|规划|报告|函|令|名单|预案|计划|要点))"
    r"[^\S\n]*$",
    re.MULTILINE,
)
_VARIABLE = re.compile(r"[“\"「‘《][^”\"」’》]*[”\"」’》]|[\d.,%]+")

Kind = Literal["same", "del", "ins"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text as a reviewer sees it: unchanged, to go, or to come."""

    kind: Kind
    text: str


class Document:
    """One reported text: source, clean text, and its places in order."""

    def __init__(self, report: Path) -> None:
        data = read_report(report)
        self.report = report
        self.name = report.name.removesuffix(REPORT)
        self.header = data.header
        self.fixes = data.fixes
        self.clean_path = _clean_path(report)
        self.clean = _read_clean(self.clean_path, self.header)
        self.applied = tuple(f for f in self.fixes if f.status is Status.APPLIED)
        self.source, self._from, self._to = _undo(self.clean, self.applied, self.clean_path)
        self.places = tuple(
            Place(self, number, fixes) for number, fixes in enumerate(_places(self.fixes))
        )

    @property
    def title(self) -> str:
        """What to call the file: its source's base name."""
        return str(self.header.get("source", self.name))

    @cached_property
    def view(self) -> Places:
        """Neighbourhoods in the source."""
        return Places(self.source)

    @cached_property
    def reads(self) -> Places:
        """Neighbourhoods in the clean text."""
        return Places(self.clean)

    @cached_property
    def _titles(self) -> tuple[list[int], list[str]]:
        found = [(m.start(), m.group(1).strip()) for m in _TITLE.finditer(self.clean)]
        return [at for at, _ in found], [name for _, name in found]

    def target(self, position: int, *, after: bool = False) -> int:
        """Where a position of the source went in the clean text.

        At an applied fix: its beginning, or with ``after`` its end; behind what is put in there.
        """
        index = bisect_right(self._from, position if after else position - 1) - 1
        while index + 1 < len(self._to) and self._to[index + 1][:2] == (position, position):
            index += 1  # what was put in here stands before the position
        if index < 0:
            return position
        start, end, clean_start, clean_end = self._to[index]
        if position >= end:
            return clean_end + position - end
        return clean_end if after and position > start else clean_start

    def heading(self, position: int) -> str:
        """The title a position of the source stands under, where one is recognised."""
        starts, names = self._titles
        index = bisect_right(starts, self.target(position)) - 1
        return names[index] if index >= 0 else ""


@dataclass(eq=False)
class Place:
    """A group of fixes of one document: what is decided at once."""

    document: Document
    number: int
    fixes: tuple[Fix, ...]
    decision: Decision | None = None

    @cached_property
    def change(self) -> Change:
        return change_of(self.document.source, self.fixes)

    @property
    def rule(self) -> str:
        return self.fixes[0].rule

    @property
    def status(self) -> Status:
        return self.fixes[0].status

    @property
    def confidence(self) -> float:
        return min(f.confidence for f in self.fixes)

    @property
    def message(self) -> str:
        return self.fixes[0].message

    @property
    def evidence(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e for f in self.fixes for e in f.evidence))

    @property
    def line(self) -> int:
        return self.fixes[0].line

    @property
    def page(self) -> int | None:
        return self.fixes[0].page

    @cached_property
    def before(self) -> str:
        """What the source has, without applied repairs of others inside."""
        return self.change.before

    @property
    def source_lines(self) -> str:
        """The whole lines of the source the place lies in."""
        source, change = self.document.source, self.change
        start = source.rfind("\n", 0, change.start) + 1
        end = source.find("\n", change.end)
        return source[start : end if end >= 0 else None]

    @property
    def after(self) -> str:
        """How the span would read, others' applied repairs inside included."""
        return "".join(s.text for s in self.segments(0) if s.kind != "del")

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """What makes places a group: rule, edits, and the kind of evidence."""
        kind = "|".join(_VARIABLE.sub("…", e) for f in self.fixes[:1] for e in f.evidence)
        return self.rule, self.change.signature, kind

    def segments(self, reach: int = 60) -> list[Segment]:
        """The change inside the text as it will read, ``reach`` characters around."""
        document, change = self.document, self.change
        start, end = document.target(change.start), document.target(change.end, after=True)
        left = Segment("same", document.clean[max(start - reach, 0) : start])
        right = Segment("same", document.clean[end : end + reach])
        return [s for s in (left, *self._inner(), right) if s.text]

    def _inner(self) -> Iterator[Segment]:
        document, change = self.document, self.change
        if change.is_note:
            yield Segment("del", change.before)
            return
        position = None  # not the beginning: an insertion ends where it begins
        for start, end, after in change.edits:
            if position is not None:
                inside = document.target(position, after=True), document.target(start)
                yield Segment("same", document.clean[inside[0] : max(inside)])
            yield Segment("del", document.source[start:end])
            yield Segment("ins", after)
            position = end

    def parts(self, reach: int = 60) -> list[list[Segment]]:
        """:meth:`segments`, cut where more than twice ``reach`` characters stay between two edits.

        Each part has its own neighbourhood, so that each can be judged by itself.
        """
        parts: list[list[Segment]] = [[]]
        segments = self.segments(reach)
        for index, segment in enumerate(segments):
            between = 0 < index < len(segments) - 1
            if between and segment.kind == "same" and len(segment.text) > 2 * reach:
                parts[-1].append(Segment("same", segment.text[:reach]))
                parts.append([Segment("same", segment.text[-reach:])])
            else:
                parts[-1].append(segment)
        return parts

    @property
    def lines(self) -> int:
        """In how many lines of the source its changes begin: all are decided at once."""
        return len({f.line for f in self.fixes})

    @property
    def open(self) -> bool:
        """Whether a person is still to say something."""
        return self.decision is None or self.decision.action is Action.SKIP

    def decided(self, action: Action, text: str = "") -> Decision:
        """A decision about this place, not yet written."""
        document, change = self.document, self.change
        reads = document.reads.context(
            document.target(change.start), document.target(change.end, after=True)
        )
        return place_decision(action, document.view, change, reads=reads, text=text)


def _clean_path(report: Path) -> Path:
    stem = report.name.removesuffix(REPORT)
    for suffix in (".clean.txt", ".clean.md"):
        path = report.with_name(stem + suffix)
        if path.is_file():
            return path
    raise InputError(f"{report}: its clean text is not beside it", "run `fix` again")


def _read_clean(path: Path, header: dict[str, Any]) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    if hashlib.sha256(data).hexdigest() != header.get("clean_sha256"):
        raise InputError(
            f"{path}: was changed since its report was written",
            "run `fix` again, or put the file back; corrections belong into the review",
        )
    return data.decode("utf-8-sig" if header.get("encoding") == "utf-8-sig" else "utf-8")


def _undo(
    clean: str, applied: Sequence[Fix], path: Path
) -> tuple[str, list[int], list[tuple[int, int, int, int]]]:
    """The source, and for each applied fix its span there and in the clean text."""
    pieces: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int, int, int]] = []
    source_at = clean_at = 0
    for fix in applied:
        begin = clean_at + fix.start - source_at
        if clean[begin : begin + len(fix.after)] != fix.after:
            raise InputError(
                f"{path}: does not fit its report at line {fix.line}", "run `fix` again"
            )
        pieces += (clean[clean_at:begin], fix.before)
        clean_at, source_at = begin + len(fix.after), fix.end
        starts.append(fix.start)
        spans.append((fix.start, fix.end, begin, clean_at))
    pieces.append(clean[clean_at:])
    return "".join(pieces), starts, spans


def _places(fixes: Iterable[Fix]) -> list[tuple[Fix, ...]]:
    together: dict[object, list[Fix]] = {}
    for number, fix in enumerate(fixes):
        key = (fix.rule, fix.group, fix.status) if fix.group else number
        together.setdefault(key, []).append(fix)
    return [tuple(members) for members in together.values()]
