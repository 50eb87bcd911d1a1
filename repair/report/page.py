"""What a report page shows, worked out; the templates only lay it out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from repair.model import Fix, Status
from repair.review.document import Document, Place
from repair.review.grids import Grid, grid_of
from repair.review.paint import visible
from repair.rules import FAMILIES

#: Rows that are laid out together; a browser skips those off the screen.
CHUNK = 40
#: Bins of the strip that shows where the damage lies.
BINS = 240
#: Tables shown side by side on one page; each is also there, line by line, in the text.
GRIDS = 60

_RANK = [Status.APPLIED, Status.REVIEW, Status.NOTED, Status.REFUSED, Status.SUPPRESSED]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row; ``place`` is the number of the place it belongs to, or -1."""

    text: str = ""
    place: int = -1
    gone: str = ""
    come: str = ""
    family: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the source."""

    number: int
    pieces: tuple[Piece, ...]
    page: str = ""
    """The label of the page that begins here."""

    @property
    def changed(self) -> bool:
        return any(p.place >= 0 for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Bar:
    """How often a rule spoke."""

    rule: str
    title: str
    family: str
    total: int
    open: int
    share: float


@dataclass(frozen=True, slots=True)
class Bin:
    """A slice of the document in the strip."""

    x: int
    height: float
    family: str
    row: int
    count: int


def rows_of(document: Document) -> list[Row]:
    """The source, line by line, with every change in its place."""
    labels = _page_labels(document)
    rows: list[Row] = []
    pieces: list[Piece] = []
    number = 1
    start_of_row = 0
    for piece, length in _pieces(document):
        for index, part in enumerate(_at_newlines(piece)):
            if index:
                rows.append(Row(number, tuple(pieces), labels(start_of_row, number)))
                number += 1
                pieces = []
            if part.text or part.place >= 0:
                pieces.append(part)
        start_of_row += length
    if pieces or not rows:
        rows.append(Row(number, tuple(pieces), labels(start_of_row, number)))
    return rows


def _pieces(document: Document) -> Iterator[tuple[Piece, int]]:
    """The source as pieces, each with how much of the source it is."""
    source = document.source
    position = 0
    for fix, place in _primary(document):
        if fix.start > position:
            yield Piece(source[position : fix.start]), fix.start - position
        note = fix.status is Status.NOTED
        piece = Piece(
            place=place.number,
            gone=fix.before,
            come="" if note else fix.after,
            family=fix.rule[:2],
            status=str(fix.status),
        )
        yield piece, fix.end - fix.start
        position = fix.end
    yield Piece(source[position:]), len(source) - position


def _primary(document: Document) -> list[tuple[Fix, Place]]:
    """The fixes to be drawn: where several want the same characters, the applied one.

    What a proposal puts in where an applied fix puts something in comes behind that.
    """
    ranked = sorted(
        ((fix, place) for place in document.places for fix in place.fixes),
        key=lambda pair: (_RANK.index(pair[0].status), pair[0].start, pair[0].end),
    )
    spans: list[tuple[int, int]] = []
    kept: list[tuple[Fix, Place]] = []
    for fix, place in ranked:
        span = fix.start, fix.end
        index = bisect_right(spans, span)
        if index and spans[index - 1][1] > fix.start:
            continue
        if index < len(spans) and spans[index][0] < fix.end:
            continue
        asked = fix.status in (Status.APPLIED, Status.REVIEW)
        if index and spans[index - 1] == span and not asked:
            continue
        spans.insert(index, span)
        kept.insert(index, (fix, place))
    return kept


def _at_newlines(piece: Piece) -> Iterator[Piece]:
    """A piece cut at the line ends of the source; what it inserts goes with its beginning."""
    if piece.place < 0:
        for line in piece.text.split("\n"):
            yield Piece(visible(line.removesuffix("\r"), "").replace("⇥", "\t"))
        return
    lines = piece.gone.split("\n")
    for index, line in enumerate(lines):
        mark = "⏎" if index < len(lines) - 1 else ""
        gone = _shown(line.removesuffix("\r")) + mark
        come = _shown(piece.come) if index == 0 else ""
        yield Piece("", piece.place, gone, come, piece.family, piece.status)


def _shown(text: str) -> str:
    """What changes is shown even where it is blank."""
    return visible(text, "⏎\n").replace(" ", "␣").replace("\u3000", "□")


class _Labels:
    def __init__(self, pages: Sequence[tuple[int, str]]) -> None:
        self._pages = list(pages)

    def __call__(self, _at: int, row: int) -> str:
        label = ""
        while self._pages and self._pages[0][0] <= row:
            label = self._pages.pop(0)[1]
        return label


def _page_labels(document: Document) -> _Labels:
    pages = document.header.get("pages") or []
    labels: list[tuple[int, str]] = []
    line, position = 1, 0
    for number, page in enumerate(pages, 1):
        start = int(page[0])
        line += document.source.count("\n", position, start)
        position = start
        labels.append((line, str(page[2]) if page[2] is not None else str(number)))
    return _Labels(labels)


def chunks_of(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Rows in portions a browser can skip."""
    return [rows[i : i + CHUNK] for i in range(0, len(rows), CHUNK)]


def bars_of(places: Iterable[Place], titles: dict[str, str]) -> list[Bar]:
    """Rules by how often they spoke."""
    total: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for place in places:
        total[place.rule] += 1
        waiting[place.rule] += place.status is Status.REVIEW
    most = max(total.values(), default=1)
    return [
        Bar(rule, titles.get(rule, ""), rule[:2], count, waiting[rule], 100 * count / most)
        for rule, count in total.most_common()
    ]


def strip_of(document: Document, rows: int) -> list[Bin]:
    """Where in the document the fixes lie, in :data:`BINS` slices by line."""
    bins: dict[int, Counter[str]] = {}
    for place in document.places:
        if place.status in (Status.REFUSED, Status.SUPPRESSED):
            continue
        at = min((place.line - 1) * BINS // max(rows, 1), BINS - 1)
        bins.setdefault(at, Counter())[place.rule[:2]] += 1
    most = max((c.total() for c in bins.values()), default=1)
    out = []
    for at, families in sorted(bins.items()):
        count = families.total()
        height = 6 + 34 * (count / most) ** 0.5
        out.append(Bin(at, height, families.most_common(1)[0][0], at * rows // BINS + 1, count))
    return out


def grids_of(document: Document) -> list[tuple[Place, Grid]]:
    """Tables with changed cells, each once."""
    out: list[tuple[Place, Grid]] = []
    until = 0
    for place in document.places:
        if place.rule[:2] != "TB" or place.status not in (Status.APPLIED, Status.REVIEW):
            continue
        if place.line < until or len(out) >= GRIDS:
            continue
        grid = grid_of(place)
        if grid is not None:
            out.append((place, grid))
            until = grid.line + len(grid.before)
    return out


def counts_of(document: Document) -> dict[str, int]:
    """Places by status."""
    counts = Counter(str(p.status) for p in document.places)
    return {str(status): counts[str(status)] for status in _RANK}


def families_of(places: Iterable[Place]) -> list[tuple[str, str, int]]:
    """The families that spoke: code, name, how often."""
    counts = Counter(p.rule[:2] for p in places)
    return [(code, name, counts[code]) for code, name in FAMILIES.items() if counts[code]]


def cards_of(document: Document) -> dict[str, object]:
    """What the page's script shows of a place, with repeated sentences said once."""
    strings: dict[str, int] = {}

    def number(text: str) -> int:
        return strings.setdefault(visible(text, " "), len(strings))

    cards = [
        [
            place.rule,
            str(place.status),
            round(place.confidence, 2),
            number(place.message),
            [number(e) for e in place.evidence[:4]],
            place.line,
            place.page,
            place.fixes[0].by,
            place.fixes[0].decision,
            place.lines,
        ]
        for place in document.places
    ]
    return {"cards": cards, "strings": list(strings)}
