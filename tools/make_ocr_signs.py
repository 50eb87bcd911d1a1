"""Makes dictionaries/ocr_signs.tsv: what Tesseract reads where a sign is printed.

    python tools/make_ocr_signs.py --cache DIR [-o dictionaries/ocr_signs.tsv]

Sentences with every sign (``tools/sign_sentences.py``) are set in several free faces and
sizes, degraded by seeds, prepared as we prepare pages, read by Tesseract alone, and laid
beside what was set. What stands between two characters that were read rightly is what the
sign was read as. The faces of :data:`JUDGED` are left for measuring and never learnt from.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

from repair.ocr.extra import need_tesseract
from repair.ocr.prepare import prepare
from repair.ocr.recognise import Reader

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.degrade import bitonal, degrade
from tools.sign_sentences import paragraphs
from tools.typeset import Paragraph, truth, typeset

LEARNT = ("noto", "uming", "noto-bold", "zenhei")
JUDGED = ("gbsn", "ukai", "noto-hei")
#: Points and dots per inch of the pages; seeds of sentences and of wear follow from them.
SETTINGS = ((16.0, 300), (10.5, 300), (16.0, 150), (12.0, 200))
KINDS = ("clean", "degraded")
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩‘’“”℃～—·≥≤><〔〕【】〈〉《》（）；：，。、！？…‰％%＝×＋"
#: Readings rarer than this, in the whole, are chance.
_LEAST = 2


@dataclass(frozen=True)
class Read:
    """What was set on a page, and what was read."""

    truth: str
    text: str


def pages(
    seed: int, font: str, points: float, dpi: int, each: int = 1
) -> Iterator[tuple[str, Image.Image]]:
    """Pages with the sentences of a seed: what is set on each, and its image."""
    rest = [Paragraph(text) for text in paragraphs(seed, each=each)]
    while rest:
        count = len(rest)
        while True:
            try:
                image = typeset(rest[:count], font=font, dpi=dpi, points=points)
                break
            except ValueError:
                count -= 1
        yield truth(rest[:count]), image
        rest = rest[count:]


def worn(image: Image.Image, kind: str, seed: int, dpi: int) -> Image.Image:
    """The image as a scanner would give it."""
    if kind == "degraded":
        return degrade(image, seed, dpi=dpi)
    return bitonal(image, seed) if kind == "bitonal" else image


def readings(cache: Path) -> Iterator[Read]:
    """Every page of the learnt faces, sizes and kinds of wear, read; kept on disk."""
    cache.mkdir(parents=True, exist_ok=True)
    seed = 1000
    for font in LEARNT:
        for points, dpi in SETTINGS:
            for kind in KINDS:
                seed += 1
                for number, (text, image) in enumerate(pages(seed, font, points, dpi), 1):
                    kept = cache / f"{font}-{points:g}-{dpi}-{kind}-{seed}-{number}.txt"
                    if not kept.exists():
                        prepared = prepare(worn(image, kind, seed + number, dpi)).image
                        kept.write_bytes(Reader().run(prepared, "txt"))
                    yield Read(text, kept.read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def spots(read: str, printed: str) -> Iterator[tuple[int, str]]:
    """Each character of what was printed (its index) with what was read in its place.

    Only where it stands alone between characters that were read rightly; a run of two
    or three that was misread as a whole is not told apart and is left out.
    """
    end_read = end_printed = 0
    last = ("equal", len(printed), 0, len(read), 0)
    for block in [*Levenshtein.opcodes(printed, read).as_list(), last]:
        tag, start, stop, read_start, read_stop = block
        if tag != "equal":
            continue
        if start - end_printed == 1:
            yield end_printed, read[end_read:read_start]
        for offset in range(max(stop - start, 0)):
            yield start + offset, printed[start + offset]
        end_read, end_printed = read_stop, stop


def count(reads: Sequence[Read]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Of every sign what it was read as, and how often it was printed."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    printed: Counter[str] = Counter()
    for read in reads:
        text = squeeze(read.truth)
        printed.update(char for char in text if char in SIGNS)
        for index, seen in spots(squeeze(read.text), text):
            if text[index] in SIGNS:
                found[text[index]][seen] += 1
    return found, printed


def write(path: Path, found: dict[str, Counter[str]], printed: Counter[str], note: str) -> None:
    """The table, a line per sign and reading."""
    lines = [f"# {line}" for line in note.splitlines()]
    lines.append("sign\tread\tcount\tprinted")
    for sign in sorted(SIGNS):
        for seen, times in sorted(found[sign].items()):
            if times >= _LEAST and seen != sign:
                lines.append(f"{sign}\t{seen}\t{times}\t{printed[sign]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the pages and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=Path("dictionaries/ocr_signs.tsv"))
    arguments = parser.parse_args()
    reads = list(readings(arguments.cache))
    version = subprocess.run(
        [need_tesseract("chi_sim"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split("\n")[0]
    note = (
        f"What {version} (chi_sim) reads where a sign is printed; made by tools/make_ocr_signs.py\n"
        f"from {len(reads)} pages of sentences of our own set in the faces {', '.join(LEARNT)}.\n"
        "read: empty where nothing was read; printed: how often the sign stood on the pages."
    )
    write(arguments.output, *count(reads), note)


if __name__ == "__main__":
    main()
