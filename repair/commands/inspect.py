"""``gazette-repair inspect``: what the tool sees before it repairs anything."""

from __future__ import annotations

from pathlib import Path

import click

from repair.commands import PATH


@click.command(
    epilog="""\b
Examples:
  gazette-repair inspect gazette.txt            profile, pages, documents
  gazette-repair inspect gazette.txt --blocks   every block with its level
  gazette-repair inspect gazette.txt --format json"""
)
@click.argument("path", metavar="FILE", type=PATH)
@click.option("--blocks", is_flag=True, help="List every block of every document too.")
@click.option("--format", "form", type=click.Choice(("human", "json")), default="human")
def command(path: Path, blocks: bool, form: str) -> None:
    """Show what a FILE tells of itself: damage, pages, contents, official documents.

    Nothing is written. Documents and blocks are those of the text as it would be repaired.
    """
    import json

    from repair.inspecting import inspect_file, lines_of

    found = inspect_file(path)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in lines_of(found, blocks=blocks):
        click.echo(line)
