"""What a missing line end is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from repair.joins.frame import Frame


class Split(StrEnum):
    """What was run together."""

    ITEMS = "items"
    TITLE = "issuer and title"
    ADDRESSEE = "addressee and text"
    HEADING = "heading and text"
    UNITS = "responsible units"
    PARAGRAPH = "item and paragraph"


@dataclass(frozen=True, slots=True)
class Seam:
    """A line end that is missing: put one for ``[start, end)`` (blanks or nothing)."""

    start: int
    end: int
    line: int
    kind: Split
    sure: bool
    evidence: str


def line_of(frame: Frame, at: int) -> int:
    """The line an offset lies in."""
    return bisect_right(frame.starts, at) - 1
