"""Measures image evidence: typeset pages, fixes that are right at half of the places.

    python tools/measure_evidence.py TEXT… [--sites 300] [--fonts noto,uming] [--dpi 300,150]

Paragraphs of sound texts are set with free fonts, clean and degraded in turn. At half of
the places a sign of the print is a hanzi in the text (its Founder glyph) and the fix gives
it back; at the others the hanzi is printed, and the fix would wrongly turn it into the
sign. The places are shared out evenly over fonts, resolutions and classes of signs.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from repair.ciphers import decodable
from repair.model import Fix
from repair.ocr.evidence import PagePictures, judge
from repair.ocr.reading import OcrOptions, read_image
from repair.ocr.recognise import Reader
from tools.degrade import degrade
from tools.typeset import FONTS, Paragraph, available, typeset

CLASSES = {
    "quote": "“”‘’",
    "six-corner": "〔〕",
    "title": "《》〈〉",
    "bracket": "（）",
    "comma": "，、；：",
    "stop": "。！？",
    "digit": "0123456789",
}
CLASS_OF = {sign: name for name, signs in CLASSES.items() for sign in signs}
#: Characters of a page, and the least and most of a paragraph.
PAGE, LEAST, MOST = 380, 40, 200


@dataclass(frozen=True)
class Place:
    """A fix to be judged: in which paragraph, where, and whether it is right."""

    paragraph: int
    at: int
    sign: str
    hanzi: str
    right: bool

    @property
    def kind(self) -> str:
        return CLASS_OF[self.sign]


@dataclass(frozen=True)
class Condition:
    """How a page is made."""

    font: str
    dpi: int
    degraded: bool

    def __str__(self) -> str:
        return f"{self.font} {self.dpi} dpi {'degraded' if self.degraded else 'clean'}"


def glyphs() -> dict[str, str]:
    """Sign, as it is printed → the hanzi it is misread as."""
    narrow = {chr(ord(digit) + 0xFEE0): digit for digit in CLASSES["digit"]}
    pairs = ((narrow.get(sign, sign), hanzi) for hanzi, sign in decodable().items())
    return {sign: hanzi for sign, hanzi in pairs if sign in CLASS_OF}


def paragraphs_of(paths: Iterable[Path]) -> list[str]:
    """The paragraphs of some texts that fit on a page, in an order of their own."""
    lines = (
        "".join(line.split())
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    found = sorted({line for line in lines if LEAST < len(line) < MOST})
    random.Random(7).shuffle(found)  # noqa: S311 - reproducible, not secret
    return found


def places_in(number: int, paragraph: str) -> Iterator[Place]:
    """Every place of a paragraph that a fix can be made for."""
    hanzi_of = glyphs()
    sign_of = {hanzi: sign for sign, hanzi in hanzi_of.items()}
    for at in range(2, len(paragraph) - 2):
        char = paragraph[at]
        if char in hanzi_of:
            yield Place(number, at, char, hanzi_of[char], right=True)
        elif char in sign_of:
            yield Place(number, at, sign_of[char], char, right=False)


def chosen(paragraphs: Sequence[str], sites: int) -> list[Place]:
    """Places shared out over classes, right ones and real words; few in one paragraph."""
    wanted = {key: sites / 2 / len(CLASSES) for key in product(CLASSES, (True, False))}
    left = dict.fromkeys((True, False), sites // 2)
    out: list[Place] = []
    # What a class lacks in the texts (a real 叶 or 也 is easy, a real 渊 is not) others give.
    for generous in (False, True):
        taken = {(p.paragraph, p.at) for p in out}
        used = Counter(p.paragraph for p in out)
        for number, paragraph in enumerate(paragraphs):
            for place in places_in(number, paragraph):
                key = (place.kind, place.right)
                open_ = left[place.right] > 0 and (generous or wanted[key] > 0)
                if open_ and used[number] < 4 and (number, place.at) not in taken:
                    out.append(place)
                    used[number] += 1
                    wanted[key] -= 1
                    left[place.right] -= 1
    return out


def judged(
    condition: Condition, paragraphs: Sequence[str], places: Sequence[Place]
) -> Iterator[tuple[Place, Fix]]:
    """The fixes at some places after the pages were asked."""
    by_paragraph: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_paragraph[place.paragraph].append(place)
    text = ""
    fixes: list[Fix] = []
    pages: list[list[str]] = [[]]
    for number, here in by_paragraph.items():
        printed = paragraphs[number]
        if pages[-1] and sum(len(p) + 14 for p in pages[-1]) + len(printed) > PAGE:
            pages.append([])
        pages[-1].append(printed)
        damaged = list(printed)
        for place in here:
            damaged[place.at] = place.hanzi
            at = len(text) + place.at
            fixes.append(Fix(at, at + 1, place.sign, "", 0.6, before=place.hanzi))
        text += "".join(damaged) + "\n"
    images = [
        typeset([Paragraph(p) for p in page], font=condition.font, dpi=condition.dpi)
        for page in pages
    ]
    if condition.degraded:
        images = [degrade(i, n, dpi=condition.dpi) for n, i in enumerate(images, 1)]
    read = tuple(read_image(i, OcrOptions(), number=n) for n, i in enumerate(images, 1))
    pictures = PagePictures(read, lambda n: images[n - 1], Reader())
    order = [place for here in by_paragraph.values() for place in here]
    yield from zip(order, judge(text, fixes, pictures, jobs=2), strict=True)


@dataclass
class Score:
    """Places, those that were decided, and those decided rightly."""

    places: int = 0
    decided: int = 0
    good: int = 0

    def add(self, place: Place, fix: Fix) -> bool:
        """Count a place; whether it was decided wrongly."""
        self.places += 1
        if fix.confidence == 0.6:
            return False
        self.decided += 1
        right = (fix.confidence > 0.6) == place.right
        self.good += right
        return not right

    def __str__(self) -> str:
        share = self.good / self.decided if self.decided else 0.0
        return (
            f"{self.places:5} places, {self.decided:4} decided, {self.good:4} rightly = {share:.4f}"
        )


def main() -> None:
    """Print how many places were decided, and how many of those rightly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, nargs="+")
    parser.add_argument("--sites", type=int, default=300)
    parser.add_argument("--fonts", default=",".join(f for f in FONTS if available(f)))
    parser.add_argument("--dpi", default="300,150")
    arguments = parser.parse_args()
    fonts, resolutions = arguments.fonts.split(","), map(int, arguments.dpi.split(","))
    conditions = [Condition(*c) for c in product(fonts, resolutions, (False, True))]
    paragraphs = paragraphs_of(arguments.text)
    places = chosen(paragraphs, arguments.sites)
    numbers = sorted({place.paragraph for place in places})
    scores: dict[str, Score] = defaultdict(Score)
    for turn, condition in enumerate(conditions):
        mine = set(numbers[turn :: len(conditions)])
        here = [place for place in places if place.paragraph in mine]
        for place, fix in judged(condition, paragraphs, here):
            kind = f"{place.kind}, {'fix right' if place.right else 'real word'}"
            names = ("all", str(condition), kind)
            wrong = [scores[name].add(place, fix) for name in names]
            if all(wrong):
                around = paragraphs[place.paragraph][place.at - 6 : place.at + 7]
                print(f"wrong ({condition}): {around} {place.hanzi}→{place.sign} {fix.evidence}")
    for name, score in scores.items():
        print(f"{score}  {name}")


if __name__ == "__main__":
    main()
