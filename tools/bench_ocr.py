"""What reading pages costs: CPU beside plain Tesseract on the same page, and memory.

    python tools/bench_ocr.py

Both are measured in this very run. CPU is that of this process and its children, the pages
read one after the other. Memory is the peak of a process of its own that repairs a PDF of
500 scanned pages; there Tesseract's answer to a page is kept and given again, for what it
uses itself is its own and ends with the page.
"""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.table import Table

from repair.ocr.reading import OcrOptions, read_image
from tools.degrade import bitonal, degrade, scanned
from tools.layered import LayeredPage, layered_pdf
from tools.typeset import Columns, Element, Heading, Paragraph, typeset, typeset_placed
from tools.typeset import Table as PrintedTable

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "golden" / "sample-gazette" / "expected.txt"
PAGES, DPI = 500, (300, 150)
#: How the pages are worn, by dots per inch.
CONDITIONS: dict[str, tuple[int, Callable[[Image.Image], Image.Image]]] = {
    "300 dpi degraded": (300, lambda page: degrade(page, 1, dpi=300)),
    "150 dpi degraded": (150, lambda page: degrade(page, 1, dpi=150)),
    "300 dpi bitonal": (300, lambda page: bitonal(page, 1)),
    "300 dpi scanned": (300, lambda page: scanned(page, 1, dpi=300)),
}


def main() -> None:
    """Measure and print."""
    console = Console(width=110)
    if shutil.which("tesseract") is None:
        console.print("page images: tesseract is not installed, nothing measured")
        return
    os.environ["OMP_THREAD_LIMIT"] = "1"
    console.print(cpu())
    console.print(memory())


def paragraphs() -> list[str]:
    """Running text of the sample gazette."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if 40 < len(line) < 200 and "\t" not in line]


def pages() -> dict[str, Sequence[Element]]:
    """One page of each kind, full as a gazette's pages are (22 lines of 28 characters)."""
    text = paragraphs()
    body = [(f"第{n}管护站", text[n % len(text)][:16], "6月30日") for n in range(9)]
    rows = (("单位", "任务", "完成时间"), *body)
    return {
        "running text": _full(lambda n: [Heading(text[0][:12]), *map(Paragraph, text[:n])]),
        "two columns": _full(lambda n: [Columns(tuple(text[:n]), 22)]),
        "a table": _full(lambda n: [PrintedTable(rows, (6, 12, 5)), *map(Paragraph, text[:n])]),
    }


def _full(page: Callable[[int], list[Element]]) -> list[Element]:
    """The page with as many paragraphs as it holds at every resolution."""
    held = page(0)
    for count in range(1, 12):
        try:
            for dpi in DPI:
                typeset(page(count), dpi=dpi)
        except ValueError:
            break
        held = page(count)
    return held


def cpu() -> Table:
    """Seconds of CPU per page, plain and ours."""
    table = Table(title="CPU per page (seconds, best of two)", title_justify="left")
    table.add_column("page")
    for head in ("plain tesseract", "gazette-repair ocr", "×"):
        table.add_column(head, justify="right")
    for condition, (dpi, wear) in CONDITIONS.items():
        plain_sum = ours_sum = 0.0
        for name, elements in pages().items():
            image = wear(typeset(elements, dpi=dpi))
            plain, ours = (min(_cpu_of(work, image) for _ in "ab") for work in (_plain, _ours))
            plain_sum, ours_sum = plain_sum + plain, ours_sum + ours
            _add(table, f"{condition}: {name}", plain, ours)
        _add(table, f"{condition}: all", plain_sum, ours_sum)
    return table


def _add(table: Table, name: str, plain: float, ours: float) -> None:
    table.add_row(name, f"{plain:.2f}", f"{ours:.2f}", f"{ours / plain:.2f}")


def _plain(image: Image.Image) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.tif"
        image.save(path)
        command = ["tesseract", str(path), f"{folder}/out", "-l", "chi_sim", "--psm", "6"]
        subprocess.run(command, check=True, capture_output=True)


def _ours(image: Image.Image) -> None:
    read_image(image, OcrOptions(jobs=1))


def _cpu_of(work: Callable[[Image.Image], object], image: Image.Image) -> float:
    before = _cpu_time()
    work(image)
    return _cpu_time() - before


def _cpu_time() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def memory() -> Table:
    """Peak memory of a repair, by pages."""
    table = Table(title="memory of `fix` on a PDF (one process each)", title_justify="left")
    for head in ("pages", "what they are", "characters", "peak memory"):
        table.add_column(head, justify="right")
    image, placed = typeset_placed([Paragraph(p) for p in paragraphs()[:5]], dpi=150, points=14)
    scan, layered = LayeredPage(image, (), 150), LayeredPage(image, placed, 150)
    cases = (("scans", scan, 20), ("scans", scan, PAGES), ("text layers", layered, PAGES))
    for name, page, count in cases:
        peak, characters = peak_of_fix(layered_pdf([page] * count), "--dpi", "150")
        table.add_row(str(count), name, f"{characters:,}", f"{peak:.0f} MB")
    return table


def peak_of_fix(pdf: bytes, *arguments: str) -> tuple[float, int]:
    """Peak memory (MB) of ``fix`` on a PDF whose pages look alike, and characters written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper.pdf").write_bytes(pdf)
        command = ["fix", str(folder / "paper.pdf"), "-o", str(folder / "out"), *arguments]
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, *command],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "TESSERACT_CMD": str(remembering(folder))},
        )
        text = (folder / "out" / "paper.clean.txt").read_text(encoding="utf-8")
    return float(done.stdout) / 1024, len(text)


_CHILD = """
import resource, sys
from repair.cli import run
code = run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""


def remembering(folder: Path) -> Path:
    """A tesseract that gives its first answer to an image of some size again and again."""
    program = folder / "tesseract"
    real = shutil.which("tesseract")
    program.write_text(f"""#!/bin/sh
case "$*" in *--list-langs*) exec '{real}' "$@" ;; esac
image=$1 out=$2
shift 2
kept='{folder}'/$(echo "$(stat -c %s "$image") $*" | md5sum | cut -c1-12)
if [ ! -e "$kept.done" ]; then
  '{real}' "$image" "$kept" "$@" || exit $?
  : > "$kept.done"
fi
for ending in hocr txt; do
  [ ! -e "$kept.$ending" ] || cp "$kept.$ending" "$out.$ending"
done
""")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program


if __name__ == "__main__":
    main()
