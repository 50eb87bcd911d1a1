"""Prepared page images that ``--save-pages`` keeps, and the pages as they came made of them.

A prepared image is turned, scaled, and has white paper; boxes are counted in pixels of the
page as it came. So each image carries the way back in a text chunk of its PNG, and whoever
looks at a fix sees a page on which its box fits.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError, MissingExtraError
from repair.ocr.extra import need
from repair.ocr.prepare import Prepared
from repair.ocr.render import ImageFile

if TYPE_CHECKING:
    from PIL import Image

#: Keyword of the text chunk.
_KEY = "gazette-repair"
_NUMBER = re.compile(r"-(\d{4,})\.png$")


def kept_file(folder: Path, stem: str, number: int) -> Path:
    """The file that keeps the image of a page, counted from 1."""
    return folder / f"{stem}-{number:04}.png"


def keep(prepared: Prepared, path: Path, turn: int = 0) -> None:
    """Write a prepared image, and with it the way back; ``turn`` as a page has it."""
    chunks = need("PIL.PngImagePlugin").PngInfo()
    width, height = prepared.size
    way = {"angle": prepared.angle, "turn": turn, "width": width, "height": height}
    chunks.add_text(_KEY, json.dumps(way))
    path.parent.mkdir(parents=True, exist_ok=True)
    prepared.image.save(path, "PNG", pnginfo=chunks)


class KeptPages:
    """A folder of prepared images as pages: each the size and way round it came.

    What was never prepared (a page whose text layer was taken, a page that failed) has
    no image; so pages go by the number in the name.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._files = {
            int(number[1]): file
            for file in sorted(path.iterdir())
            if (number := _NUMBER.search(file.name))
        }

    def __len__(self) -> int:
        return max(self._files, default=0)

    def image(self, index: int) -> Image.Image:
        file = self._files.get(index + 1)
        if file is None:
            raise InputError(f"{self.name}: no image of page {index + 1} was kept")
        prepared = ImageFile(file, file.name, 1).image(0)
        try:
            way = json.loads(prepared.info[_KEY])
            size, angle = (int(way["width"]), int(way["height"])), float(way["angle"])
            turn = int(way.get("turn", 0))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{file.name}: does not say how it was turned and scaled",
                "read the pages again with --save-pages, or name the page images",
            ) from error
        page: Image.Image = prepared.resize(size)
        page = page.rotate(-angle, need("PIL.Image").Resampling.BICUBIC, fillcolor=255)
        return page.rotate(-turn, expand=True)

    def dpi(self, index: int) -> float:
        """Not known: the images keep pixels only."""
        return 0.0

    def close(self) -> None:
        return None


def kept_pages(path: Path) -> KeptPages | None:
    """The images in a folder as the pages they were made of; None for any other folder.

    One image tells: other folders hold none that says how it was made. Without Pillow, None.
    """
    if not path.is_dir():
        return None
    for first in sorted(file for file in path.iterdir() if _NUMBER.search(file.name))[:1]:
        with (
            suppress(OSError, ValueError, MissingExtraError),
            need("PIL.Image").open(first) as opened,
        ):
            return KeptPages(path) if _KEY in opened.info else None
    return None
