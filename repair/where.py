"""Where a line of a clean text comes from: page, source line, and the fixes that made it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from repair.errors import InputError, UsageError
from repair.model import Fix, Status
from repair.report.jsonl import Report, read_report
from repair.undo import report_path, source_text


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of one clean line. Lines and pages count from 1."""

    line: int
    text: str
    page: int
    printed_page: str | None
    source: str
    source_lines: tuple[int, int]
    """First and last line of the source it was made of."""
    fixes: tuple[Fix, ...]


def origin(clean_path: Path, line: int) -> Origin:
    """The origin of a line. Raises :class:`InputError`, or :class:`UsageError` for the number."""
    report = read_report(report_path(clean_path))
    try:
        clean = clean_path.read_bytes().decode("utf-8-sig")
        source = source_text(clean, report)
    except (OSError, ValueError) as error:
        raise InputError(f"{clean_path}: does not fit its report ({error})") from error
    lines = clean.split("\n")
    if not 1 <= line <= len(lines):
        raise UsageError(f"{clean_path} has {len(lines)} lines, not {line}")
    start = sum(len(text) + 1 for text in lines[: line - 1])
    end = start + len(lines[line - 1])
    span, _, _ = report.patch.source_span(start, end)
    pages = report.header["pages"]
    page = max(bisect_right([p[0] for p in pages], span.start) - 1, 0)
    return Origin(
        line,
        lines[line - 1].rstrip("\r"),
        page + 1,
        pages[page][2] if pages else None,
        report.header["source"],
        (source.count("\n", 0, span.start) + 1, source.count("\n", 0, span.end) + 1),
        _touching(report, span.start, span.end),
    )


def _touching(report: Report, start: int, end: int) -> tuple[Fix, ...]:
    """The fixes of the line, the applied ones and the open ones."""
    shown = (Status.APPLIED, Status.REVIEW, Status.NOTED)
    return tuple(
        fix for fix in report.fixes if fix.status in shown and fix.start <= end and start <= fix.end
    )


def parse_place(place: str) -> tuple[Path, int]:
    """``out/a.clean.txt:12`` as path and line. Raises :class:`UsageError`."""
    path, colon, number = place.rpartition(":")
    if not colon or not number.isdigit():
        raise UsageError(f"{place!r} names no line", "write CLEAN:LINE, as in out/a.clean.txt:12")
    return Path(path), int(number)
