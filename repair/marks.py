"""Marks of extractors that have exactly one reading, and what that reading is."""

from __future__ import annotations

import re

_LATEX = {
    r"\geq": "≥",
    r"\geqslant": "≥",
    r"\ge": "≥",
    r"\leq": "≤",
    r"\leqslant": "≤",
    r"\le": "≤",
    r"\times": "×",
    r"\div": "÷",
    r"\pm": "±",
    r"\sim": "～",
    r"\neq": "≠",
    r"\approx": "≈",
    r"\%": "%",
    r"\textperthousand": "‰",
    r"\circ": "°",
    r"\cdot": "·",
}
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|%) ?")


def reading(mark: str) -> str | None:
    """What a mark reads as: a LaTeX command or a whole ``$…$`` formula; None if unsure."""
    if mark == "$":
        return ""
    body = mark[1:-1].strip() if len(mark) > 2 and mark[0] == mark[-1] == "$" else mark
    if "$" in body:
        return None
    unknown = False

    def read(match: re.Match[str]) -> str:
        nonlocal unknown
        sign = _LATEX.get(match[0].rstrip())
        unknown = unknown or sign is None
        return sign or ""

    plain = _COMMAND.sub(read, body)
    return None if unknown or "\\" in plain or set("{}^_") & set(plain) else plain
