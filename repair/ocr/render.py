"""Opens page images and PDFs, and gives one page's image at a time.

Pillow's limit against decompression bombs is kept and reported; a page that can't be
drawn is an error of that page, not of the document.
"""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from repair.errors import InputError
from repair.ocr.extra import need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

T = TypeVar("T")
#: Dots per inch at which PDF pages are drawn: 10.5 point print, the smallest a gazette
#: uses, comes out at 44 pixels, a little above what is read best.
DPI = 300
_KINDS = {b"\x89P": "PNG", b"\xff\xd8": "JPEG", b"II": "TIFF", b"MM": "TIFF"}
#: Pixels beyond which a page is drawn smaller: A3 at 300 dpi has 17 million.
_MAX_PIXELS = 40_000_000
#: pdfium may be used by one thread at a time.
_PDFIUM = threading.Lock()


class PageSource(Protocol):
    """A document whose pages can be drawn."""

    name: str

    def __len__(self) -> int: ...

    def image(self, index: int) -> Image.Image:
        """The image of a page, counted from 0. Raises :class:`InputError`."""
        ...

    def dpi(self, index: int) -> float:
        """Dots per inch of that image; 0 when unknown."""
        ...

    def close(self) -> None: ...


@dataclass
class ImageFile:
    """A PNG, a JPEG, or a TIFF with one or more pages."""

    path: Path
    name: str
    frames: int

    def __len__(self) -> int:
        return self.frames

    def image(self, index: int) -> Image.Image:
        with _image_errors(self.name), need("PIL.Image").open(self.path) as opened:
            opened.seek(index)
            opened.load()
            upright = need("PIL.ImageOps").exif_transpose(opened)
            copy: Image.Image = upright.copy()
            return copy

    def dpi(self, index: int) -> float:
        with _image_errors(self.name), need("PIL.Image").open(self.path) as opened:
            opened.seek(index)
            value = opened.info.get("dpi", (0, 0))[0]
        return float(value) if value and float(value) > 30 else 0.0

    def close(self) -> None:
        return None


class PdfFile:
    """A PDF, its pages drawn by pdfium."""

    def __init__(self, path: Path, dpi: float = DPI) -> None:
        self.path, self.name, self._dpi = path, path.name, dpi
        pdfium = need("pypdfium2")
        with _PDFIUM:
            try:
                self.document: Any = pdfium.PdfDocument(str(path))
                self._count = len(self.document)
            except pdfium.PdfiumError as error:
                raise InputError(f"{self.name}: {_pdf_cause(error)}", _pdf_advice(error)) from error
        if self._count == 0:
            self.close()
            raise InputError(f"{self.name}: a PDF without pages")

    def __len__(self) -> int:
        return self._count

    def dpi(self, index: int) -> float:
        return 72 * self._scale(self.size(index))

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points. Raises :class:`InputError`."""
        with self._page(index) as page:
            width, height = page.get_size()
        return float(width), float(height)

    def image(self, index: int) -> Image.Image:
        with self._page(index) as page:
            scale = self._scale(page.get_size())
            drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil().copy()
        return drawn

    @contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        pdfium = need("pypdfium2")
        with _PDFIUM:
            try:
                page = self.document[index]
                try:
                    yield page
                finally:
                    page.close()
            except (pdfium.PdfiumError, ValueError, MemoryError) as error:
                why = str(error).rstrip(".")
                raise InputError(f"{self.name}: page {index + 1} can't be drawn ({why})") from error

    def with_page(self, index: int, use: Callable[[Any], T]) -> T:
        """What a function makes of the pdfium page itself, while nobody else uses pdfium."""
        with self._page(index) as page:
            return use(page)

    def _scale(self, size: Sequence[float]) -> float:
        scale = self._dpi / 72
        pixels = size[0] * size[1] * scale * scale
        return float(scale * min(1.0, (_MAX_PIXELS / max(pixels, 1.0)) ** 0.5))

    def close(self) -> None:
        with _PDFIUM:
            self.document.close()


def _pdf_cause(error: Exception) -> str:
    text = str(error)
    if "password" in text.lower():
        return "an encrypted PDF"
    if "Success" in text:  # all was well, but for the pages
        return "a PDF without pages, or whose list of pages is damaged"
    return f"not a PDF that can be opened ({text.rstrip('.')})"


def _pdf_advice(error: Exception) -> str:
    if "password" in str(error).lower():
        return "save it without a password first"
    return "open it in a viewer and print it to a new PDF"


@contextmanager
def _image_errors(name: str, kind: str = "image") -> Iterator[None]:
    image = need("PIL.Image")
    try:
        with warnings.catch_warnings():
            # Pillow only warns at its limit and refuses at twice that; both are too big here.
            warnings.simplefilter("error", image.DecompressionBombWarning)
            yield
    except (image.DecompressionBombError, image.DecompressionBombWarning) as error:
        limit = (image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        raise InputError(
            f"{name}: more than {limit} million pixels, which may be a decompression bomb",
            "scale the image down first",
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        # Pillow's own sentence may hold a path and a memory address.
        cause = "" if "identify" in str(error) else f" ({error})"
        raise InputError(f"{name}: a damaged {kind}{cause}", "scan or export it again") from error


class ImageFolder:
    """A folder of page images, one page after the other by the numbers in their names."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        files = sorted((p for p in path.iterdir() if _is_image(p)), key=_by_number)
        if not files:
            raise InputError(f"{path}: a folder without PNG, JPEG or TIFF images")
        self._pages: list[tuple[ImageFile, int]] = []
        for file in files:
            opened = open_pages(file)
            if isinstance(opened, ImageFile):
                self._pages += [(opened, index) for index in range(len(opened))]

    def __len__(self) -> int:
        return len(self._pages)

    def image(self, index: int) -> Image.Image:
        file, frame = self._pages[index]
        return file.image(frame)

    def dpi(self, index: int) -> float:
        file, frame = self._pages[index]
        return file.dpi(frame)

    def close(self) -> None:
        return None


def _is_image(path: Path) -> bool:
    return path.suffix.lower() in {".png", ".jpg", ".jpeg", ".tif", ".tiff"} and path.is_file()


def _by_number(path: Path) -> tuple[list[tuple[int, str]], str]:
    parts = re.findall(r"\d+|\D+", path.name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], path.name


def open_pages(path: Path, dpi: float = DPI) -> PageSource:
    """A page image file, a PDF or a folder of images. Raises :class:`InputError`."""
    if path.is_dir():
        return ImageFolder(path)
    try:
        with path.open("rb") as file:
            magic = file.read(1024)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    if not magic:
        raise InputError(f"{path.name}: an empty file", "copy or scan it again")
    if b"%PDF-" in magic:
        return PdfFile(path, dpi)
    kind = f"{_KINDS.get(magic[:2], '')} image".strip()
    with _image_errors(path.name, kind), need("PIL.Image").open(path) as opened:
        if opened.format not in {"PNG", "JPEG", "TIFF", "MPO"}:
            raise InputError(
                f"{path.name}: a {opened.format} image", "save it as PNG, JPEG or TIFF"
            )
        frames = int(getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1
    return ImageFile(path, path.name, frames)
