"""The errata list (勘误表): what was corrected, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from repair.model import Status
from repair.review.decisions import load
from repair.review.document import Document, Place
from repair.review.session import attach
from repair.review.store import decisions_path
from repair.source import write_atomic

HEADER = ("文件", "页", "行", "原文", "更正", "理由", "更正人")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(document: Document) -> Iterator[tuple[str, ...]]:
    """File, page, line, as it stands, as corrected, reason, who, for each correction.

    Extractor marks and line joins are no errata: the print never had them.
    """
    for place in document.places:
        if place.status is not Status.APPLIED or place.rule[:2] in ("MK", "LN", "NM"):
            continue
        stands, corrected = _in_words(place)
        decision = place.decision
        yield (
            document.title,
            "" if place.page is None else str(place.page),
            str(place.line),
            stands,
            corrected,
            place.message + (f" {decision.comment}" if decision and decision.comment else ""),
            (decision.who if decision else "") or "gazette-repair",
        )


def _in_words(place: Place, reach: int = 8) -> tuple[str, str]:
    """The change with a few characters around, so that it can be found in the print."""
    document, change = place.document, place.change
    start, end = document.target(change.start), document.target(change.end, after=True)
    left = document.clean[max(start - reach, 0) : start].rpartition("\n")[2]
    right = document.clean[end : end + reach].partition("\n")[0]
    return left + change.before + right, left + document.clean[start:end] + right


def write_errata(reports: Iterable[Path], path: Path) -> int:
    """Write the list as CSV that spreadsheets open as UTF-8; returns how many rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    Raises :class:`repair.errors.OutputError`.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    count = 0
    for report in reports:
        document = Document(report)
        attach(document, load(decisions_path(report)))
        for row in rows_of(document):
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
            count += 1
    write_atomic(path, out.getvalue().encode("utf-8-sig"))
    return count
