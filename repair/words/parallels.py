"""What the same words elsewhere in a text tell of a place: missing, wrong or once too often.

Only texts that show a reader's hand are searched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from repair.words.again import Again, again
from repair.words.elsewhere import read_by_machine
from repair.words.grams import parts
from repair.words.instead import Swapped, swapped
from repair.words.missing import Gap, gaps

if TYPE_CHECKING:
    from repair.context import Context


@dataclass(frozen=True, slots=True)
class Parallels:
    """The places of a text that differ from the same words elsewhere, in order."""

    gaps: tuple[Gap, ...] = ()
    swapped: tuple[Swapped, ...] = ()
    again: tuple[Again, ...] = ()


def parallels(context: Context) -> Parallels:
    """What the words of a context's text tell of each other; the pairs are made once."""
    if not context.get(read_by_machine):
        return Parallels()
    missing: list[Gap] = []
    wrong: list[Swapped] = []
    twice: list[Again] = []
    for part in parts(context.text):
        first, own = part.first, part.own
        missing += [replace(g, at=first + g.at) for g in gaps(part) if g.at in own]
        wrong += [replace(s, at=first + s.at) for s in swapped(part) if s.at in own]
        twice += [
            replace(a, start=first + a.start, end=first + a.end)
            for a in again(part)
            if a.start in own
        ]
    return Parallels(tuple(missing), tuple(wrong), tuple(twice))
