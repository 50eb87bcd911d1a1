"""Kinds of damage as they occur together."""

from __future__ import annotations

import random

from tests.issues.garble import Signs
from tests.issues.press import Mix
from tests.simulate_ciphers import CLASSES

#: What a font garbles: a share of the signs of each class.
CIPHERS: dict[str, dict[str, float]] = {
    "none": {},
    "quotes": {"closing": 0.5},
    "all closing": {"closing": 1.0},
    "brackets of numbers": {"corner": 1.0, "closing": 0.2},
    "circled": {"number": 1.0},
    "titles": {"title": 1.0, "closing": 0.3},
    "figures": {"digit": 1.0, "corner": 1.0},
    "everything": dict.fromkeys(CLASSES, 1.0),
    "everything half": dict.fromkeys(CLASSES, 0.5),
}
#: Characters of a line, lines of a column, columns.
PAGES = ((28, 22, 1), (37, 38, 1), (17, 40, 2), (32, 28, 1), (24, 30, 1))


def mix(rng: random.Random, cipher: str = "") -> Mix:
    """One way to damage an issue, drawn by chance; ``cipher`` is one of :data:`CIPHERS`."""
    width, rows, columns = rng.choice(PAGES)
    cipher = cipher or rng.choice(list(CIPHERS))
    by_line = rng.random() < 0.15
    blank = not by_line and rng.random() < 0.8
    return Mix(
        name=cipher,
        width=width,
        rows=rows,
        columns=columns,
        blank=blank,
        wrapped=1.0 if by_line else rng.choice([0.0, 0.0, 0.03]),
        indent=rng.choice(["", "　　", "    "]) if by_line else "",
        number=rng.choice(["", "", "— {} —", "- {} -", "{}"]),
        head=rng.random() < 0.2,
        markdown=0.0 if by_line else rng.choice([0.0, 0.3, 0.7]),
        half=rng.choice([0.0, 0.5, 1.0]),
        spaced=rng.choice([0.0, 0.3]),
        together=rng.choice([0.0, 0.3]),
        doubled=rng.choice([0.0, 0.1]),
        signs=Signs(
            ciphers=CIPHERS[cipher],
            misread=rng.choice([0.0, 0.3]),
            beside=rng.choice([0.0, 0.05]),
            blanks=rng.choice([0.0, 0.2]),
            english=rng.choice([0.0, 0.01]),
            traditional=rng.choice([0.0, 0.001]),
            square=rng.choice([0.0, 0.3]),
            inner=rng.choice([0.0, 1.0]),
            repeated=rng.choice([0.0, 0.01]),
        ),
    )
