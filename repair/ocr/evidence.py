"""The page image as a witness: is the fix printed there, or what it would replace?

Three witnesses, each of which can be wrong: what the page's OCR read at the place, a
second reading of the enlarged crop that may use only the letters in question, and the
shape of the ink. A fix is decided when one of them is certain and none speaks against it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.model import Fix, Status
from repair.ocr import ink
from repair.ocr.align import Alignment, Site, fold
from repair.ocr.page import Box, Page, around
from repair.ocr.recognise import Reader

if TYPE_CHECKING:
    from PIL import Image

    from repair.ocr.reading import OcrOptions, Progress

#: What a confidence becomes when the picture bears a fix out, and when it does not.
_FOR, _AGAINST = 0.98, 0.05
_ASKED = frozenset({Status.REVIEW, Status.APPLIED})
#: Characters of context on each side in a crop.
_CONTEXT = 4
#: Height of a character in the enlarged crop, in pixels.
_CROP_EM = 48.0


@dataclass(frozen=True)
class PagePictures:
    """Pages as they were read, and the way to their images by page number."""

    pages: tuple[Page, ...]
    image: Callable[[int], Image.Image]
    reader: Reader = field(default_factory=Reader)


@dataclass(frozen=True, slots=True)
class Witness:
    """What one measure says: 1 for the fix, −1 against it, 0 undecided; and in words."""

    vote: int
    words: str = ""


def judge(
    text: str, fixes: Sequence[Fix], pictures: PagePictures, *, jobs: int = 1
) -> tuple[Fix, ...]:
    """The fixes weighed against the pages, with page and box where their place is found.

    ``text`` is the source the fixes are offsets of. A fix whose place is not found, and
    every fix when the pages are not of this text, comes back as it was.
    """
    alignment = Alignment(text, pictures.pages)
    if not alignment.related:
        return tuple(fixes)
    placed = [(fix, _site(alignment, fix)) for fix in fixes]
    images = _Images(pictures)

    def weigh(item: tuple[Fix, Site | None]) -> tuple[Fix, list[Witness]]:
        fix, site = item
        if site is None:
            return fix, []
        located = replace(fix, page=site.left.page.number, bbox=_box(site))
        if fix.status not in _ASKED or not fix.before.strip() + fix.after.strip():
            return located, []
        # What is applied was proved already: it is checked, but not read a second time.
        reader = pictures.reader if fix.status is Status.REVIEW else None
        return located, _witnesses(text, fix, site, images, reader)

    order = sorted(range(len(placed)), key=lambda i: _page_of(placed[i][1]))
    with ThreadPoolExecutor(jobs) as pool:
        weighed = dict(zip(order, pool.map(weigh, [placed[i] for i in order]), strict=True))
    return _by_group([weighed[i] for i in range(len(placed))])


def related(text: str, pages: Sequence[Page]) -> bool:
    """Whether pages are those of a text."""
    return Alignment(text, pages).related


def _page_of(site: Site | None) -> int:
    return site.left.page.number if site else 0


def _site(alignment: Alignment, fix: Fix) -> Site | None:
    site = alignment.site(fix.start, fix.end)
    if site is None or len(site.read) > 3 * (fix.end - fix.start + len(fix.after)) + 4:
        return None
    return site


def _box(site: Site) -> Box:
    places = site.read or (site.left, site.right)
    same = [p for p in places if p.line is places[0].line] or [site.left]
    return around(p.glyph.box for p in same)


class _Images:
    """The images of the pages, the last few kept."""

    def __init__(self, pictures: PagePictures) -> None:
        self._pictures = pictures
        self._kept: dict[int, Image.Image | None] = {}

    def page(self, number: int) -> Image.Image | None:
        if number not in self._kept:
            if len(self._kept) >= 3:
                self._kept.pop(next(iter(self._kept)), None)
            try:
                from repair.ocr.prepare import grey

                self._kept[number] = grey(self._pictures.image(number))
            except InputError:
                self._kept[number] = None
        return self._kept[number]


def _witnesses(
    text: str, fix: Fix, site: Site, images: _Images, reader: Reader | None
) -> list[Witness]:
    before, after = _neighbourhood(text, fix, site)
    read = "".join(place.glyph.text for place in site.read)
    out = [_compare(read, before, after, "the page's OCR")]
    image = images.page(site.left.page.number)
    if image is None or site.left.line is not site.right.line:
        return out
    if reader is not None:
        out.append(_second_reading(text, fix, site, image, reader))
    out.append(_shape(text, fix, site, image))
    return out


def _neighbourhood(text: str, fix: Fix, site: Site) -> tuple[str, str]:
    """What stands between the neighbours if the fix is wrong, and if it is right."""
    head, tail = text[site.left_at + 1 : fix.start], text[fix.end : site.right_at]
    return head + text[fix.start : fix.end] + tail, head + fix.after + tail


def _plain(text: str) -> str:
    return "".join(fold(char) for char in text if not char.isspace())


def _compare(read: str, before: str, after: str, who: str) -> Witness:
    """A reading against both forms; only an exact match counts."""
    seen, old, new = _plain(read), _plain(before), _plain(after)
    if old == new or seen not in {old, new}:
        return Witness(0, f"{who} has {read or 'nothing'!r} there")
    return Witness(1 if seen == new else -1, f"{who} reads {read or 'nothing'!r} there")


def _second_reading(text: str, fix: Fix, site: Site, image: Image.Image, reader: Reader) -> Witness:
    """Read the crop again, enlarged, as one line, with the letters in question only."""
    line = site.left.line
    first = max(0, site.left.index - _CONTEXT + 1)
    last = min(len(line.glyphs), site.right.index + _CONTEXT)
    box = around(g.box for g in line.glyphs[first:last])
    em = line.em
    pad = round(em * 0.25)
    top = min(max(box[1] - pad, line.box[1] - pad), line.box[1] - 2)
    bottom = max(min(box[3] + pad, line.box[3] + pad), line.box[3] + 2)
    crop = image.crop((max(0, box[0] - 2), max(0, top), box[2] + 2, bottom))
    scale = _CROP_EM / em
    crop = crop.resize((max(8, round(crop.width * scale)), max(8, round(crop.height * scale))))
    crop = _framed(crop)
    left = "".join(g.text for g in line.glyphs[first : site.left.index + 1])
    right = "".join(g.text for g in line.glyphs[site.right.index : last])
    before, after = _neighbourhood(text, fix, site)
    letters = "".join(sorted({c for c in left + right + before + after if not c.isspace()}))
    one_line = replace(reader, psm=7)
    config = f"-c tessedit_char_whitelist={shlex.quote(letters)}"
    try:
        data = one_line.run(crop, "txt", config).decode("utf-8", "replace")
    except InputError:
        return Witness(0)
    seen, old, new = _plain(data), _plain(left + before + right), _plain(left + after + right)
    if old == new:
        return Witness(0)
    found = _middle(seen, _plain(left), _plain(right))
    if found is None:
        return Witness(0)
    return _compare(found, before, after, "a second reading of the crop")


def _middle(seen: str, left: str, right: str) -> str | None:
    """What a reading has between the nearest neighbours on both sides."""
    start = seen.find(left[-2:])
    if len(left) < 2 or len(right) < 2 or start < 0:
        return None
    end = seen.find(right[:2], start + 2)
    return seen[start + 2 : end] if end >= 0 else None


def _framed(crop: Image.Image) -> Image.Image:
    """The crop with a margin of paper: print at the very edge is read badly."""
    from repair.ocr.extra import need

    framed: Image.Image = need("PIL.ImageOps").expand(crop, 16, fill=_paper(crop))
    return framed


def _paper(crop: Image.Image) -> int:
    """The commonest light shade."""
    counts = crop.histogram()
    return max(range(128, 256), key=lambda value: counts[value])


def _shape(text: str, fix: Fix, site: Site, image: Image.Image) -> Witness:
    """The shape of the ink, where before and after are one full-width character each."""
    before, after = _neighbourhood(text, fix, site)
    if len(before) != 1 or len(after) != 1 or len(site.read) > 1:
        return Witness(0)
    old, new = ink.shape_of(before), ink.shape_of(after)
    if old == new or ink.OTHER in {old, new}:
        return Witness(0)
    square = ink.square_between(site.left.line, site.left.index, site.right.index)
    if square is None:
        return Witness(0)
    seen = ink.shape_in(image, square)
    words = f"the ink there has the shape of {seen}"
    read = "".join(place.glyph.text for place in site.read)
    if (seen == ink.HANZI) != (ink.shape_of(read[:1]) == ink.HANZI):
        # The square may be the neighbour's: the form alone is not enough.
        return Witness(0, words)
    return Witness((seen == new) - (seen == old), words)


def _by_group(weighed: Iterable[tuple[Fix, list[Witness]]]) -> tuple[Fix, ...]:
    """The fixes with new confidence: members of a group are decided as one."""
    items = list(weighed)
    votes: dict[object, list[int]] = {}
    for index, (fix, witnesses) in enumerate(items):
        key = fix.group or f"#{index}"
        votes.setdefault(key, []).append(verdict(witnesses))
    out: list[Fix] = []
    for index, (fix, witnesses) in enumerate(items):
        vote = votes[fix.group or f"#{index}"]
        decided = -1 if -1 in vote else 1 if 1 in vote and 0 not in vote else 0
        words = tuple(w.words for w in witnesses if w.words)
        where = f"page {fix.page} of the images: "
        evidence = (*fix.evidence, *(where + sentence for sentence in words))
        confidence = fix.confidence
        if fix.status is not Status.REVIEW:
            pass
        elif decided > 0:
            confidence = max(confidence, _FOR)
        elif decided < 0:
            confidence = min(confidence, _AGAINST)
        out.append(replace(fix, confidence=confidence, evidence=evidence))
    return tuple(out)


def verdict(witnesses: Sequence[Witness]) -> int:
    """1, −1, or 0 when nobody is sure or they disagree."""
    votes = {w.vote for w in witnesses if w.vote}
    return votes.pop() if len(votes) == 1 else 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """Fixes after the pages were asked, and what there is to say about the pages."""

    fixes: tuple[Fix, ...]
    notes: tuple[str, ...] = ()


def weigh_against(
    text: str,
    fixes: Sequence[Fix],
    path: Path,
    options: OcrOptions,
    *,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> Weighed:
    """Read page images (a file or folder), align the text to them and judge the fixes.

    Nothing is read when there is no fix. Pages that can't be read, and pages that
    are not of this text, are named in the notes and give no evidence.
    Raises :class:`InputError` when the pages can't be opened.
    """
    from repair.ocr.reading import read_pages
    from repair.ocr.render import open_pages

    source = open_pages(path, options.dpi)
    try:
        if not any(fix.status in _ASKED for fix in fixes):
            return Weighed(tuple(fixes))
        seen = replace(options, text_layer="ignore")
        pages = tuple(read_pages(path, seen, progress=progress, cache=cache))
        notes = [f"{path}: page {page.number}: {page.failed}" for page in pages if page.failed]
        if not related(text, pages):
            notes.append(f"{path}: these pages are not of this text; they give no evidence")
            return Weighed(tuple(fixes), tuple(notes))
        pictures = PagePictures(pages, lambda n: source.image(n - 1), options.reader)
        return Weighed(judge(text, fixes, pictures, jobs=options.workers), tuple(notes))
    finally:
        source.close()
