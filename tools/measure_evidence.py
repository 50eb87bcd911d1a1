"""Measures image evidence: typeset pages, fixes that are right at half of the places.

    python tools/measure_evidence.py TEXT [--sites 300] [--degraded]

Paragraphs of a sound text are set with a free Song font. At half of the places a sign of
the print is a hanzi in the text (its Founder glyph) and the fix gives it back; at the
others the hanzi is printed, and the fix would wrongly turn it into the sign.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from PIL import Image

from repair.ciphers import decodable
from repair.model import Fix
from repair.ocr.evidence import PagePictures, judge
from repair.ocr.reading import OcrOptions, read_image
from repair.ocr.recognise import Reader
from tools.degrade import degrade
from tools.typeset import Paragraph, typeset

SIGNS = "“”‘’（）〔〕《》〈〉【】，。、：；"


def pages_of(paragraphs: list[str]) -> list[list[str]]:
    """Paragraphs shared out over pages of some 450 characters."""
    out: list[list[str]] = [[]]
    for paragraph in paragraphs:
        if out[-1] and sum(len(p) + 14 for p in out[-1]) + len(paragraph) > 380:
            out.append([])
        out[-1].append(paragraph)
    return out


def main() -> None:  # noqa: C901, PLR0915 - a script
    """Print how many places were decided, and how many of those rightly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, nargs="+")
    parser.add_argument("--sites", type=int, default=300)
    parser.add_argument("--degraded", action="store_true")
    parser.add_argument("--font", default="noto")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    rng = random.Random(7)  # noqa: S311
    sign_of = {h: s for h, s in decodable().items() if s in SIGNS}
    hanzi_of = {s: h for h, s in sign_of.items()}
    lines = [
        line.strip().replace("　", "").replace(" ", "")
        for path in arguments.text
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    lines = [line for line in lines if 40 < len(line) < 200]
    rng.shuffle(lines)
    common = "也页叶业益窑要钥院浴遥"
    words = [line for line in lines if any(h in line for h in sign_of)]
    marked = [line for line in lines if any(s in "“”〔〕（）《》" for s in line)]
    chosen: list[str] = []
    real = wrong = 0
    while (real < arguments.sites // 2 or wrong < arguments.sites // 2) and (words or marked):
        pool = words if real < arguments.sites // 2 and words else marked
        if not pool:
            break
        line = pool.pop()
        if line in chosen:
            continue
        chosen.append(line)
        real += sum(c in sign_of for c in line)
        wrong += sum(c in "“”〔〕（）《》" for c in line)
    fixes: list[Fix] = []
    right: list[bool] = []
    text: list[str] = []
    position = 0
    for line in chosen:
        for char in line + "\n":
            if char in hanzi_of and (char in "“”〔〕（）《》" or rng.random() < 0.1):
                text.append(hanzi_of[char])
                fixes.append(Fix(position, position + 1, char, "", 0.6, before=hanzi_of[char]))
                right.append(True)
            else:
                text.append(char)
                if char in sign_of:
                    fixes.append(Fix(position, position + 1, sign_of[char], "", 0.6, before=char))
                    right.append(False)
            position += 1
    keep = sorted(
        rng.sample([i for i, r in enumerate(right) if r], min(arguments.sites // 2, sum(right)))
        + rng.sample(
            [i for i, r in enumerate(right) if not r],
            min(arguments.sites // 2, len(right) - sum(right)),
        )
    )
    fixes, right = [fixes[i] for i in keep], [right[i] for i in keep]
    images: list[Image.Image] = []
    for number, group in enumerate(pages_of(chosen), 1):
        image = typeset([Paragraph(p) for p in group], font=arguments.font, dpi=200)
        images.append(degrade(image, number, dpi=200) if arguments.degraded else image)
    pages = tuple(read_image(image, OcrOptions(), number=n) for n, image in enumerate(images, 1))
    started = time.perf_counter()
    pictures = PagePictures(pages, lambda n: images[n - 1], Reader())
    judged = judge("".join(text), fixes, pictures, jobs=2)
    decided = good = 0
    for fix, old, is_right in zip(judged, fixes, right, strict=True):
        if fix.confidence == old.confidence:
            continue
        decided += 1
        good += (fix.confidence > old.confidence) == is_right
        if arguments.show and (fix.confidence > old.confidence) != is_right:
            around = "".join(text)[fix.start - 5 : fix.end + 5]
            print(around, fix.before, fix.after, is_right, fix.page, fix.evidence)
    if arguments.show:
        for fix, old, is_right in zip(judged, fixes, right, strict=True):
            if fix.confidence == old.confidence:
                around = "".join(text)[fix.start - 5 : fix.end + 5].replace("\n", "⏎")
                print("undecided", around, fix.before, fix.after, is_right, fix.evidence)
    share = sum(right)
    print(
        f"{len(fixes)} places ({share} right, {len(fixes) - share} real words; "
        f"{sum(common.count(f.before) for f in fixes)} of them common hanzi) on {len(images)} pages"
    )
    print(f"decided {decided}, of these right {good} = {good / max(decided, 1):.4f}")
    print(f"{time.perf_counter() - started:.1f} s for the evidence")


if __name__ == "__main__":
    main()
