"""Makes a page image easier to read, and knows the way back to its pixels.

What is done was measured, not assumed (``docs/ocr.md`` has the table):

- *Letter height.* The recogniser was trained on small print. At 300 dpi a 16 point
  character is 66 pixels high and loses to the same page at half the size, so pages are
  brought to :data:`TARGET_EM` pixels.
- *Paper.* Grey, stained or unevenly lit paper is lifted to white by what the page looks
  like without its ink.
- *Skew.* Turned back only when it is visible (:data:`MIN_SKEW`): resampling costs
  sharpness, and a straight page has nothing to win.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.ocr.bilevel import darkened, is_bilevel, without_dots
from repair.ocr.blots import without_blots
from repair.ocr.extra import need

if TYPE_CHECKING:
    from PIL import Image

#: Pixels of a character's height the recogniser reads best.
TARGET_EM = 33.0
#: Degrees below which a page is left as it lies.
MIN_SKEW = 0.2
#: Degrees beyond which it is no skew but a turned page or a picture.
MAX_SKEW = 4.0
_PROBE, _COLUMNS = 700, 48
"""Width in pixels of the copy on which skew is looked for, and the columns it is cut into."""
_STRIPS = 12
_MANY_LINES = 15
"""Ems: how far print goes down and across a page that shows which way its lines run."""
_LIGHTEST_INK = 110
_LIGHTEST_PAPER = 150


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready to be read, and how its pixels map to those of the page as it came."""

    image: Image.Image
    scale: float
    angle: float
    size: tuple[int, int]
    """Width and height of the page as it came."""
    em: float
    """Height of a character in the page as it came, in pixels; 0 when there is no text."""

    def back(self, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """A box of the prepared image in pixels of the page as it came."""
        width, height = self.size
        x0, y0, x1, y1 = (value / self.scale for value in box)
        if self.angle:
            # The middle is turned and the box kept upright: skews are small.
            radians = math.radians(self.angle)
            cx, cy = (x0 + x1) / 2 - width / 2, (y0 + y1) / 2 - height / 2
            tx = cx * math.cos(radians) - cy * math.sin(radians) + width / 2
            ty = cx * math.sin(radians) + cy * math.cos(radians) + height / 2
            half_w, half_h = (x1 - x0) / 2, (y1 - y0) / 2
            x0, y0, x1, y1 = tx - half_w, ty - half_h, tx + half_w, ty + half_h
        return (
            max(0, round(x0)),
            max(0, round(y0)),
            min(width, round(x1)),
            min(height, round(y1)),
        )


def prepare(image: Image.Image) -> Prepared:
    """A grey, upright, evenly lit page at reading size, from any image."""
    page = positive(grey(image))
    bilevel = is_bilevel(page)
    page = whiten(without_blots(page, em_of))
    angle = skew_of(page)
    if abs(angle) < MIN_SKEW:
        angle = 0.0
    page, em, scale = (_of_two_shades if bilevel else _of_grey)(page, angle)
    return Prepared(page, scale, angle, image.size, em)


def _of_grey(page: Image.Image, angle: float) -> tuple[Image.Image, float, float]:
    """A grey page turned, at reading size; its em in pixels before, and the scale."""
    page = _turned(page, angle)
    em = em_of(page)
    scale = scale_for(em)
    return _resized(page, scale), em, scale


def _of_two_shades(page: Image.Image, angle: float) -> tuple[Image.Image, float, float]:
    """The same of a page of two shades, without dots and with dark strokes.

    Turning it at its full size would cost as much as all else: it is shrunk first, and its em
    measured on a copy turned the quickest way. Dots go before they are blurred by the turn.
    """
    em = em_of(_turned(page, angle, quickly=True))
    scale = scale_for(em)
    if scale >= 1:
        page = _resized(_turned(page, angle), scale)
        return without_dots(page, em * scale) if em else page, em, scale
    page = without_dots(_resized(page, scale), em * scale)
    return darkened(_turned(page, angle)), em, scale


def _turned(page: Image.Image, angle: float, *, quickly: bool = False) -> Image.Image:
    # Bilinear is twice as quick as bicubic, but greys thin strokes: of the rings of circled
    # numbers a third no longer closes.
    resampling = need("PIL.Image").Resampling
    how = resampling.NEAREST if quickly else resampling.BICUBIC
    return page.rotate(angle, how, fillcolor=255) if angle else page


def _resized(page: Image.Image, scale: float) -> Image.Image:
    if scale == 1.0:
        return page
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    return page.resize(size, need("PIL.Image").Resampling.LANCZOS)


def scale_for(em: float) -> float:
    """How much to shrink or enlarge a page whose characters are ``em`` pixels high."""
    if not em:
        return 1.0
    scale = min(max(TARGET_EM / em, 0.2), 3.0)
    return 1.0 if 0.87 < scale < 1.15 else scale


def grey(image: Image.Image) -> Image.Image:
    """The image in shades of grey, transparent parts as white paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = need("PIL.Image").new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    if image.mode[0] in "IF":
        # 16 bits a pixel, unless all of them would fit into 8.
        image = image.convert("F")
        lightest = image.getextrema()[1]
        if isinstance(lightest, float) and lightest > 255:
            image = image.point(lambda value: value * (1 / 256) + 0)
    return image if image.mode == "L" else image.convert("L")


def positive(page: Image.Image) -> Image.Image:
    """The page with dark print on light paper: a film's negative turned over."""
    counts = page.histogram()
    if 2 * sum(counts[:_LIGHTEST_INK]) < 1.2 * sum(counts):
        return page
    turned: Image.Image = need("PIL.ImageOps").invert(page)
    return turned


def whiten(page: Image.Image) -> Image.Image:
    """The page with its paper lifted to white and its ink to black.

    The paper is what stays when a shrunken copy loses everything dark: each pixel is
    moved up by what its neighbourhood of paper lacks to white.
    """
    image_filter, chops = need("PIL.ImageFilter"), need("PIL.ImageChops")
    step = max(1, min(page.width, page.height) // 150)
    small = page.reduce(step)
    for _ in range(3):  # three by three three times is seven by seven, and quicker
        small = small.filter(image_filter.MaxFilter(3))
    if small.getextrema() == (255, 255) and not any(page.histogram()[1:255]):
        return page  # black on white as it is
    paper = small.filter(image_filter.GaussianBlur(6)).resize(
        page.size, need("PIL.Image").Resampling.BILINEAR
    )
    darker: Image.Image = chops.subtract(paper, page)
    counts = darker.histogram()[::-1]
    black, white = _black_point(counts), _white_point(counts)
    shades = [min(255, max(0, (v - black) * 255 // (white - black))) for v in range(256)]
    return darker.point(shades[::-1])


def _white_point(counts: Sequence[int]) -> int:
    """What is paper with all its grain: three deviations below white.

    On a page with little print the recogniser takes grain for print otherwise.
    """
    paper = counts[_LIGHTEST_PAPER:]
    total = sum(paper)
    if not total:
        return 255
    spread: float = sum(c * (255 - _LIGHTEST_PAPER - i) ** 2 for i, c in enumerate(paper)) / total
    return max(_LIGHTEST_PAPER + 20, round(255 - 3 * float(spread**0.5)))


def _black_point(counts: Sequence[int]) -> int:
    """How dark the ink is: what half a percent of the page is darker than.

    Never lighter than a middle grey: the darkest of a nearly empty page is its grain,
    which must not become ink.
    """
    left = sum(counts) // 200
    for value, count in enumerate(counts[:_LIGHTEST_INK]):
        left -= count
        if left <= 0:
            return value
    return _LIGHTEST_INK if sum(counts[:_LIGHTEST_INK]) > sum(counts) // 1000 else 0


def skew_of(page: Image.Image) -> float:
    """Degrees (counter-clockwise) by which the page must be turned for its lines to lie level.

    The sum over rows of ink differs most from row to row when lines of print and the
    white between them fall into different rows (Postl's projection method).
    """
    image = need("PIL.Image")
    factor = max(1, -(-page.width // _PROBE))
    probe = need("PIL.ImageOps").invert(page.reduce(factor))
    margin_x, margin_y = probe.width // 20, probe.height // 20
    probe = probe.crop((margin_x, margin_y, probe.width - margin_x, probe.height - margin_y))
    if probe.width < 4 or probe.height < 4:
        return 0.0
    # By a few degrees a page is turned as well by moving its columns up and down, and
    # columns that move by less than a pixel may be one.
    columns = probe.resize((_COLUMNS, probe.height), image.Resampling.BOX)
    half = columns.reduce((1, 2))

    def sharpness(angle: float, *, rough: bool = False) -> float:
        how = image.Resampling.NEAREST if rough else image.Resampling.BILINEAR
        turned = half if rough else columns
        slope = probe.width / _COLUMNS * math.tan(math.radians(angle)) / (1 + rough)
        turn = (1, 0, 0, slope, 1, -slope * (_COLUMNS - 1) / 2)
        turned = turned.transform(turned.size, image.Transform.AFFINE, turn, how)
        rows = turned.resize((1, turned.height), image.Resampling.BOX).tobytes()
        return float(sum((a - b) ** 2 for a, b in pairwise(rows)))

    level = sharpness(0.0)
    # Half the height, moved by whole pixels, is good enough to find the half degree; between
    # pixels all angles but 0 are blurred.
    steps = [i * 0.5 for i in range(int(-MAX_SKEW * 2), int(MAX_SKEW * 2) + 1)]
    coarse = max(steps, key=lambda angle: sharpness(angle, rough=True))
    found = {angle: sharpness(angle) for angle in (coarse + i * 0.1 for i in range(-4, 5))}
    fine = max(found, key=found.__getitem__)
    # A picture or a blank page has no direction: nothing wins by a margin.
    return round(fine, 2) if found[fine] > 1.1 * level else 0.0


def likely_turns(page: Image.Image, em: float) -> tuple[int, ...]:
    """How a prepared page that can't be read may have to be turned, in degrees.

    The ink of rows differs more from row to row than that of columns does where many lines
    lie level: 1.29 times and more on 20 pages, clean and worn, and 0.71 at most when they
    are turned. Few lines tell nothing, and rulings that run down a page may hide it.
    """
    image = need("PIL.Image")
    probe = need("PIL.ImageOps").invert(page.reduce(max(1, -(-page.width // _PROBE))))
    inked = probe.point([0] * 100 + [255] * 156).getbbox() or (0, 0, 0, 0)
    least = _MANY_LINES * em * probe.width / page.width
    rows, columns = (
        sum((a - b) ** 2 for a, b in pairwise(probe.resize(size, image.Resampling.BOX).tobytes()))
        for size in ((1, probe.height), (probe.width, 1))
    )
    few = min(inked[2] - inked[0], inked[3] - inked[1]) < least
    return (180,) if rows > 1.2 * columns and not few else (180, 90, 270)


def em_of(page: Image.Image) -> float:
    """Height of the characters of an upright page in pixels; 0 when no lines are found.

    The page is cut in strips; in each, runs of inked rows are lines of print. Their
    median height, weighted by their ink, is a line's ink, about 0.93 of an em.
    """
    image = need("PIL.Image")
    ink = need("PIL.ImageOps").invert(page).point([0] * 100 + [255] * 156)
    strips = ink.resize((_STRIPS, page.height), image.Resampling.BOX).tobytes()
    heights: list[tuple[int, int]] = []
    for strip in range(_STRIPS):
        column = strips[strip::_STRIPS]
        inked = sorted(value for value in column if value > 4)
        if len(inked) < 8:
            continue
        threshold = max(4, inked[len(inked) * 3 // 4] // 5)
        start = weight = 0
        for row, value in enumerate((*column, 0)):
            if value > threshold:
                start = start if weight else row
                weight += value
            elif weight:
                if row - start >= 6:
                    heights.append((row - start, weight))
                weight = 0
    if not heights:
        return 0.0
    heights.sort()
    half = sum(weight for _, weight in heights) / 2
    for height, weight in heights:
        half -= weight
        if half <= 0:
            return height / 0.93
    return heights[-1][0] / 0.93
