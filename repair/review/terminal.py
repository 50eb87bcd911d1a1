"""The reviewer in a terminal: one place after the other, one key each, like ``git add -p``.

It only prints lines and reads keys, so it works over any connection, in a dumb
terminal and with a screen reader; nothing is drawn over.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from dataclasses import replace

from repair.errors import OutputError
from repair.review.decisions import Action
from repair.review.document import Place
from repair.review.grids import grid_of
from repair.review.keys import Keys, Resized
from repair.review.paint import Painter, fit, shorten, visible, wants_colour
from repair.review.session import Filter, Session

_HELP = """\
y  accept            n  reject              e  edit the replacement
s  sic: the print itself says so; never proposed here again
space  skip          u  undo                #  add a comment to the next decision
a  decide the whole group at once, after a sample of it
c  correct the text by hand (any words shown)
j k  next, previous  g  next group          o  order: doubt / document
/  search            f  filter by rule (FC, LN001) or confidence (>0.8, <0.5)
?  help              q  quit; everything decided is saved already"""
_KEYS = "y,n,e,s,space,a,c,u,#,j,k,g,o,/,f,?,q"
_ACTIONS = {"y": Action.ACCEPT, "n": Action.REJECT, "s": Action.SIC, " ": Action.SKIP}
_DONE = {
    Action.ACCEPT: "accepted",
    Action.REJECT: "rejected",
    Action.EDIT: "edited",
    Action.SIC: "left as printed (sic)",
    Action.SKIP: "skipped",
}
#: Places of a group shown before it is decided as a whole.
SAMPLE = 5


class Terminal:
    """A review in the terminal. :meth:`run` returns when the user has had enough."""

    def __init__(
        self, session: Session, *, shown: Filter, order: str = "doubt", plain: bool = False
    ) -> None:
        self.session = session
        self.filter = shown
        self.order = order
        self.plain = plain
        self.keys = Keys()
        self.paint = Painter(not plain and wants_colour(sys.stdout.isatty()))
        self.comment = ""
        self.done: Counter[Action] = Counter()
        self.by_hand = 0
        self.walk: list[Place] = []
        self.starts: list[int] = []
        self.at = 0
        self._lay_out()

    def run(self) -> None:
        """Show places and obey keys until the end, ``q``, or Ctrl-C."""
        self._to_open(0)
        self.show()
        try:
            with self.keys:
                while self.at < len(self.walk) and self._step():
                    pass
        except KeyboardInterrupt:
            self.say("")
        self.summary()

    def _step(self) -> bool:
        self.say(self.paint.paint("dim", f"[{_KEYS}] "), end="")
        try:
            key = self.keys.key()
        except Resized:
            self.say("")
            self.show()
            return True
        if key == "":
            self.say("")
            return False
        self.say(visible(key) if key != " " else "skip")
        if key == "q":
            return False
        try:
            self._obey(key)
        except OutputError as error:
            self.warn(str(error))
        except KeyboardInterrupt:
            self.say("")
            self.warn("called off")
        return True

    def _obey(self, key: str) -> None:
        place = self.walk[self.at]
        if key in _ACTIONS:
            self.decide([place], _ACTIONS[key])
        elif key == "e":
            self._edit([place])
        elif key == "a":
            self._group(place)
        elif key == "c":
            self._correct(place)
        elif key == "u":
            self._undo()
        elif key in "jk":
            self.at = max(self.at - 1, 0) if key == "k" else min(self.at + 1, len(self.walk) - 1)
            self.show()
        elif key == "g":
            self._to_open(next((s for s in self.starts if s > self.at), 0))
            self.show()
        elif key == "o":
            self.order = "document" if self.order == "doubt" else "doubt"
            self._lay_out(place)
            self.say(f"order: {self.order}")
            self.show()
        elif key == "/":
            self._search()
        elif key == "f":
            self._filter(place)
        elif key == "#":
            self.comment = self.keys.line("comment: ") or ""
        elif key == "?":
            self.say(_HELP)
        else:
            self.say("? for help")

    # deciding

    def decide(self, places: list[Place], action: Action, text: str = "", seen: int = 0) -> None:
        """Write a decision, say so, and go on to the next open place."""
        self.session.decide(places, action, text=text, comment=self.comment, seen=seen)
        self.comment = ""
        self.done[action] += len(places)
        if len(places) > 1:
            self.say(f"{len(places)} places {_DONE[action]}")
        self._to_open(self.at + 1)
        self.show()

    def _edit(self, places: list[Place], seen: int = 0) -> None:
        first = places[0]
        if first.change.is_note:
            self.warn("there is no replacement to edit; c corrects the text by hand")
            return
        if any(p.lines > 1 for p in places):
            self.warn("several lines are decided at once here: y, or n and then c for some of them")
            return
        text = self.keys.line("replacement: ", first.after)
        if text is None:
            self.warn("called off")
        elif text == first.before:
            self.decide(places, Action.REJECT, seen=seen)
        else:
            warning = self.session.check(first, text)
            if warning:
                self.warn(warning)
            self.decide(places, Action.EDIT, text, seen)

    def _group(self, place: Place) -> None:
        group = self.session.group_of(place, self.filter.keeps)
        sample = group.sample(SAMPLE, seed=len(group.places))
        members = [p for p in group.places if p.open]
        if len(members) < 2:
            self.say("this place is the only open one of its group")
            return
        for other in sample:
            where = visible(f"{other.document.title}:{other.line}")
            for part in other.parts(18):
                self.say(f"  {where}  {self.paint.change(part)}")
        self.say(
            f"{len(sample)} of {len(members)} shown, in {group.files} file(s). "
            f"All {len(members)}: y accept, n reject, e edit, s sic, anything else: back "
        )
        key = self.keys.key()
        self.say(visible(key))
        if key in ("y", "n", "s"):
            self.decide(members, _ACTIONS[key], seen=len(sample))
        elif key == "e":
            self._edit(members, seen=len(sample))
        else:
            self.say("nothing decided")

    def _correct(self, place: Place) -> None:
        wrong = self.keys.line("as it stands (words shown above): ")
        if not wrong:
            self.warn("called off")
            return
        document = place.document
        here = document.target(place.change.start), document.target(place.change.end, after=True)
        start = _nearest(document.clean, wrong, *here)
        if start is None:
            self.warn("these words do not stand near this place in the text as it will read")
            return
        right = self.keys.line("should read: ", wrong)
        if right is None or right == wrong:
            self.warn("called off")
            return
        self.session.correct(document, start, start + len(wrong), right)
        self.by_hand += 1
        self.say("corrected; the next `fix` carries it out, and offers it where the same stands")

    def _undo(self) -> None:
        step = self.session.undo()
        if step is None:
            self.warn("nothing to undo")
            return
        self.say(f"undone: {max(len(step), 1)} decision(s)")
        if step:
            self._lay_out(step[0])
            self.show()

    # moving

    def _lay_out(self, keep: Place | None = None) -> None:
        """The places in their order, with the place to stay at (shown even when filtered out)."""
        groups = self.session.groups(self.filter.keeps, self.order)
        self.walk, self.starts = [], []
        for group in groups:
            self.starts.append(len(self.walk))
            self.walk += group.places
        if keep is not None:
            if not any(p is keep for p in self.walk):
                self.walk.insert(0, keep)
            self.at = next(i for i, p in enumerate(self.walk) if p is keep)

    def _to_open(self, start: int) -> None:
        """To the next place nobody spoke of; skipped ones come back when no other is left."""
        size = len(self.walk)
        around = [*range(start, size), *range(min(start, size))]
        fresh = (i for i in around if self.walk[i].decision is None)
        self.at = next(fresh, size)
        if self.at == size and not self.done[Action.SKIP]:
            self.at = next((i for i in around if self.walk[i].open), size)

    def _search(self) -> None:
        wanted = self.keys.line("search: ")
        if not wanted:
            return
        found = replace(self.filter, search=wanted).keeps
        order = [*range(self.at + 1, len(self.walk)), *range(self.at + 1)]
        hit = next((i for i in order if found(self.walk[i])), None)
        if hit is None:
            self.warn("not found among the places shown")
            return
        self.at = hit
        self.show()

    def _filter(self, place: Place) -> None:
        wanted = self.keys.line("rule or confidence (empty: all): ")
        if wanted is None:
            return
        try:
            chosen = parse_filter(self.filter, wanted)
        except ValueError:
            self.warn("not a rule, nor >0.8, nor <0.5")
            return
        before, self.filter = self.filter, chosen
        self._lay_out()
        if not self.walk:
            self.filter = before
            self._lay_out(place)
            self.warn("no place fits that filter")
            return
        self._to_open(0)
        self.at = min(self.at, len(self.walk) - 1)
        self.show()

    # showing

    def show(self) -> None:
        """The place at the cursor."""
        if self.at >= len(self.walk):
            return
        place = self.walk[self.at]
        left = sum(p.open for p in self.walk)
        group = self.session.group_of(place, self.filter.keeps)
        like = [f"{len(group.places)} like it in {group.files} file(s)"][: len(group.places) - 1]
        together = [f"{place.lines} lines decided at once"][: place.lines - 1]
        where = [f"{place.document.title}:{place.line}"]
        if place.page is not None:
            where.append(f"page {place.page}")
        heading = place.document.heading(place.change.start)
        if heading:
            where.append(heading)
        sure = f"confidence {place.confidence:.2f}"
        facts = " · ".join((place.rule, place.status, sure, *together, *like))
        if self.plain:
            self._show_plain(place, left, where, facts)
            return
        columns = shutil.get_terminal_size().columns
        bar = f"── {self.at + 1}/{len(self.walk)} · {left} left "
        self.say(self.paint.paint("dim", bar + "─" * max(columns - len(bar) - 1, 0)))
        self.say(self.paint.paint("head", fit(visible(" · ".join(where)), columns - 1)))
        parts = place.parts(60)
        for number, part in enumerate(parts, 1):
            lead = f"({number}) " if len(parts) > 1 else ""
            self.say(self.paint.paint("dim", lead) + self.paint.change(part))
        self._show_table(place, columns)
        self.say(self.paint.paint("bold", facts))
        self._why(place, "  ")

    def _show_table(self, place: Place, columns: int) -> None:
        """The rows around a change of a table, before and after, changed cells marked."""
        grid = grid_of(place)
        if grid is None:
            return
        plain = Painter(colour=False)
        seen = [
            [plain.row(r, "", columns - 11) for r in rows] for rows in (grid.before, grid.after)
        ]
        if seen[0] == seen[1]:
            return  # The change is in the part of a long cell that has no room.
        for name, style, rows in (("before", "del", grid.before), ("after", "ins", grid.after)):
            for row in rows:
                cells = self.paint.row(row, style, columns - 11)
                self.say(self.paint.paint("dim", f"  {name:6} │ ") + cells)

    def _show_plain(self, place: Place, left: int, where: list[str], facts: str) -> None:
        self.say(f"Place {self.at + 1} of {len(self.walk)}, {left} left.")
        self.say("Where: " + visible(", ".join(where)))
        for part in place.parts(40):
            text = "".join(s.text for s in part if s.kind != "ins")
            self.say("Text: " + visible(text, " / "))
        self.say("Was: " + (shorten(visible(place.before), 200) or "nothing"))
        self.say("Becomes: " + (shorten(visible(place.after), 200) or "nothing"))
        self._show_table(place, 200)
        self.say("Rule: " + facts.replace(" · ", ", "))
        self._why(place, "")

    def _why(self, place: Place, indent: str) -> None:
        self.say(indent + visible(place.message))
        for sentence in place.evidence[:4]:
            self.say(self.paint.paint("dim", f"{indent}because: {visible(sentence)}"))
        if place.decision is not None:
            note = f" ({visible(place.decision.comment)})" if place.decision.comment else ""
            by = f" by {visible(place.decision.who)}" if place.decision.who else ""
            self.say(self.paint.paint("warn", f"{indent}{_DONE[place.decision.action]}{by}{note}"))

    def summary(self) -> None:
        """What was decided, and what comes next."""
        said = [f"{count} {_DONE[action]}" for action, count in self.done.items() if count]
        if self.by_hand:
            said.append(f"{self.by_hand} corrected by hand")
        left = sum(p.open for p in self.session.places if self.filter.keeps(p))
        self.say("decided: " + (", ".join(said) or "nothing") + f" · {left} left")
        stale = sum(len(self.session.stale(d)) for d in self.session.documents)
        if stale:
            self.say(f"{stale} older decisions fit nothing any more: gazette-repair decisions")
        if said:
            self.say("all is saved; run `gazette-repair fix` again to carry it out")

    def say(self, text: str, end: str = "\n") -> None:
        """A line for the user."""
        print(text, end=end, flush=True)  # noqa: T201

    def warn(self, text: str) -> None:
        """A line that asks for attention."""
        self.say(self.paint.paint("warn", f"! {visible(text)}"))


def parse_filter(shown: Filter, wanted: str) -> Filter:
    """``FC``, ``>0.8``, ``<0.5`` or several of them; empty lifts the filter. Raises ValueError."""
    chosen = replace(shown, rule="", low=0.0, high=1.0)
    for word in wanted.split():
        if word[0] == ">":
            chosen = replace(chosen, low=float(word[1:]))
        elif word[0] == "<":
            chosen = replace(chosen, high=float(word[1:]))
        elif word.isascii() and word.isalnum():
            chosen = replace(chosen, rule=word)
        else:
            raise ValueError(word)
    return chosen


def _nearest(text: str, wanted: str, here: int, end: int, reach: int = 400) -> int | None:
    """Where ``wanted`` stands closest to a span's beginning, if in it or near it at all."""
    low, high = max(here - reach, 0), end + reach
    at = text.find(wanted, low, high)
    best: int | None = None
    while at >= 0:
        if best is None or abs(at - here) < abs(best - here):
            best = at
        at = text.find(wanted, at + 1, high)
    return best
