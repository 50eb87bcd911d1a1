"""A folder of reports as one queue of places and groups, for any reviewer.

The terminal, the web page and the HTML report all look through this: which places
belong together, what comes first, what was decided. Nothing here prints or serves.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from repair.errors import InputError
from repair.model import Status
from repair.review.decisions import Action, Decision, Decisions, correction
from repair.review.document import REPORT, Document, Place
from repair.review.store import Store, decisions_path


@dataclass(frozen=True)
class Group:
    """Places that say the same: same rule, before, after and kind of evidence."""

    places: tuple[Place, ...]

    @property
    def first(self) -> Place:
        return self.places[0]

    @property
    def weight(self) -> float:
        """Doubt times places: where an hour of a person does most."""
        return sum(1.02 - p.confidence for p in self.places)

    @property
    def files(self) -> int:
        return len({p.document.name for p in self.places})

    def sample(self, size: int, seed: int = 0) -> list[Place]:
        """Some of the open places, by chance but the same for the same seed."""
        places = [p for p in self.places if p.open]
        if len(places) <= size:
            return places
        chosen = random.Random(seed).sample(range(len(places)), size)  # noqa: S311
        return [places[i] for i in sorted(chosen)]


@dataclass(frozen=True)
class Filter:
    """Which places are shown."""

    statuses: frozenset[Status] = frozenset({Status.REVIEW})
    rule: str = ""
    low: float = 0.0
    high: float = 1.0
    search: str = ""

    def keeps(self, place: Place) -> bool:
        """Whether a place is shown."""
        if place.status not in self.statuses or not self.low <= place.confidence <= self.high:
            return False
        if self.rule and not place.rule.upper().startswith(self.rule.upper()):
            return False
        return not self.search or any(
            self.search in text
            for text in (place.before, place.after, place.message, place.source_lines)
        )


@dataclass
class Session:
    """The documents of a folder and the decisions about them."""

    documents: list[Document]
    stores: dict[Path, Store]
    undoable: list[list[tuple[Document, int]]] = field(default_factory=list)

    @property
    def places(self) -> Iterator[Place]:
        return (place for document in self.documents for place in document.places)

    def groups(self, chosen: Callable[[Place], bool], order: str = "doubt") -> list[Group]:
        """The groups of the places chosen, most worth a person's time first.

        With ``order="document"`` each place is a group of its own, in reading order.
        """
        places = [p for p in self.places if chosen(p)]
        if order == "document":
            return [Group((p,)) for p in places]
        together: dict[tuple[str, str, str], list[Place]] = {}
        for place in places:
            together.setdefault(place.key, []).append(place)
        groups = [Group(tuple(members)) for members in together.values()]
        return sorted(groups, key=lambda g: -g.weight)

    def group_of(self, place: Place, chosen: Callable[[Place], bool]) -> Group:
        """All places that say the same as this one."""
        return Group(tuple(p for p in self.places if chosen(p) and p.key == place.key))

    def decide(
        self,
        places: Sequence[Place],
        action: Action,
        *,
        text: str = "",
        comment: str = "",
        seen: int = 0,
    ) -> None:
        """Write a decision about one place or a whole group, as one step to undo.

        Raises :class:`repair.errors.OutputError` when it can't be saved.
        """
        if action is Action.EDIT and any(p.change.is_note for p in places):
            raise ValueError("a note has nothing to edit; correct the text by hand")
        if action is Action.EDIT and any(p.lines > 1 for p in places):
            # As one replacement it would take every other repair between its lines away.
            raise ValueError("several lines decided at once are no one text to edit")
        batch = f"{time.time_ns():x}" if len(places) > 1 else ""
        step: list[tuple[Document, int]] = []
        for document, members in _by_document(places):
            drafts = [
                replace(
                    place.decided(action, text),
                    comment=comment,
                    batch=batch,
                    seen=seen,
                    of=len(places) if batch else 0,
                )
                for place in members
            ]
            for place, decision in zip(
                members, self.stores[document.report].add(drafts), strict=True
            ):
                place.decision = decision
                step.append((document, decision.id))
        self.undoable.append(step)

    def correct(self, document: Document, start: int, end: int, after: str) -> Decision:
        """Write a correction of ``document.clean[start:end]`` by hand.

        Raises ``ValueError`` when it changes nothing.
        """
        draft = correction(document.reads, start, end, after)
        [decision] = self.stores[document.report].add([draft])
        self.undoable.append([(document, decision.id)])
        return decision

    def check(self, place: Place, text: str) -> str:
        """A warning about a replacement: brackets it leaves unbalanced; empty when all is well."""
        from repair.review.balance import unbalanced

        document, change = place.document, place.change
        start = document.target(change.start)
        end = document.target(change.end, after=True)
        return unbalanced(document.clean, start, end, place.after, text)

    def undo(self) -> list[Place] | None:
        """Take back the last step, of this session or an earlier one.

        Returns the places that are open again (none for a correction); None when
        there was nothing to take back.
        """
        step = self.undoable.pop() if self.undoable else self._latest()
        if not step:
            return None
        reopened: list[Place] = []
        for document, members in _steps(step):
            self.stores[document.report].undo(members)
            gone = set(members)
            for place in document.places:
                if place.decision is not None and place.decision.id in gone:
                    place.decision = None
                    reopened.append(place)
        return reopened

    def _latest(self) -> list[tuple[Document, int]]:
        standing = [(d, x) for d in self.documents for x in self.stores[d.report].decisions.all]
        if not standing:
            return []
        last = max(standing, key=lambda pair: (pair[1].when, pair[1].id))
        if last[1].batch:
            return [(d, x.id) for d, x in standing if x.batch == last[1].batch]
        return [(last[0], last[1].id)]

    def corrections(self, document: Document) -> tuple[Decision, ...]:
        """Corrections by hand that wait for the next run."""
        done = {p.decision.id for p in document.places if p.decision is not None}
        standing = self.stores[document.report].decisions.by_hand
        return tuple(d for d in standing if d.id not in done)

    def stale(self, document: Document) -> tuple[Decision, ...]:
        """Decisions that fit nothing in the report any more."""
        used = {p.decision.id for p in document.places if p.decision is not None}
        used |= {d.id for d in self.corrections(document) if d.before in document.clean}
        return tuple(d for d in self.stores[document.report].decisions.all if d.id not in used)


def open_session(path: Path, who: str = "") -> Session:
    """The session over a folder, or over one report, clean text or decisions file.

    Raises :class:`InputError` when there is nothing to review. The folder's lock
    is the caller's.
    """
    documents = [Document(report) for report in find_reports(path)]
    stores = {d.report: Store(decisions_path(d.report), who) for d in documents}
    for document in documents:
        attach(document, stores[document.report].decisions)
    return Session(documents, stores)


def attach(document: Document, decisions: Decisions) -> None:
    """Give each place of a report the decision about it."""
    if not decisions:
        return
    for place in document.places:
        place.decision = decisions.match(document.source, place.change)
    _attach_carried_out(document, decisions)


def _attach_carried_out(document: Document, decisions: Decisions) -> None:
    """Give what was carried out together with other fixes of its rule the decision behind it.

    In the report such fixes are one place with edits of its own; the engine's mark on
    them says that a decision was obeyed.
    """
    used = {p.decision.id for p in document.places if p.decision is not None}
    for place in document.places:
        marks = {f.decision for f in place.fixes} - {""} if place.decision is None else ()
        for decision in decisions.all if marks else ():
            here = place.change.start <= decision.at <= place.change.end
            said = decision.rule == place.rule and decision.action.value in marks
            if here and said and decision.id not in used:
                place.decision = decision
                used.add(decision.id)
                break


def find_reports(path: Path) -> list[Path]:
    """The reports of a folder (subfolders too) or the one a file belongs to.

    Raises :class:`InputError`.
    """
    if path.is_dir():
        found = sorted(p for p in path.rglob("*" + REPORT) if not p.name.startswith("."))
        if not found:
            raise InputError(
                f"{path}: no reports (NAME{REPORT}) in this folder",
                "make some with `gazette-repair fix IN… -o DIR`",
            )
        return found
    for candidate in _siblings(path):
        if candidate.is_file():
            return [candidate]
    raise InputError(
        f"{path}: no report beside it", "give the folder that `gazette-repair fix -o` wrote"
    )


def _siblings(path: Path) -> Iterator[Path]:
    if path.name.endswith(REPORT):
        yield path
    for suffix in (".clean.txt", ".clean.md", ".decisions.jsonl", ".report.html"):
        if path.name.endswith(suffix):
            yield path.with_name(path.name.removesuffix(suffix) + REPORT)


def _by_document(places: Iterable[Place]) -> list[tuple[Document, list[Place]]]:
    together: dict[Path, tuple[Document, list[Place]]] = {}
    for place in places:
        together.setdefault(place.document.report, (place.document, []))[1].append(place)
    return list(together.values())


def _steps(step: Iterable[tuple[Document, int]]) -> list[tuple[Document, list[int]]]:
    together: dict[Path, tuple[Document, list[int]]] = {}
    for document, number in step:
        together.setdefault(document.report, (document, []))[1].append(number)
    return list(together.values())
