"""``gazette-repair undo``: the source again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from repair.commands import PATH
from repair.errors import RepairError, UsageError


@click.command(
    epilog="""\b
Examples:
  gazette-repair undo out/linzi.clean.txt             writes out/linzi.txt
  gazette-repair undo out/linzi.clean.txt -o old.txt
  gazette-repair undo out/*.clean.txt -o sources/     writes sources/linzi.txt …
  gazette-repair undo out/linzi.clean.txt -o - | less"""
)
@click.argument("clean", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", help="File or folder for the source; - is standard output.")
def command(clean: tuple[Path, ...], output: str | None) -> int:
    """Give sources back, byte for byte, from clean texts and their reports."""
    from repair.undo import undo, write_source

    into = Path(output) if output and (output.endswith("/") or Path(output).is_dir()) else None
    if output and into is None and len(clean) > 1:
        raise UsageError("several sources need a folder", f"make {output} one, or add a / to it")
    code = 0
    for path in clean:
        try:
            name, data = undo(path)
            if output == "-":
                sys.stdout.buffer.write(data)
                continue
            target = into / name if into else Path(output) if output else path.with_name(name)
            write_source(target, data)
        except RepairError as error:
            click.echo(f"gazette-repair: {error}", err=True)
            code = error.exit_code
            continue
        if sys.stdout.isatty():
            click.echo(f"wrote {target}")
    return code
