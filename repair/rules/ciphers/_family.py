"""What the rules of this family share: the decode's repairs as fixes."""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.decoder.outcome import outcome
from repair.decoder.repairs import Repair
from repair.model import Fix, Safety
from repair.proofs import Cipher

_PROOF = Cipher("founder")


def fixes(context: Context, *kinds: str) -> Iterator[Fix]:
    """The fixes for some classes of sign."""
    found = context.get(outcome)
    if not found.repairs:
        return
    form, number = max(found.gate.counts.items(), key=lambda item: item[1])
    opened = f"this document is garbled: {form} ({number} {'place' if number == 1 else 'places'})"
    # Thousands of repairs say the same; each sentence is kept once.
    said: dict[str, str] = {}
    reasons: dict[str, tuple[str, str]] = {}
    for repair in found.repairs.of(*kinds):
        message, reason = _message(repair), found.reason(repair)
        yield Fix(
            repair.start,
            repair.end,
            repair.after,
            said.setdefault(message, message),
            confidence=repair.confidence,
            safety=Safety.SAFE if repair.safe else Safety.REVIEW,
            evidence=reasons.setdefault(reason, (reason, opened)),
            group=repair.group,
            proof=_PROOF,
        )


def _message(repair: Repair) -> str:
    if repair.kind == "beside":
        return f"{repair.glyphs} is the glyph of {repair.signs} and stands beside the real sign"
    name = "a blank" if repair.kind == "blank" else repair.after
    if repair.safe:
        return f"{repair.glyphs} is {name} in a font that was misread"
    return f"{repair.glyphs} may be {name} in a font that was misread, or the word it looks like"
