"""Reads XML and HTML from strangers: no entities, no network, no external files.

Piece by piece, so that a layout file of a thousand pages takes no more memory than a page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from repair.errors import InputError
from repair.ocr.extra import need

#: Bytes of a layout file; a 500-page gazette with every character boxed takes about 80 MB.
MAX_BYTES = 400_000_000
_CHUNK = 1 << 16
_ENTITY = b"<!entity"
_SAFE = {"no_network": True, "remove_comments": True, "huge_tree": True}


def elements(
    file: BinaryIO, name: str, wanted: Callable[[Any], bool]
) -> Iterator[Any]:  # lxml has no types
    """The elements that are ``wanted``, each when all of it is read; then it is forgotten.

    XML that is not well formed is read as HTML.
    Raises :class:`InputError` for a file that declares entities, is too big, or is neither.
    """
    etree = need("lxml.etree")
    if file.seek(0, io.SEEK_END) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB", "split it")
    file.seek(0)
    given = 0
    try:
        for element in _pulled(file, name):
            if wanted(element):
                yield element
                given += 1
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        file.seek(0)
        data = file.read()
        if b"<html" not in data[:4000].lower():
            raise InputError(f"{name}: not well-formed XML ({error})") from error
        root = _html(data, name)
        yield from islice(filter(wanted, root.iter()), given, None)


def _pulled(file: BinaryIO, name: str) -> Iterator[Any]:
    """Every element of well-formed XML when it ends."""
    parser = need("lxml.etree").XMLPullParser(
        ("end",),
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        remove_pis=True,
        **_SAFE,
    )
    before = b""
    while chunk := file.read(_CHUNK):
        if _ENTITY in (before + chunk).lower():
            raise InputError(
                f"{name}: declares XML entities, which are not expanded",
                "remove its <!ENTITY …> lines",
            )
        before = chunk[-len(_ENTITY) :]
        parser.feed(chunk)
        yield from (element for _, element in parser.read_events())
    parser.close()
    yield from (element for _, element in parser.read_events())


def _html(data: bytes, name: str) -> Any:  # noqa: ANN401
    etree = need("lxml.etree")
    html = etree.HTMLParser(encoding="utf-8" if _is_utf8(data) else None, **_SAFE)
    try:
        root = etree.fromstring(data, html)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name}: neither XML nor HTML ({error})") from error
    if root is None:
        raise InputError(f"{name}: an empty layout file")
    return root


def local(element: Any) -> str:  # noqa: ANN401
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
