"""``gazette-repair fix``: the main job."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from repair.commands import PATH
from repair.options import APPLY, FORMATS

if TYPE_CHECKING:
    from repair.files import Job, Outcome

_EPILOG = """\b
Examples:
  gazette-repair fix gazette.txt > clean.txt        one file, as a filter
  cat gazette.txt | gazette-repair fix - --report fixes.jsonl
  gazette-repair fix scans/ -o out/ -j 4        a folder, overnight
  gazette-repair fix scans/ -o out/ --resume        go on where it stopped
  gazette-repair fix gazette.txt -o out --pages scan.pdf    the pages as witness
  gazette-repair fix gazette.txt --diff             see it first
  gazette-repair fix out/ --check                   in CI: 1 if anything would change
  gazette-repair fix a.txt -o out --select FC,LN --normalize width,blanks

\b
Exit codes: 0 done · 1 findings under --check · 2 usage · 3 some inputs failed."""


class Words(click.ParamType):  # type: ignore[type-arg,unused-ignore] # generic since click 8.3
    """Words separated by commas."""

    name = "words"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The words of an option."""
        if isinstance(value, tuple):
            return value
        return tuple(word.strip() for word in str(value).split(",") if word.strip())


@click.command(epilog=_EPILOG)
@click.argument("inputs", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", type=PATH, help="Folder for the outputs.")
@click.option("--report", type=PATH, help="File for the fixes (no -o).")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@click.option("--diff", is_flag=True, help="Show a unified diff; with -o also write NAME.diff.")
@click.option("--html", is_flag=True, help="Write NAME.report.html too.")
@click.option("--records", is_flag=True, help="Write NAME.records.jsonl too.")
@click.option("--select", type=Words(), help="Only these rules: codes, prefixes or names.")
@click.option("--ignore", type=Words(), help="Not these rules.")
@click.option("--apply", type=click.Choice(APPLY), help="Which fixes change the text.  [safe]")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Suppress fixes below it.")
@click.option("--normalize", type=Words(), help="Also make uniform: width,blanks,spacing,script.")
@click.option("--to", type=click.Choice(FORMATS), help="Form of the clean text.  [auto]")
@click.option("--fill-merged", is_flag=True, default=None, help="Fill merged table cells down.")
@click.option("--series", type=PATH, help="File made by `learn`.")
@click.option(
    "--dictionary",
    multiple=True,
    type=PATH,
    help="Pack of your own; repeatable.",
)
@click.option("--hold", type=Words(), help="Verdicts whose outputs go to DIR/held/: look,ocr")
@click.option("--text-field", default="text", help="JSON lines: field of the text.  [text]")
@click.option("--id-field", default="id", help="JSON lines: field of the document.  [id]")
@click.option("--page-field", default="page", help="JSON lines: field of the page.  [page]")
@click.option(
    "--include",
    multiple=True,
    help="Globs for folders.  [*.txt *.md *content_list.json; pages where there are none]",
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Worker processes.  [1]")
@click.option("--resume", is_flag=True, help="Skip what a former run finished.")
@click.option(
    "--pages",
    type=click.Path(path_type=Path, exists=True),
    help="Page images to check doubtful fixes against: PDF, image, folder.",
)
@click.option(
    "--language", default="chi_sim", help="Tesseract: language packs, joined by +.  [chi_sim]"
)
@click.option("--psm", default=6, type=click.IntRange(0, 13), help="Tesseract: page mode.  [6]")
@click.option(
    "--dpi",
    default=300,
    type=click.IntRange(72, 600),
    help="Dots per inch for the pages of a PDF.  [300]",
)
@click.option(
    "--text-layer",
    default="auto",
    type=click.Choice(("auto", "use", "ignore")),
    help="A PDF's own text: auto takes it where it can be trusted.  [auto]",
)
@click.option(
    "--layout",
    default="hocr",
    type=click.Choice(("hocr", "alto")),
    help="Form of the words and boxes read from page images.  [hocr]",
)
@click.option("--timeout", default=120.0, help="Seconds Tesseract may take for a page.  [120]")
@click.option("--save-pages", is_flag=True, help="Keep the page images as Tesseract saw them.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("human", "json")),
    default="human",
    help="What is said at the end.",
)
def command(inputs: tuple[Path, ...], **options: Any) -> int:  # noqa: ANN401
    """Repair INPUTS: text files, page images, PDFs, hOCR, folders, globs, or - for
    standard input.

    With one input and no -o the clean text goes to standard output.
    """
    from repair import screen
    from repair.errors import UsageError
    from repair.files import STDIN

    output: Path | None = options["output"]
    quiet = options["check"] or (options["diff"] and not output)
    single = len(inputs) == 1 and not inputs[0].is_dir()
    if not output and not quiet and not single:
        raise UsageError("several inputs need a folder for the outputs", "add -o DIR")
    if options["report"] and (output or not single):
        raise UsageError("--report goes with one input and no -o", "with -o reports lie in DIR")
    if STDIN in inputs and (len(inputs) > 1 or output):
        raise UsageError("standard input goes alone and to standard output", "drop -o")
    if options["pages"] and not single:
        raise UsageError("--pages goes with one input", "name one file")
    jobs, errors, workers = _jobs(inputs, options)
    started = time.perf_counter()
    tally = screen.Tally()
    shown: list[Outcome] = []
    with _Progress(len(jobs)) as progress:
        for outcome in _outcomes(jobs, workers, progress):
            tally.add(outcome)
            if options["form"] == "json" or quiet or not output:
                shown.append(outcome)
    seconds = time.perf_counter() - started
    for error in [*errors, *tally.errors, *tally.unread, *tally.notes]:
        click.echo(f"gazette-repair: {error}", err=True)
    if options["form"] == "json":
        data = screen.as_json(shown, seconds, errors)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    elif quiet:
        _show_changes(shown, diff=options["diff"], check=options["check"])
    elif not output:
        _to_stdout(shown, options["report"])
    elif sys.stdout.isatty():
        for line in tally.lines(seconds, output):
            click.echo(line)
    if errors or tally.unread or tally.errors:
        return 3
    return int(options["check"] and tally.changed > 0)


def _outcomes(jobs: Sequence[Job], workers: int, progress: _Progress) -> Iterable[Outcome]:
    from repair import batch
    from repair.files import STDIN, process

    if len(jobs) == 1 and jobs[0].source == STDIN:
        return [process(jobs[0], sys.stdin.buffer.read())]
    return batch.run(jobs, workers, progress.step)


def _jobs(
    inputs: Sequence[Path], options: dict[str, Any]
) -> tuple[list[Job], list[Exception], int]:
    from repair.config import config_for
    from repair.files import STDIN, Job, by_document
    from repair.inputs import gather, targets
    from repair.paged import Fields
    from repair.rules import selected_rules

    files = [(STDIN, STDIN)]
    errors: Sequence[Exception] = ()
    if STDIN not in inputs:
        config = config_for(inputs[0])
        globs = options["include"] or config.include
        files, errors = gather(inputs, globs, options["output"])
    output = None if options["check"] else options["output"]
    places = targets(files, output) if output else {}
    held = targets(files, output / "held") if output else {}
    fields = Fields(options["text_field"], options["id_field"], options["page_field"])
    jobs = []
    workers = options["jobs"] or 1
    for file, _ in files:
        config = config_for(Path.cwd() if file == STDIN else file)
        chosen = config.over(
            **{
                key: options[key]
                for key in (
                    "select",
                    "ignore",
                    "apply",
                    "min_confidence",
                    "normalize",
                    "to",
                    "fill_merged",
                )
            }
        )
        selected_rules(chosen.select, chosen.ignore, chosen.normalize)
        workers = options["jobs"] or config.jobs or workers
        jobs.append(
            Job(
                source=file,
                options=chosen,
                target=places.get(file),
                held=held.get(file),
                hold=options["hold"] or config.hold,
                series=options["series"] or config.series,
                dictionary=tuple(options["dictionary"]) or config.dictionary,
                diff=options["diff"],
                html=options["html"],
                records=options["records"],
                resume=options["resume"],
                fields=fields,
                ocr=_ocr_options(options, 1 if len(files) > 1 else options["jobs"] or 0),
                layout=options["layout"],
                save_pages=options["save_pages"],
                pages=options["pages"],
                page_bar=len(files) == 1,
            )
        )
    return [part for job in jobs for part in by_document(job)], list(errors), workers


def _ocr_options(options: dict[str, Any], jobs: int) -> Any:  # noqa: ANN401 - imported late
    """How page images are read. With many files each worker reads one page at a time."""
    from repair.ocr.reading import OcrOptions

    return OcrOptions(
        language=options["language"],
        psm=options["psm"],
        dpi=options["dpi"],
        text_layer=options["text_layer"],
        timeout=options["timeout"],
        jobs=jobs,
    )


def _show_changes(outcomes: Sequence[Outcome], *, diff: bool, check: bool) -> None:
    for outcome in outcomes:
        if diff:
            _echo_diff(outcome.diff)
        elif check and outcome.changed:
            applied = outcome.counts["applied"]
            fixes = "fix" if applied == 1 else "fixes"
            click.echo(f"{outcome.source}: {applied} {fixes} would be applied")


def _echo_diff(diff: str) -> None:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in diff.splitlines():
        bold = line.startswith(("+++", "---"))
        click.secho(line, fg=None if bold else colours.get(line[:1]), bold=bold)


def _to_stdout(outcomes: Sequence[Outcome], report: Path | None) -> None:
    from repair.source import write_atomic

    for outcome in outcomes:
        if outcome.error:
            continue
        if report:
            write_atomic(report, outcome.report.encode())
        stream = sys.stdout.buffer
        stream.write(outcome.text.encode("utf-8"))
        stream.flush()


class _Progress:
    """A progress bar on a terminal; nothing in a pipe or for one file."""

    def __init__(self, total: int) -> None:
        self._bar: Any = None
        if total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

            self._bar = Progress(
                "[progress.description]{task.description}",
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("repairing", total=total)

    def __enter__(self) -> _Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def step(self, outcome: Outcome) -> None:
        """One file is done."""
        if self._bar:
            self._bar.update(self._task, advance=1, description=outcome.source.name[:40])
