"""Questions a rule asks of a place in a text, bounded so that many of them stay cheap.

A text may be one line of fifty megabytes; what looks from every candidate to the end of
its line, or of the text, would take quadratic time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.context import Context

#: How far on either side a witness is looked for: more than a whole gazette.
REACH = 150_000
#: How far on either side the ends of a line are looked for; the longest row of the
#: gazettes has 1,700 characters.
LINE = 4_000
#: Rows of one table that are read again on either side of a place.
_ROWS = 400
#: Different phrases looked for in one text; the gazettes ask for 30 at most.
_QUESTIONS = 5_000


class Witness:
    """Whether phrases stand elsewhere in a text, each looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[str, int], bool] = {}

    def stands(self, phrase: str, position: int) -> bool:
        """Whether ``phrase`` stands within about REACH characters of ``position``."""
        part = position // REACH
        key = (phrase, part)
        if key not in self._known:
            if len(self._known) >= _QUESTIONS:
                return False
            low, high = (part - 1) * REACH, (part + 2) * REACH
            self._known[key] = self._text.find(phrase, max(low, 0), high) >= 0
        return self._known[key]


def witness(context: Context) -> Witness:
    """What answers for a context's text."""
    return Witness(context.text)


def line_around(text: str, position: int) -> tuple[int, int]:
    """Start and end of the line a position lies in, at most LINE characters away."""
    low, high = max(position - LINE, 0), min(position + LINE, len(text))
    start, end = text.rfind("\n", low, position) + 1, text.find("\n", position, high)
    return start or low, high if end < 0 else end


def table_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the rows of cells around ``[start, end)`` begin and end, blank lines among them."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = len(text) if high < 0 else high
    for _ in range(_ROWS):
        above = text.rfind("\n", 0, max(low - 1, 0)) + 1
        if not low or not _of_table(text[above : low - 1]):
            break
        low = above
    for _ in range(_ROWS):
        below = text.find("\n", high + 1)
        below = len(text) if below < 0 else below
        if high >= len(text) or not _of_table(text[high + 1 : below]):
            break
        high = below
    return low, high


def _of_table(line: str) -> bool:
    return "\t" in line or not line.strip()
