"""What a run says at its end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from repair.rules import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from repair.files import Outcome

VERDICTS = ("ready", "look", "ocr", "failed")


def summary(outcomes: Sequence[Outcome], seconds: float, output: Path | None) -> list[str]:
    """The lines of the end-of-run screen, plain text."""
    done = [o for o in outcomes if not o.error]
    verdicts = Counter(o.verdict for o in outcomes)
    into = f" → {output}/" if output else ""
    files = f"{len(outcomes)} file" + ("s" if len(outcomes) != 1 else "")
    skipped = sum(o.skipped for o in outcomes)
    already = f" · {skipped} already done" if skipped else ""
    lines = [
        f"{files} · {seconds:.1f} s{into}{already}     "
        + " · ".join(f"{verdict} {verdicts[verdict]}" for verdict in VERDICTS)
    ]
    families = _families(done)
    if families:
        lines.append(
            " · ".join(
                f"{FAMILIES[code]} {_n(applied)} repaired"
                + (f", {_n(review)} for you" * bool(review))
                for code, (applied, review) in families.items()
            )
        )
    facts: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for outcome in done:
        facts.update(outcome.facts)
        left.update(outcome.left)
    lines.append(
        f"facts: {_n(facts['numbers_in'])} numbers in, {_n(facts['numbers_out'])} out, "
        f"{_n(facts['proved'])} changes of protected signs, each with proof"
    )
    if any(left.values()):
        kept = ", ".join(f"{_n(count)} {what}" for what, count in left.items() if count)
        lines.append(f"left as it is: {kept} (--normalize)")
    lines += _examples(done)
    lines += _warnings(done)
    lines += _next(done, output)
    return lines


def _families(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    applied: Counter[str] = Counter()
    review: Counter[str] = Counter()
    for outcome in outcomes:
        for code, (done, open_) in outcome.families.items():
            applied[code] += done
            review[code] += open_
    return {c: (applied[c], review[c]) for c in FAMILIES if applied[c] or review[c]}


def _examples(outcomes: Sequence[Outcome], most: int = 4) -> list[str]:
    """One line for each of the rules that did most."""
    totals: Counter[str] = Counter()
    first: dict[str, str] = {}
    for outcome in outcomes:
        for rule, (count, words) in outcome.examples.items():
            totals[rule] += count
            first.setdefault(rule, f"{outcome.source.name}:{words}")
    return [
        f"{first[rule]}   {rule}" + (f", {_n(count - 1)} like it" if count > 1 else "")
        for rule, count in totals.most_common(most)
    ]


def _warnings(outcomes: Sequence[Outcome]) -> list[str]:
    lines = []
    withdrawn = sorted({rule for o in outcomes for rule in o.withdrawn})
    if withdrawn:
        lines.append(f"withdrawn to proposals, they undid each other: {', '.join(withdrawn)}")
    stale = sum(o.stale for o in outcomes)
    if stale:
        lines.append(
            f"{_n(stale)} decisions no longer find their place: gazette-repair decisions list"
        )
    if outcomes:
        # An entry is idle only if no file had it.
        idle = set.intersection(*(set(o.unused_protect) for o in outcomes))
        lines += [f"protect: {entry!r} matched nothing" for entry in sorted(idle)]
    return lines


def _next(outcomes: Sequence[Outcome], output: Path | None) -> list[str]:
    if output is None:
        return []
    steps = []
    proposals = sum(o.counts.get("review", 0) for o in outcomes)
    if proposals:
        steps.append(f"gazette-repair review {output}   ({_n(proposals)} proposals)")
    steps.append(f"report {output}")
    clean = next((o.clean for o in outcomes if o.clean and o.changed), None)
    if clean:
        steps.append(f"undo {clean}")
    return ["next: " + " · ".join(steps)]


def as_json(
    outcomes: Sequence[Outcome], seconds: float, errors: Sequence[Exception] = ()
) -> dict[str, Any]:
    """The same for machines; ``errors`` are inputs that never became files."""
    return {
        "seconds": round(seconds, 2),
        "verdicts": dict(Counter(o.verdict for o in outcomes)),
        "errors": [str(error) for error in errors],
        "files": [
            {
                "source": str(o.source),
                "verdict": o.verdict,
                **({"error": o.error} if o.error else {}),
                **({"clean": str(o.clean)} if o.clean else {}),
                "changed": o.changed,
                "counts": o.counts,
                "families": {
                    code: {"applied": a, "review": r} for code, (a, r) in o.families.items()
                },
                "facts": o.facts,
                "left": o.left,
            }
            for o in outcomes
        ],
    }


def _n(number: int) -> str:
    return f"{number:,}"
