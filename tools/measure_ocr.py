"""Measures reading: CER by condition, plain Tesseract, with preparation, with repair.

    python tools/measure_ocr.py ../shared/scans [--cache DIR] [--pages N] [--conditions …]
    python tools/measure_ocr.py --typeset [--modes 6 3] [--faces …] [--kinds …]

Every ``NAME.pdf`` there has its ``NAME.truth.txt``; ``--typeset`` sets the pages of
``tools/gazette_pages.py`` instead, ``KIND@FACE.pdf``, of which the faces are one row. Pages
are drawn at 300 and 150 dpi, clean and degraded (``tools/degrade.py``, seed = page number).
CER is the edit distance over the truth's length, blanks dropped, full-width forms and the
dots of leaders folded on both sides. Plain Tesseract takes the page for one block (psm 6)
or finds its blocks itself (psm 3). "Lines lost" are lines of the truth of which less than
half is found anywhere in what was read.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from repair.engine import repair_text
from repair.ocr import read_document
from repair.ocr.reading import OcrOptions

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools import gazette_pages
from tools.degrade import bitonal, degrade, scanned

CONDITIONS = (
    "300-clean",
    "300-degraded",
    "150-clean",
    "150-degraded",
    "300-bitonal",
    "300-scanned",
)
_LEADER = re.compile("[.·…]{2,}")


def fold(text: str) -> str:
    """Without white space, full-width forms as half-width ones, the dots of leaders as one."""
    narrow = "".join(
        unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char
        for char in text
        if not char.isspace()
    )
    return _LEADER.sub("…", narrow)


def lost(text: str, truth: str) -> int:
    """Lines of the truth that are not there."""
    whole = fold(text)
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
        elif kind == "scanned":
            page = scanned(page, index + 1, dpi=int(dpi))
        yield page


def plain(path: Path, mode: int = 6) -> str:
    """What Tesseract alone reads."""
    run = subprocess.run(
        [shutil.which("tesseract") or "", str(path), "-", "-l", "chi_sim", "--psm", str(mode)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return run.stdout


@dataclass
class Tally:
    """Of one document, or of several of a kind."""

    length: int = 0
    wrong: Counter[int] = field(default_factory=Counter)
    missing: Counter[int] = field(default_factory=Counter)

    def add(self, texts: list[str], truth: str) -> None:
        """Count the readings of a document: plain by mode, prepared, repaired."""
        self.length += len(fold(truth))
        for index, text in enumerate(texts):
            self.wrong[index] += Levenshtein.distance(fold(text), fold(truth))
            self.missing[index] += lost(text, truth)

    def row(self, *names: str) -> str:
        """The row of the table."""
        rates = (f"{count / max(1, self.length):.4f}" for count in self.wrong.values())
        missing = ", ".join(map(str, self.missing.values()))
        return "| " + " | ".join([*names, str(self.length), *rates, missing]) + " |"


def read(
    pdf: Path, condition: str, modes: list[int], limit: int, cache: Path
) -> tuple[list[str], str]:
    """The readings of a document (plain by mode, prepared, repaired), and its truth."""
    truth = pdf.with_suffix(".truth.txt").read_text(encoding="utf-8")
    folder = cache / f"{pdf.stem}-{condition}"
    folder.mkdir(parents=True, exist_ok=True)
    frames: list[Path] = []
    for index, image in enumerate(images(pdf, condition, limit)):
        path = folder / f"{index + 1:03}.png"
        if not path.exists():
            image.save(path, compress_level=1)
        frames.append(path)
    alone: list[str] = []
    for mode in modes:
        texts = [frame.with_suffix(f".plain{mode}.txt") for frame in frames]
        for frame, text in zip(frames, texts, strict=True):
            if not text.exists():
                text.write_text(plain(frame, mode), encoding="utf-8")
        alone.append("\n".join(text.read_text(encoding="utf-8") for text in texts))
    whole = folder / "all.tif"
    if not whole.exists():
        opened = [Image.open(frame) for frame in frames]
        opened[0].save(whole, save_all=True, append_images=opened[1:], compression="tiff_lzw")
    reading = read_document(whole, OcrOptions(jobs=1), cache=folder / "pages")
    source = reading.source
    clean = repair_text(source.text, layout=source.layout).text
    folder.joinpath("read.txt").write_text(source.text, encoding="utf-8")
    folder.joinpath("clean.txt").write_text(clean, encoding="utf-8")
    if limit:
        # Only the truth of the first pages: cut where the last page's text ends.
        end = fuzz.partial_ratio_alignment(fold(source.text)[-60:], fold(truth))
        truth = fold(truth)[: end.dest_end if end else None]
    return [*alone, source.text, clean], truth


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", type=Path, nargs="?")
    parser.add_argument("--typeset", action="store_true", help="pages set from the sample gazette")
    parser.add_argument("--faces", nargs="*", default=gazette_pages.FACES)
    parser.add_argument("--kinds", nargs="*", default=[])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--modes", nargs="*", type=int, default=[6], help="psm of plain Tesseract")
    parser.add_argument("--conditions", nargs="*", default=CONDITIONS)
    arguments = parser.parse_args()
    digest = hashlib.sha256(str(arguments.scans).encode()).hexdigest()[:8]
    cache = arguments.cache or Path(tempfile.gettempdir()) / f"measure-ocr-{digest}"
    folder = cache / "set" if arguments.typeset else arguments.scans
    if folder is None:
        parser.error("a folder of scans, or --typeset")
    if arguments.typeset:
        gazette_pages.write(folder, arguments.faces)
    plainly = [f"plain, psm {mode}" for mode in arguments.modes]
    heads = ["condition", "document", "characters", *plainly, "+ preparation", "+ repair"]
    print("| " + " | ".join([*heads, "lines lost"]) + " |")
    print("|---" * (len(heads) + 1) + "|")
    for condition in arguments.conditions:
        tallies: dict[str, Tally] = defaultdict(Tally)
        for pdf in sorted(folder.glob("*.pdf")):
            kind, _, face = pdf.stem.partition("@")
            if (face and face not in arguments.faces) or kind not in (arguments.kinds or [kind]):
                continue
            made = read(pdf, condition, arguments.modes, arguments.pages, cache)
            tallies[kind].add(*made)
        for kind, tally in tallies.items():
            print(tally.row(condition, kind), flush=True)


if __name__ == "__main__":
    main()
