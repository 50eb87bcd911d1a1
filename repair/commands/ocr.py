"""``gazette-repair ocr``: reads page images."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from repair.commands import PATH


@click.command(
    epilog="""\b
Examples:
  gazette-repair ocr scan.pdf -o out               out/scan.ocr.txt and out/scan.hocr
  gazette-repair ocr pages/*.png -o out --jobs 4
  gazette-repair ocr scan.pdf -o out --save-pages  the prepared images too
  gazette-repair fix out/scan.hocr -o out          repair what was read

\b
Needs `pip install 'gazette-repair[ocr]'` and
`apt-get install tesseract-ocr tesseract-ocr-chi-sim`."""
)
@click.argument("inputs", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", required=True, type=PATH, help="Folder.")
@click.option("--language", default="chi_sim", show_default=True, help="Packs, joined by +.")
@click.option("--psm", default=6, show_default=True, type=click.IntRange(0, 13), help="Page mode.")
@click.option(
    "--dpi", default=300, show_default=True, type=click.IntRange(72, 600), help="Of PDFs."
)
@click.option(
    "--text-layer",
    type=click.Choice(("auto", "use", "ignore")),
    default="auto",
    show_default=True,
    help="What to do with text a PDF brings along.",
)
@click.option("--layout", type=click.Choice(("hocr", "alto")), default="hocr", show_default=True)
@click.option("--timeout", default=120.0, show_default=True, help="Seconds a page may take.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="Pages at once.  [number of processors]")
@click.option("--save-pages", is_flag=True, help="Keep the prepared images in NAME.pages/.")
def command(inputs: tuple[Path, ...], output: Path, **options: Any) -> int:  # noqa: ANN401
    """Read INPUTS: page images (PNG, JPEG, TIFF), PDFs, or folders of them.

    Writes NAME.ocr.txt, what was read, and NAME.hocr, where it stands on the pages.
    An interrupted run goes on where it stopped when it is started again.
    """
    from repair.errors import RepairError
    from repair.inputs import PAGES, gather, targets
    from repair.ocr.outputs import forget, read_into
    from repair.ocr.progress import PageProgress
    from repair.ocr.reading import OcrOptions
    from repair.source import write_atomic

    chosen = OcrOptions(
        language=options["language"],
        psm=options["psm"],
        dpi=options["dpi"],
        text_layer=options["text_layer"],
        timeout=options["timeout"],
        jobs=options["jobs"] or 0,
    )
    files, errors = gather(inputs, PAGES, output)
    places = targets(files, output)
    problems: list[str] = [str(error) for error in errors]
    for file, _ in files:
        target = places[file]
        try:
            with PageProgress(file.name, kept=True) as progress:
                reading = read_into(
                    file,
                    target,
                    chosen,
                    layout=options["layout"],
                    save_pages=options["save_pages"],
                    progress=progress.step,
                )
            text = reading.source.text.encode()
            write_atomic(target.with_name(f"{target.name}.ocr.txt"), text)
            if not reading.failed:
                forget(target)
        except RepairError as error:
            if error.exit_code == 2 or type(error).__name__ == "MissingExtraError":
                raise
            problems.append(str(error))
            continue
        problems += [f"{file}: {sentence}" for sentence in reading.failed]
        for sentence in reading.blank:
            click.echo(f"gazette-repair: {file}: {sentence}", err=True)
        if sys.stdout.isatty():
            click.echo(f"{file.name}: {len(reading.pages)} pages → {target}.ocr.txt")
    for problem in problems:
        click.echo(f"gazette-repair: {problem}", err=True)
    return 3 if problems else 0
