"""The decoder's tables as if a text had never been counted for them.

``dictionaries/lexicon.tsv`` and ``sign_contexts.tsv`` are counts. What a text adds to them is
counted again with the scripts that made them and taken away, so that a text can be judged by
tables that have not seen it. A text that was never counted loses what others put in: the
figures are then a little too low, never too high.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "tools"))

#: What one occurrence in the counted text weighs in the lexicon: its counts differ from the
#: dictionary of jieba by multiples of this (see ``merge`` in tools/make_lexicon.py).
WEIGHT = 6.067


def fewer_words(text: str) -> list[str]:
    """The lines of the lexicon without what the text may have added to jieba's counts."""
    from make_lexicon import counted, jieba_words

    base, _ = jieba_words()
    own = counted([text])
    lines = []
    for line in (TOP / "dictionaries" / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        word, _, count = line.partition("\t")
        if count.isdigit() and own[word]:
            left = max(base.get(word, 0), int(count) - round(WEIGHT * own[word]))
            if left:
                lines.append(f"{word}\t{left}")
        else:
            lines.append(line)
    return lines


def fewer_neighbours(text: str) -> list[str]:
    """The lines of the sign contexts without what the text may have added."""
    from make_sign_contexts import canonical

    tokens = canonical(text)
    own = Counter(tokens) + Counter(a + b for a, b in pairwise(tokens))
    own["all"] = len(tokens)
    lines = []
    path = TOP / "dictionaries" / "sign_contexts.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, count = line.partition("\t")
        if count.isdigit() and own[key]:
            if int(count) > own[key]:
                lines.append(f"{key}\t{int(count) - own[key]}")
        else:
            lines.append(line)
    return lines


@contextmanager
def left_out(text: str) -> Iterator[None]:
    """Within, the decoder works with tables that lack what the text may have added."""
    from repair import dictionaries

    usual = dictionaries.data_path
    with tempfile.TemporaryDirectory() as folder:
        for path in (TOP / "dictionaries").glob("*.tsv"):
            shutil.copy(path, folder)
        for name, lines in (
            ("lexicon.tsv", fewer_words(text)),
            ("sign_contexts.tsv", fewer_neighbours(text)),
        ):
            (Path(folder) / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        dictionaries.data_path = lambda name: Path(folder) / name
        try:
            _forget()
            yield
        finally:
            dictionaries.data_path = usual
            _forget()


def _forget() -> None:
    """Empty what was loaded from the tables."""
    from repair import dictionaries
    from repair.decoder import glyphs, language
    from repair.words import lexicon

    for loaded in (
        dictionaries.rows,
        lexicon.lexicon,
        language.language,
        glyphs.word_pairs,
        glyphs.partners,
        glyphs.spoken,
    ):
        loaded.cache_clear()
