"""From margins to confidences, and which are safe."""

from __future__ import annotations

from itertools import pairwise

#: The margin from which a reading is applied.
SAFE = 2.5
#: For a glyph beside its own sign: the margins of the real ones in linzi-2017-11 begin at
#: 5.6, that of 以奖促治 in quotes is 3.1.
SAFE_BESIDE = 4.5
#: The margin from which it is proposed.
PROPOSED = 0.0


#: (margin, share of readings with it that are right), fitted with
#: tools/calibrate_ciphers.py on laws, abstracts and newspapers (24,000 readings in ten kinds
#: of damage) and checked on the clean texts and gazettes (80,000).
KNOTS = (
    (0.0, 0.15),
    (0.75, 0.3),
    (1.25, 0.5),
    (2.0, 0.7),
    (2.5, 0.8),
    (3.25, 0.9),
    (4.5, 0.95),
    (6.0, 0.99),
    (8.0, 0.997),
    (10.0, 0.9995),
    (12.0, 0.9999),
)


def confidence(kind: str, margin: float) -> float:
    """The share of readings with such a margin that are right."""
    if margin <= KNOTS[0][0]:
        return KNOTS[0][1]
    for (low, first), (high, second) in pairwise(KNOTS):
        if margin <= high:
            return round(first + (second - first) * (margin - low) / (high - low), 4)
    return KNOTS[-1][1]


def proposable(kind: str, margin: float) -> bool:
    """Whether a person should see the reading at all."""
    return margin > PROPOSED


def safe(margin: float, *, beside: bool = False) -> bool:
    """Whether a reading may be applied."""
    return margin >= (SAFE_BESIDE if beside else SAFE)
