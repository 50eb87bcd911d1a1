"""The way back: clean text and report give the source, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

from repair.errors import InputError, OutputError
from repair.model import Edit, Patch, Status
from repair.report.jsonl import Report, read_report
from repair.source import encode, write_atomic


def source_text(clean: str, report: Report) -> str:
    """The source's text. Raises ``ValueError`` when the report does not fit the clean text."""
    edits = []
    shift = 0
    for fix in report.fixes:
        if fix.status is not Status.APPLIED:
            continue
        start = fix.start + shift
        end = start + len(fix.after)
        if clean[start:end] != fix.after:
            raise ValueError(f"the clean text has something else at {start}")
        edits.append(Edit(start, end, fix.before))
        shift += len(fix.after) - len(fix.before)
    return Patch(edits).apply(clean)


def undo(clean_path: Path) -> tuple[str, bytes]:
    """The source's name and bytes. Raises :class:`InputError` when anything does not fit."""
    report = read_report(report_path(clean_path))
    try:
        data = clean_path.read_bytes()
    except OSError as error:
        raise InputError(f"{clean_path}: can't be read ({error.strerror})") from error
    header = report.header
    if hashlib.sha256(data).hexdigest() != header["clean_sha256"]:
        raise InputError(
            f"{clean_path}: changed since it was written",
            "undo needs the clean text as it came out; run fix again on the source",
        )
    sig = header["encoding"] == "utf-8-sig"
    try:
        text = source_text(data.decode("utf-8-sig" if sig else "utf-8"), report)
    except ValueError as error:
        raise InputError(f"{clean_path}: the report does not fit ({error})") from error
    source = encode(text, header["encoding"])
    if hashlib.sha256(source).hexdigest() != header["source_sha256"]:
        raise InputError(f"{clean_path}: report and clean text don't give the source back")
    # Only a name: a report from elsewhere must not choose the folder.
    return Path(header["source"]).name, source


def report_path(clean_path: Path) -> Path:
    """The report that belongs to a clean text. Raises :class:`InputError`."""
    for suffix in (".clean.txt", ".clean.md"):
        if clean_path.name.endswith(suffix):
            report = clean_path.with_name(clean_path.name.removesuffix(suffix) + ".fixes.jsonl")
            if report.exists():
                return report
            raise InputError(f"{clean_path}: its report {report.name} is missing")
    raise InputError(f"{clean_path}: not a clean text", "name a file that ends in .clean.txt")


def write_source(path: Path, data: bytes) -> None:
    """Write the source back. Raises :class:`OutputError` rather than overwrite another file."""
    if path.exists() and path.read_bytes() != data:
        raise OutputError(f"{path}: exists and differs", "give another place with -o FILE")
    write_atomic(path, data)
