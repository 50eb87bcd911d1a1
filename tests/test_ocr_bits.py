"""Rows of pixels as integers do what Pillow's slower filters do."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageFilter

from repair.ocr.bits import extent, image_of, rows_of, runs, solid, thickened


def speckled(width: int, height: int) -> Image.Image:
    """Two colours, half of each, with white edges: filters differ at an image's edge."""
    page = Image.new("L", (width, height), 0)
    noise = Image.frombytes(
        "L", (width - 4, height - 4), random.Random(width).randbytes((width - 4) * (height - 4))
    )
    page.paste(noise.point([0] * 128 + [255] * 128), (2, 2))
    return page


@pytest.mark.parametrize("size", [(16, 9), (37, 20), (64, 5)])
def test_filters(size: tuple[int, int]) -> None:
    page = speckled(*size)
    rows = rows_of(page.convert("1"))
    assert image_of(rows, page.width).tobytes() == page.tobytes()
    median = page.filter(ImageFilter.MedianFilter(3))
    assert image_of(solid(rows), page.width).tobytes() == median.tobytes()
    widest = page.filter(ImageFilter.MaxFilter(3))
    assert image_of(thickened(rows, page.width), page.width).tobytes() == widest.tobytes()


def test_extent_and_runs() -> None:
    assert extent(0b00110100, 8) == (2, 6)
    assert extent(0, 8) == (8, 8)
    assert list(runs([0, 1, 1, 0, 0, 5])) == [(1, 3), (5, 6)]
    assert list(runs([])) == []
