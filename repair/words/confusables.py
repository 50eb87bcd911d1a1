"""Hanzi that look alike in print, from ``dictionaries/confusables.tsv``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from repair.dictionaries import Dictionaries, default_dictionaries


class Confusables:
    """Which hanzi may be misread for which, and how alike they are (0–1)."""

    def __init__(self, pairs: Mapping[tuple[str, str], float]) -> None:
        table: dict[str, dict[str, float]] = defaultdict(dict)
        for (a, b), alike in pairs.items():
            table[a][b] = alike
            table[b][a] = alike
        self._table = {
            char: dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
            for char, found in table.items()
        }

    @property
    def hanzi(self) -> tuple[str, ...]:
        """All hanzi that have a look-alike."""
        return tuple(sorted(self._table))

    def alike(self, a: str, b: str) -> float:
        """How alike two hanzi look; 0 when the table does not pair them."""
        return self._table.get(a, {}).get(b, 0.0)

    def neighbours(self, char: str) -> Mapping[str, float]:
        """The hanzi that look like this one, nearest first."""
        return self._table.get(char, {})


@lru_cache(maxsize=4)
def table_of(dictionaries: Dictionaries) -> Confusables:
    """The pairs of our table and the user's."""
    return Confusables(
        {(a, b): float(alike) for a, b, alike, _ in dictionaries.table("confusables.tsv")}
    )


def confusables() -> Confusables:
    """The table that comes with the package."""
    return table_of(default_dictionaries())
