"""What measuring needs of a decode: places, readings and confidences, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from repair.ciphers import printed
from repair.decoder.confidence import judged
from repair.decoder.decode import decode_text
from repair.decoder.gate import gate


@dataclass(frozen=True, slots=True)
class Prediction:
    """One repair the decoder proposes, or applies where it is safe."""

    place: int
    after: str
    kind: str
    sort: str
    confidence: float
    margin: float
    safe: bool


def predictions(text: str) -> list[Prediction]:
    """All readings as signs that are not hopeless."""
    found = gate(text)
    if not found.activity:
        return []
    return [
        Prediction(
            one.site.place,
            "" if one.site.beside else printed(one.site.sign),
            one.site.kind,
            one.sort,
            one.confidence,
            one.margin,
            one.safe,
        )
        for one in judged(text, decode_text(text, found.activity))
    ]
