"""Damage for measuring: sound text in, text with Founder glyphs out, with the list of edits.

The damage is computed from bytes; nothing is imported from ``repair``, so that a mistake
there cannot hide itself. ::

    python -m tests.simulate_ciphers --classes closing,corner --rate 1.0 --seed 1 FILE
"""

from __future__ import annotations

import argparse
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

CLASSES: dict[str, str] = {
    "opening": "“‘",
    "closing": "”’",
    "corner": "〔〕",
    "title": "《》〈〉",
    "bracket": "（）［］【】",
    "pause": "，、；：",
    "stop": "。！？",
    "dash": "—～…·",
    "digit": "０１２３４５６７８９",
    "letter": "".join(chr(c) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))),
    "number": "①②③④⑤⑥⑦⑧⑨⑩",
    "math": "％‰℃°′″×÷±≈≤≥＜＞＝＋－／．",
    "greek": "αβγδεζηθικλμνξοπρστυφχψωΔΣΦΨΩ",
}
SECOND = {"冶": "治", "盂": "孟"}
_HANZI = "\u4e00-\u9fff"


@dataclass
class Damage:
    """What is damaged, and how often."""

    rates: dict[str, float]
    """Share of the signs of a class that become glyphs."""
    misread: float = 0.0
    """Share of the glyphs 冶 and 盂 that are misread once more (治, 孟)."""
    lose: float = 0.0
    """Share of the quotation marks that are lost before anything else happens."""
    beside: float = 0.0
    """Share of closing glyphs that stand beside the real sign."""
    blanks: float = 0.0
    """Share of glyphs of 〔〕 and digits with a blank where the font changed."""
    keep: str = ""
    """Signs that stay whatever their class."""
    seed: int = 0


@dataclass
class Edit:
    """One repair: ``wrong`` stands at ``start`` of the damaged text, ``right`` was printed."""

    start: int
    wrong: str
    right: str
    kind: str


@dataclass
class Damaged:
    """The damaged text, the text as printed, and what turns one into the other."""

    text: str
    printed: str
    edits: list[Edit] = field(default_factory=list)


def glyph(sign: str) -> str | None:
    """The hanzi a sign is misread as: GBK lead byte + 0x31, the trail byte kept."""
    try:
        lead, trail = sign.encode("gbk")
    except (UnicodeEncodeError, ValueError):
        return None
    if not 0xA1 <= lead <= 0xA9:
        return None
    try:
        return bytes((lead + 0x31, trail)).decode("gb2312")
    except UnicodeDecodeError:
        return None


def widen(text: str) -> str:
    """The text with the full-width codes a Chinese typesetting system keeps.

    Titles in < and > are printed in 〈〉.
    """
    text = re.sub(rf"(?<=[{_HANZI}）])\.(?=[{_HANZI}\n]|$)", "。", text)
    pairs = str.maketrans(",;:!?()", "，；：！？（）")
    text = re.sub(
        rf"(?<=[{_HANZI}\d”》〕）)])[,;:!?()]|[,;:!?()](?=[{_HANZI}“《])",
        lambda m: m[0].translate(pairs),
        text,
    )
    title = rf"(?<![0-9A-Za-z<])[<＜]([{_HANZI}“][^<>＜＞\n]{{0,40}}[{_HANZI}）”])[>＞]"
    text = re.sub(title, r"〈\1〉", text)
    text = re.sub(r"[0-9A-Za-z%<>=+]", lambda m: chr(ord(m[0]) + 0xFEE0), text)
    text = re.sub(r"(?<=[０-９])~(?=[０-９])", "～", text)
    text = re.sub(
        r"(?<=[０-９Ａ-Ｚａ-ｚ])[-/](?=[０-９Ａ-Ｚａ-ｚ])", lambda m: chr(ord(m[0]) + 0xFEE0), text
    )
    return re.sub(r"(?<=[０-９])\.(?=[０-９])", "．", text)


def _wide(match: re.Match[str]) -> str:
    return chr(ord(match[0]) + 0xFEE0)


def marks(wide: str) -> list[bool]:
    """Which characters of a widened text are a page's markup, which no font prints."""
    found = [False] * len(wide)
    for match in re.finditer("(?m)＜/?[ａ-ｚ]{1,5}/?＞|^ *＞|＝{4,}", wide):
        found[match.start() : match.end()] = [True] * len(match[0])
    return found


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as ASCII, for comparing."""
    return re.sub(r"[！-～]", lambda m: chr(ord(m[0]) - 0xFEE0), text)


def damage(text: str, how: Damage) -> Damaged:
    """Damage a text; a pure function of its arguments."""
    rng = random.Random(how.seed)
    kinds = {sign: name for name, signs in CLASSES.items() for sign in signs}
    if how.lose:
        text = "".join(c for c in text if c not in "“”" or rng.random() >= how.lose)
    out: list[str] = []
    edits: list[Edit] = []
    size = 0
    for char, mark in zip(wide := widen(text), marks(wide), strict=True):
        kind = None if mark else kinds.get(char)
        wrong = glyph(char) if kind else None
        rate = how.rates.get(kind, 0.0) if kind and char not in how.keep else 0.0
        if wrong is None or kind is None or rate <= 0 or rng.random() >= rate:
            piece = narrow(char) if char not in "，；：！？（）" else char
            out.append(piece)
            size += len(piece)
            continue
        if wrong in SECOND and rng.random() < how.misread:
            wrong = SECOND[wrong]
        right = char
        piece = wrong
        if kind == "closing" and rng.random() < how.beside:
            piece, right = wrong + char, ""
        if kind in ("corner", "digit") and rng.random() < how.blanks:
            out.append(" ")
            size += 1
        edits.append(Edit(size, wrong, right, kind))
        out.append(piece)
        size += len(piece)
    return Damaged("".join(out), text, edits)


def main() -> None:
    """Damage one file and print the text, or the edits with ``--edits``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--classes", default=",".join(CLASSES))
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--misread", type=float, default=0.0)
    parser.add_argument("--lose", type=float, default=0.0)
    parser.add_argument("--beside", type=float, default=0.0)
    parser.add_argument("--blanks", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--edits", action="store_true")
    options = parser.parse_args()
    rates = dict.fromkeys(options.classes.split(","), options.rate)
    how = Damage(rates, options.misread, options.lose, options.beside, options.blanks, options.seed)
    done = damage(options.file.read_text(encoding="utf-8"), how)
    if options.edits:
        for edit in done.edits:
            print(json.dumps(vars(edit), ensure_ascii=False))
    else:
        print(done.text, end="")


if __name__ == "__main__":
    main()
