"""Whether a replacement leaves brackets and quotes open that were closed before."""

from __future__ import annotations

_PAIRS = dict(zip("“‘《〈（(〔【［[『「", "”’》〉）)〕】］]』」", strict=True))
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}


def unbalanced(text: str, start: int, end: int, before: str, after: str) -> str:
    """A warning when ``after`` in place of ``text[start:end]`` upsets its paragraph.

    ``before`` is the proposed replacement, the measure: only what is worse than
    that is told. Empty when nothing is.
    """
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    proposed = _open(text[low:start] + before + text[end:high])
    chosen = _open(text[low:start] + after + text[end:high])
    if len(chosen) <= len(proposed):
        return ""
    return "unbalanced in this paragraph: " + " ".join(sorted(set(chosen)))


def _open(text: str) -> list[str]:
    """Brackets without their partner."""
    waiting: list[str] = []
    lone: list[str] = []
    for char in text:
        if char in _PAIRS:
            waiting.append(char)
        elif char in _CLOSERS:
            if waiting and waiting[-1] == _CLOSERS[char]:
                waiting.pop()
            else:
                lone.append(char)
    return waiting + lone
