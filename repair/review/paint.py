"""Text from a document, made safe and readable for a terminal.

A gazette is somebody else's data: escape sequences, control characters and
right-to-left overrides in it are shown by name, never sent to the terminal.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.review.document import Segment
    from repair.review.grids import Cell

_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_NAMED = {"\t": "⇥", "\r": "␍", "\x0c": "␌", "\x1b": "␛"}
_STYLES = {"del": "31;9", "ins": "32;1", "dim": "2", "head": "1;36", "warn": "33", "bold": "1"}


def visible(text: str, newline: str = "⏎") -> str:
    """A text with nothing a terminal would act on, or that would not show."""
    text = text.replace("\r\n", "\n").replace("\n", newline)
    return _UNSAFE.sub(lambda m: _NAMED.get(m.group(), f"<U+{ord(m.group()):04X}>"), text)


class Painter:
    """Colours, or none."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def paint(self, style: str, text: str) -> str:
        """A text in a style; the text must be :func:`visible` already."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def change(self, segments: Iterable[Segment]) -> str:
        """The change inside its line, as an inline diff; far-apart edits are brought together."""
        shown = []
        for segment in segments:
            # A line end that stays is no news, but it tells lines apart.
            text = visible(segment.text)
            if segment.kind == "same":
                shown.append(shorten(text, 120))
            elif self.colour:
                shown.append(self.paint(segment.kind, text))
            else:
                shown.append(f"[-{text}-]" if segment.kind == "del" else f"{{+{text}+}}")
        return "".join(shown)

    def row(self, cells: Sequence[Cell], style: str, columns: int) -> str:
        """A row of a table in so many columns, the changed cells marked."""
        room = max(columns // max(len(cells), 1) - 3, 6)
        shown = []
        for cell in cells:
            text = fit(visible(cell.text.strip()), room) or "·"
            if cell.changed:
                text = self.paint(style, text) if self.colour else f"*{text}*"
            shown.append(text)
        return " │ ".join(shown)


def shorten(text: str, limit: int) -> str:
    """A long unchanged stretch without its middle."""
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]} … {text[-limit // 2 :]}"


def width_of(text: str) -> int:
    """Columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fit(text: str, columns: int) -> str:
    """A text cut to so many columns."""
    if width_of(text) <= columns:
        return text
    out: list[str] = []
    room = columns - 1
    for char in text:
        room -= width_of(char)
        if room < 0:
            break
        out.append(char)
    return "".join(out) + "…"


def wants_colour(is_terminal: bool) -> bool:
    """Whether to colour: a terminal that can, and nobody said no (https://no-color.org)."""
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
