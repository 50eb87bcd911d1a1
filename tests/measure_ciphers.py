"""How well garbled signs are decoded: per class of sign, with the reliability of confidences.

    python -m tests.measure_ciphers FOLDER … [--scenario NAME …] [--limit CHARS] [--errors N]
                                    [--piece CHARS] [--leave-out]

Damages sound text with :mod:`tests.simulate_ciphers` and compares what is repaired. Only what
would be applied counts as repaired. ``--piece`` decodes excerpts instead of whole texts;
``--leave-out`` takes what each file may have added to the decoder's tables away first
(:mod:`tests.leave_out`; needs the extra ``tools``).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulate_ciphers import CLASSES, Damage, Damaged, Edit, damage, narrow

if TYPE_CHECKING:
    from repair.decoder.measure import Prediction

ALL = dict.fromkeys(CLASSES, 1.0)
FIGURES = ("digit", "letter", "number", "math", "greek")
OPENERS = "“‘〔《〈（［【"
PUNCTUATION = {k: 1.0 for k in CLASSES if k not in FIGURES}
SCENARIOS: dict[str, Damage] = {
    "closing": Damage({"closing": 1.0}, misread=0.5, beside=0.03),
    "corner": Damage({"corner": 1.0}, blanks=0.5),
    "number": Damage({"number": 1.0}, misread=0.3),
    "title": Damage({"title": 1.0}),
    "digit": Damage({"digit": 1.0}),
    "some": Damage({"closing": 0.7, "corner": 1.0, "title": 0.5, "number": 1.0}, misread=0.3),
    "lost": Damage({"closing": 1.0, "corner": 1.0}, misread=0.5, lose=0.1),
    "openers-half": Damage(dict.fromkeys(CLASSES, 0.5), keep=OPENERS),
    "openers": Damage(ALL, keep=OPENERS),
    "half": Damage(dict.fromkeys(CLASSES, 0.5)),
    "punctuation": Damage(PUNCTUATION),
    "all": Damage(ALL),
}


@dataclass
class Tally:
    """Counts of one scenario."""

    right: Counter[str] = field(default_factory=Counter)
    """Signs that came back, by their class."""
    missed: Counter[str] = field(default_factory=Counter)
    """Signs that did not, by their class."""
    wrong: Counter[str] = field(default_factory=Counter)
    """What was applied and is wrong, by the class it was taken for."""
    sorts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """Right ones and all that were applied, by the sort that decided its margin."""
    bins: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0.0]))
    """Right ones, all, and the sum of confidences, by tenth of confidence."""
    examples: list[str] = field(default_factory=list)
    size: int = 0
    seconds: float = 0.0


def texts(folders: Iterable[Path], limit: int) -> list[tuple[str, str]]:
    """Names and texts of the files under some folders."""
    found = []
    for folder in folders:
        paths = [folder] if folder.is_file() else sorted(folder.rglob("*.txt"))
        found += [(p.name, p.read_text(encoding="utf-8")[: limit or None]) for p in paths]
    return found


def pieces(done: Damaged, size: int) -> Iterator[Damaged]:
    """Excerpts of a damaged text, each with the edits that lie in it."""
    edits = iter([*done.edits, Edit(len(done.text), "", "", "")])
    edit = next(edits)
    for start in range(0, len(done.text), size):
        own = []
        while edit.start < min(start + size, len(done.text)):
            own.append(Edit(edit.start - start, edit.wrong, edit.right, edit.kind))
            edit = next(edits)
        yield Damaged(done.text[start : start + size], "", own)


def measure(done: Damaged, tally: Tally, examples: int = 0) -> None:
    """Decode one damaged text, and count."""
    from repair.decoder.measure import predictions

    started = time.process_time()
    found = {one.place: one for one in predictions(done.text)}
    tally.seconds += time.process_time() - started
    tally.size += len(done.text.encode())
    truth = {edit.start: edit for edit in done.edits}
    for place, edit in truth.items():
        guess = found.get(place)
        good = guess is not None and narrow(edit.right) == narrow(guess.after)
        if guess is not None and guess.safe and good:
            tally.right[edit.kind] += 1
            continue
        tally.missed[edit.kind] += 1
        if len(tally.examples) < examples:
            tally.examples.append(_example("MISS", done.text, place, edit.right, guess))
    for place, guess in found.items():
        want = truth.get(place)
        good = want is not None and narrow(want.right) == narrow(guess.after)
        bucket = tally.bins[min(int(guess.confidence * 10), 9)]
        for at, more in enumerate((good, 1, guess.confidence)):
            bucket[at] += more
        if not guess.safe:
            continue
        tally.sorts[guess.sort][0] += good
        tally.sorts[guess.sort][1] += 1
        if not good:
            tally.wrong[SAME.get(guess.kind, guess.kind)] += 1
            if len(tally.examples) < examples:
                right = want.right if want else done.text[place]
                tally.examples.append(_example("WRONG", done.text, place, right, guess))


#: The decoder's names of classes that the simulator names otherwise.
SAME = {"opening-quote": "opening", "closing-quote": "closing", "six-corner": "corner"}


def _example(what: str, text: str, place: int, right: str, guess: Prediction | None) -> str:
    around = text[max(0, place - 10) : place] + "⟦" + text[place] + "⟧" + text[place + 1 :][:10]
    said = f"{guess.after} {guess.confidence:.3f} {guess.margin:.1f}" if guess else "-"
    return f"  {what} want {right!r} got {said}: {around!r}"


def report(scenario: str, tally: Tally) -> None:
    """Print the figures of one scenario."""
    print(f"{scenario}: {tally.size / max(tally.seconds, 1e-9) / 1e6:.2f} MB/s")
    kinds = sorted(set(tally.right) | set(tally.wrong) | set(tally.missed))
    for kind in [*kinds, "TOTAL"]:
        pick = kinds if kind == "TOTAL" else [kind]
        right, wrong, missed = (
            sum(counts[k] for k in pick) for counts in (tally.right, tally.wrong, tally.missed)
        )
        recall, precision = right / max(right + missed, 1), right / max(right + wrong, 1)
        print(
            f"  {kind:12} n {right + missed:6}  recall {recall:.4f}  precision {precision:.4f}"
            f"  wrong {wrong}"
        )
    print("\n".join(tally.examples))


def reliability(tallies: Iterable[Tally]) -> None:
    """Print how often safe readings of each sort are right, and confidences of each tenth."""
    bins: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    sorts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for tally in tallies:
        for bucket, counts in tally.bins.items():
            bins[bucket] = [a + b for a, b in zip(bins[bucket], counts, strict=True)]
        for sort, numbers in tally.sorts.items():
            sorts[sort] = [a + b for a, b in zip(sorts[sort], numbers, strict=True)]
    print("safe fixes of sort                right        n")
    sorts["TOTAL"] = [sum(column) for column in zip(*sorts.values(), strict=True)] or [0, 0]
    for sort, (good, number) in sorted(sorts.items()):
        print(f"  {sort:28}  {good / max(number, 1):.4f}  {number:8}")
    total = sum(number for _, number, _ in bins.values())
    error = 0.0
    print("confidence  said   right        n")
    for bucket in sorted(bins):
        right, number, said = bins[bucket]
        error += abs(right - said) / max(total, 1)
        low, high = bucket / 10, (bucket + 1) / 10
        print(f"  {low:.1f}–{high:.1f}  {said / number:.3f}  {right / number:.3f}  {number:7}")
    print(f"expected calibration error {error:.4f}")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--scenario", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--limit", type=int, default=0, help="characters of each file")
    parser.add_argument("--piece", type=int, default=0, help="decode excerpts of this size")
    parser.add_argument("--leave-out", action="store_true", help="tables without the file")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    tallies = {scenario: Tally() for scenario in options.scenario}
    for _, text in texts(options.folders, options.limit):
        if options.leave_out:
            from tests.leave_out import left_out
        with left_out(text) if options.leave_out else nullcontext():
            for scenario, tally in tallies.items():
                done = damage(text, SCENARIOS[scenario])
                for part in pieces(done, options.piece) if options.piece else (done,):
                    measure(part, tally, options.errors)
    for scenario, tally in tallies.items():
        report(scenario, tally)
    reliability(tallies.values())


if __name__ == "__main__":
    main()
