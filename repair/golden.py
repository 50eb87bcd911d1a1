"""Golden cases: inputs with the clean text and the fixes they must give.

A case is a folder with ``input.txt`` (or another file that ``fix`` reads),
``expected.txt``, ``expected.fixes.jsonl`` (what was done, without the words for it) and
``case.toml``::

    label = "lost closing quote beside a real 治"
    source = "synthetic"          # in-the-wild, synthetic, negative
    comment = "why the case is here"
    expect = "pass"               # "fail": known not to work yet; strict
    [options]                     # as in the configuration file
    normalize = ["width"]

Every case is also replayed, undone and cleaned a second time.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from repair.config import checked
from repair.engine import Result, repair_text
from repair.errors import InputError, OutputError, UsageError
from repair.files import effective
from repair.model import Fix, Status
from repair.options import Options
from repair.report.jsonl import dump, header_of, parse
from repair.source import Source, read_source, write_atomic
from repair.undo import source_text

INPUTS = tuple(f"input.{end}" for end in ("txt", "md", "hocr", "alto", "pdf", "png", "jpg", "tif"))
TEXT, FIXES, CASE = "expected.txt", "expected.fixes.jsonl", "case.toml"
_KEYS = ("rule", "start", "end", "before", "after", "status", "safety")
_CASE_KEYS = {"label", "source", "comment", "options", "expect"}
_AROUND = 14


@dataclass(frozen=True)
class Case:
    """One golden case as its folder has it."""

    folder: Path
    input: Path
    label: str
    source: str = ""
    comment: str = ""
    expect: str = "pass"
    options: Options = field(default_factory=Options)

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def text(self) -> str | None:
        """The expected text, if there is one."""
        path = self.folder / TEXT
        return path.read_bytes().decode("utf-8") if path.exists() else None

    @property
    def fixes(self) -> list[dict[str, Any]] | None:
        """The expected fixes, if the case says which."""
        path = self.folder / FIXES
        if not path.exists():
            return None
        return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@dataclass(frozen=True)
class Difference:
    """How a run of a case differs from what the case expects."""

    appeared: tuple[dict[str, Any], ...] = ()
    disappeared: tuple[dict[str, Any], ...] = ()
    changed: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = ()
    text: bool = False
    broken: tuple[str, ...] = ()
    """Promises that do not hold on the case: replay, undo, idempotence."""

    def __bool__(self) -> bool:
        return bool(self.appeared or self.disappeared or self.changed or self.text or self.broken)


@dataclass(frozen=True)
class Run:
    """What the tool makes of a case now."""

    source: Source
    result: Result
    fixes: tuple[dict[str, Any], ...]
    difference: Difference


def find_cases(root: Path, only: Iterable[str] = ()) -> list[Case]:
    """The cases of a folder, or the folder itself as one case.

    Raises :class:`UsageError` for a folder without cases or a name that is not there.
    """
    folders = [root] if (root / CASE).exists() else sorted(p.parent for p in root.rglob(CASE))
    cases = [read_case(folder) for folder in folders]
    if not cases:
        raise UsageError(f"{root}: holds no golden cases", f"a case is a folder with {CASE}")
    names = tuple(only)
    known = {case.name for case in cases}
    for name in names:
        if name not in known:
            raise UsageError(f"no golden case is called {name!r} in {root}")
    return [case for case in cases if not names or case.name in names]


def read_case(folder: Path) -> Case:
    """One case. Raises :class:`InputError` when its files are not as they should be."""
    path = folder / CASE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {error}") from error
    unknown = set(data) - _CASE_KEYS
    if unknown:
        raise InputError(f"{path}: unknown key {min(unknown)!r}")
    source = next((folder / name for name in INPUTS if (folder / name).exists()), None)
    if source is None:
        raise InputError(f"{folder}: has no input", f"expected one of {', '.join(INPUTS)}")
    expect = data.get("expect", "pass")
    if expect not in {"pass", "fail"}:
        raise InputError(f"{path}: expect is {expect!r}", "it is pass or fail")
    return Case(
        folder,
        source,
        str(data.get("label", folder.name)),
        str(data.get("source", "")),
        str(data.get("comment", "")),
        expect,
        _options(path, data.get("options", {})),
    )


def _options(path: Path, table: dict[str, Any]) -> Options:
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }
    try:
        return checked(replace(Options(), **values))
    except (TypeError, UsageError) as error:
        raise InputError(f"{path}: options: {error}") from error


def run_case(case: Case) -> Run:
    """Clean the input of a case and compare. Raises :class:`RepairError`."""
    source = read_source(case.input)
    options = effective(case.options, case.input)
    result = repair_text(source.text, options, layout=source.layout)
    fixes = tuple(outline(fix) for fix in result.fixes)
    difference = _compared(case, result, fixes)
    broken = tuple(_broken_promises(source, options, result))
    return Run(source, result, fixes, replace(difference, broken=broken))


def outline(fix: Fix) -> dict[str, Any]:
    """A fix without the words for it: what a golden case keeps."""
    return {key: getattr(fix, key) for key in _KEYS}


def _compared(case: Case, result: Result, fixes: tuple[dict[str, Any], ...]) -> Difference:
    text = case.text is not None and case.text != result.text
    if case.expect == "fail" or case.fixes is None:
        return Difference(text=text)
    expected = case.fixes
    gone = [fix for fix in expected if fix not in fixes]
    come = [fix for fix in fixes if fix not in expected]
    changed = []
    for old in list(gone):
        new = next((fix for fix in come if _same_place(old, fix)), None)
        if new is not None:
            changed.append((old, new))
            gone.remove(old)
            come.remove(new)
    return Difference(tuple(come), tuple(gone), tuple(changed), text)


def _same_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if (one["start"], one["end"]) == (other["start"], other["end"]):
        return True
    return bool(
        one["rule"] == other["rule"] and one["start"] < other["end"] and other["start"] < one["end"]
    )


def _broken_promises(source: Source, options: Options, result: Result) -> Iterator[str]:
    report = parse(dump(header_of(source, result, options), result.fixes).splitlines(), "report")
    if report.patch.apply(source.text) != result.text:
        yield "replay: the applied fixes do not turn the source into the clean text"
    try:
        back = source_text(result.text, report)
    except ValueError as error:
        yield f"undo: {error}"
    else:
        if back != source.text:
            yield "undo: clean text and report do not give the source back"
    again = repair_text(result.text, options)
    if again.text != result.text:
        done = next(fix for fix in again.fixes if fix.status is Status.APPLIED)
        yield (
            f"idempotence: cleaning the clean text changes line {done.line}, "
            f"{done.before!r} → {done.after!r} ({done.rule})"
        )


def verdict(case: Case, run: Run) -> str:
    """What a run of a case means: ``""`` when it is as expected, else one line."""
    if case.expect == "fail":
        if run.difference.broken:
            return "; ".join(run.difference.broken)
        if case.text is None:
            return f"a case that is to fail needs {TEXT}, the text it should give"
        if not run.difference.text:
            return 'passes now: set expect = "pass" and update the case'
        return ""
    if case.text is None:
        return f"has no {TEXT} yet: look at it and run `golden update --only {case.name}`"
    if not run.difference:
        return ""
    parts = [
        f"{len(found)} {word}"
        for word, found in (
            ("appeared", run.difference.appeared),
            ("disappeared", run.difference.disappeared),
            ("changed", run.difference.changed),
        )
        if found
    ]
    if run.difference.text:
        parts.append("the text differs")
    return ", ".join([*parts, *run.difference.broken])


def describe(case: Case, run: Run) -> Iterator[str]:
    """The difference line by line, each fix in its context."""
    text = run.source.text
    for fix in run.difference.disappeared:
        yield f"- {in_context(text, fix)}"
    for fix in run.difference.appeared:
        yield f"+ {in_context(text, fix)}"
    for old, new in run.difference.changed:
        yield f"- {in_context(text, old)}"
        yield f"+ {in_context(text, new)}"
    if run.difference.text:
        from repair.report.diff import unified

        yield from unified(case.text or "", run.result.text, TEXT, "now").splitlines()


def in_context(text: str, fix: dict[str, Any]) -> str:
    """``FC002 safe applied 12:40  …河长制[治 → ∅]”的…``"""
    start, end = fix["start"], fix["end"]
    line = text.count("\n", 0, start) + 1
    col = start - (text.rfind("\n", 0, start) + 1)
    before = visible(text[max(start - _AROUND, 0) : start])
    after = visible(text[end : end + _AROUND])
    change = f"[{visible(fix['before']) or '∅'} → {visible(fix['after']) or '∅'}]"
    return f"{fix['rule']} {fix['safety']} {fix['status']} {line}:{col}  …{before}{change}{after}…"


def visible(text: str) -> str:
    """A text on one line."""
    return text.replace("\n", "⏎").replace("\t", "⇥")


def update(case: Case, run: Run) -> list[Path]:
    """Write what the tool gives now as what the case expects; nothing else is touched.

    A case that is to fail keeps its text. Raises :class:`OutputError`.
    """
    if case.expect == "fail":
        return []
    written = []
    lines = "".join(json.dumps(fix, ensure_ascii=False) + "\n" for fix in run.fixes)
    for name, data in ((TEXT, run.result.text.encode()), (FIXES, lines.encode())):
        path = case.folder / name
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)
            written.append(path)
    return written


def add(source: Path, root: Path, name: str, *, label: str, kind: str, comment: str) -> Case:
    """Make a case of an input; what it gives now becomes what it expects.

    Raises :class:`OutputError` when a case of that name is there already.
    """
    if not re.fullmatch(r"[\w.-]+", name):
        raise UsageError(f"{name!r} is no name for a case", "letters, digits, - and _")
    folder = root / name
    if folder.exists():
        raise OutputError(f"{folder}: exists", "give another --name")
    suffix = source.suffix if f"input{source.suffix}" in INPUTS else ".txt"
    try:
        data = source.read_bytes()
    except OSError as error:
        raise InputError(f"{source}: can't be read ({error.strerror})") from error
    read_source(source)
    write_atomic(folder / f"input{suffix}", data)
    fields = {"label": label or name, "source": kind, "comment": comment, "expect": "pass"}
    # A JSON string is a TOML string too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()]
    write_atomic(folder / CASE, "".join(lines).encode())
    case = read_case(folder)
    update(case, run_case(case))
    return case
