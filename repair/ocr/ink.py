"""What the ink of one character's square says about what is printed there.

A hanzi fills its square. A closing quote is a spot at the upper left, an opening one at
the upper right; stops stand at the lower left; brackets are tall and on one side. These
forms are told apart without reading anything.
"""

from __future__ import annotations

from collections.abc import Iterator
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
#: Squares on each side that are looked at to find the sides of one, and the darkness
#: (0–255) that their sides have at most: print that touches, specks, a letter's half width.
_CELLS, _CUT = 7, 20.0
#: Widths of a square that are tried, as parts of what the boxes say.
_PITCHES = tuple(1 + 0.0065 * step for step in range(-6, 7))
#: Neighbours of known shape that are needed, and the share of them that must be seen so.
_KNOWN, _AGREE = 4, 0.8
#: Width of a square up to which strokes are as thin as specks, and specks are left in.
_FINE = 36
#: Hanzi that leave most of their square white.
_SMALL = frozenset("一二三丶丨亅丿乙卜人八入小口日曰工土士丁了")


@dataclass(frozen=True, slots=True)
class Square:
    """Where a character stands in a page image, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def beside(self, steps: int) -> Square:
        """The square so many squares to the right (to the left when negative)."""
        width = (self.x1 - self.x0) * steps
        return Square(self.x0 + width, self.y0, self.x1 + width, self.y1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A character's square and the shape of the ink in it."""

    square: Square
    shape: str


def shape_of(char: str) -> str:
    """The shape a character is printed in."""
    if char in _SHAPES:
        return _SHAPES[char]
    if ("一" <= char <= "鿿" and char not in _SMALL) or "①" <= char <= "⑳":
        return HANZI
    return OTHER


def _is_square(text: str) -> bool:
    """Whether a glyph is one character that fills a square: Tesseract reads full-width
    brackets and stops as their ASCII forms, but letters and digits are narrow."""
    return len(text) == 1 and not (text.isascii() and text.isalnum())


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
            if not _is_square(glyph.text):
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
    height = _height(line, left, right)
    if height is None:
        return None
    top, bottom = height
    return Square(centre - pitch / 2, top, centre + pitch / 2, bottom)


def shape_at(image: Image.Image, line: Line, left: int, right: int) -> str:
    """The shape :func:`cell_at` finds; OTHER where it finds none."""
    cell = cell_at(image, line, left, right)
    return cell.shape if cell else OTHER


def cell_at(image: Image.Image, line: Line, left: int, right: int) -> Cell | None:
    """The square between two glyphs of a line that have one character between them.

    The squares of the line are cut at the print's own white; which of them is the place in
    question is told by the characters beside it, whose shapes are known: a sign among
    hanzi can't be mistaken for its neighbour. None where that does not come out.
    """
    rough = square_between(line, left, right) or _square_from_start(line, left)
    square = aligned(image, line, rough) if rough else None
    known = dict(_neighbours(line, left, right))
    if square is None or len(known) < _KNOWN:
        return None
    squares = {p: square.beside(p) for p in range(min(0, *known) - 1, max(0, *known) + 2)}
    seen = {place: shape_in(image, here) for place, here in squares.items()}
    matches = {
        offset: sum(seen[place + offset] == shape for place, shape in known.items())
        for offset in (-1, 0, 1)
    }
    most = max(matches.values())
    best = [offset for offset, count in matches.items() if count == most]
    if most < _AGREE * len(known) or len({seen[offset] for offset in best}) > 1:
        return None
    # Among hanzi all squares look alike: the one as far from the line's start as it should be.
    start = line.box[0] + (left + 1) * (square.x1 - square.x0)
    offset = min(best, key=lambda offset: abs(squares[offset].x0 - start))
    return Cell(squares[offset], seen[offset])


def _neighbours(line: Line, left: int, right: int) -> Iterator[tuple[int, str]]:
    """The shapes of the characters round a place, by how many squares off they stand."""
    for step, index in ((-1, left), (1, right)):
        for place in range(1, _CELLS):
            at = index + step * (place - 1)
            if not 0 <= at < len(line.glyphs) or not _is_square(line.glyphs[at].text):
                break
            shape = shape_of(line.glyphs[at].text)
            if shape != OTHER:
                yield step * place, shape


def _height(line: Line, left: int, right: int) -> tuple[int, int] | None:
    """Top and bottom of the hanzi round a place: those of a slanting line differ along it."""
    near = line.glyphs[max(0, left - _CELLS) : right + _CELLS + 1]
    hanzi = [glyph.box for glyph in near if shape_of(glyph.text[:1]) == HANZI]
    if not hanzi:
        return None
    tops, bottoms = sorted(box[1] for box in hanzi), sorted(box[3] for box in hanzi)
    return tops[len(tops) // 2], bottoms[len(bottoms) // 2]


def aligned(image: Image.Image, line: Line, square: Square) -> Square | None:
    """The square moved to where its sides, and those of the squares beside, run through white.

    Boxes of glyphs lag behind the print by up to half a character, all those of a line
    alike, so only the print itself shows where a square begins. None where no place in
    reach cuts the line between its characters.
    """
    pitch = square.x1 - square.x0
    left = max(line.box[0] - pitch, square.x0 - _CELLS * pitch)
    right = min(line.box[2] + pitch, square.x1 + _CELLS * pitch)
    crop = image.crop((round(left), round(square.y0), round(right), round(square.y1)))
    threshold = _threshold(crop) if min(crop.size) > 5 else None
    if threshold is None:
        return None
    ink = crop.point([255 if value < threshold else 0 for value in range(256)])
    columns = ink.resize((ink.width, 1), need("PIL.Image").Resampling.BOX).tobytes()
    best: list[tuple[float, float, float, float]] = []
    for wider in _PITCHES:
        width = pitch * wider
        start = square.x0 - left + (pitch - width) / 2
        costs = [_cost(columns, start + shift, width) for shift in range(*_shifts(pitch))]
        low = min(costs)
        # The middle of the best places: the white between characters has a width.
        run = [i for i, cost in enumerate(costs) if cost <= low + 1]
        shift = run[len(run) // 2] + _shifts(pitch)[0]
        best.append((low, abs(wider - 1), start + left + shift, width))
    low, _, x0, width = min(best)
    return Square(x0, square.y0, x0 + width, square.y1) if low <= _CUT else None


def _shifts(pitch: float) -> tuple[int, int]:
    return round(-0.6 * pitch), round(0.6 * pitch) + 1


def _cost(columns: bytes, start: float, width: float) -> float:
    """The mean darkness (0–255) of the columns at the sides of a row of squares."""
    first = start - width * int(start / width)
    values: list[int] = []
    while first < len(columns) - 1:
        at = max(1, round(first))
        values += columns[at - 1 : at + 2]
        first += width
    return sum(values) / max(1, len(values))


def _square_from_start(line: Line, left: int) -> Square | None:
    """The square after a glyph of a line of full-width characters, told by its length."""
    if len(line.glyphs) < 8 or not all(_is_square(glyph.text) for glyph in line.glyphs):
        return None
    height = _height(line, left, left + 2)
    if height is None:
        return None
    pitch = (line.box[2] - line.box[0]) / len(line.glyphs)
    x0 = line.box[0] + (left + 1) * pitch
    return Square(x0, height[0], x0 + pitch, height[1])


def shape_in(image: Image.Image, square: Square) -> str:
    """The shape of the ink in a square of a page image."""
    box = (round(square.x0), round(square.y0), round(square.x1), round(square.y1))
    width, height = box[2] - box[0], box[3] - box[1]
    if width < 6 or height < 6:
        return OTHER
    crop = image.crop(box)
    threshold = _threshold(crop)
    if threshold is None:
        return EMPTY
    ink = crop.point([255 if value < threshold else 0 for value in range(256)])
    if width > _FINE:
        ink = ink.filter(need("PIL.ImageFilter").MedianFilter(3))
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
