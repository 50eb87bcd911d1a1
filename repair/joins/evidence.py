"""What speaks for and against two neighbouring lines being one, and how strongly.

Every piece of evidence is a log-odds weight, a natural logarithm; their sum gives one
confidence. Those of words and repeated characters across a cut and of the last line's fill
come from counts over cuts and paragraph ends; the others were set by hand and checked on
the labelled gazettes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from repair.joins.kinds import End, Start

#: Cuts among the neighbours that are looked at, before any evidence.
PRIOR = -1.0
SAFE = 0.95
SHOWN = 0.5

ENDS = {
    End.COMMA: 5.0,
    End.OPENER: 4.0,
    End.WORD: 0.0,
    End.CLAUSE: 0.0,
    End.SENTENCE: -4.0,
    End.COLON: -5.0,
}
STARTS = {Start.MARK: -6.0, Start.CLOSER: 4.0, Start.BRACKET: 0.3, Start.PLAIN: 0.3}
SENTENCES, CLAUSES, FRAGMENT = 6.5, 3.5, 6.0
HEADING, HEADING_CLAUSE, BARE = -1.5, 0.0, -2.5
#: 第…条 with a comma is no heading.
ARTICLE = 3.0
#: A line that ends in ； and holds whole sentences is no list item.
CLAUSE_OF_PROSE = 2.0
TITLE_ABOVE, TITLE_BELOW, SIGNATURE_BELOW = -4.0, -3.0, -5.0
#: A word that goes on a sentence (的, 和, 等) begins the second part; the second part ends in
#: ； though no list mark begins it.
PARTICLE, ENDS_ITEM = 4.0, 2.5
#: A page end that the source itself shows lies between; other places are none then.
PAGE_END, NO_PAGE_END = 3.0, -2.0
#: So much likelier must the best segmentation of both sides be than of each by itself.
WORD_GAIN = 2.0
#: A word reaches across: at 155 of 313 cuts, at 2 of 1362 ends without a sign.
ACROSS, NO_WORD = 5.5, -0.7
#: Three characters across the cut stand elsewhere: at 182 of 311 cuts, 119 of 1362 ends.
ECHO = 1.9
BRACKET_CLOSED, QUOTE_CLOSED, SIBLINGS = 4.5, 2.5, 8.0
#: How often a first half fills its last line: at 0.90 of the cuts after one to three lines,
#: at 0.76 of the longer ones (compressed signs add up), of 324 in the five gazettes.
FULL_WHEN_SHORT, FULL_WHEN_LONG = 0.9, 0.76


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen at a pair of lines, its weight, and a sentence about it."""

    weight: float
    words: str


def confidence(seen: tuple[Evidence, ...]) -> float:
    """The probability of a cut, given what was seen."""
    total = PRIOR + sum(item.weight for item in seen)
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def of_fill(full: bool, chance: float, width: float, size: float) -> Evidence:
    """The first half, of ``size`` units, fills its last printed line, or does not."""
    when_cut = FULL_WHEN_SHORT if size < 3.5 * width else FULL_WHEN_LONG
    chance = min(max(chance, 0.03), 0.9)
    if full:
        return Evidence(
            math.log(when_cut / chance),
            f"the first part fills its last line (lines are {width:g} characters wide)",
        )
    return Evidence(
        math.log((1 - when_cut) / (1 - chance)),
        f"the first part ends within a line (lines are {width:g} characters wide)",
    )
