"""What the ink of one character's square says about what is printed there.

A hanzi fills its square. A closing quote is a spot at the upper left, an opening one at
the upper right; stops stand at the lower left; brackets are tall and on one side. These
forms are told apart without reading anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.ocr.extra import need
from repair.ocr.page import Line

if TYPE_CHECKING:
    from PIL import Image

#: The squares' shapes.
HANZI, QUOTE_OPEN, QUOTE_CLOSE, STOP, LEFT_BRACKET, RIGHT_BRACKET, STROKE, EMPTY, OTHER = (
    "a hanzi",
    "an opening quote",
    "a closing quote",
    "a stop",
    "an opening bracket",
    "a closing bracket",
    "a stroke",
    "nothing",
    "something else",
)
_SHAPES = {
    **dict.fromkeys("“‘", QUOTE_OPEN),
    **dict.fromkeys("”’", QUOTE_CLOSE),
    **dict.fromkeys("，。、；：！？,.;:!?", STOP),
    **dict.fromkeys("（〔《〈【［「『([{<", LEFT_BRACKET),
    **dict.fromkeys("）〕》〉】］」』)]}>", RIGHT_BRACKET),
    **dict.fromkeys("一—－-–─…·～~", STROKE),
    **dict.fromkeys(" 　", EMPTY),
}
#: Hanzi that leave most of their square white.
_SMALL = frozenset("一二三丶丨亅丿乙卜人八入小口日曰工土士丁了")


@dataclass(frozen=True, slots=True)
class Square:
    """Where a character stands in a page image, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


def shape_of(char: str) -> str:
    """The shape a character is printed in."""
    if char in _SHAPES:
        return _SHAPES[char]
    if ("一" <= char <= "鿿" and char not in _SMALL) or "①" <= char <= "⑳":
        return HANZI
    return OTHER


def square_between(line: Line, left: int, right: int) -> Square | None:
    """The one square between two glyphs of a line that have one character between them.

    Boxes of single glyphs are rough; the places of a dozen neighbours together are not.
    None when the line is not set on a grid around there.
    """
    glyphs = line.glyphs
    em = line.em
    points: list[tuple[int, float]] = []
    for step, begin, unit in ((-1, left, -1), (1, right, 1)):
        index = begin
        place = unit
        while 0 <= index < len(glyphs) and len(points) < 14 and abs(place) <= 7:
            glyph = glyphs[index]
            if len(glyph.text) != 1 or glyph.text.isascii():
                break
            points.append((place, (glyph.box[0] + glyph.box[2]) / 2))
            index += step
            place += step
    before = [p for p in points if p[0] < 0]
    after = [p for p in points if p[0] > 0]
    if len(points) < 4 or not before or not after:
        return None
    slopes = sorted(
        (b[1] - a[1]) / (b[0] - a[0])
        for i, a in enumerate(points)
        for b in points[i + 1 :]
        if b[0] - a[0] >= 3
    )
    if not slopes:
        return None
    pitch = slopes[len(slopes) // 2]
    if not 0.85 * em < pitch < 1.35 * em:
        return None
    centres = sorted(x - place * pitch for place, x in points)
    centre = centres[len(centres) // 2]
    # Neighbours that do not fit the grid: something is missing or doubled here.
    if sum(abs(value - centre) < 0.3 * pitch for value in centres) < 0.6 * len(centres):
        return None
    tops = sorted(g.box[1] for g in glyphs if shape_of(g.text[:1]) == HANZI)
    bottoms = sorted(g.box[3] for g in glyphs if shape_of(g.text[:1]) == HANZI)
    if not tops:
        return None
    top, bottom = tops[len(tops) // 2], bottoms[len(bottoms) // 2]
    return Square(centre - pitch / 2, top, centre + pitch / 2, bottom)


def shape_in(image: Image.Image, square: Square) -> str:
    """The shape of the ink in a square of a page image."""
    margin = (square.x1 - square.x0) * 0.04
    box = (
        round(square.x0 + margin),
        round(square.y0),
        round(square.x1 - margin),
        round(square.y1),
    )
    width, height = box[2] - box[0], box[3] - box[1]
    if width < 6 or height < 6:
        return OTHER
    crop = image.crop(box)
    threshold = _threshold(crop)
    if threshold is None:
        return EMPTY
    ink = crop.point([255 if value < threshold else 0 for value in range(256)])
    ink = ink.filter(need("PIL.ImageFilter").MedianFilter(3))
    if not _cut_out(ink):
        return OTHER
    found = _core(ink)
    if found is None:
        return EMPTY
    x0, y0, x1, y1 = (found[0] / width, found[1] / height, found[2] / width, found[3] / height)
    return _classify(x0, y0, x1, y1)


def _classify(x0: float, y0: float, x1: float, y1: float) -> str:
    """The shape of ink that spans these parts of its square."""
    wide, tall, middle = x1 - x0, y1 - y0, (x0 + x1) / 2
    if wide > 0.6 and tall > 0.6:
        return HANZI
    if tall < 0.3 and wide > 0.6:
        return STROKE
    if wide < 0.55 and tall < 0.5 and y1 < 0.58:
        return QUOTE_CLOSE if middle < 0.5 else QUOTE_OPEN
    if wide < 0.5 and y0 > 0.45 and middle < 0.55:
        return STOP
    if wide < 0.52 and tall > 0.75:
        return RIGHT_BRACKET if middle < 0.45 else LEFT_BRACKET if middle > 0.55 else OTHER
    return OTHER


def _cut_out(ink: Image.Image) -> bool:
    """Whether both sides of a square run through white: else it is not one character's."""
    width = ink.width
    columns = ink.resize((width, 1), need("PIL.Image").Resampling.BOX).tobytes()
    edge = max(2, round(0.12 * width))
    return any(v <= 2 for v in columns[:edge]) and any(v <= 2 for v in columns[-edge:])


def _threshold(crop: Image.Image) -> int | None:
    """Half way between paper and ink; None when there is no ink."""
    counts = crop.histogram()
    low = next((value for value, count in enumerate(counts) if count), 255)
    high = max(range(256), key=lambda value: counts[value])
    return None if high - low < 70 else (low + high) // 2


def _core(ink: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of the ink without what neighbours leave at the square's sides."""
    width, height = ink.size
    box = need("PIL.Image").Resampling.BOX
    columns = [v > 2 for v in ink.resize((width, 1), box).tobytes()]
    edge = round(0.14 * width)
    left = next((i for i in range(edge) if not columns[i]), 0)
    # Ink that runs on inwards from the edge belongs here; a sliver before white does not.
    left = left if any(columns[:left]) else 0
    right = next((i for i in range(edge) if not columns[width - 1 - i]), 0)
    right = right if right and any(columns[width - right :]) else 0
    inner = ink.crop((left, 0, width - right, height))
    bounds = inner.getbbox()
    if bounds is None or (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) < 0.004 * width * height:
        return None
    return (bounds[0] + left, bounds[1], bounds[2] + left, bounds[3])
