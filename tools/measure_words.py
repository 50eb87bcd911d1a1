"""Measures what is proposed for characters and words that were lost or doubled.

    python tools/measure_words.py TEXT … [--rule CH009] [--seed 7] [--clean]

Sound texts of an issue's length are given a reader's marks and damaged
(``tests/damage_words.py``, which shares no code with the tool). For each kind of damage: how
many places there are, how many of them stand elsewhere in the text as they were, and at how
many of each what was proposed or done is right, or something else; then what was proposed at
no damage. ``--clean`` leaves the texts as they are, so that all that is proposed is listed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from repair import Options, repair_text
from repair.model import Fix, Status

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.damage_words import Place, as_read, damage

NEAR = 6


def found(text: str, rules: tuple[str, ...]) -> list[Fix]:
    """What rules propose or do, marks and lines left aside."""
    result = repair_text(text, Options(select=rules))
    return [fix for fix in result.fixes if fix.status in (Status.APPLIED, Status.REVIEW)]


def judged(text: str, place: Place, fixes: list[Fix]) -> str:
    """``right``, ``other`` or ``none``: what the fixes near a place make of it."""
    near = [f for f in fixes if f.start <= place.end + NEAR and f.end >= place.start - NEAR]
    low, high = max(place.start - 2 * NEAR, 0), place.end + 2 * NEAR
    good = text[low : place.start] + place.right + text[place.end : high]
    for fix in near:
        if text[low : fix.start] + fix.after + text[fix.end : high] == good:
            return "right"
    return "other" if near else "none"


def main() -> None:
    """Reads the arguments and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--rule", nargs="*", default=["CH"])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--clean", action="store_true")
    arguments = parser.parse_args()
    table: Counter[tuple[str, bool, str]] = Counter()
    false, size = 0, 0
    for path in arguments.texts:
        text = as_read(path.read_text(encoding="utf-8"))
        places: list[Place] = []
        if not arguments.clean:
            text, places = damage(text, arguments.seed)
        fixes = found(text, tuple(arguments.rule))
        size += len(text)
        for place in places:
            verdict = judged(text, place, fixes)
            for group in {False, place.parallels > 1}:
                table[place.kind, group, verdict] += 1
        for fix in fixes:
            if all(fix.end < p.start - NEAR or fix.start > p.end + NEAR for p in places):
                false += 1
                before, after = text[fix.start - 10 : fix.start], text[fix.end : fix.end + 10]
                line = f"{before}[{fix.before} → {fix.after}]{after}".replace("\n", "⏎")
                print(f"{path.stem}  {fix.rule} {fix.status}  {line}")
    for kind, seen in sorted({(kind, seen) for kind, seen, _ in table}):
        right, other, none = (table[kind, seen, verdict] for verdict in ("right", "other", "none"))
        what = f"{kind}, twice elsewhere" if seen else kind
        print(f"{what:36} right {right:4}  other {other:3}  of {right + other + none}")
    print(f"elsewhere: {false} in {size:,} characters, {false / size * 1e4:.2f} in 10,000")


if __name__ == "__main__":
    main()
