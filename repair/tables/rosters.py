"""Rosters read as one stream of words: role, name, post, role, name, post …

Where the lines end says little, for it is the line ends that are damaged: a surname hangs
at the end of the row before, two rows stand in one line, a post goes on in the next. So
the words of the whole roster are cut into rows by dynamic programming, and a line end, a
blank or a tab inside a name or a post only costs something. The costs were set by hand
on made-up rosters; the simulator in the tests measures what they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from repair.names.persons import (
    common_surnames,
    is_person_name,
    may_be_name,
    surname_of,
    without_blanks,
)
from repair.patterns import lazy
from repair.tables.grid import HEAD_WORD
from repair.tables.notations import is_markdown_table
from repair.tables.recognise import TableRegion, regions
from repair.tables.words import SHORT_POST, is_organisation, is_post, is_role

if TYPE_CHECKING:
    from repair.context import Context

#: A row that costs more is proposed only. A regular row costs 0 to 0.7, one whose surname
#: comes back from the line before 1.8 to 2.2, and everything misread 3 or more.
SURE = 2.4
#: Rows of a roster that must be sure for any to be repaired.
SURE_SHARE = 0.7
_MOST_POST_ATOMS = 8
_LONGEST_POST = 70
_ATOM = re.compile(r"[^\s|:：]+|[:：]")
_RULE = re.compile(r"[-—:|]+\Z")
_PAREN = lazy(r"(?P<name>[\u4e00-\u9fff·•]{1,10})(?P<post>[(（].{3,}[)）])\Z")
_AFTERWARDS = re.compile(r"下设|办公室设在|同志兼任|不作为|日常工作|任务完成|负责(?!人)")
_OPEN_SIGN = "、,，(（"
#: What a post costs that no ending tells, where it is the rest of its line.
UNLISTED = 1.5
_WALL = 1e6
#: Characters behind a roster that tell whether it ends in a paragraph.
_BEHIND = 60


@dataclass(frozen=True, slots=True)
class Atom:
    """A word of the stream: what stands between blanks, tabs, line ends, pipes and colons."""

    start: int
    end: int
    text: str
    colon: bool = False
    """A colon stands behind it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: half-open ranges of atoms for role, name and post."""

    first: int
    name: int
    post: int
    last: int
    cost: float
    kind: str = "row"
    """``row``, ``head`` (labels of columns) or ``tail`` (a paragraph that follows)."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster cut into rows."""

    region: TableRegion
    start: int
    end: int
    atoms: tuple[Atom, ...]
    entries: tuple[Entry, ...]
    has_roles: bool
    bracketed: bool
    """The posts stand in brackets behind the names, as in 张三（市长）."""
    sure: bool = field(default=False)

    def text(self, first: int, last: int) -> str:
        """Atoms put together without what stood between."""
        return "".join(atom.text for atom in self.atoms[first:last])


def rosters(context: Context) -> tuple[Roster, ...]:
    """Every roster of a text that can be cut into rows."""
    return context.get(_rosters)


def _rosters(context: Context) -> tuple[Roster, ...]:
    found = (_parse(context, region) for region in regions(context) if region.kind == "roster")
    return tuple(roster for roster in found if roster is not None)


def _parse(context: Context, region: TableRegion) -> Roster | None:
    lines = context.document.lines
    if context.options.to == "markdown" and is_markdown_table(context, region):
        return None
    start, end = lines[region.first].start, lines[region.last - 1].end
    parts, entries = _read(context.text[start:end], context.text[end : end + _BEHIND])
    atoms = tuple(Atom(start + a.start, start + a.end, a.text, a.colon) for a in parts)
    rows = [entry for entry in entries if entry.kind == "row"]
    if not rows:
        return None
    sure = sum(entry.cost <= SURE for entry in rows)
    has_roles = any(entry.name > entry.first for entry in rows)
    with_post = [entry for entry in rows if entry.last > entry.post]
    bracketed = bool(with_post) and all(
        atoms[entry.post].text[0] in "(（" and atoms[entry.last - 1].text[-1] in ")）"
        for entry in with_post
    )
    return Roster(
        region,
        start,
        end,
        atoms,
        entries,
        has_roles,
        bracketed,
        sure >= SURE_SHARE * len(rows) and len(rows) >= 2,
    )


@lru_cache(maxsize=256)
def _read(text: str, behind: str) -> tuple[tuple[Atom, ...], tuple[Entry, ...]]:
    """The words of a roster, with offsets in it, and its rows; ``behind``: what follows it.

    Most rosters stay as they are from round to round.
    """
    words = tuple(_atoms(text))
    posts = [match["post"][1:-1] for word in words if (match := _in_brackets(word.text))]
    # Where most posts in brackets are known ones the others are posts as well.
    bracketed = len(posts) > 2 and 2 * sum(map(_known, posts)) > len(posts)
    atoms = tuple(atom for word in words for atom in _parted(word, bracketed=bracketed))
    return atoms, _Parser(text + behind, atoms).best() if atoms else ()


def _atoms(text: str) -> Iterator[Atom]:
    """The words of a text; list marks and the rules of pipe tables are no words."""
    held: Atom | None = None
    for match in _ATOM.finditer(text):
        word = match[0]
        if word in ":：":
            if held is not None:
                held = Atom(held.start, held.end, held.text, colon=True)
            continue
        if _RULE.match(word) or word == "*":
            continue
        if held is not None:
            yield held
        held = Atom(match.start(), match.end(), word)
    if held is not None:
        yield held


def _parted(atom: Atom, *, bracketed: bool) -> Iterator[Atom]:
    """A name with its post in brackets is two words; （女） and （挂职） belong to the name."""
    match = _in_brackets(atom.text)
    if match is not None and (bracketed or _known(match["post"][1:-1])):
        cut = atom.start + match.start("post")
        yield Atom(atom.start, cut, match["name"])
        yield Atom(cut, atom.end, match["post"], atom.colon)
    else:
        yield atom


def _in_brackets(word: str) -> re.Match[str] | None:
    """A name with what stands in brackets behind it."""
    match = _PAREN.match(word)
    named = match is not None and (len(match["name"]) <= 2 or is_person_name(match["name"]))
    return match if named else None


def _known(post: str) -> bool:
    return is_post(post) or is_organisation(post)


class _Parser:
    """The cheapest way to cut a stream of atoms into rows."""

    def __init__(self, text: str, atoms: Sequence[Atom]) -> None:
        self.text = text
        self.atoms = atoms
        self.between = [text[left.end : right.start] for left, right in pairwise(atoms)]

    def best(self) -> tuple[Entry, ...]:
        """All rows; a tail or head where the stream has one."""
        size = len(self.atoms)
        costs = [_WALL] * (size + 1)
        back: list[Entry | None] = [None] * (size + 1)
        costs[0] = 0.0
        for at in range(size):
            if costs[at] >= _WALL:
                continue
            for entry in self._entries(at):
                total = costs[at] + entry.cost
                if total < costs[entry.last] - 1e-9:
                    costs[entry.last] = total
                    back[entry.last] = entry
        if costs[size] >= _WALL:
            return ()
        out: list[Entry] = []
        at = size
        while at:
            step = back[at]
            if step is None:
                return ()
            out.append(step)
            at = step.first
        return tuple(reversed(out))

    def _entries(self, at: int) -> Iterator[Entry]:
        start = 0.0 if self._line_start(at) else 0.8
        if at == 0 and (head := self._head()):
            yield Entry(0, head, head, head, 0.5, "head")
        for name, role_cost in self._roles(at):
            for post, name_cost in self._names(name):
                for last, post_cost in self._posts(post):
                    alone = -0.3 if last == post and self._line_start(name) else 0.0
                    cost = start + role_cost + name_cost + post_cost + alone
                    yield Entry(at, name, post, last, cost)
        if at and self._tail(at):
            yield Entry(at, at, at, len(self.atoms), 1.0, "tail")

    def _line_start(self, at: int) -> bool:
        return at == 0 or "\n" in self.between[at - 1]

    def _head(self) -> int:
        """How many atoms of the first line are the labels of columns; 0 if it is a row."""
        end = next((n + 1 for n, gap in enumerate(self.between) if "\n" in gap), 0)
        words = self.atoms[:end]
        joined = "".join(word.text for word in words)
        if 2 <= end <= 8 and len(joined) <= 16 and not any(word.colon for word in words):
            return end if len(HEAD_WORD.findall(joined)) >= 2 else 0
        return 0

    def _roles(self, at: int) -> Iterator[tuple[int, float]]:
        yield at, 0.0
        for last in range(at + 1, min(at + 7, len(self.atoms))):
            atom = self.atoms[last - 1]
            gap = self.between[last - 1]
            if (atom.colon or "\t" in gap or "|" in gap) and is_role(
                "".join(a.text for a in self.atoms[at:last])
            ):
                yield last, -0.5
            elif "\n" in gap and self._line_start(at) and self._role_alone(at, last):
                yield last, 0.8
            if atom.colon or "\n" in gap:
                return

    def _role_alone(self, at: int, last: int) -> bool:
        """Whether a line is a role: long or letter-spaced, as 主任 may end the post above."""
        joined = "".join(atom.text for atom in self.atoms[at:last])
        return (len(joined) > 2 or last - at > 1) and is_role(joined)

    def _names(self, at: int) -> Iterator[tuple[int, float]]:
        atoms = self.atoms
        joined = ""
        for last in range(at + 1, min(at + 4, len(atoms) + 1)):
            joined += atoms[last - 1].text
            if len(joined) > 24 or (last - at > 1 and len(joined) > 4):
                return
            if is_person_name(joined):
                yield last, self._name_cost(at, last, joined)
            elif self._set_apart(at, last) and may_be_name(joined):
                yield last, self._name_cost(at, last, joined) + 1.0
            if atoms[last - 1].colon:
                return

    def _set_apart(self, first: int, last: int) -> bool:
        """Whether a line begins with words that wide blanks or a bracket part from the rest."""
        if not (self._line_start(first) or self.atoms[first - 1].colon) or last == len(self.atoms):
            return False
        gap = self.between[last - 1]
        return self.atoms[last].text[0] in "(（" or (
            "\n" not in gap and (len(gap) > 1 or gap == "\u3000")
        )

    def _name_cost(self, first: int, last: int, name: str) -> float:
        cost = 0.0 if surname_of(name) in common_surnames() or "·" in name else 0.4
        for at in range(first, last - 1):
            gap = self.between[at]
            if "\n" in gap:
                cost += 1.0
            elif "\t" in gap or "|" in gap:
                cost += 4.0
            elif len(self.atoms[at].text) > 1 or len(self.atoms[at + 1].text) > 1:
                cost += 2.0
        return cost

    def _posts(self, at: int) -> Iterator[tuple[int, float]]:
        """Where a post that begins at an atom may end, and what it costs; none is a post too."""
        atoms = self.atoms
        if at == len(atoms) or self._line_start(at):
            yield at, 2.5
        cost = 3.0 if at < len(atoms) and len(atoms[at].text) == 1 else 0.0
        joined = ""
        for last in range(at + 1, min(at + 1 + _MOST_POST_ATOMS, len(atoms) + 1)):
            word = atoms[last - 1].text
            if last - at > 1:
                cost += self._inside(last - 2, joined, word)
            joined += word
            if len(joined) > _LONGEST_POST or "。" in joined:
                return
            if atoms[last - 1].colon:
                return  # A colon stands behind a role.
            known = _post_cost(joined)
            if known > UNLISTED and len(joined) >= 3 and self._rest_of_line(at, last):
                known = UNLISTED
            yield last, cost + known

    def _rest_of_line(self, first: int, last: int) -> bool:
        """Whether words are all that stands behind the name in its line."""
        ends = last == len(self.atoms) or "\n" in self.between[last - 1]
        return ends and not any("\n" in gap for gap in self.between[first - 1 : last - 1])

    def _inside(self, gap_at: int, before: str, word: str) -> float:
        """What it costs that a post goes on over a gap."""
        gap = self.between[gap_at]
        cost = 0.0
        if "\n" in gap and not is_post(before) and len(word) <= 2 and is_post(before + word):
            return 0.6
        if "\n" in gap:
            if before[-1] in _OPEN_SIGN:
                cost += 0.3
            elif is_post(before) or is_organisation(before):
                cost += 2.2
            else:
                cost += 0.6
        elif "\t" in gap or "|" in gap:
            cost += 3.0
        else:
            cost += 0.2 if before[-1] in _OPEN_SIGN else 0.9
        if len(word) == 1 or (len(word) <= 3 and _looks_like_name(word)):
            cost += 3.0
        return cost

    def _tail(self, at: int) -> bool:
        """Whether the atoms from here on begin the paragraph below the roster."""
        atoms = self.atoms
        if at < len(atoms) - 1 or self._line_start(at) or is_post(atoms[at].text):
            return False
        following = self.text[atoms[-1].end : atoms[-1].end + _BEHIND]
        rest = atoms[at].text
        match = _AFTERWARDS.search(rest + "".join(following.split()))
        return match is not None and match.start() < len(rest)


@lru_cache(maxsize=4096)
def _looks_like_name(word: str) -> bool:
    return is_person_name(word) and surname_of(word) in common_surnames()


@lru_cache(maxsize=4096)
def _post_cost(post: str) -> float:
    inner = post[1:-1] if post[0] in "(（" and post[-1] in ")）" else post
    if len(inner) < 3:
        return 0.2 if SHORT_POST.fullmatch(inner) else 3.0
    if is_post(inner):
        return 0.0
    return 0.3 if is_organisation(inner) else 3.0


def brought_back(roster: Roster, entry: Entry, text: str) -> bool:
    """Whether the name of a row was cut by a line end or stood in the line before."""
    atoms = roster.atoms
    inside = any(
        "\n" in text[atoms[at].end : atoms[at + 1].start]
        for at in range(entry.name, entry.post - 1)
    )
    before_post = (
        entry.post < entry.last
        and "\n" in text[atoms[entry.post - 1].end : atoms[entry.post].start]
    )
    return inside or before_post


def name_of(roster: Roster, entry: Entry) -> str:
    """The name of a row, put together."""
    return without_blanks(roster.text(entry.name, entry.post))
