"""What measuring needs of a decode: places, readings and confidences, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from repair.ciphers import printed
from repair.decoder.confidence import confidence, proposable
from repair.decoder.decode import decode_text
from repair.decoder.gate import gate


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
    found = gate(text)
    if not found.activity:
        return []
    decoded = decode_text(text, found.activity)
    return [
        Prediction(
            site.place,
            "" if site.beside else printed(site.sign),
            site.kind,
            confidence(site.kind, margin),
            margin,
        )
        for site, margin in zip(decoded.sites, decoded.margins, strict=True)
        if proposable(site.kind, margin)
    ]
