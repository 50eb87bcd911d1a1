"""How well garbled signs are decoded: per class of sign, with the reliability of confidences.

    python -m tests.measure_ciphers FOLDER … [--scenario NAME …] [--limit CHARS] [--errors N]

Damages sound text with :mod:`tests.simulate_ciphers` and compares what is repaired.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulate_ciphers import CLASSES, Damage, damage, narrow

ALL = dict.fromkeys(CLASSES, 1.0)
PUNCTUATION = {k: 1.0 for k in CLASSES if k not in ("digit", "letter", "number", "math")}
SCENARIOS: dict[str, Damage] = {
    "closing": Damage({"closing": 1.0}, misread=0.5, beside=0.03),
    "corner": Damage({"corner": 1.0}, blanks=0.5),
    "number": Damage({"number": 1.0}, misread=0.3),
    "title": Damage({"title": 1.0}),
    "digit": Damage({"digit": 1.0}),
    "some": Damage({"closing": 0.7, "corner": 1.0, "title": 0.5, "number": 1.0}, misread=0.3),
    "lost": Damage({"closing": 1.0, "corner": 1.0}, misread=0.5, lose=0.1),
    "half": Damage(dict.fromkeys(CLASSES, 0.5)),
    "punctuation": Damage(PUNCTUATION),
    "all": Damage(ALL),
}


@dataclass
class Tally:
    """Counts of one scenario."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    bins: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0.0]))
    confidence: float = 0.0
    examples: list[str] = field(default_factory=list)


def texts(folders: Iterable[Path], limit: int) -> list[tuple[str, str]]:
    """Names and texts of the files under some folders."""
    found = []
    for folder in folders:
        paths = [folder] if folder.is_file() else sorted(folder.rglob("*.txt"))
        found += [(p.name, p.read_text(encoding="utf-8")[: limit or None]) for p in paths]
    return found


def measure(scenario: str, text: str, tally: Tally, threshold: float, examples: int) -> float:
    """Damage one text, decode it, count. Returns the seconds the decode took."""
    from repair.decoder.measure import predictions

    done = damage(text, SCENARIOS[scenario])
    started = time.process_time()
    found = {p.place: p for p in predictions(done.text)}
    seconds = time.process_time() - started
    truth = {edit.start: edit for edit in done.edits}
    for place, edit in truth.items():
        guess = found.get(place)
        if guess is None or guess.confidence < threshold:
            tally.missed[edit.kind] += 1
            _example(tally, examples, "MISS", done.text, place, edit.right, guess)
    for place, guess in found.items():
        want = truth.get(place)
        good = want is not None and narrow(want.right) == narrow(guess.after)
        bucket = tally.bins[min(int(guess.confidence * 10), 9)]
        bucket[0] += good
        bucket[1] += 1
        bucket[2] += guess.confidence
        if guess.confidence < threshold:
            continue
        kind = want.kind if want else guess.kind
        (tally.right if good else tally.wrong)[kind] += 1
        if not good:
            _example(tally, examples, "WRONG", done.text, place, want.right if want else "", guess)
    return seconds


def _example(
    tally: Tally, most: int, what: str, text: str, place: int, right: str, guess: object
) -> None:
    if len(tally.examples) < most:
        around = text[max(0, place - 10) : place] + "⟦" + text[place] + "⟧"
        around += text[place + 1 : place + 11]
        said = f"{guess.after} {guess.confidence:.3f} {guess.margin:.1f}" if guess else "-"  # type: ignore[attr-defined]
        tally.examples.append(f"  {what} want {right!r} got {said}: {around!r}")


def report(scenario: str, tally: Tally, size: int, seconds: float) -> None:
    """Print the figures of one scenario."""
    print(f"{scenario}: {size / max(seconds, 1e-9) / 1e6:.2f} MB/s")
    kinds = sorted(set(tally.right) | set(tally.wrong) | set(tally.missed))
    for kind in [*kinds, "TOTAL"]:
        pick = kinds if kind == "TOTAL" else [kind]
        right = sum(tally.right[k] for k in pick)
        wrong = sum(tally.wrong[k] for k in pick)
        missed = sum(tally.missed[k] for k in pick)
        precision = right / max(right + wrong, 1)
        recall = right / max(right + missed, 1)
        print(f"  {kind:12} n {right + missed:6}  recall {recall:.4f}  precision {precision:.4f}")
    print("\n".join(tally.examples))


def reliability(tallies: Iterable[Tally]) -> None:
    """Print how often fixes of each tenth of confidence are right, and the calibration error."""
    bins: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for tally in tallies:
        for bucket, counts in tally.bins.items():
            bins[bucket] = [a + b for a, b in zip(bins[bucket], counts, strict=True)]
    total = sum(number for _, number, _ in bins.values())
    error = 0.0
    print("confidence  said   right        n")
    for bucket in sorted(bins):
        good, number, said = bins[bucket]
        error += abs(good - said) / max(total, 1)
        low, high = bucket / 10, (bucket + 1) / 10
        print(f"  {low:.1f}–{high:.1f}  {said / number:.3f}  {good / number:.3f}  {number:7}")
    print(f"expected calibration error {error:.4f}")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--scenario", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--limit", type=int, default=0, help="characters of each file")
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    sources = texts(options.folders, options.limit)
    tallies = []
    for scenario in options.scenario:
        tally = Tally()
        seconds = sum(
            measure(scenario, text, tally, options.threshold, options.errors) for _, text in sources
        )
        report(scenario, tally, sum(len(t.encode()) for _, t in sources), seconds)
        tallies.append(tally)
    reliability(tallies)


if __name__ == "__main__":
    main()
