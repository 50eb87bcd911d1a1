"""Make ``dictionaries/sign_margins.tsv``: what the margins of the cipher decoder are worth.

    python tools/calibrate_ciphers.py FOLDER … -o FILE [--limit CHARS] [--piece CHARS]

Damages the clean texts of the folders with the test tree's simulator in every way it knows, whole
and in pieces, decodes them, and writes for each sort of reading the margin from which it is
applied and the share that is right at each margin. A sort is divided by its signs where enough
readings of a sign are at hand (在 looks like a letter oftener than 郧), the sort's own readings
counting as PARENT readings of the sign. The safe margin is the least one, in steps of a half, with
99.65 % of all readings above it right (a reserve on the 99.5 % a safe fix needs) and three
quarters of those next to it, a wrong one that the texts happen not to have being added above.
Where no margin is found nothing is applied below NEVER. Of digits beside words each place counts
once, with the worst of its margins: a compound (消防员) comes again in every damage. Each text is
taken out of the decoder's tables first. Run it on other texts than those the figures are judged
on, and again whenever weights or tables of the decoder have changed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

Reading = tuple[float, bool]
"""A margin, and whether the reading was right."""
Place = tuple[int, str, str]
"""Where a reading stands: the text, the sign, and the hanzi around it."""
ABOVE, NEXT, UNSEEN, LEAST, NEVER = 0.9965, 0.75, 0.35, 2.0, 12.0
#: Figures and letters, which no name has, may be applied from a lower margin, where all but so few
#: are right at each step by itself; but no figures by words.
FIGURES = re.compile("digit (?!after a word|by a word)|capital|small letter|greek|math|minus|unit")
LOW, NEXT_LOW = 1.0, 0.98
#: Sorts of which each place counts once.
AGAIN = re.compile("digit .*words?:")
#: Readings of a sign that get a row of their own, unless they are nearly all of their sort, and how
#: many of them the sort counts as.
ENOUGH, MOST, PARENT = 40, 0.9, 10
#: Safe margins of sorts that the simulator hardly makes: of ``beside`` it makes few (the margins of
#: the real ones in linzi-2017-11 begin at 5.6, that of 以奖促治 in quotes is 3.1), of symbols none
#: (no hanzi stands between letters as the @ of an address does), and of blanks it makes few (those
#: of 摇匀, a word, end at 5.5), of dots between the words of a quotation none (those of kilns end
#: at 5.3, outside quotation marks; in 450 MB of other text five kilns stand in them, in novels).
GIVEN = {
    "at in an address": 4.0,
    "beside": 4.5,
    "blank": 6.0,
    "dash in quotes": 4.0,
    "greek hardly ever used": 12.0,
    "symbol": 8.0,
}
HEAD = """\
# What a margin of the cipher decoder is worth, by the sort of reading. Made by
# tools/calibrate_ciphers.py; not edited by hand.
# Source: {count:,} readings of {texts} clean texts ({chars:,} characters) damaged by the
# simulator of the test tree, each text taken out of the decoder's tables first.
# safe: the margin from which a reading is applied; then the share that is right at each margin.
"""
#: Readings that the usual curve counts as.
PRIOR = 4.0


def readings(used: Sequence[str], piece: int) -> dict[str, list[Reading]]:
    """Margins and outcomes by sort, from all scenarios."""
    from repair.decoder.glyphs import table as glyphs
    from repair.decoder.measure import predictions
    from tests.leave_out import left_out
    from tests.measure_ciphers import SCENARIOS, pieces
    from tests.simulate_ciphers import damage, narrow

    found: dict[str, list[Reading]] = defaultdict(list)
    once: dict[tuple[str, Place, bool], list[float]] = defaultdict(list)
    for number, text in enumerate(used):
        with left_out(text):
            for how in SCENARIOS.values():
                done = damage(text, how)
                for part in (done, *pieces(done, piece)):
                    truth = {edit.start: edit.right for edit in part.edits}
                    for one in predictions(part.text):
                        right = narrow(truth.get(one.place, "?")) == narrow(one.after)
                        if not AGAIN.match(one.sort):
                            found[one.sort].append((one.margin, right))
                            continue
                        around = part.text[max(one.place - 9, 0) : one.place + 10]
                        words = "".join(
                            c for c in around if "一" <= c <= "龥" and c not in glyphs()
                        )
                        once[one.sort, (number, one.after, words), right].append(one.margin)
    for (sort, _, right), margins in once.items():
        found[sort].append((min(margins) if right else max(margins), right))
    return found


def safe_margin(
    known: Sequence[Reading], sort: Sequence[Reading] = (), least: float = LEAST
) -> float:
    """The least margin from which readings may be applied; NEVER where there is none.

    ``sort``: the readings of the whole sort, where those known are of one sign; ``least``: where
    to begin.
    """
    margin = least
    while margin < NEVER:
        wrong, number = _errors(known, margin)
        if sort:
            of_sort, all_of_sort = _errors(sort, margin)
            weight = PARENT / (all_of_sort + UNSEEN)
            wrong, number = wrong + (of_sort + UNSEEN) * weight, number + PARENT
        else:
            wrong, number = wrong + UNSEEN, number + UNSEEN
        beside = [right for at, right in known if margin <= at < margin + 1]
        if margin < LEAST:
            borne_out = bool(beside) and sum(beside) >= NEXT_LOW * len(beside)
        else:
            borne_out = not beside or sum(beside) >= NEXT * len(beside)
        if borne_out and wrong <= (1 - ABOVE) * number:
            return margin
        margin += 0.5
    return NEVER


def _errors(known: Sequence[Reading], margin: float) -> tuple[float, float]:
    """How many readings from a margin on are wrong, and how many there are."""
    above = [right for at, right in known if at >= margin]
    return float(len(above) - sum(above)), float(len(above))


def shares(known: Sequence[Reading], usual: Sequence[float]) -> list[float]:
    """The share that is right around each margin of the table; it never falls."""
    from repair.decoder.confidence import MARGINS

    found = []
    for at, (margin, expected) in enumerate(zip(MARGINS, usual, strict=True)):
        low = (MARGINS[at - 1] + margin) / 2 if at else margin - 0.5
        high = (margin + MARGINS[at + 1]) / 2 if at + 1 < len(MARGINS) else 99.0
        near = [right for where, right in known if low <= where < high]
        found.append((sum(near) + PRIOR * expected, len(near) + PRIOR))
    return [round(share, 4) for share in rising(found)]


def rising(counts: Sequence[tuple[float, float]]) -> Iterator[float]:
    """Shares right / number, neighbours pooled until none is below the one before it."""
    blocks: list[tuple[float, float, int]] = []
    for right, number in counts:
        block = (right, number, 1)
        while blocks and blocks[-1][0] * block[1] > block[0] * blocks[-1][1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    for right, number, size in blocks:
        yield from [min(right / number, 0.9999)] * size


def table(found: Mapping[str, Sequence[Reading]]) -> Iterator[str]:
    """The rows of the table below its head, by code point as all dictionaries."""
    from repair.decoder.confidence import MARGINS, USUAL

    yield "\t".join(("sort", "safe", *(f"{margin:g}" for margin in MARGINS), "readings"))
    sorts: dict[str, list[Reading]] = {sort: [] for sort in GIVEN}
    for sort, known in found.items():
        sorts.setdefault(sort.partition(":")[0], []).extend(known)
    rows = []
    for sort, known in sorts.items():
        usual = shares(known, USUAL.shares)
        least = LOW if FIGURES.match(sort) else LEAST
        safe = GIVEN.get(sort) or safe_margin(known, least=least)
        rows.append(_row(sort, safe, usual, known))
        for sign, own in found.items():
            if sign.startswith(f"{sort}:") and ENOUGH <= len(own) < MOST * len(known):
                safe = safe_margin(own, known, least)
                rows.append(_row(sign, safe, shares(own, usual), own))
    yield from sorted(rows, key=lambda row: row.partition("\t")[0])


def _row(sort: str, safe: float, right: Sequence[float], known: Sequence[Reading]) -> str:
    return "\t".join((sort, f"{safe:g}", *(f"{share:g}" for share in right), str(len(known))))


def main() -> None:
    """Read the command line and write the table."""
    from tests.measure_ciphers import texts

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--piece", type=int, default=2500)
    options = parser.parse_args()
    used = [text for _, text in texts(options.folders, options.limit)]
    found = readings(used, options.piece)
    head = HEAD.format(
        count=sum(map(len, found.values())), texts=len(used), chars=sum(map(len, used))
    )
    options.output.write_text(head + "\n".join(table(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
