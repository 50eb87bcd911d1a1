"""The profile of a file in words: what is garbled, where pages are, which documents it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from repair.files import repair_file
from repair.structure.records import issue_of

#: Below it a class of sign is only kept in view, because others are garbled.
WORTH_SAYING = 0.1
#: So many pages of another habit are named one by one.
FEW = 12


def inspect_file(path: Path) -> dict[str, Any]:
    """Everything ``inspect`` shows, as plain data. Raises :class:`repair.errors.InputError`."""
    result = repair_file(path)
    ciphers = result.profile.ciphers
    issue = issue_of(result)
    return {
        "file": path.name,
        "characters": len(result.source),
        "verdict": result.verdict,
        "ciphers": {
            "open": bool(ciphers.gate),
            "why": dict(ciphers.gate.counts),
            "pairs": dict(sorted(ciphers.found.items(), key=lambda item: (-item[1], item[0]))),
            "expected": {
                name: round(share, 2)
                for name, share in sorted(ciphers.gate.activity.items())
                if share >= WORTH_SAYING
            },
        },
        "marks": {name: n for name, n in result.profile.marks.as_dict().items() if n},
        "pages": [
            {"page": number, "start": start, "clean_start": clean, "printed": printed}
            | {"habits": result.profile.habits.of(number - 1).as_dict()}
            for number, (start, clean, printed) in enumerate(result.pages, 1)
        ],
        "geometry": {
            "source": result.profile.pages.source,
            "width": result.profile.pages.width,
            "lines": result.profile.pages.lines,
            "columns": result.profile.pages.columns,
        },
        "contents": [
            {"title": e.title, "number": e.number, "page": e.page, "category": e.category}
            for e in issue.entries
        ],
        "documents": [
            {
                "number": d.doc_number,
                "issuer": d.issuer,
                "title": d.title,
                "date": d.date,
                "contents_page": d.contents_page,
                "annexes": [title for title, _ in d.annexes],
                "blocks": [{"kind": b.kind, "level": b.level, "text": b.text} for b in d.blocks],
            }
            for d in issue.documents
        ],
    }


def lines_of(found: dict[str, Any], *, blocks: bool) -> Iterator[str]:
    """The same for a terminal."""
    yield f"{found['file']}: {found['characters']:,} characters, verdict {found['verdict']}"
    yield from _ciphers(found["ciphers"])
    marks = ", ".join(f"{n} {name}" for name, n in found["marks"].items())
    yield f"extractor marks: {marks or 'none'}"
    printed = [page["printed"] for page in found["pages"] if page["printed"]]
    known = f", printed {printed[0]}–{printed[-1]}" if printed else ""
    yield f"pages: {len(found['pages'])}{known}{_geometry(found['geometry'])}"
    yield from _habits([page["habits"] for page in found["pages"]])
    yield f"contents: {len(found['contents'])} entries"
    yield f"documents: {len(found['documents'])}"
    for document in found["documents"]:
        kinds = Counter(block["kind"] for block in document["blocks"])
        head = " · ".join(
            part for part in (document["number"], document["issuer"], document["date"]) if part
        )
        yield f"  {document['title'] or '(no title)'}"
        yield f"    {head or '–'}   " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common())
        if blocks:
            for block in document["blocks"]:
                level = str(block["level"] or "")
                yield f"      {block['kind']:9} {level:1} {block['text'].splitlines()[0][:60]}"


def _geometry(known: dict[str, Any]) -> str:
    """How the pages are known, and what a printed page held."""
    parts = [f"from {known['source']}"] if known["source"] != "none" else []
    if known["width"]:
        parts.append(f"{known['width']:g} characters a line")
    if known["lines"]:
        parts.append(f"{known['lines']:g} lines a page")
    if known["columns"] > 1:
        parts.append(f"{known['columns']} columns")
    return f" ({', '.join(parts)})" if parts else ""


#: What a page may be like, in the order it is shown.
_KINDS = {"marks": "marks", "brackets": "brackets", "figures": "figures", "stops": "after 。"}


def _habits(pages: list[dict[str, Any]]) -> Iterator[str]:
    """On how many pages each habit is at home; for the rarer ones, on which."""
    for kind, name in _KINDS.items():
        ways: dict[str, list[int]] = defaultdict(list)
        for number, page in enumerate(pages, 1):
            if kind in page:
                ways[page[kind]].append(number)
        if ways:
            ranked = sorted(ways.items(), key=lambda way: (-len(way[1]), way[0]))
            yield f"  {name}: " + ", ".join(_way(way, on, len(pages)) for way, on in ranked)
    strewn = [number for number, page in enumerate(pages, 1) if page["script"] != "simplified"]
    if strewn:
        yield f"  script: {_way('traditional forms', strewn, len(pages))}"


def _way(way: str, on: list[int], pages: int) -> str:
    which = f" ({', '.join(map(str, on))})" if len(on) <= FEW and len(on) < pages else ""
    return f"{way} on {len(on)} page{'s' if len(on) > 1 else ''}{which}"


def _ciphers(ciphers: dict[str, Any]) -> Iterator[str]:
    if not ciphers["open"]:
        yield "font ciphers: none; no form that only a garbled text has was seen"
        return
    why = ", ".join(f"{n} {name}" for name, n in ciphers["why"].items())
    yield f"font ciphers: at work ({why})"
    pairs = ciphers["pairs"].items()
    yield "  pairs: " + ", ".join(f"{pair[0]}→{pair[1:] or '∅'} {n}" for pair, n in pairs)
    shares = ciphers["expected"].items()
    yield "  expected: " + ", ".join(f"{share:.0%} of {name}" for name, share in shares)
