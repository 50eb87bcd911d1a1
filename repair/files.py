"""One source file: read, repaired, and everything written that belongs to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repair.engine import Result, repair_text
from repair.errors import RepairError
from repair.model import Fix, Status
from repair.ocr import is_page_input
from repair.ocr.pictures import Pictures
from repair.options import Options
from repair.paged import Fields, file_name, identities, is_paged, read_paged
from repair.report.diff import unified
from repair.report.jsonl import clean_bytes, dump, header_of, lines, read_report
from repair.rules import FAMILIES
from repair.source import Source, decode, read_source, write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repair.dictionaries import Dictionaries
    from repair.model import Span
    from repair.ocr.reading import OcrOptions
    from repair.review.decisions import Decisions
    from repair.series import Series

STDIN = Path("-")


@dataclass(frozen=True)
class Job:
    """One input and what to do with it; small enough to be sent to another process."""

    source: Path
    options: Options = field(default_factory=Options)
    target: Path | None = None
    """Folder and NAME of the outputs (``out/linzi``); None: nothing is written."""
    held: Path | None = None
    """The target when the verdict is one of ``hold``."""
    hold: tuple[str, ...] = ()
    series: Path | None = None
    dictionary: tuple[Path, ...] = ()
    diff: bool = False
    html: bool = False
    records: bool = False
    resume: bool = False
    fields: Fields | None = None
    identity: str | None = None
    """The document of a JSON lines file that holds several."""
    ocr: OcrOptions | None = None
    """How page images are read; None: with the defaults."""
    layout: str = "hocr"
    save_pages: bool = False
    page_bar: bool = False
    """Show the pages of this one document as they are read."""
    pages: Path | None = None
    """Page images of the text, as evidence for what is under review."""


@dataclass(frozen=True)
class Outcome:
    """What became of one input, for the screen and for ``--format json``."""

    source: Path
    verdict: str = "failed"
    error: str = ""
    changed: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    families: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Per family of rules: groups applied, groups for review."""
    facts: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    """What normalisations would have touched."""
    examples: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Per rule: how many groups were applied, and one of them in words."""
    diff: str = ""
    text: str = ""
    report: str = ""
    clean: Path | None = None
    withdrawn: tuple[str, ...] = ()
    unused_protect: tuple[str, ...] = ()
    stale: int = 0
    skipped: bool = False
    unread: tuple[str, ...] = ()
    """Pages of an image or PDF that could not be read, or gave no evidence, and why."""
    notes: tuple[str, ...] = ()
    """What else there is to say about the pages."""


def repair_file(
    path: Path | str,
    options: Options | None = None,
    *,
    series: Series | None = None,
    decisions: Decisions | None = None,
    dictionaries: Dictionaries | None = None,
) -> Result:
    """Repair one file; nothing is written.

    Raises :class:`repair.errors.InputError` when it can't be read.
    """
    path = Path(path)
    if is_page_input(path):
        from repair.ocr import read_source as read_pages

        source = read_pages(path)
    else:
        source = read_paged(path) if is_paged(path) else read_source(path)
    return repair_text(
        source.text,
        effective(options or Options(), path),
        series=series,
        decisions=decisions,
        dictionaries=dictionaries,
        layout=source.layout,
    )


def effective(options: Options, source: Path) -> Options:
    """The options with ``to=auto`` resolved: Markdown for a ``.md`` source."""
    if options.to != "auto":
        return options
    return replace(options, to="markdown" if source.suffix.lower() == ".md" else "text")


def by_document(job: Job) -> list[Job]:
    """The job, or one for each document of a JSON lines file that holds several."""
    if not is_paged(job.source):
        return [job]
    try:
        keys = identities(job.source, job.fields)
    except RepairError:
        return [job]  # it will say what is wrong when it runs
    if len(keys) <= 1:
        return [job]
    return [
        replace(
            job,
            identity=key,
            target=_with_key(job.target, key),
            held=_with_key(job.held, key),
        )
        for key in keys
    ]


def _with_key(target: Path | None, key: str) -> Path | None:
    return target and target.with_name(f"{target.name}.{file_name(key)}")


def process(job: Job, stdin: bytes | None = None) -> Outcome:
    """Do a job. Every error becomes the outcome's ``error``; nothing is half written."""
    try:
        return _process(job, stdin)
    except RepairError as error:
        return Outcome(job.source, error=str(error))
    except MemoryError:
        return Outcome(job.source, error=f"{job.source}: too large for this machine's memory")


def _process(job: Job, stdin: bytes | None) -> Outcome:
    options = effective(job.options, job.source)
    pictures = Pictures(job)
    if job.resume and _is_done(job, options, pictures.known):
        return Outcome(job.source, verdict="ready", skipped=True)
    if stdin is not None:
        source = decode(stdin, "standard input")
    elif is_page_input(job.source):
        source = pictures.read()
    elif is_paged(job.source):
        source = read_paged(job.source, job.fields, job.identity)
    else:
        source = read_source(job.source)
    series = _series(job.series) if job.series else None
    dictionaries = _dictionaries(job.dictionary)
    decisions = _decisions(job)
    if job.resume and _is_done(job, options, {"source_sha256": source.sha256, **pictures.asked}):
        return Outcome(job.source, verdict="ready", skipped=True)

    def repair(doubted: tuple[Span, ...]) -> Result:
        return repair_text(
            source.text,
            options,
            series=series,
            decisions=decisions,
            dictionaries=dictionaries,
            layout=source.layout,
            doubted=doubted,
        )

    result = pictures.check(repair)
    if pictures.incomplete and result.verdict == "ready":
        result = replace(result, verdict="look")
    header = header_of(
        source,
        result,
        job.options,
        dictionaries=dictionaries.digest,
        series=series.digest if series else "",
        decisions=decisions.digest if decisions else "",
    )
    header |= pictures.origins
    target = job.held if job.held and result.verdict in job.hold else job.target
    clean_name = f"{job.source.stem}.clean{clean_suffix(options)}"
    clean = None
    if target:
        clean = target.with_name(f"{target.name}.clean{clean_suffix(options)}")
        if pictures.is_source:
            write_atomic(beside(target, ".ocr.txt"), source.text.encode())
        _write(job, source, result, target, clean, header)
        pictures.forget()
    return Outcome(
        job.source,
        verdict=result.verdict,
        changed=result.text != source.text,
        counts=result.counts,
        families=_families(result.fixes),
        facts=result.ledger.as_dict(),
        left=_left_as_is(result, options),
        examples=_examples(result.fixes),
        diff=unified(source.text, result.text, job.source.name, clean_name) if job.diff else "",
        text="" if target else result.text,
        report="" if target else dump(header, result.fixes),
        clean=clean,
        withdrawn=result.withdrawn,
        unused_protect=result.unused_protect,
        stale=len(decisions.stale) if decisions else 0,
        unread=pictures.unread,
        notes=pictures.notes,
    )


def clean_suffix(options: Options) -> str:
    """The suffix of a clean text: ``.md`` for Markdown, else ``.txt``."""
    return ".md" if options.to == "markdown" else ".txt"


def beside(target: Path, ending: str) -> Path:
    """An output of a job: ``out/linzi`` and ``.fixes.jsonl`` give ``out/linzi.fixes.jsonl``."""
    return target.with_name(target.name + ending)


def _write(
    job: Job,
    source: Source,
    result: Result,
    target: Path,
    clean: Path,
    header: dict[str, Any],
) -> None:
    # The report goes last: a clean text without report is work undone, never the reverse.
    if job.diff:
        text = unified(source.text, result.text, source.name, clean.name)
        write_atomic(beside(target, ".diff"), text.encode())
    if is_paged(job.source):
        write_atomic(beside(target, ".source.txt"), source.text.encode())
    if job.records:
        from repair.structure.records import dump_records

        write_atomic(beside(target, ".records.jsonl"), dump_records(result).encode())
    write_atomic(clean, clean_bytes(source, result.text))
    report = (line.encode("utf-8", "surrogatepass") for line in lines(header, result.fixes))
    write_atomic(beside(target, ".fixes.jsonl"), report)
    if job.html:
        from repair.report.html import write_report

        write_report(beside(target, ".fixes.jsonl"))


def _is_done(job: Job, options: Options, known: Mapping[str, object]) -> bool:
    """Whether a former run with these options finished what is ``known``: entries of the
    report's header. Nothing known, nothing done."""
    if job.target is None or not known:
        return False
    for place in (job.target, job.held):
        if place is None or not beside(place, f".clean{clean_suffix(options)}").exists():
            continue
        try:
            header = read_report(beside(place, ".fixes.jsonl")).header
        except RepairError:
            continue
        same = all(header.get(key) == value for key, value in known.items())
        if same and header["options"] == job.options.as_dict():
            return True
    return False


def _families(fixes: tuple[Fix, ...]) -> dict[str, tuple[int, int]]:
    applied: Counter[str] = Counter()
    review: Counter[str] = Counter()
    for _, rule, status in {(f.group, f.rule[:2], f.status) for f in fixes}:
        applied[rule] += status is Status.APPLIED
        review[rule] += status is Status.REVIEW
    return {
        code: (applied[code], review[code]) for code in FAMILIES if applied[code] or review[code]
    }


def _examples(fixes: tuple[Fix, ...]) -> dict[str, tuple[int, str]]:
    groups: dict[str, list[Fix]] = {}
    for fix in fixes:
        if fix.status is Status.APPLIED:
            groups.setdefault(fix.group, []).append(fix)
    by_rule: dict[str, list[list[Fix]]] = {}
    for members in groups.values():
        by_rule.setdefault(members[0].rule, []).append(members)
    return {rule: (len(found), _in_words(found[0])) for rule, found in sorted(by_rule.items())}


def _in_words(members: list[Fix]) -> str:
    before = " … ".join(_shown(f.before) for f in members[:3])
    after = " … ".join(_shown(f.after) for f in members[:3])
    return f"{members[0].line}: {before} → {after}"


def _shown(text: str) -> str:
    visible = text.replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␠")
    return (visible if len(visible) <= 24 else visible[:23] + "…") or "∅"


def _left_as_is(result: Result, options: Options) -> dict[str, int]:
    """What normalisations nobody asked for would have touched."""
    from repair.context import Context
    from repair.normalising import left_as_is

    return left_as_is(Context(result.text, options=options))


@cache
def _series(path: Path) -> Series:
    from repair.series import Series

    return Series.load(path)


@cache
def _dictionaries(paths: tuple[Path, ...]) -> Dictionaries:
    from repair.dictionaries import with_packs

    return with_packs(paths)


def _decisions(job: Job) -> Decisions | None:
    if job.target is None:
        return None
    for place in (job.target, job.held):
        path = beside(place, ".decisions.jsonl") if place else None
        if path and path.exists():
            from repair.review.decisions import load

            return load(path)
    return None
