"""Parses XML and HTML from strangers: no entities, no network, no external files."""

from __future__ import annotations

import re
from typing import Any

from repair.errors import InputError
from repair.ocr.extra import need

#: Bytes of a layout file; a 500-page gazette with every character boxed takes about 80 MB.
MAX_BYTES = 400_000_000
_DECLARED_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def parse(data: bytes, name: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The root element. XML that is not well formed is read as HTML.

    Raises :class:`InputError` for a file that declares entities, is too big, or is neither.
    """
    etree = need("lxml.etree")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB", "split it")
    if _DECLARED_ENTITY.search(data):
        raise InputError(
            f"{name}: declares XML entities, which are not expanded", "remove its <!ENTITY …> lines"
        )
    options = {"no_network": True, "remove_comments": True, "huge_tree": True}
    strict = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, remove_pis=True, **options
    )
    try:
        return etree.fromstring(data, strict)
    except etree.XMLSyntaxError as error:
        if b"<html" not in data[:4000].lower():
            raise InputError(f"{name}: not well-formed XML ({error})") from error
    encoding = "utf-8" if _is_utf8(data) else None
    html = etree.HTMLParser(encoding=encoding, **options)
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
