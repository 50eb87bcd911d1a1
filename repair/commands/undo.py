"""``gazette-repair undo``: the source again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from repair.commands import PATH


@click.command(
    epilog="""\b
Examples:
  gazette-repair undo out/linzi.clean.txt             writes out/linzi.txt
  gazette-repair undo out/linzi.clean.txt -o old.txt
  gazette-repair undo out/linzi.clean.txt -o - | less"""
)
@click.argument("clean", type=PATH)
@click.option("-o", "--output", help="Where to write the source; - is standard output.")
def command(clean: Path, output: str | None) -> None:
    """Give the source back, byte for byte, from a clean text and its report."""
    from repair.undo import undo, write_source

    name, data = undo(clean)
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    target = Path(output) if output else clean.with_name(name)
    write_source(target, data)
    if sys.stdout.isatty():
        click.echo(f"wrote {target}")
