"""What a run says at its end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from repair.rules import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from repair.files import Outcome

VERDICTS = ("ready", "look", "ocr", "failed")
#: Rules that are shown with an example.
EXAMPLES = 4


class Tally:
    """What many outcomes come to; the outcomes themselves are not kept."""

    def __init__(self) -> None:
        self.files = 0
        self.errors: list[str] = []
        """Files that failed."""
        self.unread: list[str] = []
        """Pages that could not be read, or gave no evidence."""
        self.notes: list[str] = []
        self.changed = 0
        self._skipped = 0
        self._stale = 0
        self._proposals = 0
        self._verdicts: Counter[str] = Counter()
        self._applied: Counter[str] = Counter()
        self._review: Counter[str] = Counter()
        self._facts: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._by_rule: Counter[str] = Counter()
        self._examples: dict[str, str] = {}
        self._withdrawn: set[str] = set()
        self._idle: set[str] | None = None
        self._first_changed: Path | None = None

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.files += 1
        self._verdicts[outcome.verdict] += 1
        self._skipped += outcome.skipped
        self.unread += outcome.unread
        self.notes += outcome.notes
        self.changed += outcome.changed
        if outcome.error:
            self.errors.append(outcome.error)
            return
        for code, (applied, review) in outcome.families.items():
            self._applied[code] += applied
            self._review[code] += review
        self._facts.update(outcome.facts)
        self._left.update(outcome.left)
        for rule, (count, words) in outcome.examples.items():
            self._by_rule[rule] += count
            self._examples.setdefault(rule, f"{outcome.source.name}:{words}")
        self._withdrawn.update(outcome.withdrawn)
        self._stale += outcome.stale
        # An entry is idle only if no file had it.
        unused = set(outcome.unused_protect)
        self._idle = unused if self._idle is None else self._idle & unused
        self._proposals += outcome.counts.get("review", 0)
        if outcome.changed and self._first_changed is None:
            self._first_changed = outcome.clean

    def lines(self, seconds: float, output: Path | None) -> list[str]:
        """The lines of the end-of-run screen, plain text."""
        into = f" → {output}/" if output else ""
        files = f"{self.files} file" + ("s" if self.files != 1 else "")
        already = f" · {self._skipped} already done" if self._skipped else ""
        lines = [
            f"{files} · {seconds:.1f} s{into}{already}     "
            + " · ".join(f"{verdict} {self._verdicts[verdict]}" for verdict in VERDICTS)
        ]
        if families := " · ".join(self._families()):
            lines.append(families)
        facts, left = self._facts, self._left
        lines.append(
            f"facts: {_n(facts['numbers_in'])} numbers in, {_n(facts['numbers_out'])} out, "
            f"{_n(facts['proved'])} changes of protected signs, each with proof"
        )
        if any(left.values()):
            kept = ", ".join(f"{_n(count)} {what}" for what, count in left.items() if count)
            lines.append(f"left as it is: {kept} (--normalize)")
        return [*lines, *self._most_done(), *self._warnings(), *self._next(output)]

    def _families(self) -> Iterator[str]:
        for code, name in FAMILIES.items():
            applied, review = self._applied[code], self._review[code]
            if applied or review:
                yield f"{name} {_n(applied)} repaired" + f", {_n(review)} for you" * bool(review)

    def _most_done(self) -> Iterator[str]:
        """One line for each of the rules that did most."""
        for rule, count in self._by_rule.most_common(EXAMPLES):
            like = f", {_n(count - 1)} like it" if count > 1 else ""
            yield f"{self._examples[rule]}   {rule}{like}"

    def _warnings(self) -> Iterator[str]:
        if self._withdrawn:
            rules = ", ".join(sorted(self._withdrawn))
            yield f"withdrawn to proposals, they undid each other: {rules}"
        if self._stale:
            yield (
                f"{_n(self._stale)} decisions no longer find their place: "
                "gazette-repair decisions list"
            )
        for entry in sorted(self._idle or ()):
            yield f"protect: {entry!r} matched nothing"

    def _next(self, output: Path | None) -> Iterator[str]:
        if output is None:
            return
        steps = []
        if self._proposals:
            steps.append(f"gazette-repair review {output}   ({_n(self._proposals)} proposals)")
        steps.append(f"report {output}")
        if self._first_changed:
            steps.append(f"undo {self._first_changed}")
        yield "next: " + " · ".join(steps)


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
