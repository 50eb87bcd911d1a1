"""What a document tells of its own damage; every part is worked out when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.context import Context
    from repair.decoder.outcome import Outcome
    from repair.marks.extraction import Marks
    from repair.pages.habits import Habits
    from repair.pages.layout import Geometry


class Profile:
    """The damage of one text, seen as a whole. Families add a property each."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def marks(self) -> Marks:
        """The marks an extractor put into the text, by kind."""
        from repair.marks.extraction import marks_of

        return self._context.get(marks_of)

    @property
    def ciphers(self) -> Outcome:
        """What is garbled: why the gate is open or shut, active pairs and how often, rates."""
        from repair.decoder.outcome import outcome

        return self._context.get(outcome)

    @property
    def pages(self) -> Geometry:
        """The printed pages: how they are known, line width, lines per page, columns, spans."""
        from repair.pages.layout import geometry

        return self._context.get(geometry)

    @property
    def habits(self) -> Habits:
        """How each page was written: width of marks, blanks, list marks, script."""
        from repair.pages.habits import habits

        return self._context.get(habits)


def profile_of(context: Context) -> Profile:
    """The profile of a context's text."""
    return Profile(context)
