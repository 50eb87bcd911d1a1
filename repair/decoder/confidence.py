"""From margins to confidences, and which are safe."""

from __future__ import annotations

from repair.decoder.decode import probability

#: The margin from which a reading is applied.
SAFE = 2.5
#: For a glyph beside its own sign: the margins of the real ones in linzi-2017-11 begin at
#: 5.6, that of 以奖促治 in quotes is 3.1.
SAFE_BESIDE = 4.5
#: The margin from which it is proposed.
PROPOSED = 0.0


def confidence(kind: str, margin: float) -> float:
    """The share of readings with such a margin that are right."""
    return round(probability(margin), 4)


def proposable(kind: str, margin: float) -> bool:
    """Whether a person should see the reading at all."""
    return margin > PROPOSED


def safe(margin: float, *, beside: bool = False) -> bool:
    """Whether a reading may be applied."""
    return margin >= (SAFE_BESIDE if beside else SAFE)
