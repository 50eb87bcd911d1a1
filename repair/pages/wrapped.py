"""Texts in which every printed line is a line: their width, and which line ends were wraps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from repair.joins.kinds import TERMINAL
from repair.pages.units import units

NARROWEST, BROADEST = 12.0, 60.0
#: So many lines are needed, this share of them full, and of the full ones this share must
#: break off within a sentence. Measured on wrapped copies of the sound texts: 0.41–0.83 full,
#: 0.86–0.97 broken off; on the texts as they are at most 0.06 of the lines are as wide as the
#: usual widest.
LEAST, FULL, BROKEN = 12, 0.3, 0.6
#: Of the full lines of running text this share has a mark within; in a list of titles, which
#: may be of one width as well, hardly any has.
RUNNING = 0.2
_MARKED = re.compile("[，。、；：！？,;:!?]")
#: Lines that are wider than the width (a table, a title line): at most this share.
WIDER = 0.04
_SAMPLE = 2000
_TOKEN = re.compile(
    r"[（(《〈“‘【〔「]*(?:[A-Za-z0-9.%/+\-]+|.)[，。、；：！？）》〉”’】〕」,.;:!?)]*", re.DOTALL
)


_TRAIL = "，。、；：！？）》〉”’】〕」』,.;:!?)"
_HALF = re.compile(r"[\x20-\x7e]")


def physical(line: str) -> float:
    """The width of a line as it stands: every ASCII sign half, all else whole."""
    return len(line) - 0.5 * (len(line) if line.isascii() else len(_HALF.findall(line)))


def printed(line: str) -> float:
    """The width of a line as it was printed: blanks an extractor put in take none."""
    bare = line.lstrip(" \u3000\t")
    return units(bare) + physical(line[: len(line) - len(bare)])


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width lines were wrapped at, how it is measured, how paragraphs begin."""

    width: float
    measure: Callable[[str], float]
    indented: bool
    spaced: bool
    hidden: float = 0.0
    """Units of an indent that was printed and not read: first lines hold so much less."""

    def is_full(self, above: str, below: str) -> bool:
        """Whether the first word of ``below`` would not have fitted at the end of ``above``.

        Either line may be the first of its paragraph.
        """
        return self.room(above, below) < self.hidden

    def room(self, above: str, below: str) -> float:
        """The units left on a line if the first word of the next stood on it too."""
        token = _TOKEN.match(below.strip())
        need = self.measure(token[0]) if token else 1.0
        return self.width - self.measure(above.rstrip()) - need

    def size(self, line: str) -> float:
        """The units of a line without the marks that may hang over its end."""
        return self.measure(line.rstrip().rstrip(_TRAIL))

    def is_short(self, line: str) -> bool:
        """Whether a line is plainly the last of its paragraph."""
        return self.measure(line.rstrip()) < self.width - self.hidden - 3


def find_wrap(lines: Sequence[str], filled: Sequence[int]) -> Wrap | None:
    """How a text was wrapped, or None when its lines are paragraphs; rows of tables are neither."""
    filled = [at for at in filled if "\t" not in lines[at]]
    if len(filled) < LEAST:
        return None
    step = max(1, len(filled) // _SAMPLE)
    lengths = sorted(len(lines[at]) for at in filled[::step])
    if lengths[int(len(lengths) * (1 - WIDER)) - 1] > 2 * BROADEST:
        return None
    best: tuple[int, float, Callable[[str], float]] | None = None
    measure: Callable[[str], float]
    for measure in (physical, printed):
        sizes = [measure(lines[at].rstrip().rstrip(_TRAIL)) for at in filled[::step]]
        width, near = _width(sizes)
        if width and (best is None or near > best[0]):
            best = (near, width, measure)
    if best is None:
        return None
    _, width, measure = best
    sizes = [measure(lines[at].rstrip()) for at in filled]
    hidden = 0.0
    # Where most paragraphs are short, most full lines are first lines.
    for whole in (width, width + INDENT):
        if _lacks_indents(lines, filled, sizes, whole):
            width, hidden = whole, INDENT
            break
    least = width - hidden - 1.5
    full = [at for at, size in zip(filled, sizes, strict=True) if size > least]
    if len(full) < FULL * len(filled):
        return None
    broken = sum(lines[at].rstrip()[-1] not in TERMINAL for at in full)
    if broken < BROKEN * len(full):
        return None
    running = sum(_MARKED.search(lines[at].rstrip()[:-1]) is not None for at in full)
    if running < RUNNING * len(full):
        return None
    return Wrap(width, measure, *_habits(lines, filled, width, measure), hidden)


#: First lines are indented by so much (GB/T 9704—2012, 7.3.3).
INDENT = 2.0
#: Where that indent was not read: of the unfinished lines that lack it, so many at least
#: follow an end; of those that fill the width, so many at most; of the unfinished lines after an
#: end, so many lack it. Measured on 15 texts wrapped at 17, 28 and 37 units: 0.56–1.00, 0.01–0.13
#: and 0.60–1.00; in the copies printed without indent the last is 0.11 at most. Some lines must
#: fill the width at all (on each first line: 0.11 and more).
AFTER_END, OTHERS_AFTER_END, LACKING, FEWEST, OTHERS = 0.5, 0.3, 0.4, 5, 0.06


def _is_first(size: float, width: float) -> bool:
    """Whether a line is as wide as a full one less the indent."""
    return width - INDENT - 1.5 < size <= width - 1.5


def _lacks_indents(
    lines: Sequence[str], filled: Sequence[int], sizes: Sequence[float], width: float
) -> bool:
    """Whether first lines were indented in print, and the extractor dropped the blanks."""
    firsts = firsts_after_end = others = others_after_end = 0
    ended = True
    for at, size in zip(filled, sizes, strict=True):
        is_end = lines[at].rstrip()[-1] in TERMINAL
        if not is_end and not lines[at].isascii():
            if size > width - 1.5:
                others += 1
                others_after_end += ended
            elif _is_first(size, width):
                firsts += 1
                firsts_after_end += ended
        ended = is_end or size < width - INDENT - 3
    return (
        firsts_after_end >= FEWEST
        and others >= OTHERS * firsts
        and firsts_after_end >= AFTER_END * firsts
        and others_after_end <= OTHERS_AFTER_END * others
        and firsts_after_end >= LACKING * (firsts_after_end + others_after_end)
    )


def _width(sizes: Sequence[float]) -> tuple[float, int]:
    """The width that most lines fill to half a unit and hardly any exceeds; how many do."""
    counts = Counter(round(size * 2) for size in sizes)
    beyond = len(sizes)
    best, most = 0.0, 0
    for half in range(int(BROADEST * 2) + 1):
        beyond -= counts[half]
        near = counts[half] + counts[half - 1]
        if half >= NARROWEST * 2 and near > most and beyond <= WIDER * len(sizes):
            best, most = half / 2, near
    return best, most


def _habits(
    lines: Sequence[str], filled: Sequence[int], width: float, measure: Callable[[str], float]
) -> tuple[bool, bool]:
    """Whether paragraphs are indented, and whether blank lines stand between them.

    Asked of what follows the last lines of paragraphs: headings, names and titles that are
    set in the middle of a line are seldom indented in a text.
    """
    short = [(a, b) for a, b in pairwise(filled) if measure(lines[a].rstrip()) < width - 4]
    after = [b for a, b in short if lines[a].rstrip()[-1] in TERMINAL] or [b for _, b in short]
    if not after:
        return False, False
    indented = sum(lines[at][0] in " \u3000\t" for at in after)
    spaced = sum(not lines[at - 1].strip() for at in after)
    return indented > 0.5 * len(after), spaced > 0.5 * len(after)
