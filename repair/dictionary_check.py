"""Tests of dictionary files: ours in the package, and a user's packs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from repair.dictionaries import PACK_HEADERS, data_path
from repair.errors import InputError

Rows = list[tuple[int, tuple[str, ...]]]

#: Columns that say where a row comes from; a table has one of them, or says it on top.
SOURCES = ("provenance", "source")
#: Columns that a replacement goes from and to.
ARROWS = (("wrong", "right"), ("before", "after"), ("from", "to"), ("traditional", "simplified"))
#: Columns that must be filled.
REQUIRED = ("name", "prefix", "issuer", "a", "b", "word", "surname", *SOURCES)


def check(path: Path, *, ordered: bool = True) -> list[str]:
    """What is wrong with a dictionary file, a sentence each; empty when nothing is.

    Looked at: a header; equal columns; no row twice; sorted (``ordered``; a user's
    pack need not be); no replacement of something by itself, in two ways, or in a
    circle; a source for every row. Raises :class:`InputError` for a file that can't
    be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a dictionary ({error})") from error
    out: list[str] = []
    for header, table in _tables(lines):
        problems: Iterator[str] = (
            problem for test in _tests(ordered) for problem in test(header, table)
        )
        out += [f"{path.name}:{problem}" for problem in problems]
        if not any(column in header for column in SOURCES) and not _told_on_top(lines):
            out.append(f"{path.name}: no column and no comment says where the rows come from")
    if not out and not any(_tables(lines)):
        out.append(f"{path.name}: no rows")
    return out


def our_files() -> tuple[Path, ...]:
    """The tables that come with the package."""
    return tuple(sorted(data_path("agencies.tsv").parent.glob("*.tsv")))


def _tables(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Rows]]:
    header: tuple[str, ...] = ()
    table: Rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if not header or cells in PACK_HEADERS:
            if header:
                yield header, table
            header, table = cells, []
        else:
            table.append((number, cells))
    if header:
        yield header, table


def _told_on_top(lines: Sequence[str]) -> bool:
    top = " ".join(line for line in lines[:12] if line.startswith("#")).lower()
    return any(word in top for word in ("source", "made by", "by hand", "from "))


def _tests(ordered: bool) -> tuple[Callable[[tuple[str, ...], Rows], Iterator[str]], ...]:
    tests = (_columns, _doubled, _arrows, _pairs, _filled)
    return (*tests, _sorted) if ordered else tests


def _columns(header: tuple[str, ...], table: Rows) -> Iterator[str]:
    for number, cells in table:
        if len(cells) != len(header):
            yield f"{number}: {len(cells)} columns, the header has {len(header)}"
        if any(cell != cell.strip() for cell in cells):
            yield f"{number}: blanks at the edge of a cell"


def _key(header: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    return cells[:2] if header[:2] in {("a", "b"), ("sign", "read")} else cells[:1]


def _doubled(header: tuple[str, ...], table: Rows) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in table:
        key = _key(header, cells)
        if key in seen:
            yield f"{number}: {' '.join(key)} stands in line {seen[key]} already"
        seen.setdefault(key, number)


def _sorted(header: tuple[str, ...], table: Rows) -> Iterator[str]:
    keys = [(number, _key(header, cells)) for number, cells in table]
    for (_, before), (number, after) in pairwise(keys):
        if after < before:
            yield f"{number}: {after[0]} must stand before {before[0]} (sorted by code point)"
            return


def _arrows(header: tuple[str, ...], table: Rows) -> Iterator[str]:
    for source, target in ARROWS:
        if source not in header or target not in header:
            continue
        a, b = header.index(source), header.index(target)
        rows = [(number, cells) for number, cells in table if len(cells) == len(header)]
        leads = {cells[a]: cells[b] for _, cells in rows}
        for number, cells in rows:
            if cells[a] == cells[b]:
                yield f"{number}: {cells[a]} is replaced by itself"
            elif leads.get(cells[b], cells[b]) != cells[b]:
                yield f"{number}: {cells[a]} → {cells[b]} → {leads[cells[b]]} is a chain"


def _pairs(header: tuple[str, ...], table: Rows) -> Iterator[str]:
    if header[:2] != ("a", "b"):
        return
    for number, cells in table:
        if len(cells) > 1 and not cells[0] < cells[1]:
            yield f"{number}: write the pair as {cells[1]} {cells[0]} (smaller code point first)"


def _filled(header: tuple[str, ...], table: Rows) -> Iterator[str]:
    wanted = [i for i, column in enumerate(header) if column in REQUIRED]
    for number, cells in table:
        for i in wanted:
            if i < len(cells) and not cells[i]:
                yield f"{number}: {header[i]} is empty"
