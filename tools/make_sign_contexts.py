"""Make ``dictionaries/sign_contexts.tsv``: what stands beside signs in sound text.

    python tools/make_sign_contexts.py --text FOLDER … --exclude FOLDER … -o FILE

Counts neighbours where at least one is a sign, digit or letter, or a hanzi that a sign
may be garbled to. Only counts leave the text. Digits are counted as ``0``, letters as
``A`` and ``a``, circled and other numbers, Greek and box signs by their class, a line
end as ``¶``; blanks are looked through.
Half-width punctuation beside hanzi counts as full-width. ``--base`` adds the counts of an
earlier table, so that a new domain can be counted without the texts of the old one.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from make_lexicon import cipher_hanzi, texts

HEADER = """\
# Neighbours of signs in clean text. Made by tools/make_sign_contexts.py; not edited by hand.
# Source: counts over clean text ({about}).
# Two tokens: how often they are neighbours; one token: how often it occurs; "all": of all.
tokens\tcount
"""
LEAST = 3
FULL = str.maketrans(",;:()!?[]%~-/<>=+*&", "，；：（）！？［］％～－／＜＞＝＋＊＆")
NOISE = re.compile(r"[#*_`|\\]|<[^>\n]*>|[ \t\u3000\r]+")


def canonical(text: str) -> list[str]:
    """The tokens of a text: hanzi as they are, everything else by its class."""
    text = re.sub(r"\n+", "\n", NOISE.sub("", text))
    text = re.sub(r"\.(?=[\u4e00-\u9fff\n])|(?<=[\u4e00-\u9fff])\.", "。", text)
    return [token(char) for char in text.translate(FULL)]


def token(char: str) -> str:
    """The class of one character."""
    if "\u4e00" <= char <= "\u9fff":
        return char
    if char == "\n":
        return "¶"
    if char == ".":
        return "．"
    narrow = unicodedata.normalize("NFKC", char)
    if char in "0123456789" or "\uff10" <= char <= "\uff19":
        return "0"
    if len(narrow) == 1 and narrow.isascii() and narrow.isalpha():
        return "A" if narrow.isupper() else "a"
    if "\u2460" <= char <= "\u24ff" or "\u2160" <= char <= "\u217f":
        return "①"
    if "\u0370" <= char <= "\u03ff":
        return "α"
    return char


def earlier(path: Path | None) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """The counts of an earlier table: of tokens and of neighbours."""
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines() if path else ():
        key, _, count = line.partition("\t")
        if not count.isdigit():
            continue
        if len(key) == 2:
            pairs[key[0], key[1]] = int(count)
        else:
            alone[key] = int(count)
    return alone, pairs


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--exclude", type=Path, nargs="*", default=[])
    parser.add_argument("--base", type=Path)
    parser.add_argument("--about", required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    glyphs = cipher_hanzi((0xA1, 0xA2, 0xA3, 0xA6))
    alone, pairs = earlier(options.base)
    total = alone.pop("all", 0)
    for text in texts(options.text, options.exclude):
        tokens = canonical(text)
        total += len(tokens)
        alone.update(tokens)
        pairs.update(
            (a, b)
            for a, b in pairwise(tokens)
            if a in glyphs
            or b in glyphs
            or not ("\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff")
        )
    rows = {"all": total}
    rows |= {token: count for token, count in alone.items() if count >= LEAST}
    rows |= {a + b: count for (a, b), count in pairs.items() if count >= LEAST}
    kept = sorted((key, count) for key, count in rows.items() if not re.search(r"\s", key))
    table = "".join(f"{key}\t{count}\n" for key, count in kept)
    options.output.write_text(HEADER.format(about=options.about) + table, encoding="utf-8")
    print(f"{len(rows)} rows → {options.output}")


if __name__ == "__main__":
    main()
