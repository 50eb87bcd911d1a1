"""Pages of two shades, as fax machines and archives' scanners write them.

What a scanner that knows only black and white does to a page, and what can be undone:
grain becomes dots, and thin strokes break and turn grey when the page is shrunk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from repair.ocr.extra import need

if TYPE_CHECKING:
    from PIL import Image

#: In ems: how far round a dot is white, and its size.
_ALONE, _DOT = 0.14, 0.07
#: Share of a shrunk page's ink that is black where it needs no darkening; what is black, what
#: ink. On 24 pieces of pages (two faces, two sizes, 300 and 200 dpi, four thresholds of the
#: scanner) squaring the shades of the 7 with less took away 31 of 133 errors; the other 17
#: have 103 without and 107 with it.
_FAINT, _BLACK, _INK = 0.5, 80, 230
_DARKER = [round(value * value / 255) for value in range(256)]
_DOT_INK = 200


def is_bilevel(page: Image.Image) -> bool:
    """Whether a grey page has two shades only."""
    return sum(count > 0 for count in page.histogram()) <= 2


def thickened(page: Image.Image, em: float) -> Image.Image:
    """The page with every stroke a pixel wider on each side, which mends broken ones.

    Dots are taken away first: they would look like print.
    """
    wider: Image.Image = without_dots(page, em).filter(need("PIL.ImageFilter").MinFilter(3))
    return wider


def darkened(page: Image.Image) -> Image.Image:
    """A page that had two shades and was shrunk, with its thin strokes dark again if it has many.

    The rings of circled numbers open otherwise. Where strokes are thick nothing is to be won,
    and darkening closes what is open in a character.
    """
    counts = page.histogram()
    faint = sum(counts[:_BLACK]) < _FAINT * sum(counts[:_INK])
    return page.point(_DARKER) if faint else page


def without_dots(page: Image.Image, em: float) -> Image.Image:
    """The page without the dots that stand by themselves and are smaller than any of print.

    ``em`` is the height of its characters in pixels. Tesseract reads dots, and one in the white
    between two columns hides it.
    """
    reach = max(2, round(_ALONE * em))
    ink = page.point([255] * _DOT_INK + [0] * (256 - _DOT_INK))
    share = ink.filter(need("PIL.ImageFilter").BoxBlur(reach))
    few = (_DOT * em) ** 2 * 255 / (2 * reach + 1) ** 2
    alone = share.point([255 if value <= few else 0 for value in range(256)])
    page = page.copy()
    page.paste(255, mask=alone)
    return page
