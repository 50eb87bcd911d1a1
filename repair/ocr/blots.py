"""Takes away what a copier adds to a sheet's margins: the black round it, punch holes.

Print is made of strokes; a blot has room for a square that no stroke has. Only margins are
cleared: what is black further inside is a seal, a picture, or a title page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repair.ocr.bits import image_of, rows_of, thickened
from repair.ocr.extra import need

if TYPE_CHECKING:
    from PIL import Image

#: Pixels of the longer side of the copy on which blots are looked for.
_PROBE = 900
#: Of a blot's square: its side, as a share of the sheet's longer one and in ems. A stroke of
#: a heading twice as large as the text, in bold Hei, is 0.3 ems thick.
_SQUARE, _SQUARE_EM = 0.007, 0.45
#: No text is set larger: what looks so is a blot's own height.
_LARGEST_EM = 1 / 20
#: Share of each side that is margin. The middle of a punch hole is 12 mm from the edge.
_MARGIN = 0.1
_BLACK, _GREY = 110, 215


def without_blots(page: Image.Image, em: Callable[[Image.Image], float]) -> Image.Image:
    """A grey page with white where its margins are blotted; the very page where none are.

    ``em`` gives the height of a page's characters in pixels; it is asked, of a small copy,
    only when something could be a blot.
    """
    longer = max(page.size)
    step = max(1, -(-longer // _PROBE))
    probe = page.reduce(step)
    width, height = probe.size
    inside = _inside(width, height)
    if inside is None:
        return page
    dark = _dark(probe, _BLACK)
    side = max(3, round(_SQUARE * longer / step))
    if not any(_blots(dark, width, side, inside)):
        return page
    side = max(side, round(_SQUARE_EM * min(em(probe), _LARGEST_EM * max(probe.size))))
    blots = _blots(dark, width, side, inside)
    if not any(blots):
        return page
    grey = _dark(probe, _GREY)
    # The black of a skew sheet runs out to a thin line along its edge.
    rim = _blots(grey, width, side, _framed(width, height, side, side))
    blots = [a | b for a, b in zip(blots, rim, strict=True)]
    for _ in range(side):  # their edges are ragged
        blots = [blot & row for blot, row in zip(thickened(blots, width), grey, strict=True)]
    mask = image_of(thickened(blots, width), width).resize(
        (width * step, height * step), need("PIL.Image").Resampling.NEAREST
    )
    cleared = page.copy()
    cleared.paste(255, mask=mask.crop((0, 0, *page.size)))
    return cleared


def _inside(width: int, height: int) -> list[int] | None:
    """Rows with ones where no margin is; None for what is too small or narrow for a sheet."""
    x, y = round(_MARGIN * width), round(_MARGIN * height)
    if min(x, y) < 20 or not 0.4 < width / height < 2.5:
        return None
    return _framed(width, height, x, y)


def _framed(width: int, height: int, x: int, y: int) -> list[int]:
    """Rows with ones but for so many columns and rows at each edge."""
    middle = (1 << width - x) - (1 << x)
    return [middle if y <= row < height - y else 0 for row in range(height)]


def _dark(probe: Image.Image, limit: int) -> list[int]:
    return rows_of(probe.point([1] * limit + [0] * (256 - limit), "1"))


def _blots(dark: Sequence[int], width: int, side: int, inside: Sequence[int]) -> list[int]:
    """Where in the margins squares of some side fit into the dark; beyond the edge all is dark."""
    every = (1 << width + 2 * side) - 1
    edge = (1 << side) - 1
    rows = [every] * side + [edge << width + side | row << side | edge for row in dark]
    rows += [every] * side
    fitting = _stacked([_run(row, side) for row in rows], side)
    # Each bit stands for a square below it and to its left: painted out again.
    painted = [_spread(row, side) for row in fitting]
    out = []
    for y in range(side, side + len(dark)):
        row = 0
        for above in painted[max(0, y - side + 1) : y + 1]:
            row |= above
        out.append((row >> side) & ((1 << width) - 1) & ~inside[y - side])
    return out


def _run(row: int, length: int) -> int:
    """The ones that begin a run of so many towards the lower bits' side."""
    have = 1
    while have < length:
        shift = min(have, length - have)
        row &= row >> shift
        have += shift
    return row


def _spread(row: int, length: int) -> int:
    have = 1
    while have < length:
        shift = min(have, length - have)
        row |= row << shift
        have += shift
    return row


def _stacked(rows: Sequence[int], height: int) -> list[int]:
    """Of each row what it shares with the rows below it, so many in all."""
    out = list(rows)
    have = 1
    while have < height:
        shift = min(have, height - have)
        out = [a & b for a, b in zip(out, [*out[shift:], *[0] * shift], strict=True)]
        have += shift
    return out
