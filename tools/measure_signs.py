"""Measures reading of signs: CER by condition on pages that we set ourselves.

    python tools/measure_signs.py --cache DIR [--fonts gbsn,ukai,noto-hei] [--seed 5000] [--signs]

Every kind of sign, in faces and with seeds that ``tools/make_ocr_signs.py`` did not learn
from; two columns, a ruled table and a roster besides. The columns are those of
``tools/measure_ocr.py``: plain Tesseract, with preparation, with repair.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

from repair.engine import repair_text
from repair.ocr import hocr
from repair.ocr.reading import read_image
from repair.ocr.text import text_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.make_ocr_signs import JUDGED, SIGNS, pages, spots, worn
from tools.measure_ocr import fold, lost, plain
from tools.sign_sentences import paragraphs
from tools.typeset import Columns, Heading, Paragraph, Roster, Table, truth, typeset

SETTINGS = ((16.0, 300), (16.0, 150))
KINDS = ("clean", "degraded", "bitonal")


def layouts(seed: int, font: str, points: float, dpi: int) -> Iterator[tuple[str, Image.Image]]:
    """A page in two columns, and one with a table and a roster."""
    texts = paragraphs(seed)
    columns = (Heading("两栏的公告"), Columns(tuple(t for t in texts if len(t) > 20)[:6], 16))
    rows = (("序号", "单位", "职责"), ("1", "水利局", texts[0][:9]), ("2", "财政局", texts[1][:9]))
    people = (
        ("组长", "王清河", "副县长"),
        ("副组长", "李大屯", "局长"),
        ("成员", "张白塔", "主任"),
    )
    tables = (
        Heading("职责分工表"),
        Table(rows, (4, 6, 10)),
        Roster(people, (0, 8, 16)),
        # A page with little print is read as noise by Tesseract alone, which takes minutes.
        *(Paragraph(text) for text in [t for t in texts if len(t) < 26][:7]),
    )
    for elements in (columns, tables):
        yield truth(elements), typeset(elements, font=font, dpi=dpi, points=points)


def readings(
    fonts: list[str], seed: int, cache: Path
) -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """Condition, truth, and the text as read plainly, prepared, and repaired."""
    cache.mkdir(parents=True, exist_ok=True)
    for font in fonts:
        for points, dpi in SETTINGS:
            for kind in KINDS:
                seed += 1
                made = [*pages(seed, font, points, dpi), *layouts(seed, font, points, dpi)]
                for number, (text, drawn) in enumerate(made, 1):
                    path = cache / f"{font}-{dpi}-{kind}-{seed}-{number}.png"
                    kept, alone = path.with_suffix(".hocr"), path.with_suffix(".txt")
                    if not kept.exists():
                        image = worn(drawn, kind, seed + number, dpi)
                        image.save(path, compress_level=1)
                        alone.write_text(plain(path), encoding="utf-8")
                        page = read_image(image, name=path.name)
                        kept.write_text("".join(hocr.write([page], path.name)), encoding="utf-8")
                    read, layout = text_of(hocr.read(kept.read_bytes(), path.name)[0])
                    clean = repair_text(read, layout=layout).text
                    yield f"{dpi}-{kind}", text, (alone.read_text(encoding="utf-8"), read, clean)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--fonts", default=",".join(JUDGED))
    parser.add_argument("--seed", type=int, default=5000)
    parser.add_argument("--signs", action="store_true", help="of every sign: how many are right")
    arguments = parser.parse_args()
    wrong: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    missing: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    length: Counter[str] = Counter()
    right = [Counter[str](), Counter[str](), Counter[str]()]
    printed: Counter[str] = Counter()
    for condition, text, versions in readings(
        arguments.fonts.split(","), arguments.seed, arguments.cache
    ):
        length[condition] += len(fold(text))
        printed.update(char for char in text if char in SIGNS)
        for index, version in enumerate(versions):
            wrong[condition][index] += Levenshtein.distance(fold(version), fold(text))
            missing[condition][index] += lost(version, text)
            whole = fold(text)
            right[index].update(
                whole[at] for at, seen in spots(fold(version), whole) if whole[at] == seen
            )
    print("| condition | characters | plain | + preparation | + repair | lines lost |")
    print("|---|---|---|---|---|---|")
    for condition, total in sorted(length.items()):
        cells = " | ".join(f"{count / total:.4f}" for count in wrong[condition])
        print(f"| {condition} | {total} | {cells} | {missing[condition]} |")
    if arguments.signs:
        for sign in SIGNS:
            if printed[sign] and fold(sign) == sign:
                print(sign, printed[sign], [counter[sign] for counter in right])


if __name__ == "__main__":
    main()
