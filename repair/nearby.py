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
