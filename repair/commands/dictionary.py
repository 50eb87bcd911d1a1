"""``gazette-repair dictionary``: look after the dictionaries."""

from __future__ import annotations

from pathlib import Path

import click

from repair.commands import PATH


@click.group(
    epilog="""\b
Examples:
  gazette-repair dictionary check                 the tables that come with the tool
  gazette-repair dictionary check ours.tsv        a pack for --dictionary

\b
Exit codes: 0 nothing found · 1 findings · 2 usage · 3 a file can't be read."""
)
def command() -> None:
    """Look after the dictionaries: agencies, issuers, look-alike hanzi."""


@command.command("check")
@click.argument("files", nargs=-1, type=PATH)
def check(files: tuple[Path, ...]) -> int:
    """Test FILES (packs for --dictionary), or the tables that come with the tool.

    A table is sorted, has no row twice, replaces nothing by itself or in a circle,
    and says where each row comes from.
    """
    from repair.dictionaries import load_pack
    from repair.dictionary_check import check as problems_of
    from repair.dictionary_check import our_files

    problems = []
    for path in files or our_files():
        if files:
            load_pack(path)
        problems += problems_of(path, ordered=not files)
    for problem in problems:
        click.echo(problem)
    if not problems:
        count = len(files or our_files())
        click.echo(f"{count} {'dictionary' if count == 1 else 'dictionaries'}: nothing found")
    return int(bool(problems))
