"""The page image as a witness: is the fix printed there, or what it would replace?

Three witnesses, each of which can be wrong: what the page's OCR read at the place, a
second reading of the enlarged crop that may use only the letters in question, and the
shape of the ink. A fix is decided when one of them is certain and none speaks against it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.model import Fix, Span, Status
from repair.ocr import ink
from repair.ocr.align import Alignment, Site, Stretch, fold
from repair.ocr.forms import Forms, Readings
from repair.ocr.page import Box, Page, around
from repair.ocr.recognise import Reader
from repair.ocr.spool import Pages
from repair.ocr.turned import as_it_came

if TYPE_CHECKING:
    from PIL import Image

#: What a confidence becomes when the picture bears a fix out, and when it does not.
_FOR, _AGAINST = 0.98, 0.05
#: Fixes that say how the print reads; what is joined, moved or left out of a text
#: because it is furniture is printed all the same.
_ABOUT_PRINT = ("MK", "FC", "SG", "CH", "AG", "OC", "ED")
_ASKED = frozenset({Status.REVIEW, Status.APPLIED})
#: Characters of context on each side in a crop.
_CONTEXT = 4
#: Height of a character in the enlarged crop, in pixels.
_CROP_EM = 48.0


@dataclass(frozen=True)
class PagePictures:
    """Pages as they were read, and the way to their images as they came, by page number."""

    pages: Pages
    image: Callable[[int], Image.Image]
    reader: Reader = field(default_factory=Reader)
    lying: Mapping[int, Page] = field(default_factory=dict)
    """By number, those whose image lies on its side or head."""

    def upright(self, number: int) -> Image.Image:
        """A page's image as its boxes are counted. Raises :class:`InputError`."""
        image = self.image(number)
        lying = self.lying.get(number)
        return image.rotate(lying.turn, expand=True) if lying else image

    def as_it_came(self, number: int, box: Box) -> Box:
        """A box in pixels of the page's image as it came."""
        lying = self.lying.get(number)
        return as_it_came(lying, box) if lying else box


@dataclass(frozen=True, slots=True)
class Witness:
    """What one measure says: 1 for the fix, −1 against it, 0 undecided; and in words."""

    vote: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Fixes after the pages were asked."""

    fixes: tuple[Fix, ...]
    doubted: tuple[Span, ...] = ()
    """Applied fixes that the pages contradict, over the source."""


def is_asked(fix: Fix) -> bool:
    """Whether the pages can say something about a fix."""
    if fix.status not in _ASKED or not (fix.before + fix.after).strip():
        return False
    return not fix.rule or fix.rule.startswith(_ABOUT_PRINT)


def judge(
    text: str, fixes: Sequence[Fix], pictures: PagePictures, *, jobs: int = 1
) -> tuple[Fix, ...]:
    """The fixes of :func:`judged`."""
    forms = Forms(text, fixes)
    return judged(forms, Alignment(forms.clean, pictures.pages), pictures, jobs=jobs).fixes


def judged(forms: Forms, alignment: Alignment, pictures: PagePictures, *, jobs: int = 1) -> Judged:
    """The fixes weighed against the pages, with page and box where their place is found.

    ``alignment`` is that of the repaired text, in which more is as it was printed. A fix
    whose place is not found, and every fix when the pages are not of this text, comes
    back as it was.
    """
    if not alignment.related:
        return Judged(forms.fixes)
    sites = [_stretch(alignment, forms, number) for number in range(len(forms.fixes))]
    images = _Images(pictures)

    def weigh(number: int) -> tuple[Fix, list[Witness]]:
        fix, stretch = forms.fixes[number], sites[number]
        if stretch is None:
            return fix, []
        page, site = stretch.page, alignment.site_of(stretch)
        if not is_asked(fix):
            box = pictures.as_it_came(page, _box(site, None))
            return fix._replace(page=page, bbox=box), []
        readings = forms.readings(number, site.left_at + 1, site.right_at)
        image = images.page(page) if site.left.line is site.right.line else None
        cell = _cell(readings, site, image) if image else None
        located = fix._replace(page=page, bbox=pictures.as_it_came(page, _box(site, cell)))
        return located, _witnesses(located, site, readings, cell, image, pictures.reader)

    order = sorted(range(len(sites)), key=lambda i: site.page if (site := sites[i]) else 0)
    with ThreadPoolExecutor(jobs) as pool:
        weighed = dict(zip(order, pool.map(weigh, order), strict=True))
    return _by_group([weighed[i] for i in range(len(sites))])


def _stretch(alignment: Alignment, forms: Forms, number: int) -> Stretch | None:
    fix, span = forms.fixes[number], forms.span(number)
    found = alignment.stretch(span.start, span.end)
    longest = max(len(fix.before), len(fix.after))
    if found is None or found.right - found.left - 1 > 3 * (longest + len(fix.after)) + 4:
        return None
    return found


def _box(site: Site, cell: ink.Cell | None) -> Box:
    """The place on its page: as high as its line, and as wide as the print if that is known."""
    if cell is not None:
        square = cell.square
        return (round(square.x0), round(square.y0), round(square.x1), round(square.y1))
    places = site.read or (site.left, site.right)
    same = [p for p in places if p.line is places[0].line] or [site.left]
    x0, y0, x1, y1 = around(p.glyph.box for p in same)
    line = same[0].line
    return (x0, min(y0, line.box[1]), x1, max(y1, line.box[3]))


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

                self._kept[number] = grey(self._pictures.upright(number))
            except InputError:
                self._kept[number] = None
        return self._kept[number]


def _witnesses(
    fix: Fix,
    site: Site,
    readings: Readings,
    cell: ink.Cell | None,
    image: Image.Image | None,
    reader: Reader,
) -> list[Witness]:
    read = "".join(place.glyph.text for place in site.read)
    out = [_compare(read, readings, "the page's OCR")]
    if cell is not None:
        out.append(_shape(readings, cell))
    # What is applied was proved already: it is read again when nobody bears it out.
    if image and (fix.status is Status.REVIEW or not any(w.vote > 0 for w in out)):
        out.insert(1, _second_reading(readings, site, image, reader))
    return out


def _plain(text: str) -> str:
    return "".join(fold(char) for char in text if not char.isspace())


def _compare(read: str, readings: Readings, who: str) -> Witness:
    """A reading against the forms with and without the fix; only an exact match counts."""
    seen = _plain(read)
    old, new = ({_plain(form) for form in forms} for forms in (readings.old, readings.new))
    if (seen in new) == (seen in old):
        return Witness(0, f"{who} has {read or 'nothing'!r} there")
    return Witness(1 if seen in new else -1, f"{who} reads {read or 'nothing'!r} there")


def _second_reading(readings: Readings, site: Site, image: Image.Image, reader: Reader) -> Witness:
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
    possible = left + right + "".join(readings.old + readings.new)
    letters = "".join(sorted({c for c in possible if not c.isspace()}))
    one_line = replace(reader, psm=7)
    config = f"-c tessedit_char_whitelist={shlex.quote(letters)}"
    try:
        data = one_line.run(crop, "txt", config).decode("utf-8", "replace")
    except InputError:
        return Witness(0)
    found = _middle(_plain(data), _plain(left), _plain(right))
    if found is None:
        return Witness(0)
    return _compare(found, readings, "a second reading of the crop")


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


def _cell(readings: Readings, site: Site, image: Image.Image) -> ink.Cell | None:
    """The square in question, where it is one full-width character's."""
    before, after = readings.old[0], readings.new[0]
    if len(before) != 1 or len(after) != 1 or len(site.read) > 1:
        return None
    return ink.cell_at(image, site.left.line, site.left.index, site.right.index)


def _shape(readings: Readings, cell: ink.Cell) -> Witness:
    """The shape of the ink, where it tells before and after apart."""
    old, new = ink.shape_of(readings.old[0]), ink.shape_of(readings.new[0])
    if old == new or ink.OTHER in {old, new, cell.shape}:
        return Witness(0)
    words = f"the ink there has the shape of {cell.shape}"
    return Witness((cell.shape == new) - (cell.shape == old), words)


def _by_group(weighed: Iterable[tuple[Fix, list[Witness]]]) -> Judged:
    """The fixes with new confidence: members of a group are decided as one."""
    items = list(weighed)
    votes: dict[object, list[int]] = {}
    for index, (fix, witnesses) in enumerate(items):
        key = fix.group or f"#{index}"
        votes.setdefault(key, []).append(verdict(witnesses))
    out: list[Fix] = []
    doubted: list[Span] = []
    for index, (fix, witnesses) in enumerate(items):
        vote = votes[fix.group or f"#{index}"]
        decided = -1 if -1 in vote else 1 if 1 in vote and 0 not in vote else 0
        words = tuple(w.words for w in witnesses if w.words)
        where = f"page {fix.page} of the images: "
        evidence = (*fix.evidence, *(where + sentence for sentence in words))
        confidence = fix.confidence
        if fix.status is Status.APPLIED and sum(w.vote for w in witnesses) < -1:
            if verdict(witnesses) < 0:
                doubted.append(fix.span)
        elif fix.status is Status.REVIEW and decided > 0:
            confidence = max(confidence, _FOR)
        elif fix.status is Status.REVIEW and decided < 0:
            confidence = min(confidence, _AGAINST)
        out.append(fix._replace(confidence=confidence, evidence=evidence))
    return Judged(tuple(out), tuple(doubted))


def verdict(witnesses: Sequence[Witness]) -> int:
    """1, −1, or 0 when nobody is sure or they disagree."""
    votes = {w.vote for w in witnesses if w.vote}
    return votes.pop() if len(votes) == 1 else 0
