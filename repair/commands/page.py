"""``gazette-repair page``: a fix on its page."""

from __future__ import annotations

from pathlib import Path

import click

from repair.commands import PATH


@click.command(
    epilog="""\b
Examples:
  gazette-repair page out/scan.fixes.jsonl --fix 12 --pages scan.pdf -o crop.png
  gazette-repair page out/scan.clean.txt --fix 12 -o crop.png
  gazette-repair page scan.pdf --report out/scan.fixes.jsonl --fix 12 -o crop.png"""
)
@click.argument("file", type=PATH)
@click.option("--fix", "number", required=True, type=int, help="The fix's id in the report.")
@click.option("-o", "--output", required=True, type=PATH, help="PNG file.")
@click.option("--pages", type=PATH, help="The page images.")
@click.option("--report", type=PATH, help="The report, if FILE is not it.")
@click.option("--lines", default=3, show_default=True, help="Lines of context above and below.")
def command(
    file: Path, number: int, output: Path, pages: Path | None, report: Path | None, lines: int
) -> None:
    """Cut the place of a fix out of its page image, the place marked.

    FILE is a report, a clean text with its report beside it, or the page images. Where
    those are not named they are looked for beside FILE, under the name in the report.
    """
    import io

    from repair.ocr.crop import crop_of, find_pages, find_report
    from repair.source import write_atomic

    found = report or find_report(file)
    image = crop_of(found, number, pages or find_pages(file, found), lines)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    write_atomic(output, stream.getvalue())
