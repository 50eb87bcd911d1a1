"""Records of the documents of an issue against what the issue was made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.issues.content import Document

_WIDTH = str.maketrans("（），：", "(),:")
_DATE = re.compile(r"(\d+)年(\d+)月(\d+)日")
#: Fields of a record by the kind of the block they are read from.
_FIELDS = {
    "number": "doc_number",
    "issuer": "issuer",
    "title": "title",
    "addressee": "addressee",
    "date": "date",
}


def compare(
    documents: Sequence[Document], records: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, bool, str]]:
    """For every field of every document: its name, whether it is right, and what was read.

    A record is known by its number, or its title. Annexes and tables count one by one.
    """
    for document in documents:
        printed = {block.kind: block.text for block in document.blocks if block.kind in _FIELDS}
        record = next(
            (r for r in records if _same(r["doc_number"], printed["number"])),
            next((r for r in records if _same(r["title"], printed["title"])), None),
        )
        yield "found", record is not None, printed["title"]
        if record is None:
            continue
        for kind, field in _FIELDS.items():
            right = printed[kind].rstrip("：")
            if match := _DATE.fullmatch(right):
                right = "{}-{:02}-{:02}".format(*map(int, match.groups()))
            yield field, _same(record[field], right), f"{record[field]!r} for {right!r}"
        annexes = [annex["title"] for annex in record["annexes"]]
        for title in _annexes(document):
            yield "annex", any(_same(one, title) for one in annexes), f"{annexes} lack {title!r}"
        wanted = sum(block.kind in ("roster", "table") for block in document.blocks)
        if wanted or record["tables"]:
            found = len(record["tables"])
            yield "tables", found == wanted, f"{found} for {wanted} in {printed['title']!r}"
    extra = len(records) - len(documents)
    if extra > 0:
        yield "made up", False, f"{extra} records too many"


def count(found: Sequence[tuple[str, bool, str]]) -> tuple[Counter[str], Counter[str]]:
    """How many fields are right, and how many there are."""
    return Counter(name for name, right, _ in found if right), Counter(name for name, *_ in found)


def _annexes(document: Document) -> list[str]:
    """The titles of the annexes: headings that a line 附件 announces."""
    if not any(block.kind == "annex" for block in document.blocks):
        return []
    ends = ("名单", "分工表")
    return [b.text for b in document.blocks if b.kind == "heading" and b.text.endswith(ends)]


def _same(read: str | None, printed: str) -> bool:
    return _plain(read or "") == _plain(printed)


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_WIDTH)
