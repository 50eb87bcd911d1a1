"""Labels and reports, read from the files that document them.

Labels are the files of a truth folder: ``NAME.edits.jsonl`` (line, col, wrong, right, kind,
sure), ``NAME.joins.jsonl`` (line, next), ``NAME.nojoins.jsonl``, ``NAME.splits.jsonl``
(line, col) and ``NAME.tables.json`` (places and repaired rows). Lines count from 1,
columns from 0, in code points.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.errors import InputError
from repair.scoring.alignment import fold_string


@dataclass(frozen=True, slots=True)
class EditLabel:
    """A repair of characters; ``start`` and ``end`` are offsets of the source."""

    line: int
    col: int
    start: int
    end: int
    wrong: str
    right: str
    kind: str
    sure: bool
    note: str


@dataclass(frozen=True, slots=True)
class BreakLabel:
    """A line break that should go (a join) or come (a split), at an offset of the source."""

    line: int
    offset: int
    kind: str
    sure: bool
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or name list: where it stands in the source and how its rows should read."""

    start: int
    end: int
    line: int
    title: str
    rows: tuple[tuple[str, ...], ...]
    roster: bool
    words: str
    """Header and roles: what may be said once more or once less without harm."""


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of one source, with offsets; the labelled part ends at ``end``."""

    name: str
    end: int
    edits: tuple[EditLabel, ...]
    joins: tuple[BreakLabel, ...]
    splits: tuple[BreakLabel, ...]
    tables: tuple[Table, ...]
    marks_labelled: bool
    """Whether every Markdown mark has a label, or only examples of them."""


def names_in(truth: Path) -> list[str]:
    """The sources that a truth folder has labels for. Raises :class:`InputError`."""
    names = sorted(path.name.removesuffix(".edits.jsonl") for path in truth.glob("*.edits.jsonl"))
    if not names:
        raise InputError(f"{truth}: holds no labels", "expected files NAME.edits.jsonl")
    return names


def read_labels(truth: Path, name: str, source: str, until: int | None = None) -> Labels:
    """The labels of one source; ``until`` is the last labelled line.

    Without it the labelled part ends with the last label. Raises :class:`InputError`.
    """
    starts = _line_starts(source)
    edits = _records(truth / f"{name}.edits.jsonl")
    joins = _records(truth / f"{name}.joins.jsonl")
    nojoins = _records(truth / f"{name}.nojoins.jsonl")
    splits = _records(truth / f"{name}.splits.jsonl")
    tables = _tables(truth / f"{name}.tables.json")
    if until is None:
        lines = [r.get("next", r["line"]) for r in (*edits, *joins, *nojoins, *splits)]
        until = max([*lines, *(t["end_line"] for t in tables)], default=len(starts))
    until = min(until, len(starts) - 1)

    def place(line: int, col: int = 0) -> int:
        if not 1 <= line < len(starts):
            raise InputError(f"{name}: a label stands on line {line}, beyond the source")
        return starts[line - 1] + col

    return Labels(
        name,
        place(until + 1) if until + 1 < len(starts) else len(source),
        tuple(_edit_label(r, place(r["line"], r["col"]), name, source) for r in edits),
        tuple(
            BreakLabel(
                r["line"],
                place(r["next"]),
                f"join:{r.get('kind', '')}",
                bool(r.get("sure", True)),
                r.get("note", ""),
            )
            for r in joins
        ),
        tuple(
            BreakLabel(
                r["line"],
                place(r["line"], r["col"]),
                "split",
                bool(r.get("sure", True)),
                r.get("note", ""),
            )
            for r in splits
        ),
        tuple(_table_label(t, starts) for t in tables),
        not any(
            r.get("kind") == "markdown" and r.get("note", "").startswith("example") for r in edits
        ),
    )


def _edit_label(record: Mapping[str, Any], start: int, name: str, source: str) -> EditLabel:
    if not source.startswith(record["wrong"], start):
        raise InputError(
            f"{name}: line {record['line']}, column {record['col']} does not read "
            f"{record['wrong']!r}",
            "are these the labels of this source?",
        )
    return EditLabel(
        record["line"],
        record["col"],
        start,
        start + len(record["wrong"]),
        record["wrong"],
        record["right"],
        record.get("kind", "edit"),
        bool(record.get("sure", True)),
        record.get("note", ""),
    )


def _table_label(record: Mapping[str, Any], starts: Sequence[int]) -> Table:
    rows = tuple(
        tuple(fold_string(str(cell)) for cell in row) for row in record.get("repaired_rows", ())
    )
    columns = [fold_string(str(c)) for c in record.get("columns", ())]
    roster = bool(columns) and len(columns) == 3 and columns[1] == "姓名"
    words = "".join(columns) + ("".join({row[0] for row in rows if row}) if roster else "")
    return Table(
        starts[record["start_line"] - 1],
        starts[min(record["end_line"], len(starts) - 1)],
        record["start_line"],
        str(record.get("title", "")),
        rows,
        roster,
        words,
    )


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    if starts[-1] != len(text):
        starts.append(len(text))
    return starts


def _records(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    out = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                out.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise InputError(f"{path}:{number}: not JSON ({error.msg})") from error
    return out


def _tables(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        tables: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON ({error.msg})") from error
    return tables


@dataclass(frozen=True, slots=True)
class Report:
    """A clean text with its report: the source rebuilt, what was applied, what proposed."""

    source: str
    clean: str
    applied: tuple[dict[str, Any], ...]
    proposed: tuple[dict[str, Any], ...]


def read_report(folder: Path, name: str) -> Report:
    """One ``NAME.clean.txt`` (or ``.md``) with its ``NAME.fixes.jsonl``.

    The source is rebuilt from the two. Raises :class:`InputError` when they don't fit.
    """
    paths = [folder / f"{name}.clean.{end}" for end in ("txt", "md")]
    path = next((p for p in paths if p.exists()), None)
    report = folder / f"{name}.fixes.jsonl"
    if path is None or not report.exists():
        missing = paths[0] if path is None else report
        raise InputError(f"{missing}: no such file", f"run `gazette-repair fix … -o {folder}`")
    clean = path.read_bytes().decode("utf-8-sig")
    _header, *fixes = _records(report)
    applied = [f for f in fixes if f["status"] == "applied"]
    pieces: list[str] = []
    at = taken = 0
    for fix in applied:
        length = fix["start"] - at
        pieces += (clean[taken : taken + length], fix["before"])
        taken += length
        if not clean.startswith(fix["after"], taken):
            raise InputError(f"{report}: fix {fix.get('id')} does not fit {path.name}")
        taken += len(fix["after"])
        at = fix["end"]
    pieces.append(clean[taken:])
    proposed = tuple(f for f in fixes if f["status"] == "review")
    return Report("".join(pieces), clean, tuple(applied), proposed)
