"""Make ``dictionaries/lexicon.tsv``: words and how often they occur.

    python tools/make_lexicon.py --text FOLDER … --exclude FOLDER … -o dictionaries/lexicon.tsv

The words and their base counts are those of jieba's dictionary (MIT, see
``dictionaries/NOTICE``), a development dependency. ``--text`` adds counts over clean
text, segmented with the same dictionary; only counts leave that text. A file that
shares more than a tenth of its 16-character runs with a text under ``--exclude`` is
not counted, so that what is measured on those texts was not learnt from them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HANZI = re.compile(r"[\u4e00-\u9fff]+")
HEADER = """\
# Words and their counts. Made by tools/make_lexicon.py; do not edit by hand.
# Sources: the dictionary of jieba {version} (MIT); counts over clean text ({texts}).
"""
SHINGLE = 16


def cipher_hanzi(rows: Iterable[int] = range(0xA1, 0xAA)) -> frozenset[str]:
    """The hanzi that stand for signs (GB2312 lead byte + 0x31): words with them matter most."""
    found = set()
    for lead in rows:
        for trail in range(0xA1, 0xFF):
            try:
                bytes((lead, trail)).decode("gb2312")
                found.add(bytes((lead + 0x31, trail)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def files(folders: Iterable[Path]) -> Iterator[Path]:
    """The text files under some folders, in a stable order."""
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.suffix in {".txt", ".md"})


def shingles(text: str) -> set[str]:
    """Every run of 16 hanzi, blanks and signs left out."""
    hanzi = "".join(HANZI.findall(text))
    return {hanzi[i : i + SHINGLE] for i in range(len(hanzi) - SHINGLE)}


def texts(folders: Iterable[Path], excluded: Iterable[Path]) -> Iterator[str]:
    """The texts that may be counted."""
    held_out: set[str] = set()
    for path in files(excluded):
        held_out |= shingles(path.read_text(encoding="utf-8"))
    for path in files(folders):
        text = path.read_text(encoding="utf-8", errors="ignore")
        own = shingles(text)
        if held_out and own and len(own & held_out) * 10 > len(own):
            continue
        yield text


def jieba_words() -> tuple[dict[str, int], str]:
    """jieba's words with their counts, and its version."""
    import jieba

    path = Path(jieba.__file__).with_name("dict.txt")
    words = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count = line.split(" ")[:2]
        if HANZI.fullmatch(word):
            words[word] = int(count)
    return words, str(jieba.__version__)


def counted(corpus: Iterable[str]) -> Counter[str]:
    """How often jieba's words occur in some texts."""
    import jieba

    counts: Counter[str] = Counter()
    for text in corpus:
        for run in HANZI.findall(text):
            counts.update(jieba.cut(run, HMM=False))
    return counts


def merge(base: dict[str, int], extra: Counter[str]) -> dict[str, int]:
    """Base counts plus the extra ones, scaled to weigh a third of the base together."""
    total = sum(extra.values())
    scale = sum(base.values()) / total / 3 if total else 0.0
    merged = dict(base)
    for word, count in extra.items():
        merged[word] = merged.get(word, 0) + round(count * scale)
    return merged


def keep(word: str, count: int, base: int, signs: frozenset[str]) -> bool:
    """All single characters, frequent words, and rarer ones that hold a cipher hanzi.

    Long ones must be frequent in the base too: set phrases of one genre are no words.
    """
    if len(word) == 1:
        return count > 0
    if len(word) > 6:
        return False
    least = 10 if signs.intersection(word) else 80
    return (base if len(word) > 3 else count) >= least


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--exclude", type=Path, nargs="*", default=[])
    parser.add_argument("--about", default="none", help="what the text is, for the header")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    words, version = jieba_words()
    merged = merge(words, counted(texts(options.text, options.exclude)))
    signs = cipher_hanzi()
    rows = sorted((w, c) for w, c in merged.items() if keep(w, c, words.get(w, 0), signs))
    table = "".join(f"{word}\t{count}\n" for word, count in rows)
    header = HEADER.format(version=version, texts=options.about)
    options.output.write_text(f"{header}word\tcount\n{table}", encoding="utf-8")
    print(f"{len(rows)} words → {options.output}")


if __name__ == "__main__":
    main()
