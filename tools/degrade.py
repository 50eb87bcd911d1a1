"""Makes a clean page image look scanned: the simulator behind the OCR measurements.

Seeded, so the same page, seed and strength give the same image, byte for byte. Knows
nothing of the repair tool; a measurement that shared code with it would measure itself.
"""

from __future__ import annotations

import io
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

#: What the measured table calls "degraded".
SKEW_DEGREES = 1.0


def degrade(
    image: Image.Image,
    seed: int,
    *,
    dpi: int = 300,
    skew: float = SKEW_DEGREES,
    noise: float = 22.0,
    jpeg: tuple[int, int] = (35, 60),
) -> Image.Image:
    """A grey page after a copier and a scanner: skew, blur, grain, speckle, JPEG.

    ``skew`` bounds the angle, ``noise`` is about the standard deviation of the grain,
    ``jpeg`` the range of qualities. Blur and speckle grow with ``dpi``.
    """
    rng = random.Random(seed)  # noqa: S311 - a simulator, not a secret
    page = image.convert("L")
    page = page.rotate(rng.uniform(-skew, skew), Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.7, 1.1) * dpi / 300))
    page = page.point([24 + value * 216 // 255 for value in range(256)])
    page = _grain(page, rng, noise)
    page = _speckle(page, rng, max(1, dpi // 150))
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=rng.randint(*jpeg))
    stream.seek(0)
    return Image.open(stream).convert("L")


def bitonal(image: Image.Image, seed: int) -> Image.Image:
    """The page as a fax-like scanner stores it: skewed, slightly blurred, two colours."""
    rng = random.Random(seed)  # noqa: S311
    page = image.convert("L").rotate(
        rng.uniform(-SKEW_DEGREES, SKEW_DEGREES), Image.Resampling.BICUBIC, fillcolor=255
    )
    page = _grain(page.filter(ImageFilter.GaussianBlur(1.0)), rng, 16.0)
    return _speckle(page, rng, 2).point([0 if v < 140 else 255 for v in range(256)]).convert("1")


def scanned(image: Image.Image, seed: int, *, dpi: int = 300) -> Image.Image:
    """The page as an archive's scanner stores it: skew on black, punch holes, two colours, dots.

    How dark the scanner takes for ink varies with the seed: thin strokes break, or run full.
    """
    rng = random.Random(seed)  # noqa: S311
    page = image.convert("L")
    edge = dpi // 8
    sheet = Image.new("L", (page.width + 2 * edge, page.height + 2 * edge), 20)
    sheet.paste(page, (edge, edge))
    sheet = sheet.rotate(rng.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=20)
    left, top = rng.choice((0, edge)), rng.choice((0, edge))
    sheet = sheet.crop((left, top, left + page.width + edge, top + page.height + edge))
    x, reach = edge - left + dpi * 11 // 25, dpi * 3 // 25
    for y in (sheet.height // 2 - dpi * 40 // 25, sheet.height // 2 + dpi * 40 // 25):
        ImageDraw.Draw(sheet).ellipse((x - reach, y - reach, x + reach, y + reach), fill=15)
    sheet = sheet.filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 1.2) * dpi / 300))
    limit = rng.choice((120, 140, 160))
    two = _grain(sheet, rng, 9.0).point([0 if v < limit else 255 for v in range(256)])
    return _speckle(two, rng, max(1, dpi // 120)).convert("1", dither=Image.Dither.NONE)


def _grain(page: Image.Image, rng: random.Random, deviation: float) -> Image.Image:
    # The mean of two uniform planes is triangular with deviation 52; scaled to what is asked.
    size = page.width * page.height
    planes = [Image.frombytes("L", page.size, rng.randbytes(size)) for _ in range(2)]
    grain = Image.blend(planes[0], planes[1], 0.5)
    factor = deviation / 52
    grain = grain.point([round(128 + (value - 128) * factor) for value in range(256)])
    return ImageChops.add(page, grain, scale=1, offset=-128)


def _speckle(page: Image.Image, rng: random.Random, size: int) -> Image.Image:
    page = page.copy()
    for _ in range(page.width * page.height // 12000):
        x, y = rng.randrange(page.width), rng.randrange(page.height)
        width, height = rng.randint(1, size), rng.randint(1, size)
        page.paste(rng.choice((20, 20, 235)), (x, y, x + width, y + height))
    return page
