"""Measures reading: CER by condition, plain Tesseract, with preparation, with repair.

    python tools/measure_ocr.py ../shared/scans [--cache DIR] [--pages N] [--conditions …]

Every ``NAME.pdf`` there has its ``NAME.truth.txt``. Pages are drawn at 300 and 150 dpi,
clean and degraded (``tools/degrade.py``, seed = page number). CER is the edit distance over the
truth's length, blanks dropped and full-width forms folded on both sides. "Lines lost" are
lines of the truth of which less than half is found anywhere in what was read.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from repair.engine import repair_text
from repair.ocr import read_document
from repair.ocr.reading import OcrOptions

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.degrade import bitonal, degrade

CONDITIONS = ("300-clean", "300-degraded", "150-clean", "150-degraded", "300-bitonal")


def fold(text: str) -> str:
    """Without white space, full-width forms as half-width ones."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char
        for char in text
        if not char.isspace()
    )


def cer(read: str, truth: str) -> float:
    """Edit distance over the length of the truth, folded."""
    a, b = fold(read), fold(truth)
    return Levenshtein.distance(a, b) / max(1, len(b))


def lost(read: str, truth: str) -> int:
    """Lines of the truth that are not there."""
    whole = fold(read)
    lines = [fold(line) for line in truth.splitlines() if line.strip()]
    return sum(fuzz.partial_ratio(line, whole) < 50 for line in lines)


def images(pdf: Path, condition: str, limit: int) -> Iterator[Image.Image]:
    """The pages of a PDF under a condition."""
    dpi, kind = condition.split("-")
    document = pypdfium2.PdfDocument(str(pdf))
    for index in range(min(len(document), limit or len(document))):
        page = document[index].render(scale=int(dpi) / 72, grayscale=True).to_pil()
        if kind == "degraded":
            page = degrade(page, index + 1, dpi=int(dpi))
        elif kind == "bitonal":
            page = bitonal(page, index + 1)
        yield page


def plain(path: Path) -> str:
    """What Tesseract alone reads."""
    run = subprocess.run(
        [shutil.which("tesseract") or "", str(path), "-", "-l", "chi_sim", "--psm", "6"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return run.stdout


def measure(pdf: Path, condition: str, limit: int, cache: Path) -> tuple[list[float], list[int]]:
    """CER and lines lost of plain reading, with preparation, with repair."""
    truth = pdf.with_suffix(".truth.txt").read_text(encoding="utf-8")
    folder = cache / f"{pdf.stem}-{condition}"
    folder.mkdir(parents=True, exist_ok=True)
    alone: list[str] = []
    frames: list[Path] = []
    for index, image in enumerate(images(pdf, condition, limit)):
        path = folder / f"{index + 1:03}.png"
        if not path.exists():
            image.save(path, compress_level=1)
        text = path.with_suffix(".plain.txt")
        if not text.exists():
            text.write_text(plain(path), encoding="utf-8")
        alone.append(text.read_text(encoding="utf-8"))
        frames.append(path)
    whole = folder / "all.tif"
    if not whole.exists():
        opened = [Image.open(frame) for frame in frames]
        opened[0].save(whole, save_all=True, append_images=opened[1:], compression="tiff_lzw")
    reading = read_document(whole, OcrOptions(jobs=1), cache=folder / "pages")
    source = reading.source
    clean = repair_text(source.text, layout=source.layout).text
    folder.joinpath("read.txt").write_text(source.text, encoding="utf-8")
    folder.joinpath("clean.txt").write_text(clean, encoding="utf-8")
    texts = ["\n".join(alone), source.text, clean]
    if limit:
        # Only the truth of the first pages: cut where the last page's text ends.
        end = fuzz.partial_ratio_alignment(fold(source.text)[-60:], fold(truth))
        truth = fold(truth)[: end.dest_end if end else None]
    return [cer(text, truth) for text in texts], [lost(text, truth) for text in texts]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--conditions", nargs="*", default=CONDITIONS)
    arguments = parser.parse_args()
    digest = hashlib.sha256(str(arguments.scans).encode()).hexdigest()[:8]
    cache = arguments.cache or Path(tempfile.gettempdir()) / f"measure-ocr-{digest}"
    print("| condition | document | plain | + preparation | + repair | lines lost |")
    print("|---|---|---|---|---|---|")
    for condition in arguments.conditions:
        for pdf in sorted(arguments.scans.glob("*.pdf")):
            rates, missing = measure(pdf, condition, arguments.pages, cache)
            cells = " | ".join(f"{rate:.4f}" for rate in rates)
            print(f"| {condition} | {pdf.stem} | {cells} | {missing} |", flush=True)


if __name__ == "__main__":
    main()
