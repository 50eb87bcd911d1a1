"""``evaluate``: the score of cleaned texts against labels."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from repair.commands import PATH
from repair.errors import InputError, UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from repair.scoring.score import Score

EPILOG = """\b
Examples:
  gazette-repair fix gazettes/*.txt -o out && gazette-repair evaluate out --truth truth
  gazette-repair evaluate --text other-tool --source gazettes --truth truth
  gazette-repair evaluate --cer read.txt printed.txt
"""


@click.command(epilog=EPILOG)
@click.argument("cleandir", required=False, type=PATH)
@click.option("--truth", type=PATH, help="Folder of labels (NAME.edits.jsonl …).")
@click.option(
    "--text",
    type=PATH,
    help="Score plain texts of any tool (NAME.clean.txt, NAME.txt or NAME.md) by alignment.",
)
@click.option(
    "--source",
    type=PATH,
    help="Folder of the damaged sources, for --text. Default: gazettes beside the labels.",
)
@click.option(
    "--until",
    multiple=True,
    metavar="NAME=LINE",
    help="Last labelled line of a source. Default: the line of its last label.",
)
@click.option(
    "--show",
    type=click.Choice(["wrong", "all"]),
    is_flag=False,
    flag_value="wrong",
    default=None,
    help="List what is not right (or everything) with what the text became.",
)
@click.option(
    "--cer",
    nargs=2,
    type=PATH,
    help="Only: character error rate of text A against text B.",
)
@click.option(
    "--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True
)
def command(
    cleandir: Path | None,
    truth: Path | None,
    text: Path | None,
    source: Path | None,
    until: tuple[str, ...],
    show: str | None,
    cer: tuple[Path, Path] | None,
    form: str,
) -> None:
    """Score the output folder CLEANDIR against labels.

    Counts what the text became around each label, blanks and punctuation width folded
    away. Beside every rate stands the number it is made of.
    """
    if cer:
        _print_cer(*cer, form)
        return
    if truth is None or (cleandir is None) == (text is None):
        raise UsageError("evaluate needs --truth DIR and one of CLEANDIR and --text DIR")
    limits = _limits(until)
    scores = dict(
        _of_reports(cleandir, truth, limits)
        if cleandir is not None
        else _of_texts(text or Path(), truth, source or truth.parent / "gazettes", limits)
    )
    if form == "json":
        click.echo(json.dumps(_as_json(scores, show), ensure_ascii=False, indent=1))
    else:
        _print(scores, show)


def _limits(until: tuple[str, ...]) -> dict[str, int]:
    limits = {}
    for word in until:
        name, _, line = word.rpartition("=")
        if not name or not line.isdigit():
            raise UsageError(f"--until {word}: not of the form NAME=LINE")
        limits[name] = int(line)
    return limits


def _of_reports(folder: Path, truth: Path, limits: dict[str, int]) -> Iterator[tuple[str, Score]]:
    from repair.scoring.evaluate import score_report
    from repair.scoring.truth import names_in, read_labels, read_report

    found = [n for n in names_in(truth) if (folder / f"{n}.fixes.jsonl").exists()]
    if not found:
        raise InputError(f"{folder}: has no report of a labelled source", "see --truth")
    for name in found:
        report = read_report(folder, name)
        yield name, score_report(report, read_labels(truth, name, report.source, limits.get(name)))


def _of_texts(
    folder: Path, truth: Path, sources: Path, limits: dict[str, int]
) -> Iterator[tuple[str, Score]]:
    from repair.scoring.evaluate import score_text
    from repair.scoring.truth import names_in, read_labels

    found = 0
    for name in names_in(truth):
        paths = [folder / f"{name}.{end}" for end in ("clean.txt", "clean.md", "txt", "md")]
        path = next((p for p in paths if p.exists()), None)
        if path is None:
            continue
        found += 1
        source = _read(sources / f"{name}.txt")
        yield (
            name,
            score_text(source, _read(path), read_labels(truth, name, source, limits.get(name))),
        )
    if not found:
        raise InputError(f"{folder}: has no text of a labelled source", "see --truth")


def _read(path: Path) -> str:
    from repair.source import read_source

    return read_source(path).text


def _print_cer(first: Path, second: Path, form: str) -> None:
    from repair.scoring.alignment import error_rate, fold_string

    one, two = _read(first), _read(second)
    exact, length = error_rate(one, two)
    folded, short = error_rate(fold_string(one), fold_string(two))
    if form == "json":
        figures = {"errors": exact, "n": length, "folded_errors": folded, "folded_n": short}
        click.echo(json.dumps(figures))
        return
    click.echo(f"CER {exact / max(length, 1):.4%}  ({exact} of {length} characters)")
    click.echo(f"CER {folded / max(short, 1):.4%}  ({folded} of {short}; blanks and width folded)")


def _as_json(scores: dict[str, Score], show: str | None) -> dict[str, Any]:
    out: dict[str, Any] = {"files": {name: score.summary() for name, score in scores.items()}}
    out["all"] = _total(scores).summary()
    if show:
        out["outcomes"] = [
            {field: getattr(outcome, field) for field in outcome.__slots__}
            for score in scores.values()
            for outcome in score.outcomes
            if show == "all" or outcome.result not in {"right", "left"}
        ]
    return out


def _total(scores: dict[str, Score]) -> Score:
    from repair.scoring.score import Score

    total = Score()
    for score in scores.values():
        total.add(score)
    return total


def _print(scores: dict[str, Score], show: str | None) -> None:
    from rich.console import Console

    console = Console(
        width=None if sys.stdout.isatty() else 160, highlight=False, markup=False, soft_wrap=True
    )
    parts = dict(scores)
    if len(parts) > 1:
        parts["all"] = _total(scores)
    console.print(_kinds_table(parts))
    console.print(_figures_table(parts))
    if show:
        for name, score in scores.items():
            for o in sorted(score.outcomes, key=lambda o: o.line):
                if show == "wrong" and o.result in {"right", "left"}:
                    continue
                rules = f"  [{' '.join(o.rules)}]" if o.rules else ""
                console.print(f"{name}:{o.line}  {o.kind} {o.result}{rules}  {o.label}")
                if o.became:
                    console.print(f"      became: {o.became}")


def _kinds_table(scores: dict[str, Score]) -> Table:
    from rich.table import Table

    table = Table(title="labels by kind, right of n", title_justify="left")
    table.add_column("kind")
    for name in scores:
        table.add_column(name, justify="right")
    results = ("proposed", "missed", "wrong")
    for column in ("recall", *results):
        table.add_column(column, justify="right")
    kinds = {name: score.kinds() for name, score in scores.items()}
    last = list(scores)[-1]
    for kind, total in sorted(kinds[last].items()):
        cells = [
            f"{counter['right']}/{counter['n']}" if (counter := kinds[name].get(kind)) else ""
            for name in scores
        ]
        recall = f"{total['right'] / total['n']:.1%}"
        table.add_row(kind, *cells, recall, *(str(total[r] or "") for r in results))
    return table


def _figures_table(scores: dict[str, Score]) -> Table:
    from rich.table import Table

    table = Table(title="what the runs did", title_justify="left")
    table.add_column("figure")
    for name in scores:
        table.add_column(name, justify="right")
    summaries = [score.summary() for score in scores.values()]
    for figure in summaries[0]:
        if figure != "kinds":
            table.add_row(figure, *(_figure(summary[figure]) for summary in summaries))
    return table


def _figure(value: object) -> str:
    if isinstance(value, dict) and "rate" in value:
        rate = "–" if value["rate"] is None else f"{value['rate']:.1%}"
        return f"{rate}  {value['part']}/{value['n']}"
    if isinstance(value, dict):
        return " ".join(f"{k} {v}" for k, v in value.items()) or "–"
    return str(value)
