"""English for the messages and the evidence of fixes."""

from __future__ import annotations


def times(count: int) -> str:
    """``once`` or ``3 times``."""
    return "once" if count == 1 else f"{count} times"
