"""Sources that know their pages: MinerU's ``content_list.json`` and JSON lines.

Their text is put together page by page, with a form feed between pages, so that the same
rules read it as a text from any other extractor. The report is over that text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.errors import InputError
from repair.source import Layout, Region, Regions, Source

#: JSON lines that this tool writes itself.
_OURS = (".fixes.jsonl", ".decisions.jsonl", ".records.jsonl")
#: Blocks of a content list that are no text of the page.
_SKIPPED = frozenset({"image", "chart", "discarded"})
PAGE_BREAK = "\n\f"
_UNSAFE = re.compile(r"[^\w.-]")


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields of JSON lines."""

    text: str = "text"
    id: str = "id"
    page: str = "page"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text, its page (1-based) and its box, if known."""

    text: str
    page: int
    bbox: tuple[int, int, int, int] | None = None


def is_paged(path: Path) -> bool:
    """Whether a file's name says that it is a content list or JSON lines."""
    name = path.name.lower()
    return name.endswith("content_list.json") or (
        name.endswith(".jsonl") and not name.endswith(_OURS)
    )


def read_paged(path: Path, fields: Fields | None = None, identity: str | None = None) -> Source:
    """The text of a content list, or of the JSON lines of one document.

    ``identity`` picks one document of a file that holds several. Raises
    :class:`InputError` naming file and line.
    """
    fields = fields or Fields()
    if path.suffix.lower() == ".jsonl":
        pieces = [piece for key, piece in _json_lines(path, fields) if identity in (None, key)]
        separator = "\n"
    else:
        pieces, separator = list(_content_list(path)), "\n\n"
    stem = path.stem if identity is None else f"{path.stem}.{file_name(identity)}"
    return _source(f"{stem}.source.txt", pieces, separator)


def file_name(identity: str) -> str:
    """A document's name as part of a file name."""
    return _UNSAFE.sub("_", identity)


def identities(path: Path, fields: Fields | None = None) -> tuple[str, ...]:
    """The documents of a JSON lines file, in the order they come; one empty name if it has none."""
    if path.suffix.lower() != ".jsonl":
        return ()
    return tuple(dict.fromkeys(key for key, _ in _json_lines(path, fields or Fields())))


def _source(name: str, pieces: Sequence[_Piece], separator: str) -> Source:
    text: list[str] = []
    regions = Regions()
    length = 0
    for number, piece in enumerate(pieces):
        if number:
            turned = piece.page != pieces[number - 1].page
            gap = PAGE_BREAK if turned else separator
            text.append(gap)
            length += len(gap)
        regions.append(Region(length, length + len(piece.text), piece.page, piece.bbox))
        text.append(piece.text)
        length += len(piece.text)
    whole = "".join(text) + ("\n" if text else "")
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
    return Source(name, whole, sha256=digest, layout=Layout(regions))


def _json_lines(path: Path, fields: Fields) -> Iterator[tuple[str, _Piece]]:
    pages: dict[str, int] = {}
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        record = _parsed(line, f"{path}:{number}")
        text = record.get(fields.text) if isinstance(record, dict) else None
        if not isinstance(text, str):
            raise InputError(
                f"{path}:{number}: no text in field {fields.text!r}",
                "name the field with --text-field",
            )
        key = str(record.get(fields.id, ""))
        page = record.get(fields.page)
        pages[key] = page if isinstance(page, int) else pages.get(key, 0) + 1
        yield key, _Piece(_plain(text), pages[key])


def _content_list(path: Path) -> Iterator[_Piece]:
    items = _parsed(_read(path), str(path))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise InputError(f"{path}: not a content list", "it must be a list of blocks")
    for number, item in enumerate(items):
        page = item.get("page_idx", 0)
        if not isinstance(page, int):
            raise InputError(f"{path}: block {number} has no page (page_idx is {page!r})")
        text = _block_text(item)
        if text.strip():
            yield _Piece(_plain(text), page + 1, _box(item.get("bbox")))


def _block_text(item: Mapping[str, Any]) -> str:
    kind = item.get("type", "text")
    if kind in _SKIPPED:
        return ""
    if kind == "table":
        parts = (*_strings(item, "table_caption"), *_strings(item, "table_body"))
        return "\n".join((*parts, *_strings(item, "table_footnote")))
    if kind == "list":
        return "\n".join(_strings(item, "list_items"))
    return "\n".join(_strings(item, "text"))


def _strings(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = item.get(key, ())
    values = [value] if isinstance(value, str) else value
    return tuple(v for v in values if isinstance(v, str) and v.strip())


def _box(value: object) -> tuple[int, int, int, int] | None:
    if not isinstance(value, list) or len(value) != 4:
        return None
    try:
        left, top, right, bottom = (round(float(v)) for v in value)
    except (TypeError, ValueError):
        return None
    return left, top, right, bottom


def _plain(text: str) -> str:
    # A form feed of their own would be read as one of ours.
    return text.replace("\r\n", "\n").replace("\f", "\n").strip("\n")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte at offset {error.start} is not UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error


def _parsed(text: str, place: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError(f"{place}: not JSON ({error})") from error
