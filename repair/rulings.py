"""What a person ruled on a fix, as the engine asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from repair.model import Fix


@dataclass(frozen=True, slots=True)
class Ruling:
    """``action`` is accept, reject, edit, sic or skip; for ``edit``, ``after`` is the
    replacement of everything from the first fix of the group to the last."""

    action: str
    after: str = ""


class Decisions(Protocol):
    """The decisions of one file."""

    @property
    def digest(self) -> str:
        """Changes when a decision does; stands in the report's header."""
        ...

    def decide(self, text: str, fixes: Sequence[Fix]) -> Ruling | None:
        """The ruling on a group of fixes over ``text``, sorted; None where there is none."""
        ...

    def corrections(self, text: str) -> Iterable[Fix]:
        """The person's own corrections that still find their place in ``text``."""
        ...
