"""How likely a run of hanzi is as words: frequencies and the best segmentation.

The table is made by ``tools/make_lexicon.py`` from the dictionary of the jieba
segmenter (MIT) and counts over clean text; it is read when first needed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

LONGEST = 6
"""Words of the table are at most this long."""
UNKNOWN = 0.3
"""The count a character has that the table does not know."""


@dataclass(frozen=True)
class Lexicon:
    """Words with their log-probabilities, and the beginnings of words."""

    counts: dict[str, int]
    log_probability: dict[str, float]
    prefixes: frozenset[str]
    """Every beginning of a word that is longer than it, so that a look-up can stop early."""
    unknown: float
    """The log-probability of a character that is in no table."""


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    from repair.dictionaries import data_path

    counts: dict[str, int] = {}
    for line in data_path("lexicon.tsv").read_text(encoding="utf-8").splitlines():
        word, _, count = line.partition("\t")
        if count.isdigit():
            counts[word] = int(count)
    total = math.log(sum(counts.values()))
    log = math.log
    logs = {word: log(count) - total for word, count in counts.items() if count}
    prefixes = frozenset(word[:size] for word in counts for size in range(1, len(word)))
    return Lexicon(counts, logs, prefixes, log(UNKNOWN) - total)


@cache
def weights() -> Counter[str]:
    """How often each character stands in the counted words."""
    weight: Counter[str] = Counter()
    for word, count in lexicon().counts.items():
        for char in set(word):
            weight[char] += count
    return weight


def occurrences(words: str, text: str, low: int, high: int) -> Iterator[int]:
    """Where ``words`` stand in ``text[low:high]``, one after the other.

    One hanzi is found three times as fast as two, so the rarest of the words is looked for.
    """
    weight = weights()
    offset = min(range(len(words)), key=lambda i: weight[words[i]])
    rarest = words[offset]
    at = text.find(rarest, low + offset, high)
    while at >= 0:
        if text.startswith(words, at - offset, high):
            yield at - offset
            at += len(words) - 1
        at = text.find(rarest, at + 1, high)


def frequency(word: str) -> int:
    """How often a word occurs in the counted text; 0 when the table lacks it."""
    return lexicon().counts.get(word, 0)


def score(text: str) -> float:
    """The log-likelihood of the best segmentation of a text into words.

    Characters that are no word (signs, Latin letters, rare hanzi) cost as much as
    the rarest word. An empty text scores 0. Linear in the length of the text.
    """
    return _best(text)[0][-1]


def segment(text: str) -> list[str]:
    """The words of the best segmentation."""
    _, back = _best(text)
    words: list[str] = []
    end = len(text)
    while end:
        words.append(text[back[end] : end])
        end = back[end]
    return words[::-1]


def _best(text: str) -> tuple[list[float], list[int]]:
    table = lexicon()
    logs, prefixes = table.log_probability, table.prefixes
    size = len(text)
    best = [0.0, *([-math.inf] * size)]
    back = [0] * (size + 1)
    for start in range(size):
        base, end, word = best[start], start + 1, text[start]
        value: float | None = logs.get(word, table.unknown)
        while True:
            if value is not None and base + value > best[end]:
                best[end] = base + value
                back[end] = start
            if end == size or word not in prefixes:
                break
            end += 1
            word = text[start:end]
            value = logs.get(word)
    return best, back
