"""``golden``: check, update and add golden cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from repair.commands import PATH

if TYPE_CHECKING:
    from repair.golden import Case, Run

EPILOG = """\b
Examples:
  gazette-repair golden check
  gazette-repair golden check my-cases --only roster
  gazette-repair golden add page7.txt --into my-cases --label "roster over a page end"
  gazette-repair golden update my-cases --only page7

A case is a folder with input.txt, expected.txt, expected.fixes.jsonl and case.toml.
"""

_root = click.argument("folder", required=False, type=PATH)
_only = click.option("--only", multiple=True, metavar="CASE", help="Only this case.")


@click.group(epilog=EPILOG)
def command() -> None:
    """Check, update and add golden cases: inputs with the results they must give."""


@command.command()
@_root
@_only
@click.option("-q", "--quiet", is_flag=True, help="Name the cases only.")
@click.pass_context
def check(context: click.Context, folder: Path | None, only: tuple[str, ...], quiet: bool) -> None:
    """Run the cases and show what appeared, disappeared or changed; exit 1 if anything did."""
    from repair.golden import verdict

    cases = _cases(folder, only)
    bad = 0
    for case in cases:
        run = _run(case)
        said = verdict(case, run)
        if said:
            bad += 1
            _show(case, run, said, quiet=quiet)
    failing = sum(case.expect == "fail" for case in cases)
    known = f", {failing} known not to work yet" if failing else ""
    click.echo(f"{len(cases)} cases: {len(cases) - bad} as expected{known}, {bad} not")
    context.exit(1 if bad else 0)


@command.command()
@_root
@_only
@click.option("--all", "everything", is_flag=True, help="Write every case that differs.")
def update(folder: Path | None, only: tuple[str, ...], everything: bool) -> None:
    """Show what would change; write it for the cases named with --only, or with --all.

    Nothing is ever deleted, and inputs and case.toml are not touched.
    """
    from repair.golden import update as write
    from repair.golden import verdict

    waiting = 0
    for case in _cases(folder, only):
        run = _run(case)
        said = verdict(case, run)
        if not said:
            continue
        _show(case, run, said, quiet=False)
        if only or everything:
            for path in write(case, run):
                click.echo(f"wrote {path}")
        else:
            waiting += 1
    if waiting:
        click.echo(f"{waiting} cases differ; write them with --only CASE or --all")


@command.command()
@click.argument("source", type=PATH)
@click.option("--into", type=PATH, help="Folder of the cases.")
@click.option("--name", help="Name of the case. Default: the input's name.")
@click.option("--label", default="", help="What the case shows, in a few words.")
@click.option(
    "--kind",
    type=click.Choice(["in-the-wild", "synthetic", "negative"]),
    default="in-the-wild",
    show_default=True,
)
@click.option("--comment", default="", help="Why the case is here.")
def add(
    source: Path, into: Path | None, name: str | None, label: str, kind: str, comment: str
) -> None:
    """Make a case of an input; what it gives now is what it will have to give.

    Read the result before you trust it.
    """
    from repair.golden import add as make

    case = make(
        source,
        into or Path("golden"),
        name or source.stem,
        label=label,
        kind=kind,
        comment=comment,
    )
    click.echo(f"{case.folder}: read expected.txt before you trust it")


def _cases(folder: Path | None, only: tuple[str, ...]) -> list[Case]:
    from repair.dictionaries import data_path
    from repair.errors import InputError
    from repair.golden import find_cases

    root = folder or Path("golden")
    if folder is None and not root.is_dir():
        try:
            root = data_path("golden")
        except InputError:
            root = data_path("sample-gazette")
    return find_cases(root, only)


def _run(case: Case) -> Run:
    from repair.golden import run_case

    return run_case(case)


def _show(case: Case, run: Run, said: str, *, quiet: bool) -> None:
    from repair.golden import describe

    click.secho(f"{case.name}: {said}", bold=True)
    if quiet:
        return
    for line in describe(case, run):
        colour = {"+": "green", "-": "red"}.get(line[:1])
        click.secho(f"  {line}", fg=colour)
