"""Reads whole documents: pages side by side, each on its own, in order, resumable.

A page that fails is named and the others are read. At most ``jobs`` page images are in
memory at once, however long the document. Threads are enough: the work is done in
Tesseract's own processes, one a page.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError, MissingExtraError, RepairError
from repair.ocr import hocr
from repair.ocr.kept import keep, kept_file
from repair.ocr.layout import arrange
from repair.ocr.leaders import with_leaders
from repair.ocr.page import Line, Page
from repair.ocr.recognise import Reader, read_missed, reread_digit
from repair.ocr.render import DPI, PageSource, PdfFile, open_pages
from repair.ocr.spool import Pages, Spool
from repair.source import write_atomic

if TYPE_CHECKING:
    from PIL import Image

    from repair.ocr.prepare import Prepared

#: Mean confidence below which a page may lie on its side or head: four pages that lay
#: right, clean and degraded, had 90 to 92; turned by 90 or 180 degrees they had 14 to 21.
_DOUBTFUL = 60.0
#: The same for a page of two shades, whose strokes may be broken.
_BROKEN = 70.0
#: Raised when the way pages are read changes, so that half-done work is not mixed.
_CACHE = "12"


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """Choices for reading page images."""

    language: str = "chi_sim"
    psm: int = 6
    dpi: int = DPI
    text_layer: str = "auto"
    timeout: float = 120.0
    jobs: int = 0
    prepare: bool = True

    @property
    def workers(self) -> int:
        return self.jobs or os.cpu_count() or 1

    @property
    def reader(self) -> Reader:
        return Reader(self.language, self.psm, self.timeout)


@dataclass(frozen=True, slots=True)
class Step:
    """How far the reading of a document is, in pages."""

    done: int
    kept: int
    """Of these, those that a former run had read."""
    total: int


Progress = Callable[[Step], None]
"""Called before the first page and after each."""


def read_pages(
    path: Path,
    options: OcrOptions | None = None,
    *,
    progress: Progress | None = None,
    cache: Path | None = None,
    save_images: Path | None = None,
    ciphers: bool = False,
    only: Collection[int] | None = None,
) -> Iterator[Page]:
    """The pages of an image file or PDF, in order.

    A PDF's text layer is taken for the pages where it can be trusted, as the options say;
    ``ciphers`` takes it also where a known font cipher garbled it, for who repairs that.

    ``cache`` is a folder that keeps each page when it is done; a second run over the
    same file with the same options takes them from there. ``save_images`` gets the
    prepared images; ``only`` names the pages wanted, counted from 1. A page that can't be
    read comes with ``failed`` set.
    Raises :class:`InputError` for a file that can't be opened and
    :class:`MissingExtraError` when a part of the ``ocr`` extra is missing.
    """
    options = options or OcrOptions()
    source = open_pages(path, options.dpi)
    try:
        layers = _layers(source, options.text_layer, ciphers=ciphers)
        folder = _cache_folder(cache, path, options)
        work = _Work(source, options, folder, save_images, layers)
        with ThreadPoolExecutor(options.workers) as pool:
            pending: deque[Future[Page]] = deque()
            wanted = [i for i in range(len(source)) if only is None or i + 1 in only]
            report = progress or (lambda _: None)
            try:
                report(Step(0, 0, len(wanted)))
                for number, index in enumerate(wanted, 1):
                    pending.append(pool.submit(work.page, index))
                    while len(pending) > (options.workers if number < len(wanted) else 0):
                        page = pending.popleft().result()
                        report(Step(number - len(pending), len(work.kept), len(wanted)))
                        yield page
            finally:
                for future in pending:
                    future.cancel()
    finally:
        source.close()


@dataclass(frozen=True)
class _Layers:
    """The text layers of a document, and by index those that stand for their pages."""

    pages: Pages = ()
    taken: frozenset[int] = frozenset()


def _layers(source: PageSource, use: str, *, ciphers: bool) -> _Layers:
    from repair.ocr.textlayer import Trust, layer_page, trust_of

    if use == "ignore" or not isinstance(source, PdfFile):
        return _Layers()
    pages = Spool()
    for index in range(len(source)):
        page = None
        # Where the page is broken, reading its image will say so.
        with suppress(InputError):
            page = layer_page(source, index)
        pages.append(page or Page(index + 1, 0, 0))
    if use == "use":
        return _Layers(pages, frozenset(i for i, page in enumerate(pages) if page.blocks))
    good = {Trust.SOUND, Trust.CIPHER} if ciphers else {Trust.SOUND}
    return _Layers(pages, frozenset(i for i, t in enumerate(trust_of(pages)) if t in good))


def _cache_folder(cache: Path | None, path: Path, options: OcrOptions) -> Path | None:
    if cache is None:
        return None
    known = repr((_CACHE, sorted(origin(path, options).items())))
    return cache / hashlib.sha256(known.encode()).hexdigest()[:16]


def origin(path: Path, options: OcrOptions) -> dict[str, object]:
    """Which pages are read, and how: equal for the same bytes and choices.

    For the report's header, and to know again what was done. Raises :class:`InputError`.
    """
    chosen = {k: v for k, v in asdict(options).items() if k not in {"jobs", "timeout"}}
    hasher = hashlib.sha256()
    try:
        for part in sorted(path.iterdir()) if path.is_dir() else [path]:
            if part.is_file():
                with part.open("rb") as file:
                    while chunk := file.read(1 << 20):
                        hasher.update(chunk)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    return {"name": path.name, "sha256": hasher.hexdigest(), **chosen}


@dataclass
class _Work:
    """Everything the reading of one page needs."""

    source: PageSource
    options: OcrOptions
    cache: Path | None
    save_images: Path | None
    layers: _Layers
    kept: list[int] = field(default_factory=list)
    """The pages that had been read before, by index."""

    def page(self, index: int) -> Page:
        """One page, from the cache when it is there; never raises for the page's own faults."""
        if index in self.layers.taken:
            return self.layers.pages[index]
        kept = self.cache / f"{index + 1:05}.hocr" if self.cache else None
        saved = self._saved(index)
        if kept is not None and kept.exists() and (saved is None or saved.exists()):
            try:
                pages, _ = hocr.read(kept.read_bytes(), kept.name)
                page = replace(pages[0], number=index + 1)
            except (InputError, OSError, IndexError):
                kept.unlink(missing_ok=True)
            else:
                self.kept.append(index)
                return page
        try:
            page = self._read(index)
        except MissingExtraError:
            raise
        except RepairError as error:
            # Who reports it says which file and page it was.
            why = str(error).removeprefix(f"{self.source.name}: ")
            why = why.removeprefix(f"page {index + 1} ")
            return Page(index + 1, 0, 0, image=self.source.name, failed=why)
        if kept is not None:
            data = "".join(hocr.write([page], self.source.name)).encode()
            write_atomic(kept, data)
        return page

    def _read(self, index: int) -> Page:
        image = self.source.image(index)
        return read_image(
            image,
            self.options,
            number=index + 1,
            name=self.source.name,
            save=self._saved(index),
        )

    def _saved(self, index: int) -> Path | None:
        """Where the page's prepared image is kept, if it is."""
        if self.save_images is None:
            return None
        return kept_file(self.save_images, Path(self.source.name).stem, index + 1)


def read_image(
    image: Image.Image,
    options: OcrOptions | None = None,
    *,
    number: int = 1,
    name: str = "",
    save: Path | None = None,
) -> Page:
    """One page image, prepared, read, and put in order.

    A page read with low confidence is tried with thicker strokes if it has two shades, then
    the other way up, and sideways, and the best reading is kept. Raises :class:`InputError`
    when Tesseract fails.
    """
    options = options or OcrOptions()
    page, seen = _attempt(image, options, number, name)
    for turn, other in _other_ways(image, seen, page):
        tried, tried_seen = _attempt(other, options, number, name)
        if _is_better(tried, page):
            page, seen = replace(tried, turn=turn), tried_seen
        if page.confidence >= _DOUBTFUL:
            break
    if save is not None:
        keep(seen, save, page.turn)
    return page


def _other_ways(
    image: Image.Image, seen: Prepared, page: Page
) -> Iterator[tuple[int, Image.Image]]:
    """What else to try of a page that was read badly: the turn, and the image."""
    from repair.ocr.bilevel import is_bilevel, thickened
    from repair.ocr.prepare import grey, likely_turns

    if not _has_ink(seen):
        return
    if page.confidence < _BROKEN and seen.em and is_bilevel(shades := grey(image)):
        yield 0, thickened(shades, seen.em)
    if page.confidence < _DOUBTFUL:
        for turn in likely_turns(seen.image, seen.em * seen.scale):
            yield turn, image.rotate(turn, expand=True)


def _is_better(tried: Page, page: Page) -> bool:
    """Of a page on its side ten times as many characters are read, none of them surely."""
    return tried.confidence > page.confidence and _weight(tried) > 1.1 * _weight(page)


def _weight(page: Page) -> float:
    """How much was read, and how surely."""
    return sum(g.confidence for line in page.lines for g in line.glyphs if g.confidence > 60)


def _attempt(
    image: Image.Image, options: OcrOptions, number: int, name: str
) -> tuple[Page, Prepared]:
    from repair.ocr.prepare import Prepared, grey, prepare

    if options.prepare:
        prepared = prepare(image)
    else:
        prepared = Prepared(grey(image), 1.0, 0.0, image.size, 0.0)
    if not _has_ink(prepared):
        return Page(number, *image.size, image=name), prepared
    # Put in order while it lies straight: the edges of a skew page are none.
    page = Page(number, *prepared.image.size, image=name)
    blocks = arrange(page, _groups(prepared, options)).blocks
    back = [
        replace(block, lines=tuple(_moved_back(line, prepared) for line in block.lines))
        for block in blocks
    ]
    return Page(number, *image.size, tuple(back), name), prepared


def _groups(prepared: Prepared, options: OcrOptions) -> list[list[Line]]:
    """The lines of a prepared page by column and table, in its own pixels."""
    from repair.ocr.segment import plan, put_back, table_rows, unfold

    em = prepared.em * prepared.scale
    cut = plan(prepared.image, em) if em else None
    if cut is None or cut.simple:
        image = cut.image if cut else prepared.image
        lines = list(options.reader.read(image))
        if cut:
            lines = read_missed(tuple(lines), image, em, options.reader)
        return [[with_leaders(line, cut.leaders) for line in lines] if cut else lines]
    tall, placed = unfold(cut.image, cut.parts, em)
    if not placed:
        return []
    missed = read_missed(options.reader.read(tall), tall, em, options.reader)
    read = [reread_digit(line, tall, em, options.reader) for line in missed]
    found = put_back(read, placed)
    groups: list[list[Line]] = []
    for group in sorted({part.group for part in cut.parts}):
        parts = {part: found.get(part, []) for part in cut.parts if part.group == group}
        if group in cut.columns:
            groups.append(table_rows(parts, cut.columns[group]))
        else:
            lines = [line for found_lines in parts.values() for line in found_lines]
            groups.append([with_leaders(line, cut.leaders) for line in lines])
    return [group for group in groups if group]


def _moved_back(line: Line, prepared: Prepared) -> Line:
    glyphs = tuple(replace(g, box=prepared.back(g.box)) for g in line.glyphs)
    return replace(line, glyphs=glyphs, box=prepared.back(line.box))


def _has_ink(prepared: Prepared) -> bool:
    image = prepared.image
    if image.width < 8 or image.height < 8:
        return False
    counts = image.histogram()
    return sum(counts[:150]) > 20
