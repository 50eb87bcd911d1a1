"""The data files: found in the wheel or in the source tree, loaded when first used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
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


@dataclass(frozen=True, eq=False)
class Dictionaries:
    """The tables of one run: ours, with the user's packs laid over them."""

    packs: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """User rows by table name; they override and extend ours."""

    def table(self, name: str) -> tuple[tuple[str, ...], ...]:
        """All rows of a table, the user's last."""
        return rows(name) + tuple(self.packs.get(name, ()))

    @cached_property
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


#: The tables a user's pack may extend, by their headers.
PACK_HEADERS = {
    ("name", "level", "aliases", "issues", "provenance"): "agencies.tsv",
    ("prefix", "issuer", "level", "place", "provenance"): "issuers.tsv",
    ("a", "b", "similarity", "provenance"): "confusables.tsv",
}


def load_pack(path: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The rows of a user's pack by table name, as :class:`Dictionaries` takes them.

    A pack is a tab-separated file with the header of the table it extends; several
    tables may follow each other, each with its header. Lines that begin with ``#``
    are comments. Raises :class:`InputError` for a file that is no pack.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a dictionary ({error})") from error
    out: dict[str, list[tuple[str, ...]]] = {}
    table, width = "", 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if cells in PACK_HEADERS:
            table, width = PACK_HEADERS[cells], len(cells)
        elif not table:
            wanted = " or ".join(" ".join(header) for header in PACK_HEADERS)
            raise InputError(f"{path}:{number}: no header", f"begin with (tabs between): {wanted}")
        elif len(cells) != width:
            raise InputError(f"{path}:{number}: {len(cells)} columns", f"{table} has {width}")
        else:
            out.setdefault(table, []).append(cells)
    return {name: tuple(found) for name, found in out.items()}


def with_packs(paths: Iterable[Path]) -> Dictionaries:
    """Our tables with the user's packs over them; a later pack beats an earlier one."""
    packs: dict[str, tuple[tuple[str, ...], ...]] = {}
    for path in paths:
        for name, found in load_pack(path).items():
            packs[name] = packs.get(name, ()) + found
    return Dictionaries(packs) if packs else default_dictionaries()
