"""``gazette-repair report``: pages to look at and pass on, and the errata list."""

from __future__ import annotations

from pathlib import Path

import click

from repair.commands import PATH


@click.command(
    epilog="""\b
Examples:
  gazette-repair report out/                       a page per file, and out/report.html
  gazette-repair report out/linzi.clean.txt        one page
  gazette-repair report out/ --errata errata.csv   the errata list (勘误表), for a spreadsheet"""
)
@click.argument("path", type=PATH)
@click.option(
    "--errata",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the errata list (勘误表) there instead: page, line, as it stands, as corrected.",
)
def command(path: Path, errata: Path | None) -> None:
    """Write self-contained HTML pages over what `fix` did.

    PATH is a folder that `fix -o` wrote, or one clean text or report in it.
    """
    from repair.errors import InputError
    from repair.review.session import find_reports

    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    reports = find_reports(path)
    if errata is not None:
        from repair.report.errata import write_errata

        count = write_errata(reports, errata)
        click.echo(f"{count} corrections → {errata}")
        return
    from repair.report.html import write_folder, write_report

    written = write_folder(path, reports) if path.is_dir() else [write_report(reports[0])]
    click.echo(f"wrote {written[-1]}" + (f" and {len(written) - 1} more" * (len(written) > 1)))
