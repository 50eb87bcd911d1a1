"""Makes a clean page image look scanned: the simulator behind the OCR measurements.

Seeded, so the same page, seed and strength give the same image, byte for byte. Knows
nothing of the repair tool; a measurement that shared code with it would measure itself.
"""

from __future__ import annotations

import io
import random

from PIL import Image, ImageChops, ImageFilter

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
