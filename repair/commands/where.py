"""``gazette-repair where``: the origin of a clean line."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  gazette-repair where out/linzi.clean.txt:43
  gazette-repair where out/linzi.clean.txt:43 --format json"""
)
@click.argument("place", metavar="CLEAN:LINE")
@click.option("--format", "form", type=click.Choice(("human", "json")), default="human")
def command(place: str, form: str) -> None:
    """Name the page and the source line of a clean line, and the fixes that made it."""
    import json

    from repair.report.jsonl import record
    from repair.where import origin, parse_place

    found = origin(*parse_place(place))
    if form == "json":
        data = {
            "line": found.line,
            "text": found.text,
            "page": found.page,
            "printed_page": found.printed_page,
            "source": found.source,
            "source_lines": list(found.source_lines),
            "fixes": [record(fix) for fix in found.fixes],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    click.secho(found.text, bold=True)
    printed = f" (printed {found.printed_page})" if found.printed_page else ""
    first, last = found.source_lines
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    click.echo(f"page {found.page}{printed} · {found.source} {lines}")
    for fix in found.fixes:
        change = f"{_shown(fix.before)} → {_shown(fix.after)}"
        click.echo(f"  {fix.rule} {fix.status!s:9} {fix.line}:{fix.col}  {change}  {fix.message}")


def _shown(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␠") or "∅"
