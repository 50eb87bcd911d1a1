"""What a person decided: kept beside the outputs, replayed by the next run.

``NAME.decisions.jsonl`` is a log, one line per decision, only ever added to; the
last line about a place counts, and ``undo`` takes a decision back by its number.
A line is written whole and synced before the next key is read, so that killing
the reviewer loses at most the key just pressed; a torn last line is dropped.

A decision knows its place by rule, edits and the words around (see
:mod:`repair.review.places`), never by offset alone, so it survives another run,
new rules, and a source that changed elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from repair.errors import InputError
from repair.model import Fix, minimal
from repair.review.places import NEAR, Change, Context, Places, change_of, replacement

#: The rule whose fixes are a person's own corrections.
CORRECTION = "ED001"

#: How alike two neighbourhoods must be (0–100) to be one place. Between reports and passes
#: over three gazettes, a place was at least 70 like itself in 1,179 of 1,179 cases; the place
#: next like it, of the same rule and edits, was so in 123 of 1,097. Those are told apart by the
#: better fit, and by whether the decision's own place stands elsewhere unchanged.
ALIKE = 70.0


class Action(StrEnum):
    """What can be said about a fix."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    SIC = "sic"
    """The print itself says so; nothing is proposed here again, by any rule."""
    SKIP = "skip"
    """Seen, not decided."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer to the engine: an :class:`Action`'s name.

    For ``edit``, ``after`` replaces everything from the first fix of the group to
    the last; else it is empty.
    """

    action: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one place.

    ``contexts`` holds the words around the place as the source has them and, where
    that differs, as the clean text does. ``seen``/``of`` say how much of a group a
    person looked at before deciding all of it; ``batch`` joins such decisions.
    """

    action: Action
    rule: str
    before: str
    after: str
    edits: str
    contexts: tuple[Context, ...]
    text: str = ""
    """The person's own replacement, for ``edit``."""
    at: int = 0
    nth: int = 1
    twins: int = 1
    comment: str = ""
    who: str = ""
    when: str = ""
    batch: str = ""
    seen: int = 0
    of: int = 0
    id: int = 0

    @property
    def result(self) -> str:
        """What the place reads once the decision is carried out."""
        if self.action is Action.EDIT:
            return self.text
        return self.after if self.action is Action.ACCEPT else self.before

    @property
    def changed(self) -> str:
        """The part of ``before`` that changes; a correction by hand quotes more than that."""
        edits = minimal(self.before, self.after) if self.rule == CORRECTION else []
        return self.before[edits[0][0] : edits[-1][1]] if edits else self.before

    def as_json(self) -> dict[str, object]:
        """The line of the log; empty fields are left out."""
        line: dict[str, object] = {
            "id": self.id,
            "action": self.action.value,
            "rule": self.rule,
            "before": self.before,
            "after": self.after,
            "edits": self.edits,
            "contexts": [[c.left, c.right] for c in self.contexts],
        }
        if self.action is Action.EDIT:
            line["text"] = self.text
        if self.twins > 1:
            line |= {"nth": self.nth, "twins": self.twins}
        if self.of:
            line |= {"seen": self.seen, "of": self.of}
        more = {"comment": self.comment, "who": self.who, "when": self.when, "batch": self.batch}
        return line | {"at": self.at} | {key: value for key, value in more.items() if value}

    @classmethod
    def from_json(cls, line: dict[str, object]) -> Decision:
        """Read a line of the log. Raises ``ValueError``, ``KeyError`` or ``TypeError``."""
        contexts = line["contexts"]
        if not isinstance(contexts, list):
            raise TypeError("contexts is no list")
        return cls(
            action=Action(str(line["action"])),
            rule=str(line["rule"]),
            before=str(line["before"]),
            after=str(line["after"]),
            edits=str(line["edits"]),
            contexts=tuple(Context(str(left), str(right)) for left, right in contexts),
            text=str(line.get("text", "")),
            at=_number(line, "at"),
            nth=_number(line, "nth", 1),
            twins=_number(line, "twins", 1),
            comment=str(line.get("comment", "")),
            who=str(line.get("who", "")),
            when=str(line.get("when", "")),
            batch=str(line.get("batch", "")),
            seen=_number(line, "seen"),
            of=_number(line, "of"),
            id=_number(line, "id"),
        )


def _number(line: dict[str, object], key: str, default: int = 0) -> int:
    value = line.get(key, default)
    if not isinstance(value, int):
        raise TypeError(f"{key} is no number")
    return value


@dataclass
class _Seen:
    """What one text looked like, and where its ``sic`` places are."""

    places: Places
    sic: list[tuple[int, int, Decision]] = field(default_factory=list)


class Decisions:
    """The decisions about one document, ready to be asked by the engine."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all: tuple[Decision, ...] = tuple(decisions)
        self._by_edits: dict[tuple[str, str], list[Decision]] = {}
        for decision in self.all:
            # An edit carried out stands in the next report with its own replacement.
            made = {decision.edits}
            if decision.action is Action.EDIT:
                made.add(replacement(decision.changed, decision.text))
            for edits in sorted(made):
                self._by_edits.setdefault((decision.rule, edits), []).append(decision)
        self._sic = [d for d in self.all if d.action is Action.SIC]
        self._refusals: dict[str, list[Decision]] = {}
        for decision in self.all:
            if decision.action in (Action.REJECT, Action.SIC) and "|" in decision.edits:
                self._refusals.setdefault(decision.rule, []).append(decision)
        self._used: set[int] = set()
        self._seen: _Seen | None = None

    def __bool__(self) -> bool:
        return bool(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @property
    def digest(self) -> str:
        """Sixteen hex digits over what the decisions do; empty when there are none.

        Comments, names and times are left out: they change no text.
        """
        lines = sorted(
            json.dumps(
                replace(d, id=0, comment="", who="", when="", batch="", seen=0, of=0).as_json(),
                ensure_ascii=False,
                sort_keys=True,
            )
            for d in self.all
            if d.action is not Action.SKIP
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""

    @property
    def by_hand(self) -> tuple[Decision, ...]:
        """The person's own corrections."""
        return tuple(
            d for d in self.all if d.rule == CORRECTION and d.action in (Action.ACCEPT, Action.EDIT)
        )

    def corrections(self, text: str) -> Iterable[Fix]:
        """The person's own corrections where they stand in ``text``, for rule ED001."""
        from repair.review.corrections import replay

        return replay(text, self.by_hand) if self.by_hand else ()

    @property
    def stale(self) -> tuple[Decision, ...]:
        """Decisions no fix asked for yet: after a run, those that fit nothing any more."""
        return tuple(d for d in self.all if d.id not in self._used)

    def decide(self, text: str, fixes: Sequence[Fix]) -> Ruling | None:
        """What a person said about this group of fixes of ``text`` (sorted), if anything."""
        if not self.all or not fixes:
            return None
        change = change_of(text, fixes)
        decision = self.match(text, change)
        if decision is None:
            return None
        self._used.add(decision.id)
        if decision.action is not Action.EDIT:
            return Ruling(decision.action.value)
        head = text[fixes[0].start : change.start]
        tail = text[change.end : fixes[-1].end]
        return Ruling("edit", head + decision.text + tail)

    def match(self, text: str, change: Change) -> Decision | None:
        """The decision about a change, or None.

        First by rule, edits and neighbourhood; else a ``sic`` of any rule at the
        same characters.
        """
        candidates = self._by_edits.get((change.rule, change.signature))
        if candidates:
            best = self._best(text, change, candidates)
            if best is not None:
                return best
        parts = self._refusals.get(change.rule)
        if parts:
            # Another decision nearby can take an edit from a group, or give it one more.
            edits = set(change.signature.split("|"))
            kin = [d for d in parts if not edits.isdisjoint(d.edits.split("|"))]
            best = self._best(text, change, kin) if kin else None
            if best is not None:
                return best
        return self._sic_at(text, change) if self._sic else None

    def _best(self, text: str, change: Change, candidates: list[Decision]) -> Decision | None:
        places = self._view(text).places
        here = places.context(change.start, change.end)
        scored = [(likeness(d, here), d) for d in candidates]
        scored = [
            (score, d)
            for score, d in scored
            if score >= 100 or (score >= ALIKE and not _stands_elsewhere(places, d, change))
        ]
        if not scored:
            return None
        top = max(score for score, _ in scored)
        near = [d for score, d in scored if score >= top - 1e-9]
        nth, twins = places.twins(change.start, change.end)
        if twins == 1 and len(near) == 1:
            return near[0]
        exact = [d for d in near if (d.nth, d.twins) == (nth, twins)]
        if exact:
            return max(exact, key=lambda d: (_far(d, here), -abs(d.at - change.start), d.id))
        if any(d.twins == twins for d in near):
            # The text has the same twins as when the others were decided: this one was not.
            return None
        return max(near, key=lambda d: (_far(d, here), -abs(d.at - change.start), d.id))

    def _sic_at(self, text: str, change: Change) -> Decision | None:
        spans = [(i, j) for i, j, _ in change.edits] or [(change.start, change.end)]
        for start, end, decision in self._view(text).sic:
            if any((i < end and start < j) or (i == j and start < i < end) for i, j in spans):
                return decision
        return None

    def _view(self, text: str) -> _Seen:
        if self._seen is None or self._seen.places.text != text:
            places = Places(text)
            sic = [
                (start, end, d)
                for d in self._sic
                for context in d.contexts
                for start, end in places.find(context, d.changed)
            ]
            self._seen = _Seen(places, sic)
        return self._seen


def likeness(decision: Decision, here: Context) -> float:
    """How well a neighbourhood fits a decision's (0–100)."""
    return max(context.likeness(here) for context in decision.contexts)


def _stands_elsewhere(places: Places, decision: Decision, change: Change) -> bool:
    """Whether a decision that fits here nearly fits another place of the text exactly."""
    return any(
        end < change.start or start > change.end
        for context in decision.contexts
        for start, end in places.find(context, decision.changed, NEAR)
    )


def _far(decision: Decision, here: Context) -> float:
    return max(context.likeness(here, 24) for context in decision.contexts)


class Standing:
    """The decisions that count while a log is read or written."""

    def __init__(self) -> None:
        self.by_id: dict[int, Decision] = {}
        self._by_key: dict[tuple[object, ...], int] = {}

    def take(self, decision: Decision) -> None:
        """A decision stands, and overrules an older one about the same place."""
        key = (
            decision.rule,
            decision.edits,
            decision.contexts,
            decision.nth,
            decision.twins,
        )
        self.by_id.pop(self._by_key.get(key, -1), None)
        self.by_id[decision.id] = decision
        self._by_key[key] = decision.id

    def undo(self, number: int) -> None:
        """A decision no longer stands; one it overruled stays overruled."""
        self.by_id.pop(number, None)


def effective(lines: Iterable[dict[str, object]]) -> Standing:
    """The decisions that count: undone and overruled ones left out."""
    standing = Standing()
    for line in lines:
        if line.get("action") == "undo":
            standing.undo(_number(line, "undoes"))
        else:
            standing.take(Decision.from_json(line))
    return standing


def read_lines(path: Path) -> Iterator[dict[str, object]]:
    """The lines of a log; a torn last line is left out.

    Raises :class:`InputError` for any other line that is no decision.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    rows = data.split(b"\n")
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            line = json.loads(row)
            if not isinstance(line, dict):
                raise TypeError("no object")
            effective([line])
        except (ValueError, KeyError, TypeError) as error:
            if number == len(rows):  # no newline after it: torn, see Store
                return
            raise InputError(
                f"{path}: line {number} is no decision ({error})", "mend or delete that line"
            ) from error
        yield line


def load(path: Path) -> Decisions:
    """The decisions of a ``NAME.decisions.jsonl``; none when there is no such file.

    Raises :class:`InputError`.
    """
    return Decisions(effective(read_lines(path)).by_id.values())


def place_decision(
    action: Action,
    source: Places,
    change: Change,
    *,
    reads: Context | None = None,
    text: str = "",
    after: str | None = None,
) -> Decision:
    """A decision about a change of a source.

    ``reads`` is the neighbourhood in the clean text, where it is known.
    """
    here = source.context(change.start, change.end)
    nth, twins = source.twins(change.start, change.end)
    return Decision(
        action=action,
        rule=change.rule,
        before=change.before,
        after=change.after if after is None else after,
        edits=change.signature,
        contexts=(here,) if reads is None or reads == here else (here, reads),
        text=text,
        at=change.start,
        nth=nth,
        twins=twins,
    )


def correction(clean: Places, start: int, end: int, after: str) -> Decision:
    """A person's own correction of ``clean.text[start:end]``, the text as it will read.

    An insertion, or a deletion of blanks only, takes a neighbouring character with
    it, so that the string can be found again. Raises ``ValueError`` when nothing changes.
    """
    text = clean.text
    if text[start:end] == after:
        raise ValueError("the correction changes nothing")
    if not text[start:end].strip():
        if start > 0 and text[start - 1] not in "\r\n":
            start, after = start - 1, text[start - 1] + after
        elif end < len(text):
            end, after = end + 1, after + text[end]
    fix = Fix(start, end, after, "", rule=CORRECTION)
    change = change_of(text, [fix])
    decision = place_decision(Action.ACCEPT, clean, change)
    return replace(decision, before=text[start:end], after=after)


__all__ = [
    "ALIKE",
    "CORRECTION",
    "Action",
    "Decision",
    "Decisions",
    "Ruling",
    "Standing",
    "correction",
    "effective",
    "likeness",
    "load",
    "place_decision",
    "read_lines",
]
