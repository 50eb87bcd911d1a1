"""Which files a command works on, and where their outputs go."""

from __future__ import annotations

import os
from collections import Counter
from fnmatch import fnmatch
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: What a folder is searched for when no ``--include`` is given.
INCLUDE = ("*.txt", "*.md", "*content_list.json")
#: What it is searched for when it holds none of those.
PAGES = ("*.pdf", "*.png", "*.jpg", "*.jpeg", "*.tif", "*.tiff")
#: Our own outputs, never taken for inputs when a folder is searched.
OURS = ("*.clean.txt", "*.clean.md", "*.ocr.txt", "*.source.txt")


def gather(
    inputs: Iterable[Path], include: Sequence[str] = (), skip: Path | None = None
) -> tuple[list[tuple[Path, Path]], list[InputError]]:
    """The files behind some inputs, as (file, path below its input), and what was wrong.

    Folders are searched recursively for ``include`` globs, without our own outputs and
    without the output folder ``skip``; symbolic links to folders are not followed, so
    that loops can't be. A glob the shell has left alone (quoted, or too long for its
    command line) is expanded, ``**`` through folders. Sorted, without doubles.
    """
    found: dict[Path, Path] = {}
    errors = []
    for item in inputs:
        if item.is_dir():
            closed: list[InputError] = []
            below = dict(_walk(item, include or INCLUDE, skip, closed))
            errors += closed
            if not below and not include:
                # A folder of scans; beside texts, images are taken for their pictures.
                below = dict(_walk(item, PAGES, skip, []))
            if not below and not closed:
                globs = " ".join(include or INCLUDE)
                errors.append(InputError(f"{item}: nothing in it matches {globs}"))
            for path, relative in below.items():
                found.setdefault(path, relative)
        elif item.exists() or item.is_symlink():
            found.setdefault(item, Path(item.name))
        elif matches := dict(_matches(item)):
            for path, relative in matches.items():
                found.setdefault(path, relative)
        elif has_magic(str(item)):
            errors.append(InputError(f"{item}: no file matches this glob"))
        else:
            errors.append(InputError(f"{item}: no such file or folder"))
    return sorted(found.items()), errors


def _matches(pattern: Path) -> Iterator[tuple[Path, Path]]:
    """The files behind a glob, each with its path below the folders named in full."""
    if not has_magic(str(pattern)):
        return
    fixed = next(p for p in pattern.parents if not has_magic(str(p)))
    for path in fixed.glob(str(pattern.relative_to(fixed))):
        if path.is_file() and not any(fnmatch(path.name, ours) for ours in OURS):
            yield path, path.relative_to(fixed)


def _walk(
    folder: Path, include: Sequence[str], skip: Path | None, closed: list[InputError]
) -> Iterator[tuple[Path, Path]]:
    """Files below a folder; what can't be listed is added to ``closed``."""

    def complain(error: OSError) -> None:
        closed.append(InputError(f"{error.filename}: can't be listed ({error.strerror})"))

    forbidden = skip.resolve() if skip else None
    for place, folders, files in os.walk(folder, onerror=complain):
        here = Path(place)
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and (here / f).resolve() != forbidden
        )
        for name in sorted(files):
            wanted = any(fnmatch(name, glob) for glob in include)
            if wanted and not name.startswith(".") and not any(fnmatch(name, g) for g in OURS):
                yield here / name, (here / name).relative_to(folder)


def targets(files: Sequence[tuple[Path, Path]], output: Path) -> dict[Path, Path]:
    """Folder and NAME of each file's outputs; no two are the same.

    NAME is the file name less its last ending; where that clashes, the full name; where
    even that does (two folders with the same file), the folders are kept.
    """
    names = {file: relative.with_suffix("") for file, relative in files}
    for fuller in (lambda f, r: r, lambda f, r: _from_common(f, [file for file, _ in files])):
        taken = Counter(str(name).casefold() for name in names.values())
        for file, relative in files:
            if taken[str(names[file]).casefold()] > 1:
                names[file] = fuller(file, relative)
    return {file: output / name for file, name in names.items()}


def _from_common(file: Path, files: Sequence[Path]) -> Path:
    common = os.path.commonpath([f.absolute().parent for f in files])
    return file.absolute().relative_to(common)
