"""Judges the weights of the evidence for joins, on texts they were not fitted on.

    python tools/measure_joins.py --gazettes DIR --truth DIR --clean DIR [--fit] [--sound DIR]

Texts with known cuts: the labelled gazettes, and clean texts cut into pages (28 and 37
characters by 22 lines, 17 by 40), whole and in pieces of 3,000 characters. For each text
it prints how many cuts are joined safely, proposed or left, and how many other neighbours
are joined wrongly. ``--fit`` fits the weights on all texts but one, with the present
weights as what is believed beforehand, and prints the same for the one left out; and, for
each sign, how often it was seen at cuts and elsewhere, its weight, and what all texts
together would make of it. ``--sound``: a folder of undamaged text, where every join is wrong.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from damage_lines import pages  # noqa: E402

from repair.context import Context  # noqa: E402
from repair.joins import evidence as ev  # noqa: E402
from repair.joins.decide import cuts, studied, with_rhythm  # noqa: E402
from repair.joins.frame import Frame, Kind  # noqa: E402
from repair.joins.weigh import evidence_of  # noqa: E402
from repair.pages.furniture import furniture  # noqa: E402

FORMS = ((28, 22), (37, 22), (17, 40))
PIECE = 3000
#: How firmly the present weights are believed: the variance of a weight around them.
VARIANCE = 4.0


@dataclass
class Sample:
    """One text: the cuts among its neighbours, and which lines are labelled at all."""

    name: str
    text: str
    truth: set[tuple[int, int]]
    limit: int = 10**9
    rows: list[tuple[dict[str, float], bool]] = field(default_factory=list)
    """What was seen at each pair that is looked at, and whether it is a cut."""


def gazettes(folder: Path, truth: Path) -> Iterator[Sample]:
    """The labelled gazettes; labels may end at a line."""
    for path in sorted(truth.glob("*.joins.jsonl")):
        name = path.name.removesuffix(".joins.jsonl")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found = {(row["line"] - 1, row["next"] - 1) for row in rows}
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        last = max(second for _, second in found) + 10
        yield Sample(name, text, found, last)


def cut_texts(folder: Path, *, pieces: bool) -> Iterator[Sample]:
    """Clean texts cut into pages."""
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8", errors="replace")[:120_000].split("\n")
        paragraphs = [line.strip() for line in lines if line.strip()]
        for width, rows in FORMS:
            for number, part in enumerate(_pieces(paragraphs) if pieces else [paragraphs]):
                yield _cut(f"{path.stem} {width}×{rows} {number or ''}", part, width, rows)


def _pieces(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for paragraph in paragraphs:
        part.append(paragraph)
        if sum(map(len, part)) > PIECE:
            yield part
            part = []


def _cut(name: str, paragraphs: list[str], width: int, rows: int) -> Sample:
    text = pages(paragraphs, width, rows)
    ends = set()
    total = 0
    for paragraph in paragraphs:
        total += len(paragraph)
        ends.add(total)
    filled = [(at, line) for at, line in enumerate(text.split("\n")) if line]
    truth, total = set(), 0
    for (first, line), (second, _) in pairwise(filled):
        total += len(line)
        if total not in ends:
            truth.add((first, second))
    return Sample(name, text, truth)


def study(sample: Sample) -> None:
    """Fills in what is seen at each pair, chains taken as the truth has them."""
    context = Context(sample.text)
    frame = Frame(sample.text, {item.line for item in context.get(furniture)})
    pairs, habits = studied(context, frame)
    habits = with_rhythm(pairs, habits)
    joined, chain = -1, ""
    for pair in pairs:
        if pair.lines[1] >= sample.limit:
            break
        continued = pair.lines[0] == joined
        chain = chain + pair.above if continued else pair.above
        seen = evidence_of(pair, chain, habits, continued=continued)
        is_cut = pair.lines in sample.truth
        sample.rows.append(({item.name: item.weight for item in seen}, is_cut))
        joined = pair.lines[1] if is_cut else -1


def fit(samples: Sequence[Sample], weights: dict[str, float]) -> dict[str, float]:
    """Weights by logistic regression; the last line's fill and the share stay as they are."""
    names = sorted(weights)
    place = {name: at for at, name in enumerate(names)}
    rows = [row for sample in samples for row in sample.rows]
    seen = np.zeros((len(rows), len(names)))
    fixed = np.full(len(rows), ev.PRIOR)
    for at, (found, _) in enumerate(rows):
        for name, weight in found.items():
            if name in place:
                seen[at, place[name]] = 1.0
            elif name != "share":
                fixed[at] += weight
    cut = np.array([is_cut for _, is_cut in rows], dtype=float)
    before = np.array([weights[name] for name in names])
    now = before.copy()

    def loss(weight: np.ndarray) -> float:
        """What a set of weights costs: unlikely cuts, and every step away from the present."""
        odds = np.where(cut > 0, -1, 1) * (fixed + seen @ weight)
        return float(np.logaddexp(0, odds).sum() + ((weight - before) ** 2).sum() / (2 * VARIANCE))

    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(fixed + seen @ now, -30, 30)))
        slope = seen.T @ (cut - chance) - (now - before) / VARIANCE
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + np.eye(len(names)) / VARIANCE
        step = np.linalg.solve(bend, slope)
        # Where the cuts are all but certain a whole step would go too far.
        while np.abs(step).max() > 1e-6 and loss(now + step) > loss(now):
            step = step / 2
        now = now + step
    return dict(zip(names, now.tolist(), strict=True))


def judged(sample: Sample, weights: dict[str, float]) -> Counter[str]:
    """What weights would make of a sample's pairs."""
    found: Counter[str] = Counter()
    for seen, is_cut in sample.rows:
        items = tuple(
            ev.Evidence(name, weights.get(name, weight), "") for name, weight in seen.items()
        )
        sure = ev.confidence(items)
        found["joined" if is_cut else "wrong"] += sure >= ev.SAFE
        found["looked at"] += is_cut
    found["cuts"] = len(sample.truth)
    return found


def outcome(sample: Sample) -> Counter[str]:
    """What the whole search makes of a text."""
    frame = Frame(sample.text)
    found: Counter[str] = Counter(
        pairs=sum(second < sample.limit for _, second in frame.pairs()), cuts=len(sample.truth)
    )
    for join in cuts(Context(sample.text)).joins:
        if join.second >= sample.limit:
            continue
        right = (join.first, join.second) in sample.truth
        if not right and join.kind is Kind.TITLE:
            # Clean texts set some titles over two lines.
            continue
        found[("joined" if right else "wrong") if join.safe else "proposed"] += 1
        if join.safe and not right:
            above, below = frame.lines[join.first][-24:], frame.lines[join.second][:24]
            print(f"    wrong: {sample.name}: {above} ⏎ {below} ({join.confidence})")
    return found


def show(title: str, found: Counter[str]) -> None:
    """One line of the table."""
    cuts_, pairs = found["cuts"], found["pairs"]
    wrong = f"{found['wrong']} of {pairs:,} pairs" if pairs else f"{found['wrong']}"
    share = found["joined"] / cuts_ if cuts_ else math.nan
    print(
        f"{title:44} joined {found['joined']:4} of {cuts_:4} ({share:6.1%})"
        f"  proposed {found['proposed']:3}  wrong {wrong}"
    )


def grouped(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    """Samples by the text they were made of."""
    out: dict[str, list[Sample]] = {}
    for sample in samples:
        out.setdefault(sample.name.split(" ")[0], []).append(sample)
    return out


def print_fit(samples: Sequence[Sample]) -> None:
    """Leave one text out; then all texts' weights beside the present ones."""
    for sample in samples:
        study(sample)
    groups = grouped(samples)
    for name, own in groups.items():
        rest = [s for other, some in groups.items() if other != name for s in some]
        fitted = fit(rest, ev.WEIGHTS)
        for title, weights in (("present", ev.WEIGHTS), ("fitted on the others", fitted)):
            show(f"{name}: {title}", sum((judged(s, weights) for s in own), Counter()))
    counts: Counter[tuple[str, bool]] = Counter()
    for sample in samples:
        counts.update((name, is_cut) for seen, is_cut in sample.rows for name in seen)
    everything = fit(samples, ev.WEIGHTS)
    for name, weight in sorted(ev.WEIGHTS.items()):
        at_cuts, elsewhere = counts[name, True], counts[name, False]
        print(f"{name:28} {at_cuts:5} {elsewhere:5}   {weight:5.1f} → {everything[name]:5.1f}")


def main() -> int:
    """Print the tables; the exit code is 0 whatever they say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gazettes", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--clean", type=Path, help="texts to cut into pages")
    parser.add_argument("--sound", type=Path, help="texts in which every join is wrong")
    parser.add_argument("--fit", action="store_true")
    args = parser.parse_args()
    samples = list(gazettes(args.gazettes, args.truth)) if args.truth else []
    if args.clean:
        samples += cut_texts(args.clean, pieces=False)
    small = list(cut_texts(args.clean, pieces=True)) if args.clean else []
    if args.fit:
        print_fit(samples)
        return 0
    for title, some in (("", samples), (" in pieces", small)):
        for name, own in grouped(some).items():
            show(name + title, sum(map(outcome, own), Counter()))
        if some:
            show("all" + title, sum(map(outcome, some), Counter()))
    if args.sound:
        for path in sorted(args.sound.rglob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
            found = outcome(Sample(path.stem, text, set()))
            if found["wrong"]:
                show(path.stem[:44], found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
