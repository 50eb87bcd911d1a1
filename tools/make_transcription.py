"""Make ``dictionaries/transcription.tsv``: the hanzi foreign names are written with.

    python tools/make_transcription.py -o dictionaries/transcription.tsv

From the dictionary of jieba (MIT, see ``dictionaries/NOTICE``), a development dependency, which
marks transcribed names: how much likelier (log) a hanzi is in them than in words of all kinds,
each as often as it is used. Hanzi that fewer than LEAST names have are left out.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from importlib import metadata
from pathlib import Path

HEADER = """\
# Hanzi of transcribed foreign names. Made by tools/make_transcription.py; not edited by hand.
# Source: the names marked so in the dictionary of jieba {version} (MIT).
# odds: log of how much likelier in such a name than in a word; names: how many have it.
hanzi\todds\tnames
"""
MARK = "nrt"
LEAST = 3
#: What is added to every count, so that rare hanzi say little.
SMOOTHING, USUAL_SMOOTHING, HANZI = 0.5, 20, 8000


def table() -> list[str]:
    """The rows, by code point."""
    import jieba

    names: Counter[str] = Counter()
    usual: Counter[str] = Counter()
    path = Path(jieba.__file__).with_name("dict.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, mark = line.split()
        for char in word:
            if mark == MARK:
                names[char] += 1
            else:
                usual[char] += int(count)
    all_names = names.total() + SMOOTHING * len(names)
    all_usual = usual.total() + USUAL_SMOOTHING * HANZI
    rows = []
    for char, number in sorted(names.items()):
        if number >= LEAST and "一" <= char <= "龥":
            share = (number + SMOOTHING) / all_names
            odds = math.log(share * all_usual / (usual[char] + USUAL_SMOOTHING))
            rows.append(f"{char}\t{odds:.1f}\t{number}")
    return rows


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, required=True)
    head = HEADER.format(version=metadata.version("jieba"))
    parser.parse_args().output.write_text(head + "\n".join(table()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
