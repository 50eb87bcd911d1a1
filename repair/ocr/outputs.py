"""What reading a document leaves beside its text: the layout file, and work half done."""

from __future__ import annotations

import shutil
from pathlib import Path

from repair.ocr import Reading, is_layout_file, read_document
from repair.ocr.reading import OcrOptions, Progress
from repair.source import write_atomic

LAYOUTS = ("hocr", "alto")
_ENDINGS = {"hocr": ".hocr", "alto": ".alto.xml"}


def read_into(
    path: Path,
    target: Path,
    options: OcrOptions | None = None,
    *,
    layout: str = "hocr",
    save_pages: bool = False,
    progress: Progress | None = None,
    ciphers: bool = False,
) -> Reading:
    """Read a document and write its layout file; ``target`` is folder and NAME of the outputs.

    Pages are kept in ``.NAME.pages`` while the work lasts, so that an interrupted run
    goes on where it stopped; :func:`forget` takes the folder away.
    Raises what :func:`repair.ocr.read_document` raises, and :class:`OutputError`.
    """
    kept = _kept(target)[0]
    images = target.with_name(f"{target.name}.pages") if save_pages else None
    reading = read_document(
        path, options, progress=progress, cache=kept, save_images=images, ciphers=ciphers
    )
    if not is_layout_file(path):
        write_layout(reading, target, layout, path.name)
    return reading


def evidence_folder(target: Path) -> Path:
    """Where pages that are only witnesses are kept while the work lasts."""
    return _kept(target)[1]


def forget(target: Path) -> None:
    """Take away what was kept of half-done work: all outputs are written."""
    for folder in _kept(target):
        shutil.rmtree(folder, ignore_errors=True)


def _kept(target: Path) -> tuple[Path, Path]:
    pages, evidence = f".{target.name}.pages", f".{target.name}.evidence"
    return target.with_name(pages), target.with_name(evidence)


def write_layout(reading: Reading, target: Path, layout: str, title: str) -> Path:
    """Write the pages as ``NAME.hocr`` or ``NAME.alto.xml``; returns the file."""
    if layout == "alto":
        from repair.ocr.alto import write
    else:
        from repair.ocr.hocr import write
    path = target.with_name(target.name + _ENDINGS[layout])
    write_atomic(path, (part.encode() for part in write(reading.pages, title)))
    return path
