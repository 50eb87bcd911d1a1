"""The likeliest reading of printed lines: which of them begin a paragraph.

A line is the first of its paragraph or a later one. Where first lines were indented in print
and the blanks are lost, a first line holds less than the others; so each line also tells what
the one before it was, and the lines are read together (a Viterbi search of two states).
"""

from __future__ import annotations

from collections.abc import Sequence

#: Natural logarithms. A line longer than its place allows; a line end with room for the next
#: word where no paragraph ends. Signs set closer make a line longer by half a unit.
OVER, SPACE, CLOSER = 6.0, 8.0, 0.5


def wraps(
    sizes: Sequence[float],
    rooms: Sequence[float],
    odds: Sequence[float],
    width: float,
    hidden: float,
) -> list[bool]:
    """For each line end but the last, whether the paragraph goes on after it.

    ``sizes``: the units of each line; ``rooms``: of each line but the last, how many units
    would be left if the next word stood on it; ``odds``: how much likelier, by the text alone,
    a wrap is than a paragraph's end (a logarithm); ``hidden``: the indent that is not seen.
    """
    first, rest = -_over(sizes[0], width - hidden), -_over(sizes[0], width)
    from_first: list[bool] = []
    steps: list[tuple[bool, bool]] = []
    for size, room, odd in zip(sizes[1:], rooms, odds, strict=True):
        wrap_first = first + odd - (SPACE if room >= hidden else 0.0)
        wrap_rest = rest + odd - (SPACE if room >= 0 else 0.0)
        steps.append((first >= rest, wrap_first >= wrap_rest))
        first, rest = (
            max(first, rest) - _over(size, width - hidden),
            max(wrap_first, wrap_rest) - _over(size, width),
        )
    begins = first >= rest
    for after_end, after_wrap in reversed(steps):
        from_first.append(not begins)
        begins = after_end if begins else after_wrap
    return from_first[::-1]


def _over(size: float, room: float) -> float:
    return OVER if size > room + CLOSER else 0.0
