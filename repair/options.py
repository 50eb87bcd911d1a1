"""What a user may choose, once: the command line, the config file and the library share it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

NORMALISATIONS = ("width", "blanks", "spacing", "script")
APPLY = ("safe", "review", "none")
FORMATS = ("auto", "text", "markdown")


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of one run.

    ``apply`` says which fixes change the text: ``safe`` ones, those for ``review``
    too, or ``none``. ``protect`` holds phrases, or patterns written ``/…/``, that
    are never touched.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    apply: str = "safe"
    min_confidence: float = 0.0
    normalize: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    to: str = "auto"
    fill_merged: bool = False

    def as_dict(self) -> dict[str, object]:
        """The choices that differ from the defaults, for the report's header."""
        default = asdict(Options())
        return {key: value for key, value in asdict(self).items() if value != default[key]}
