"""Fixes that turn a roster into rows of role, name and post: separators only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repair.model import Fix, Safety
from repair.tables.rosters import SURE, Entry, Roster, brought_back, name_of, rosters
from repair.wording import times

if TYPE_CHECKING:
    from repair.context import Context


#: Rosters with more rows than this get no second look through the whole text for every name.
_MOST_LOOKED_UP = 300


def rows(context: Context) -> Iterator[Fix]:
    """The fixes of rows whose name stands where it belongs."""
    yield from _fixes(context, moved=False)


def moved_names(context: Context) -> Iterator[Fix]:
    """The fixes of rows whose surname, or name, hangs at the end of the line before."""
    yield from _fixes(context, moved=True)


def _fixes(context: Context, *, moved: bool) -> Iterator[Fix]:
    for roster in rosters(context):
        for number, entry in enumerate(roster.entries):
            if entry.kind == "row" and brought_back(roster, entry, context.text) == moved:
                yield from _row(context, roster, number, entry, moved=moved)
            elif entry.kind == "tail" and not moved:
                yield from _tail(context, roster, entry)
        if not moved:
            yield from _end(context, roster)


def _row(
    context: Context, roster: Roster, number: int, entry: Entry, *, moved: bool
) -> Iterator[Fix]:
    text = context.text
    neighbours = roster.entries[max(number - 1, 0) : number + 2]
    sure = roster.sure and (
        all(e.cost <= SURE for e in neighbours if e.kind == "row") if moved else entry.cost <= SURE
    )
    name = name_of(roster, entry)
    evidence = tuple(_reasons(context, roster, entry, name, moved=moved))
    message = (
        f"The name {name} was cut from its row by a line end."
        if moved
        else f"The row of {name} lost its columns."
    )
    for start, end, after in _separators(text, roster, number, entry):
        if text[start:end] != after:
            yield Fix(
                start,
                end,
                after,
                message,
                confidence=0.93 if sure else 0.6,
                safety=Safety.SAFE if sure else Safety.REVIEW,
                evidence=evidence,
                group=f"row{roster.atoms[entry.first].start}",
            )


def _separators(
    text: str, roster: Roster, number: int, entry: Entry
) -> Iterator[tuple[int, int, str]]:
    """What is to stand in every gap of a row, the one in front of it first."""
    atoms = roster.atoms
    role = entry.name > entry.first
    lead = "\t" if roster.has_roles and not role else ""
    if number:
        above = _empty_post(roster, roster.entries[number - 1])
        yield atoms[entry.first - 1].end, atoms[entry.first].start, above + "\n" + lead
    else:
        yield roster.start, atoms[entry.first].start, lead
    for at in range(entry.first, entry.last - 1):
        start, end = atoms[at].end, atoms[at + 1].start
        if at + 1 in (entry.name, entry.post):
            after = "\t"
        elif at + 1 <= entry.post:
            after = ""
        else:
            after = text[start:end]
            after = "" if "\n" in after or "\t" in after or "|" in after else after
        yield start, end, after
    if roster.bracketed and entry.last > entry.post:
        yield atoms[entry.post].start, atoms[entry.post].start + 1, ""
        yield atoms[entry.last - 1].end - 1, atoms[entry.last - 1].end, ""


def _empty_post(roster: Roster, entry: Entry) -> str:
    """The separator before the empty cell of a row without a post, where others have one."""
    missing = entry.kind == "row" and entry.last == entry.post and entry.cost <= SURE
    return "\t" if missing and any(e.last > e.post for e in roster.entries) else ""


def _tail(context: Context, roster: Roster, entry: Entry) -> Iterator[Fix]:
    """The paragraph below a roster begins in its last line."""
    atoms = roster.atoms
    group = f"tail{roster.start}"
    message = "The paragraph below the roster runs on in its last line."
    evidence = ("it goes on as such a paragraph does, and no name stands in front",)
    yield Fix(
        atoms[entry.first - 1].end,
        atoms[entry.first].start,
        "\n\n",
        message,
        confidence=0.9,
        evidence=evidence,
        group=group,
    )
    following = context.document.lines[roster.region.last :]
    line = next((line for line in following if not line.blank), None)
    if line is not None:
        yield Fix(
            atoms[-1].end, line.start, "", message, confidence=0.9, evidence=evidence, group=group
        )


def _end(context: Context, roster: Roster) -> Iterator[Fix]:
    """Cell borders behind the last row."""
    last = roster.atoms[-1].end
    rest = context.text[last : roster.end]
    empty = _empty_post(roster, roster.entries[-1])
    if roster.entries[-1].kind == "row" and rest.strip(" \u3000") != empty:
        yield Fix(last, roster.end, empty, "The last row ends otherwise than the others.")


def _reasons(
    context: Context, roster: Roster, entry: Entry, name: str, *, moved: bool
) -> Iterator[str]:
    good = sum(e.cost <= SURE for e in roster.entries if e.kind == "row")
    yield f"{good} of {len(roster.entries)} rows of this roster read as role, name and post"
    post = roster.text(entry.post, entry.last)
    if post:
        yield f"“{post[-12:]}” ends as a post does"
    if moved and len(roster.entries) <= _MOST_LOOKED_UP:
        others = context.text.count(name)
        if others:
            yield f"{name} stands {times(others)} elsewhere in the text"
