"""One record per official document, ready for an index."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from repair.context import Context
from repair.structure.blocks import Block
from repair.structure.issue import Issue, Official, structure_of
from repair.tables.output import Table, tables_of

if TYPE_CHECKING:
    from repair.engine import Result


def records_of(result: Result) -> Iterator[dict[str, Any]]:
    """The records of a result: number, issuer, title, addressee, date, blocks, annexes, tables.

    A block has its text, its page (1-based), the printed page number where it is known, and
    its span in the source. A table has its header and rows; the role of a roster stands in
    every row.
    """
    crlf = _crlf_places(result.text)
    context = Context(result.text.replace("\r\n", "\n"))
    tables = tables_of(context)
    for official in structure_of(context).documents:
        yield _record(result, official, crlf, tables)


def dump_records(result: Result) -> str:
    """The records as JSON lines."""
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records_of(result))


def _record(
    result: Result, official: Official, crlf: Sequence[int], tables: Sequence[Table]
) -> dict[str, Any]:
    return {
        "doc_number": official.doc_number or None,
        "issuer": official.issuer or None,
        "title": official.title or None,
        "addressee": official.addressee or None,
        "date": official.date or None,
        "contents_page": official.contents_page or None,
        "blocks": [_block(result, block, crlf) for block in official.blocks],
        "annexes": [{"title": title, "block": at} for title, at in official.annexes],
        "tables": [
            {"block": at, **table.as_dict()}
            for at, block in enumerate(official.blocks)
            for table in tables
            if block.kind == table.kind and block.start <= table.start < block.end
        ],
    }


def _block(result: Result, block: Block, crlf: Sequence[int]) -> dict[str, Any]:
    start, end = (_with_crlf(crlf, position) for position in (block.start, block.end))
    span = result.patch.source_span(start, end)[0]
    page = bisect_right([p[0] for p in result.pages], span.start) - 1
    return {
        "type": block.kind,
        "level": block.level,
        "text": block.text,
        "page": page + 1,
        "printed_page": result.pages[page][2] if result.pages else None,
        "source_span": [span.start, span.end],
    }


def _crlf_places(text: str) -> list[int]:
    """Where line ends of two characters stand, counted as if each were one."""
    return [m.start() - number for number, m in enumerate(re.finditer("\r\n", text))]


def _with_crlf(crlf: Sequence[int], position: int) -> int:
    """The place in the text itself of a place counted with LF."""
    return position + bisect_left(crlf, position)


def issue_of(result: Result) -> Issue:
    """The structure of a result's clean text."""
    return structure_of(Context(result.text.replace("\r\n", "\n")))
