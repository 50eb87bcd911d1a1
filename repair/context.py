"""What a rule is given: the text of this pass and everything known about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from repair.options import Options

if TYPE_CHECKING:
    from repair.dictionaries import Dictionaries
    from repair.document import Document
    from repair.profile import Profile
    from repair.review.decisions import Decisions
    from repair.series import Series
    from repair.source import Layout

T = TypeVar("T")


class Context:
    """The text of one pass, with analyses made once and shared by all rules of the pass.

    An analysis is a pure function of the context; ``context.get(decode_document)``
    runs it at the first call and remembers the result. It may ask for others.
    """

    def __init__(
        self,
        text: str,
        *,
        options: Options | None = None,
        dictionaries: Dictionaries | None = None,
        series: Series | None = None,
        layout: Layout | None = None,
        decisions: Decisions | None = None,
        first: Context | None = None,
        moved: Callable[[int], int] | None = None,
    ) -> None:
        self.text = text
        self.options = options or Options()
        self.series = series
        self.layout = layout
        """Pages and boxes an OCR engine or extractor gave, over this text; else None."""
        self.decisions = decisions
        """What a person decided on this file before; else None."""
        self.first = first or self
        """The context of the run's first text, before anything was put together or taken out."""
        self._moved = moved
        self._dictionaries = dictionaries
        self._results: dict[Callable[[Context], object], object] = {}

    def get(self, analysis: Callable[[Context], T]) -> T:
        """The result of an analysis of this text, computed once."""
        if analysis not in self._results:
            self._results[analysis] = analysis(self)
        return cast("T", self._results[analysis])

    def moved(self, position: int) -> int:
        """Where an offset of the run's first text lies in this one."""
        return self._moved(position) if self._moved else position

    @property
    def document(self) -> Document:
        """Lines, pages and blocks of the text."""
        from repair.document import analyse

        return self.get(analyse)

    @property
    def profile(self) -> Profile:
        """What the text tells of its own damage."""
        from repair.profile import profile_of

        return self.get(profile_of)

    @property
    def dictionaries(self) -> Dictionaries:
        from repair.dictionaries import default_dictionaries

        return self._dictionaries or default_dictionaries()
