"""What the same words elsewhere in a text tell of a place: something missing, something wrong.

Only texts that show a reader's hand are searched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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


def parallels(context: Context) -> Parallels:
    """What the words of a context's text tell of each other; the pairs are made once."""
    if not context.get(read_by_machine):
        return Parallels()
    missing: list[Gap] = []
    wrong: list[Swapped] = []
    for part in parts(context.text):
        missing += [replace(g, at=part.first + g.at) for g in gaps(part) if g.at in part.own]
        wrong += [replace(s, at=part.first + s.at) for s in swapped(part) if s.at in part.own]
    return Parallels(tuple(missing), tuple(wrong))
