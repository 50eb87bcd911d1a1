"""Statements of the running text that something is at least a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.figures.bounds import SHORTEST, WHOLE, Bound, bound_at
from repair.figures.shares import share_of
from repair.nearby import REACH, line_around
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.model import Fix

#: How the running text says ≥: 达到95%以上, 不低于95%; 95%以上 alone says less surely so.
_VERB = lazy(
    r"[应要须均都]*"
    r"(?:(?P<reached>达到|达|提高到|提升到|保持在|稳定在)|(?P<bounded>不[低少小]于))?[ ]?"
)
_ABOVE = lazy(rf"{WHOLE}[ ]?(?P<unit>[\u4e00-\u9fff㎡]{{0,3}}?)[ ]?以上")
_WHOLE = lazy(WHOLE)
#: Of longer names the end tells what is measured.
_LONG = 12
#: A name that stands more often than this is no name of one thing.
_LOOKS = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a text says that something is at least a figure.

    ``exact``: in a sentence, of the whole name letter for letter, with 达到 … 以上 or 不低于,
    and, of a single figure, without blanks.
    """

    start: int
    end: int
    exact: bool


def statement_near(text: str, bound: Bound) -> Statement | None:
    """What the text around a bound says of the same thing and the same figure."""
    return at_least(text, bound, max(bound.start - REACH, 0), bound.start + REACH)


def at_least(text: str, bound: Bound, low: int, high: int) -> Statement | None:
    """The statement in ``text[low:high]`` that what a bound names is at least its figure.

    A name may be told with 的 or without it.
    """
    if len(bound.name) < SHORTEST:
        return None
    best: Statement | None = None
    for name in dict.fromkeys((bound.name, bound.name.replace("的", ""))):
        for end in _mentions(text, name, low, high):
            found = _of_one(text, name, end, bound) or _of_several(text, name, end, bound)
            if found is not None and found.exact:
                return found
            best = best or found
    return best


def _mentions(text: str, name: str, low: int, high: int) -> Iterator[int]:
    """Where what ends as a name does ends, for the first _LOOKS times."""
    tail = _tail(name)
    at = text.find(tail, low, high)
    for _ in range(_LOOKS):
        if at < 0:
            return
        yield at + len(tail)
        at = text.find(tail, at + len(tail), high)


def _tail(name: str) -> str:
    return name[-max(SHORTEST, min(len(name), _LONG) - 4) :]


def _of_one(text: str, name: str, end: int, bound: Bound) -> Statement | None:
    """A name that ends at ``end`` reaches the figure: 覆盖率达到80%以上."""
    bounded = _bounded(text, end, bound)
    if bounded is None:
        return None
    stop, sure = bounded
    start = end - len(name)
    if start < 0 or text[start:end] != name or _goes_on(text, start):
        return Statement(end - len(_tail(name)), stop, exact=False)
    return Statement(start, stop, sure and " " not in text[start:stop] and not _in_row(text, end))


def _bounded(text: str, end: int, bound: Bound) -> tuple[int, bool] | None:
    """Where the bounding of the figure after a name ends, and whether it is a demand."""
    verb = _VERB.match(text, end)
    if verb is None or not text.startswith(bound.figure, verb.end()):
        return None
    stop = verb.end() + len(bound.figure)
    if verb["bounded"]:
        return (stop, True) if _WHOLE.match(text, stop) else None
    above = _ABOVE.match(text, stop)
    if above is None or (bound.unit != "" and above["unit"] != (bound.unit or "")):
        return None
    return above.end(), bool(verb["reached"])


def _of_several(text: str, name: str, end: int, bound: Bound) -> Statement | None:
    """A name that ends at ``end`` is the thing of which each group has a figure of its own."""
    share = share_of(text, name, end, bound)
    return Statement(*share, exact=not _in_row(text, end)) if share else None


def _goes_on(text: str, start: int) -> bool:
    """Whether a figure goes on to the left: 5分钟 in 15分钟 is another thing."""
    return bool(re.match(r"[0-9A-Za-z.]{2}", text[max(start - 1, 0) : start + 1]))


def _in_row(text: str, position: int) -> bool:
    start, end = line_around(text, position)
    return text.find("\t", start, end) >= 0


def proves(text: str, start: int, end: int, fixes: Sequence[Fix]) -> bool:
    """Whether ``text[start:end]`` says of the same thing that it is at least the same figure."""
    if len(fixes) != 1:
        return False
    bound = bound_at(text, fixes[0].start)
    if bound is None or (fixes[0].end, fixes[0].after) != (bound.start + 1, "≥"):
        return False
    found = at_least(text[start:end], bound, 0, end - start)
    return found is not None and found.exact
