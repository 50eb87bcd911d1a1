"""Writes PDFs as scanners and typesetting programs leave them: a picture with a text layer.

A simulator: knows nothing of the repair tool. The page is an image; over it lies invisible
text in a font whose map to Unicode may lie, as that of a Founder BookMaker PDF does: the
page looks right and the text that is copied out of it is garbled.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.typeset import Placed

if TYPE_CHECKING:
    from PIL import Image

_CATALOGUE, _PAGES, _RESOURCES = 1, 2, 3
#: Characters of one font, and the widths of its two glyphs in thousandths of an em.
_CODES, _HALF, _FULL = 256, 500, 1000


@dataclass(frozen=True)
class LayeredPage:
    """A page: its image, what it says where, and its resolution."""

    image: Image.Image
    text: Sequence[Placed] = ()
    """Empty: a scan without a text layer."""
    dpi: int = 300
    turned: int = 0
    """Degrees counter-clockwise by which what is drawn lies turned on the sheet."""
    rotate: int = 0
    """The sheet's own /Rotate, clockwise: equal to ``turned``, the page shows upright."""
    origin: tuple[int, int] = (0, 0)
    """Where the sheet's lower left corner is, in points."""


def layered_pdf(pages: Iterable[LayeredPage], says: Callable[[str], str] = str) -> bytes:
    """A PDF of the pages; ``says`` is what the font's map makes of a printed character.

    Pages that share an image object share it in the file.
    """
    out = _Objects()
    codes: dict[str, int] = {}
    images: dict[int, int] = {}
    numbers: list[int] = []
    for page in pages:
        image = images.get(id(page.image))
        if image is None:
            image = images[id(page.image)] = out.add(_image(page.image))
        width, height = (72 * pixels / page.dpi for pixels in page.image.size)
        drawn = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /I{image} Do Q\n"
        drawn = _turn(page, width, height) + drawn + _layer(page, height, codes)
        content = out.add(_stream(b"", drawn.encode()))
        left, bottom = page.origin
        right, top = (height, width) if page.turned % 180 else (width, height)
        numbers.append(
            out.add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [%d %d %.2f %.2f] /Rotate %d"
                b" /Contents %d 0 R /Resources %d 0 R >>"
                % (
                    _PAGES,
                    left,
                    bottom,
                    left + right,
                    bottom + top,
                    page.rotate,
                    content,
                    _RESOURCES,
                )
            )
        )
    known = list(codes)
    fonts = [_font(known[i : i + _CODES], says, out) for i in range(0, len(known), _CODES)]
    out.put(_CATALOGUE, b"<< /Type /Catalog /Pages %d 0 R >>" % _PAGES)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    out.put(_PAGES, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(numbers)))
    named = b" ".join(b"/F%d %d 0 R" % pair for pair in enumerate(fonts))
    shown = b" ".join(b"/I%d %d 0 R" % (image, image) for image in images.values())
    out.put(_RESOURCES, b"<< /Font << %s >> /XObject << %s >> >>" % (named, shown))
    return out.file()


def _turn(page: LayeredPage, width: float, height: float) -> str:
    """What turns the drawing, and moves it to the sheet's corner."""
    cos, sin, x, y = {
        0: (1, 0, 0.0, 0.0),
        90: (0, 1, height, 0.0),
        180: (-1, 0, width, height),
        270: (0, -1, 0.0, width),
    }[page.turned]
    x, y = x + page.origin[0], y + page.origin[1]
    return f"{cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} cm\n"


class _Objects:
    """The numbered objects of a PDF; the first three are put in at the end."""

    def __init__(self) -> None:
        self._bodies: dict[int, bytes] = {}

    def add(self, body: bytes) -> int:
        number = _RESOURCES + 1 + len(self._bodies)
        self._bodies[number] = body
        return number

    def put(self, number: int, body: bytes) -> None:
        self._bodies[number] = body

    def file(self) -> bytes:
        """The whole file, with its table of places."""
        out = bytearray(b"%PDF-1.5\n")
        places: list[int] = []
        for number in sorted(self._bodies):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + self._bodies[number] + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(places) + 1, _CATALOGUE)
        return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    head = b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (entries, len(packed))
    return head + packed + b"\nendstream"


def _image(image: Image.Image) -> bytes:
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8" % image.size
    )
    return _stream(entries, image.convert("L").tobytes())


def _layer(page: LayeredPage, height: float, codes: dict[str, int]) -> str:
    """The invisible text: every character where it is printed."""
    if not page.text:
        return ""
    points = 72 / page.dpi
    out = ["BT 3 Tr\n"]
    for placed in page.text:
        font, code = divmod(codes.setdefault(placed.char, len(codes)), _CODES)
        # The base line lies about 0.88 of the square below its top.
        x, y = placed.x * points, height - (placed.y + 0.88 * placed.size) * points
        size = placed.size * points
        out.append(f"/F{font} {size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{code:02X}> Tj\n")
    return "".join(out) + "ET\n"


def _font(chars: Sequence[str], says: Callable[[str], str], out: _Objects) -> int:
    """A font of empty glyphs, one code a character, and what its codes claim to mean."""
    pairs = [f"<{i:02X}> <{says(c).encode('utf-16-be').hex()}>" for i, c in enumerate(chars)]
    chunks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    table = "".join(f"{len(c)} beginbfchar\n" + "\n".join(c) + "\nendbfchar\n" for c in chunks)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Layer def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{table}endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
    unicode = out.add(_stream(b"", to_unicode.encode()))
    half, full = (out.add(_stream(b"", b"%d 0 0 -120 %d 880 d1" % (w, w))) for w in (_HALF, _FULL))
    names = " ".join("/h" if c.isascii() else "/f" for c in chars)
    widths = " ".join(str(_HALF if c.isascii() else _FULL) for c in chars)
    return out.add(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880]"
        b" /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> /FirstChar 0 /LastChar %d"
        b" /CharProcs << /h %d 0 R /f %d 0 R >> /Encoding << /Differences [0 %s] >>"
        b" /Widths [%s] /ToUnicode %d 0 R >>"
        % (len(chars) - 1, half, full, names.encode(), widths.encode(), unicode)
    )
