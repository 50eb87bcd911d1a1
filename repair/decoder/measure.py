"""What measuring needs of a decode: places, readings and confidences, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from repair.ciphers import CLASSES, printed
from repair.decoder.decode import decode_text, probability


@dataclass(frozen=True, slots=True)
class Prediction:
    """One repair the decoder proposes."""

    place: int
    after: str
    kind: str
    confidence: float
    margin: float


def predictions(text: str) -> list[Prediction]:
    """All readings as signs that are not hopeless."""
    decoded = decode_text(text, dict.fromkeys(CLASSES, 0.3))
    return [
        Prediction(
            site.place,
            "" if site.beside else printed(site.sign),
            site.kind,
            probability(margin),
            margin,
        )
        for site, margin in zip(decoded.sites, decoded.margins, strict=True)
        if margin > 0
    ]
