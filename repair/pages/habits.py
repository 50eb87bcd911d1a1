"""How each page was written: a reader's habits are constant on a page and change between pages.

Every page is read by itself, so a page has half-width marks or full-width ones, blanks around
figures or none, and seldom both: in the five gazettes 437 of the 466 pages with four marks or
more have marks of one width only. Where the pages of a text are not known it counts as one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.marks.extraction import BOLD, HEADING, ITEM
from repair.normalising import HANZI
from repair.words.script import TRADITIONAL, traditional_share

if TYPE_CHECKING:
    from repair.context import Context

#: So many marks make a habit, if so large a share of them is of one kind.
FEWEST = 4
MOSTLY = 0.8

_SIGNS = {
    "half": re.compile(f"[,;:!?](?<=[{HANZI}”》].)(?=[{HANZI}“《\\s]|\\Z)"),
    "full": re.compile("[，；：！？]"),
    "half brackets": re.compile("[()]"),
    "full brackets": re.compile("[（）]"),
    "spaced figures": re.compile(f" (?:(?=[0-9])(?<=[{HANZI}] )|(?=[{HANZI}])(?<=[0-9] ))"),
    "close figures": re.compile(f"(?:(?<=[{HANZI}])(?=[0-9])|(?<=[0-9])(?=[{HANZI}]))"),
    "spaced stops": re.compile(f"[。；？！] (?<=[{HANZI}”》）)]..)(?=[{HANZI}“《])"),
    "close stops": re.compile(f"[。；？！](?=[{HANZI}“《])"),
}
_MARKS = {"#": HEADING, "**": BOLD, "-": ITEM}


@dataclass(frozen=True, slots=True)
class Habit:
    """The habits of one page; a kind is empty where the page has too little to tell."""

    marks: str
    """The width of , ; : ! ? between hanzi: ``half``, ``full`` or ``mixed``."""
    brackets: str
    """The width of round brackets: ``half``, ``full`` or ``mixed``."""
    figures: str
    """Whether blanks stand between hanzi and figures: ``spaced``, ``close`` or ``mixed``."""
    stops: str
    """Whether a blank stands after 。 ； ？ ！ in a line: ``spaced``, ``close`` or ``mixed``."""
    script: str
    """``traditional``, ``strewn`` (a few traditional forms) or ``simplified``."""
    items: Mapping[str, int]
    """Marks of headings, lists and bold type that an extractor set, with counts."""

    def as_dict(self) -> dict[str, object]:
        """What is known, for reports."""
        kinds = ("marks", "brackets", "figures", "stops", "script")
        known: dict[str, object] = {kind: getattr(self, kind) for kind in kinds}
        known["items"] = dict(self.items)
        return {kind: value for kind, value in known.items() if value}


class Habits:
    """The habits of every page of a text, as its reader left it.

    Once cut paragraphs are put together no page ends are seen any more, and a mark that was
    written otherwise is no habit; so the pages are those of the run's first text.
    """

    def __init__(self, context: Context) -> None:
        self._text = context.first.text
        self.pages = context.first.document.pages
        self._starts = [context.moved(page.start) for page in self.pages]
        self._known: dict[int, Habit] = {}

    def page(self, position: int) -> int:
        """The index of the page a position lies on."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def at(self, position: int) -> Habit:
        """The habits of the page a position lies on."""
        return self.of(self.page(position))

    def of(self, number: int) -> Habit:
        """The habits of a page by its index."""
        if number not in self._known:
            page = self.pages[number]
            self._known[number] = habit_of(self._text[page.start : page.end])
        return self._known[number]


def habits(context: Context) -> Habits:
    """The habits of a context's pages."""
    return Habits(context)


def habit_of(page: str) -> Habit:
    """The habits that the text of one page shows."""
    count = {name: sum(1 for _ in sign.finditer(page)) for name, sign in _SIGNS.items()}
    marks = _way(("half", count["half"]), ("full", count["full"]))
    brackets = _way(("half", count["half brackets"]), ("full", count["full brackets"]))
    figures = _way(("spaced", count["spaced figures"]), ("close", count["close figures"]))
    stops = _way(("spaced", count["spaced stops"]), ("close", count["close stops"]))
    share = traditional_share(page)
    script = "strewn" if share else "simplified"
    items = {mark: sum(1 for _ in form.finditer(page)) for mark, form in _MARKS.items()}
    return Habit(
        marks,
        brackets,
        figures,
        stops,
        "traditional" if share > TRADITIONAL else script,
        {mark: count for mark, count in items.items() if count},
    )


def _way(one: tuple[str, int], other: tuple[str, int]) -> str:
    (name, count), (_, against) = sorted((one, other), key=lambda way: -way[1])
    if count + against < FEWEST:
        return ""
    return name if count >= MOSTLY * (count + against) else "mixed"
