"""What speaks for and against two neighbouring lines being one, and how strongly.

Every piece of evidence is a log-odds weight, a natural logarithm; their sum gives one
confidence. The weights are judged by ``tools/measure_joins.py`` on two labelled gazettes and
five law texts cut into pages of three widths (1,618 cuts). Fitted on all texts but one they
are no better on the one left out (1,555 cuts joined and 8 other neighbours, against 1,570
and 4), so those set by hand stay, moved where the counts were plain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from repair.joins.kinds import End, Start
from repair.pages.width import Width

#: Cuts among the neighbours that are looked at, before any evidence.
PRIOR = -1.0
SAFE = 0.95
SHOWN = 0.5

ENDS = {
    End.COMMA: "ends with a comma",
    End.OPENER: "ends with an opening sign",
    End.WORD: "ends with a word",
    End.CLAUSE: "ends with a semicolon",
    End.SENTENCE: "ends a sentence",
    End.COLON: "ends with a colon",
}
STARTS = {
    Start.MARK: "starts with a list mark",
    Start.CLOSER: "starts with a closing sign",
    Start.BRACKET: "starts with a bracket",
    Start.PLAIN: "starts with a word",
}

WEIGHTS = {
    "ends with a comma": 5.0,
    "ends with an opening sign": 4.0,
    "ends with a word": 0.0,
    "ends with a semicolon": 0.0,
    "ends a sentence": -4.0,
    "ends with a colon": -5.0,
    "ends with a foreign word": -4.0,
    # At 1 of 341 cuts of the five gazettes, and at 835 of 22,612 unfinished lines of sound text;
    # the next at 1 and 1,132. Counted without the gazette that has it: -3.0 and -3.3, with which
    # the first is joined still, the second is proposed either way.
    "foreign below": -2.1,
    # But for running text that breaks off behind 村（社区） and the like.
    "ends with a bracket": -2.5,
    "bullet above": -2.4,
    # Shorter than a printed line of the narrowest usual page, where the width is not known.
    "short": -3.0,
    "starts with a list mark": -6.0,
    "starts with a closing sign": 4.0,
    "starts with a bracket": 0.3,
    "starts with a word": 0.3,
    "starts with a label": -4.0,
    # What the first half is: text of whole sentences, of clauses, the rest of a cut; a heading,
    # an article (第…条, which is no heading), bare words.
    "sentences": 6.5,
    "clauses": 3.5,
    "long clauses": 4.5,
    "long line": 3.5,
    "fragment": 6.0,
    "heading": -1.5,
    "heading with clauses": 0.0,
    "article": 3.0,
    "article without comma": 0.0,
    "bare words": -2.5,
    # Of 24 units and more: at 121 cuts and 101 other lines; fewer: at 70 and 2,321.
    "many bare words": -1.2,
    # As the counts beside them: a rest of six characters at most at 265 cuts and no other line;
    # a word that wants another, but for titles over two lines, at 303 and none.
    "rest below": 3.5,
    "binding above": 3.5,
    "siblings end": 4.0,
    # 应当, 必须 or 不得 in one of the last two: at 50 of 228 cuts, at 1 of 1,032 other unfinished
    # lines there and at 6 of 10,952 of sound text.
    "duty above": 3.5,
    # A line that ends in ； and holds whole sentences is no list item.
    "semicolon after sentences": 2.0,
    "title above": -4.0,
    "title below": -3.0,
    # When a law was passed and amended, one line each.
    "history above": -4.0,
    "date below": -6.0,
    "signature below": -5.0,
    "heading below": -3.0,
    # A line that the source marks as a heading, whether or not the mark still stands.
    "heading mark below": -3.0,
    "heading mark above": -5.0,
    # A word that goes on a sentence (的, 和, 等) begins the second part; the second part ends
    # in ； though no list mark begins it.
    "particle below": 4.0,
    "semicolon below": 2.5,
    # A page end that the source itself shows lies between; other places are none then.
    "page end": 3.0,
    "no page end": -2.0,
    # A word reaches across: at 813 of 1,931 cuts, at 2 of 2,304 ends without a sign.
    "word across": 6.0,
    "no word across": -0.7,
    # Three characters across the cut stand elsewhere: at 182 of 311 cuts, 119 of 1362 ends.
    "echo": 1.9,
    "date across": 5.0,
    "bracket closed": 4.5,
    "quote closed": 2.5,
    # Where printed lines stayed lines, a wrapped one is as wide as those around it.
    "local width": 3.0,
    "within local width": -1.5,
    "far within local width": -6.0,
    "siblings": 8.0,
    # Between sentences, at page ends where the line is full: where each other item of a list is
    # one paragraph at 48 of 48 such places, where all but one are at 21 of 23, where the words
    # below begin sentences only at 20 of 20.
    "single siblings": 4.5,
    "mostly single siblings": 2.0,
    "begins sentences": 3.0,
    # Paragraphs are indented here: the line below is, or is not.
    "indent below": -8.0,
    "no indent below": 2.0,
}

#: So much likelier must the best segmentation of both sides be than of each by itself.
WORD_GAIN = 2.0
#: How often a first half fills its last line: at 0.90 of the cuts after one to three lines,
#: at 0.76 of the longer ones (compressed signs add up), of 324 in the five gazettes.
FULL_WHEN_SHORT, FULL_WHEN_LONG = 0.9, 0.76
#: That counts as much as so many cuts of the text at hand, of which 0.68 to 0.95 fill it.
CUTS_BEFORE = 10.0
#: Unfinished lines of which a word reaches to the next, which end in a comma, and the others:
#: their shares among cuts (139, 24 and 152 of 315 in the five gazettes; 160, 68 and 173 of 401
#: in law text cut into pages), and among lines that were broken on purpose (of 4,300 in 200
#: texts that no page cut), which are of two kinds.
AMONG_CUTS = (0.38, 0.15, 0.47)
#: Captions, code, addresses; verse and one clause a line.
AMONG_BROKEN = ((0.004, 0.02, 0.976), (0.004, 0.6, 0.396))
OF_EACH_KIND = (0.7, 0.3)
#: What is thought of the share of cuts among the unfinished lines of a text before any is
#: seen, where a blank line stands between them, and where none does.
SHARES = (0.0, 0.1, 0.25, 0.5, 0.9995)
BEFORE_APART = (0.008, 0.001, 0.001, 0.001, 0.989)
BEFORE_NEAR = (0.3, 0.05, 0.05, 0.05, 0.55)
LEAST_SHARE = 0.001
#: What also tells a cut from a line that was broken on purpose.
OF_THE_PLACE = frozenset((
    "word across", "date across", "starts with a closing sign", "starts with a list mark",
    "bracket closed", "page end", "no page end", "fill", "position", "indent below",
    "no indent below",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen at a pair of lines, its weight, and a sentence about it."""

    name: str
    weight: float
    words: str


def sign(name: str, words: str = "") -> Evidence:
    """A piece of evidence with its weight."""
    return Evidence(name, WEIGHTS[name], words)


def confidence(seen: tuple[Evidence, ...]) -> float:
    """The probability of a cut, given what was seen.

    A cut has two rivals. Against a heading or an item speaks all that was seen. Lines that
    were broken on purpose (verse, code, one clause a line) look like cut ones; against them
    speak only the share of cuts in this text and what was seen at the place itself.
    """
    total = PRIOR + sum(item.weight for item in seen if item.name != "share")
    shares = [item.weight for item in seen if item.name == "share"]
    if shares:
        placed = shares[0] + sum(item.weight for item in seen if item.name in OF_THE_PLACE)
        total = -_add(-total, -placed)
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def _add(first: float, second: float) -> float:
    """The logarithm of the sum of two numbers given by their logarithms."""
    high, low = max(first, second), min(first, second)
    return high + math.log1p(math.exp(low - high))


def shares_after(seen: Sequence[int], before: Sequence[float]) -> tuple[float, ...]:
    """How likely each of ``SHARES`` is, when so many lines of each kind were seen."""
    logs = [
        [
            math.log(weight * kind)
            + sum(
                count * math.log(share * cut + (1 - share) * other)
                for count, cut, other in zip(seen, AMONG_CUTS, broken, strict=True)
            )
            for broken, kind in zip(AMONG_BROKEN, OF_EACH_KIND, strict=True)
        ]
        for share, weight in zip(SHARES, before, strict=True)
    ]
    most = max(max(both) for both in logs)
    raw = [sum(math.exp(log - most) for log in both) for both in logs]
    return tuple(weight / sum(raw) for weight in raw)


def mean_share(weights: Sequence[float]) -> float:
    """The share of cuts that is to be expected."""
    mean = sum(share * weight for share, weight in zip(SHARES, weights, strict=True))
    return max(mean, LEAST_SHARE)


def of_share(share: float) -> Evidence:
    """The share of cuts among the unfinished lines of the text, as evidence for one of them."""
    return Evidence("share", math.log(share / (1 - share)), "")


#: By chance a line is never held to be full more rarely than this, so that is what it says at most.
LEAST_CHANCE = 0.03
MOST_OF_FILL = -math.log(LEAST_CHANCE)


def of_fill(full: bool, chance: float, width: Width, size: float) -> Evidence:
    """The first half, of ``size`` units, fills its last printed line, or does not.

    How much that says depends on how many of the text's own cuts fill theirs.
    """
    before = FULL_WHEN_SHORT if size < 3.5 * width.units else FULL_WHEN_LONG
    when_cut = (width.explained + CUTS_BEFORE * before) / (width.of + CUTS_BEFORE)
    chance = min(max(chance, LEAST_CHANCE), 0.9)
    wide = f"(lines are {width.units:g} characters wide)"
    if full:
        words = f"the first part fills its last line {wide}"
        return Evidence("fill", math.log(when_cut / chance), words)
    words = f"the first part ends within a line {wide}"
    return Evidence("fill", math.log((1 - when_cut) / (1 - chance)), words)


def of_position(odds: float, lines: float) -> Evidence:
    """A line end lies whole pages (of so many printed lines) from sure page ends, or not."""
    words = f"whole pages of {lines:g} lines lie between here and other cuts" if odds > 0 else ""
    return Evidence("position", odds, words)
