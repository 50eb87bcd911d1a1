"""Cuts the place of a fix out of its page, for a person to look at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError, UsageError
from repair.ocr.extra import need
from repair.ocr.page import Box
from repair.ocr.turned import turned_box

if TYPE_CHECKING:
    from PIL import Image

_RED = (200, 30, 30)


def crop_of(report: Path, number: int, pages: Path, lines: int = 3) -> Image.Image:
    """The full width of the page round a fix, its place framed; upright.

    Raises :class:`UsageError` when the report has no such fix, :class:`InputError` when
    the fix has no place on a page or the page can't be drawn.
    """
    from repair.ocr.pictures import open_beside, turn_of
    from repair.report.jsonl import read_report

    read = read_report(report)
    fix = next((f for f in read.fixes if f.id == number), None)
    if fix is None:
        raise UsageError(f"{report}: no fix has the id {number}", "see the ids in the report")
    if fix.page is None or fix.bbox is None:
        raise InputError(
            f"fix {number} has no place on a page",
            "repair page images, or a text with `--pages`, to give fixes their places",
        )
    source = open_beside(read.header, report.parent, pages)
    try:
        if not 1 <= fix.page <= len(source):
            raise InputError(f"{pages}: has no page {fix.page}, only {len(source)}")
        page = source.image(fix.page - 1)
        if fix.bbox[0] >= page.width or fix.bbox[1] >= page.height:
            raise InputError(
                f"{pages}: fix {number} lies outside of page {fix.page}",
                "name the images that were read",
            )
        turn = turn_of(read.header, fix.page)
        box = turned_box(fix.bbox, turn, page.size)
        return _cut(page.rotate(turn, expand=True), box, lines)
    finally:
        source.close()


def _cut(page: Image.Image, box: Box, lines: int) -> Image.Image:
    x0, y0, x1, y1 = box
    reach = round((y1 - y0) * (0.5 + 1.8 * lines))
    top = max(0, y0 - reach)
    cut = page.convert("RGB").crop((0, top, page.width, min(page.height, y1 + reach)))
    width = max(2, (y1 - y0) // 14)
    frame = (x0 - 2 * width, y0 - top - 2 * width, x1 + 2 * width, y1 - top + 2 * width)
    need("PIL.ImageDraw").Draw(cut).rectangle(frame, outline=_RED, width=width)
    return cut


def find_report(file: Path) -> Path:
    """The report that belongs to a file. Raises :class:`UsageError` when there is none."""
    if file.name.endswith(".fixes.jsonl"):
        return file
    name = re.sub(r"\.(clean\.(txt|md)|ocr\.txt|hocr|[^.]+)$", "", file.name)
    beside = file.with_name(f"{name}.fixes.jsonl")
    if not beside.exists():
        raise UsageError(f"{beside}: no such report", "name it with --report")
    return beside


def find_pages(file: Path, report: Path) -> Path:
    """The page images a report is about. Raises :class:`UsageError` when they are not found."""
    from repair.ocr import is_layout_file, is_page_input
    from repair.ocr.kept import kept_pages
    from repair.ocr.pictures import pages_beside
    from repair.report.jsonl import read_report

    if is_page_input(file) and not is_layout_file(file):
        return file
    header = read_report(report).header
    found = pages_beside(header, report.parent)
    if found is not None:
        return found
    kept = report.with_name(report.name.removesuffix(".fixes.jsonl") + ".pages")
    if kept_pages(kept):
        return kept
    names = [entry["name"] for key in ("witness", "read") if (entry := header.get(key))]
    wanted = f" ({names[0]})" if names else ""
    raise UsageError(f"the page images{wanted} are not beside {report.name}", "add --pages")
