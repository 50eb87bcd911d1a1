"""Corrections by hand: where they are replayed, and where they are only offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repair.model import Fix, Safety, minimal
from repair.review.decisions import CORRECTION, Decision, Decisions, likeness
from repair.review.places import Places, change_of

#: A string this short says nothing about other places: 的 corrected once is not wrong elsewhere.
_SHORTEST_OFFER = 3


def replay(text: str, corrections: Iterable[Decision]) -> Iterator[Fix]:
    """The fixes that corrections by hand make in ``text``: one sure place, others proposed."""
    places = Places(text)
    taken: list[tuple[int, int]] = []
    longest_first = sorted(corrections, key=lambda d: (-len(d.before), d.id))
    for number, correction in enumerate(longest_first):
        for fix in _replay(text, places, correction, number):
            if not any(fix.start < end and start < fix.end for start, end in taken):
                taken.append((fix.start, fix.end))
                yield fix


def _replay(text: str, places: Places, correction: Decision, number: int) -> Iterator[Fix]:
    spots = [
        (start, start + len(correction.before))
        for start in _occurrences(text, correction.before)
        if not _already(text, start, correction)
    ]
    if not spots:
        return
    own = _own(text, places, correction, spots)
    for start, end in spots:
        here = (start, end) == own
        if not here and len(correction.before.strip()) < _SHORTEST_OFFER:
            continue
        who = f" by {correction.who}" if correction.who else ""
        yield Fix(
            start,
            end,
            correction.result,
            "Corrected by hand." if here else "The same was corrected by hand elsewhere.",
            confidence=1.0 if here else 0.5,
            safety=Safety.SAFE if here else Safety.REVIEW,
            evidence=(f"“{correction.before}” was corrected to “{correction.result}”{who}",),
            group=f"{number}:{start}",
        )


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _already(text: str, start: int, correction: Decision) -> bool:
    """Whether the string stands here as a part of its own correction."""
    inner = correction.result.find(correction.before)
    return inner >= 0 and text.startswith(correction.result, start - inner)


def _own(
    text: str, places: Places, correction: Decision, spots: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The spot the person meant, told by its neighbourhood as any decision is.

    None when the correction already stands at a spot that fits as well.
    """
    alone = Decisions([correction])
    best: tuple[float, tuple[int, int]] | None = None
    for start, end in spots:
        change = change_of(text, [Fix(start, end, correction.result, "", rule=CORRECTION)])
        if alone.match(text, change) is not None:
            fit = likeness(correction, places.context(change.start, change.end))
            if best is None or fit > best[0]:
                best = fit, (start, end)
    if best is None:
        return None
    # The correction made: the same neighbourhood around its result.
    trimmed = minimal(correction.before, correction.result)
    lead, trail = trimmed[0][0], len(correction.before) - trimmed[-1][1]
    for start in _occurrences(text, correction.result):
        end = start + len(correction.result)
        if likeness(correction, places.context(start + lead, end - trail)) >= best[0]:
            return None
    return best[1]
