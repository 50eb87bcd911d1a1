"""Repairs a text with its page images beside it: what the print contradicts is not applied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from repair.ocr.align import Alignment
from repair.ocr.evidence import PagePictures, is_asked, judged
from repair.ocr.forms import Forms
from repair.ocr.spool import Spool

if TYPE_CHECKING:
    from repair.engine import Result
    from repair.model import Span
    from repair.ocr.reading import OcrOptions, Progress
    from repair.source import Layout

#: How often a text is repaired anew: what is withdrawn may let another fix through.
_MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """A result after the pages were asked, and what there is to say about the pages."""

    result: Result
    unread: tuple[str, ...] = ()
    """Pages that could not be read, or are not of this text: they gave no evidence."""
    notes: tuple[str, ...] = ()
    """Oddities that did no harm."""
    failed: bool = False
    """Whether a page could not be read, and may be another time."""
    turned: Mapping[int, int] = field(default_factory=dict)
    """Of the pages whose image lies on its side or head: degrees to turn it upright."""


def check_against(
    repair: Callable[[tuple[Span, ...]], Result],
    path: Path,
    options: OcrOptions,
    *,
    numbers: Collection[int] | None = None,
    layout: Layout | None = None,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> Checked:
    """Repair, read the page images (a file or folder), and judge the fixes by them.

    ``repair`` gives the result when fixes at some spans of the source are doubted and
    only proposed; it is called again while the pages contradict what was applied. With
    ``numbers`` only those pages can give evidence, and of them those with fixes are
    read: for a PDF whose own text layer says which page a fix stands on; ``layout`` then
    says what else stands there.
    Nothing is read when there is no fix.
    Raises :class:`InputError` when the pages can't be opened.
    """
    from repair.ocr.reading import read_pages
    from repair.ocr.render import open_pages

    source = open_pages(path, options.dpi)
    try:
        result = repair(())
        asked = [fix for fix in result.fixes if is_asked(fix)]
        if numbers is not None:
            numbers = {fix.page for fix in asked if fix.page} & set(numbers)
        if not asked or (numbers is not None and not numbers):
            return Checked(result)
        seen = replace(options, text_layer="ignore")
        pages = Spool(read_pages(path, seen, progress=progress, cache=cache, only=numbers))
        lying = {page.number: replace(page, blocks=()) for page in pages if page.turn}
        pictures = PagePictures(pages, lambda n: source.image(n - 1), options.reader, lying)
        doubted: frozenset[Span] = frozenset()
        for left in reversed(range(_MOST_ROUNDS)):
            forms = Forms(result.source, result.fixes)
            own = _stretches(layout.moved(forms.patch)) if layout else None
            alignment = Alignment(forms.clean, pages, own)
            weighed = judged(forms, alignment, pictures, jobs=options.workers)
            # What a person accepted stays, whatever the pages say.
            if not left or doubted.issuperset(weighed.doubted):
                break
            doubted = doubted.union(weighed.doubted)
            result = repair(tuple(sorted(doubted)))
        failed = [f"{path}: page {page.number}: {page.failed}" for page in pages if page.failed]
        unread, notes = _about(alignment, str(path), whole=numbers is None)
        result = replace(result, fixes=weighed.fixes)
        turned = {number: page.turn for number, page in lying.items()}
        return Checked(result, (*failed, *unread), notes, bool(failed), turned)
    finally:
        source.close()


def _stretches(layout: Layout) -> dict[int, tuple[int, int]]:
    """The stretch of the text that each page has, by its number."""
    out: dict[int, tuple[int, int]] = {}
    for region in layout.regions:
        start, _ = out.get(region.page, (region.start, 0))
        out[region.page] = (start, region.end)
    return out


def _about(
    alignment: Alignment, name: str, *, whole: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What could not be used of the pages, and what is odd about them, in sentences."""
    if not alignment.related:
        return (f"{name}: these pages are not of this text; they give no evidence",), ()
    unread: list[str] = []
    if alignment.strangers:
        which = _pages(alignment.strangers)
        unread.append(f"{name}: {which} not of this text: no evidence from there")
    for start, end in alignment.uncovered() if whole else ():
        first, last = (alignment.text.count("\n", 0, at) + 1 for at in (start, end))
        unread.append(f"{name}: no page shows lines {first} to {last} of the clean text")
    notes: list[str] = []
    if alignment.doubles:
        which = _pages(alignment.doubles)
        notes.append(f"{name}: {which} like another, and left out")
    if alignment.turned:
        notes.append(f"{name}: the pages are in another order than the text")
    return tuple(unread), tuple(notes)


def _pages(numbers: Collection[int]) -> str:
    listed = ", ".join(str(number) for number in sorted(numbers))
    return f"page {listed} is" if len(numbers) == 1 else f"pages {listed} are"
