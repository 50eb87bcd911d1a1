"""Where a text says the same thing twice in a row, found with arithmetic on the whole text.

A back-reference in a regular expression tries every offset; instead the low bytes of all
characters are taken as one large number, shifted by the length of the repeat and compared
with itself: bytes that are equal become zero. That is some fifty times faster, and the few
places where only the low bytes agree are looked at in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.context import Context

#: Written out, since a literal beginning lets the scan skip ahead.
_ZEROS = {size: re.compile(rb"\0" * size + rb"\0*") for size in range(1, 7)}


class Repeats:
    """The repeats of one text; what they have in common is worked out once."""

    def __init__(self, text: str) -> None:
        self._text = text

    def offsets(self, size: int, before: str = "") -> Iterator[int]:
        """Offsets where the next ``size`` characters stand twice in a row.

        Of a longer run (ABABA) every offset is given. With ``before``, only repeats after
        which one of its characters stands, which leaves few to be looked at. Raises
        ``KeyError`` for sizes other than 1 to 6.
        """
        zeros, text = _ZEROS[size], self._text
        for run in zeros.finditer(self._compared(size, before)):
            for at in range(run.start(), run.end() - size + 1):
                end = at + 2 * size
                twice = text[at : at + size] == text[at + size : end] and end <= len(text)
                if twice and (not before or (end < len(text) and text[end] in before)):
                    yield at

    def _compared(self, size: int, before: str) -> bytes:
        """A zero byte wherever a character and the one ``size`` further on may be the same."""
        different = self._number ^ (self._number >> (8 * size))
        if before and size == 1:
            different |= self._other_than(before) >> 16
        return different.to_bytes(len(self._text), "little")

    def _other_than(self, characters: str) -> int:
        """A number whose bytes are zero where one of the characters may stand."""
        lows = bytes(ord(char) & 0xFF for char in characters)
        table = bytes(0 if low in lows else 1 for low in range(256))
        return int.from_bytes(self._lows.translate(table), "little")

    @cached_property
    def _lows(self) -> bytes:
        """The low byte of every character."""
        lows = self._text.encode("utf-16-le", "surrogatepass")[::2]
        if len(lows) != len(self._text):  # some characters have two units
            lows = self._text.encode("utf-32-le", "surrogatepass")[::4]
        return lows

    @cached_property
    def _number(self) -> int:
        return int.from_bytes(self._lows, "little")


def repeats_of(context: Context) -> Repeats:
    """The repeats of a context's text."""
    return Repeats(context.text)
