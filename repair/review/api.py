"""What the web page is told, and what it may ask for: plain data in, plain data out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from repair.review.decisions import Action, Decision
from repair.review.document import Document, Place, Segment
from repair.review.grids import grid_of
from repair.review.images import PageImages
from repair.review.paint import visible
from repair.review.session import Session

#: Places of a group shown before it is decided as a whole.
SAMPLE = 5
#: Longest replacement or comment taken.
LONGEST = 4000

_T = TypeVar("_T")


class BadRequestError(Exception):
    """What the page sent makes no sense."""


class Api:
    """The session as the page sees it. Documents and places are named by their numbers only."""

    def __init__(self, session: Session, images: PageImages) -> None:
        self.session = session
        self.images = images
        self._number = {d.report: i for i, d in enumerate(session.documents)}

    def queue(self) -> dict[str, Any]:
        """Every place in short, in document order, and the order by doubt."""
        groups = self.session.groups(lambda _: True)
        number = {id(p): i for i, g in enumerate(groups) for p in g.places}
        index: dict[int, int] = {}
        places = []
        for i, place in enumerate(self.session.places):
            index[id(place)] = i
            places.append(
                [
                    *self._name(place),
                    place.rule,
                    str(place.status),
                    round(place.confidence, 2),
                    place.line,
                    *_in_short(place),
                    number[id(place)],
                    _said(place.decision),
                ]
            )
        return {
            "files": [visible(d.title) for d in self.session.documents],
            "places": places,
            "doubt": [index[id(p)] for g in groups for p in g.places],
        }

    def place(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """Everything about one place."""
        place = self._place([names.get("document"), names.get("place")])
        document = place.document
        grid = grid_of(place)
        return {
            "segments": _passages(place.parts(220)),
            "lines": place.lines,
            "message": visible(place.message),
            "evidence": [visible(e) for e in place.evidence[:6]],
            "heading": visible(document.heading(place.change.start)),
            "page": place.page,
            "bbox": self._frame(place),
            "image": place.page is not None and self.images.source(document) is not None,
            "after": place.after,
            "note": place.change.is_note,
            "by": visible(place.fixes[0].by),
            "decision": _full(place.decision),
            "grid": grid
            and {
                side: [[[visible(c.text), c.changed] for c in row] for row in rows]
                for side, rows in (("before", grid.before), ("after", grid.after))
            },
        }

    def _frame(self, place: Place) -> tuple[int, int, int, int] | None:
        box = place.fixes[0].bbox
        if box is None or place.page is None:
            return None
        return self.images.framed(place.document, place.page, box)

    def group(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """The open places of a group, and a sample of them."""
        place = self._place([names.get("document"), names.get("place")])
        group = self.session.group_of(place, lambda p: p.status is place.status and p.open)
        return {
            "places": [self._name(p) for p in group.places],
            "sample": [
                [
                    visible(p.document.title),
                    p.line,
                    [
                        [s.kind, visible(s.text)]
                        for s in _with_gaps(p.parts(20), Segment("same", " … "))
                    ],
                ]
                for p in group.sample(SAMPLE, seed=len(group.places))
            ],
            "files": group.files,
        }

    def decide(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Write a decision about one place or several."""
        names = body.get("places")
        if not isinstance(names, list) or not names:
            raise BadRequestError("places is no list")
        places = [self._place(name) for name in names]
        try:
            action = Action(str(body.get("action")))
        except ValueError as error:
            raise BadRequestError("no such action") from error
        text = _text(body, "text") if action is Action.EDIT else ""
        if action is Action.EDIT and any(p.change.is_note for p in places):
            raise BadRequestError("a note has nothing to edit; correct the text by hand")
        if action is Action.EDIT and any(p.lines > 1 for p in places):
            raise BadRequestError("several lines decided at once are no one text to edit")
        seen = body.get("seen", 0)
        self.session.decide(
            places,
            action,
            text=text,
            comment=_text(body, "comment"),
            seen=seen if isinstance(seen, int) else 0,
        )
        return {"decided": [[*self._name(p), _said(p.decision)] for p in places]}

    def undo(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Take the last step back."""
        step = self.session.undo()
        return {"undone": step is not None, "reopened": [self._name(p) for p in step or ()]}

    def check(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """What a replacement would upset, and where else the same stands."""
        place = self._place([body.get("document"), body.get("place")])
        text = _text(body, "text")
        before = place.before.strip()
        return {
            "warning": self.session.check(place, text),
            "same": len(self.session.group_of(place, lambda p: p.open).places) - 1,
            "elsewhere": sum(d.clean.count(before) for d in self.session.documents)
            if len(before) > 1
            else 0,
        }

    def correct(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """A correction by hand of words near a place or in a line of the source."""
        document = self._document(body.get("document"))
        before, after = _text(body, "before"), _text(body, "after")
        lead = _text(body, "lead")
        if "place" in body:
            here = document.target(self._place([body["document"], body["place"]]).change.start)
        else:
            here = document.target(_line_start(document, body.get("line")))
        start = _find(document.clean, lead, before, here)
        if start is None:
            raise BadRequestError("these words do not stand there in the text as it will read")
        try:
            decision = self.session.correct(document, start, start + len(before), after)
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        return {"corrected": _full(decision)}

    def document(self, number: object) -> Document:
        """A document by its number."""
        return self._document(number)

    def _document(self, number: object) -> Document:
        if not isinstance(number, int) or not 0 <= number < len(self.session.documents):
            raise BadRequestError("no such document")
        return self.session.documents[number]

    def _place(self, name: object) -> Place:
        if not isinstance(name, list) or len(name) != 2:
            raise BadRequestError("a place is named by two numbers")
        document = self._document(name[0])
        if not isinstance(name[1], int) or not 0 <= name[1] < len(document.places):
            raise BadRequestError("no such place")
        return document.places[name[1]]

    def _name(self, place: Place) -> list[int]:
        return [self._number[place.document.report], place.number]


def _in_short(place: Place, longest: int = 24) -> tuple[str, str]:
    """What goes and what comes, for one row of the queue; of several lines the first change."""
    before, after = place.before[:longest], place.after[:longest]
    if place.lines > 1:
        start, end, new = place.change.edits[0]
        before, after = place.document.source[start:end][:longest], f"{new[:longest]} …"
    return visible(before), "" if place.change.is_note else visible(after)


def _with_gaps(parts: list[list[_T]], gap: _T) -> list[_T]:
    """The parts of a place in one row, what lies between them left out."""
    return [item for part in parts for item in (gap, *part)][1:]


def _passages(parts: list[list[Segment]]) -> list[list[str]]:
    return _with_gaps([_passage(part) for part in parts], ["same", "\n…\n"])


def _passage(segments: list[Segment]) -> list[list[str]]:
    """The change in its paragraph, and a line or two around; the line ends that stay are quiet."""
    out = []
    for index, segment in enumerate(segments):
        if segment.kind != "same":
            out.append([segment.kind, visible(segment.text, "⏎\n")])
            continue
        text = re.sub(r"\s*\n\s*", "\n", segment.text)
        if index == 0:
            text = "\n".join(text.split("\n")[-2:])
        elif index == len(segments) - 1:
            text = "\n".join(text.split("\n")[:2])
        out.append(["same", visible(text, "\n").replace("⇥", "\t")])
    return out


def _said(decision: Decision | None) -> str:
    return decision.action.value if decision else ""


def _full(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {
        "action": decision.action.value,
        "text": decision.text,
        "comment": visible(decision.comment),
        "who": visible(decision.who),
    }


def _text(body: Mapping[str, Any], key: str) -> str:
    text = body.get(key, "")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise BadRequestError(f"{key} is no text, or too long")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadRequestError(f"{key} holds half a character") from error
    return text


def _line_start(document: Document, line: object) -> int:
    if not isinstance(line, int) or line < 1:
        raise BadRequestError("no such line")
    at = 0
    for _ in range(line - 1):
        at = document.source.find("\n", at) + 1
        if not at:
            raise BadRequestError("no such line")
    return at


def _find(text: str, lead: str, wanted: str, here: int, reach: int = 6000) -> int | None:
    """Where ``wanted`` stands nearest to a position, best with what leads up to it."""
    if not wanted:
        return None
    low, high = max(here - reach, 0), here + reach
    for prefix in dict.fromkeys((lead, lead[-4:], "")):
        best: int | None = None
        at = text.find(prefix + wanted, low, high)
        while at >= 0:
            if best is None or abs(at - here) < abs(best - here):
                best = at
            at = text.find(prefix + wanted, at + 1, high)
        if best is not None:
            return best + len(prefix)
    return None
