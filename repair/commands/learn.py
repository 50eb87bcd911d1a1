"""``gazette-repair learn``: what clean issues teach about the others."""

from __future__ import annotations

from pathlib import Path

import click

from repair.commands import PATH


@click.command(
    epilog="""\b
Examples:
  gazette-repair learn out/*.clean.txt -o series.json
  gazette-repair learn out/ -o series.json           every .txt and .md in a folder
  gazette-repair fix new.txt -o out --series series.json

\b
Learn from clean texts where you have them: two issues that agree can correct a third.
Exit codes: 0 done · 2 usage · 3 an input can't be read."""
)
@click.argument("inputs", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", required=True, type=PATH, help="Series file.")
def command(inputs: tuple[Path, ...], output: Path) -> None:
    """Gather agencies, terms, persons and cipher activity from INPUTS, the issues of a series."""
    from repair.errors import InputError
    from repair.series import learn, lesson
    from repair.source import read_source, write_atomic

    paths = sorted({path for given in inputs for path in _texts(given)}, key=lambda p: p.name)
    if not paths:
        raise InputError("no texts to learn from", "give .txt or .md files, or folders with them")
    series = learn(lesson(read_source(path).text.replace("\r\n", "\n")) for path in paths)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(output, (series.to_json() + "\n").encode())
    click.echo(
        f"{series.issues} issues · {len(series.agencies)} agencies · {len(series.terms)} terms · "
        f"{len(series.persons)} persons → {output}"
    )


def _texts(given: Path) -> list[Path]:
    if not given.is_dir():
        return [given]
    found = [path for ending in ("txt", "md") for path in given.rglob(f"*.{ending}")]
    clean = [path for path in found if ".clean." in path.name]
    return clean or found
