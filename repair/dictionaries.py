"""The data files: found in the wheel or in the source tree, loaded when first used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from repair.errors import InputError


def data_path(name: str) -> Path:
    """Where a data file lies: ``repair/data/`` in a wheel, the top folders in a source tree.

    Raises :class:`InputError` when it is in neither.
    """
    packaged = Path(str(resources.files("repair"))) / "data" / name
    source_tree = Path(__file__).resolve().parent.parent
    for candidate in (packaged, source_tree / "dictionaries" / name, source_tree / name):
        if candidate.exists():
            return candidate
    raise InputError(f"data file {name} is missing", "install gazette-repair again")


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated data file, without comments (``#``) and header."""
    lines = data_path(name).read_text(encoding="utf-8").splitlines()
    table = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return tuple(table[1:])


@dataclass(frozen=True)
class Dictionaries:
    """The tables of one run: ours, with the user's packs laid over them."""

    packs: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """User rows by table name; they override and extend ours."""

    def table(self, name: str) -> tuple[tuple[str, ...], ...]:
        """All rows of a table, the user's last."""
        return rows(name) + tuple(self.packs.get(name, ()))

    @property
    def digest(self) -> str:
        """Twelve hex digits that change when a table does."""
        hasher = hashlib.sha256()
        for path in sorted(data_path("").glob("*.tsv*")):
            hasher.update(path.name.encode())
            hasher.update(path.read_bytes())
        hasher.update(repr(sorted(self.packs.items())).encode())
        return hasher.hexdigest()[:12]


@cache
def default_dictionaries() -> Dictionaries:
    """Our tables alone."""
    return Dictionaries()
