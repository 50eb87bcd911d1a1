"""The outcome of every label, and the figures made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one label, or one change that no label asked for.

    ``result``: right, proposed, missed, wrong; ``applied`` for an unsure label that was
    applied, ``left`` for one that was not; ``harm`` for a change without a label.
    """

    file: str
    line: int
    kind: str
    result: str
    sure: bool
    label: str
    became: str
    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Score:
    """The outcomes of one or more files and the figures made of them."""

    outcomes: list[Outcome] = field(default_factory=list)
    characters: int = 0
    proposals: int = 0
    confirmed: int = 0
    lost: int = 0
    invented: int = 0
    tables: int = 0
    tables_whole: int = 0
    rows_in_source: int = 0

    def add(self, other: Score) -> None:
        """Put another file's score on top."""
        self.outcomes += other.outcomes
        for name in (
            "characters",
            "proposals",
            "confirmed",
            "lost",
            "invented",
            "tables",
            "tables_whole",
            "rows_in_source",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def count(self, group: str, result: str, *, sure: bool | None = None) -> int:
        """Outcomes of a group (``edit``, ``join``, ``split``, ``row``) with a result."""
        return sum(
            o.result == result and (sure is None or o.sure == sure)
            for o in self.outcomes
            if group_of(o.kind) == group
        )

    def kinds(self) -> dict[str, Counter[str]]:
        """Per kind how often each result occurred, sure labels only, ``n`` beside."""
        out: dict[str, Counter[str]] = {}
        for outcome in self.outcomes:
            if outcome.sure and outcome.result != "harm":
                counter = out.setdefault(outcome.kind, Counter())
                counter[outcome.result] += 1
                counter["n"] += 1
        return out

    def summary(self) -> dict[str, Any]:
        """Every figure, each rate with the number it is made of."""
        edits = self.count("edit", "right")
        bad = self.count("edit", "harm") + self.count("edit", "wrong")
        bad += self.count("edit", "applied")
        joins, wrong_joins = self.count("join", "right"), self.count("join", "harm")
        return {
            "characters": self.characters,
            "edits": _rate(edits, sum(self._sure("edit"))),
            "edit precision": _rate(edits, edits + bad),
            "unsure edits": dict(
                Counter(
                    o.result for o in self.outcomes if not o.sure and group_of(o.kind) == "edit"
                )
            ),
            "harm": {
                "changes": self.count("edit", "harm"),
                "lost": self.lost,
                "invented": self.invented,
            },
            "joins": _rate(joins, sum(self._sure("join"))),
            "join precision": _rate(joins, joins + wrong_joins),
            "wrong joins": wrong_joins,
            "splits": _rate(self.count("split", "right"), sum(self._sure("split"))),
            "wrong splits": self.count("split", "harm"),
            "rows": _rate(self.count("row", "right"), sum(self._sure("row"))),
            "rows right in the source": self.rows_in_source,
            "tables whole": _rate(self.tables_whole, self.tables),
            "proposals": self.proposals,
            "proposals per 10,000 characters": round(
                10_000 * self.proposals / max(self.characters, 1), 2
            ),
            "proposals confirmed": _rate(self.confirmed, self.proposals),
            "kinds": {kind: dict(counter) for kind, counter in sorted(self.kinds().items())},
        }

    def _sure(self, group: str) -> Iterator[bool]:
        return (
            True
            for o in self.outcomes
            if o.sure and o.result != "harm" and group_of(o.kind) == group
        )


def group_of(kind: str) -> str:
    """Edit, join, split or row: what sort of label a kind belongs to."""
    head = kind.partition(":")[0]
    return head if head in {"join", "split", "row"} else "edit"


def _rate(part: int, whole: int) -> dict[str, float | int | None]:
    return {"part": part, "n": whole, "rate": round(part / whole, 4) if whole else None}
