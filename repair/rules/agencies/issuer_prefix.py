"""A document number whose issuer is of another place than the document.

## What it does
Where a title begins with a place (《沂川区…规划纲要》) and the number after it has the
prefix of another place, it proposes the prefix of the title's place.

## Why it happens
Prefixes differ by one character (临政发, 淄政发); a reader writes the one it met last.
The print may be wrong as well.

## Example
`《临淄区经济发展纲要》（淄政发〔2016〕6号）` → `临政发〔2016〕6号`

## Safety
Review: a city may well issue a plan for one of its districts, and a document number is
what people cite.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.structure.citations import Citation, Issuer, citations, issuers
from repair.wording import times

RULE = Rule("AG003", "issuer-prefix", Stage.SIGNS, Safety.REVIEW)


def find(context: Context) -> Iterator[Fix]:
    """Proposals for prefixes that don't fit their title."""
    cited = context.get(citations)
    if not cited:
        return
    table = issuers(context.dictionaries)
    for citation in cited:
        given = table.get(citation.prefix)
        if given is None or not given.place or citation.title.startswith(given.place):
            continue
        right = _of_place(citation, given, table)
        if right:
            yield Fix(
                citation.start,
                citation.start + len(citation.prefix),
                right,
                f"The title is of {table[right].place}, the number of {given.place}.",
                confidence=0.6,
                evidence=(
                    f"{right} is {table[right].name}, {citation.prefix} is {given.name}",
                    f"{right} stands {times(context.text.count(right))} in this text",
                ),
            )


def _of_place(citation: Citation, given: Issuer, table: Mapping[str, Issuer]) -> str:
    """The prefix of the same kind for the place the title begins with, or nothing."""
    size, kind = len(citation.prefix), citation.prefix[1:]
    for prefix, issuer in table.items():
        same_kind = len(prefix) == size and prefix.endswith(kind)
        if same_kind and issuer.place and citation.title.startswith(issuer.place):
            rest = citation.title[len(issuer.place) :]
            # 《临淄区…》 issued by the city's government names the city after all.
            if given.place not in rest:
                return prefix
    return ""
