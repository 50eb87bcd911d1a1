"""Names by their exact form, and by every form with one look-alike character in it.

The names are a tree from the last character backwards: what a text says before a place
is followed as far as names go, so a look-up costs a few steps however many names there
are, and a wrong character is tried only where the tree has a look-alike of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.words.confusables import Confusables

SHORTEST = 3
LONGEST = 16
"""No name of the dictionary is longer; full titles of joint bodies are not matched."""

#: Ends of texts this long are remembered when no name goes further: most are like another.
_SHORT, _MOST = 7, 50_000
_Found = tuple[str, tuple[tuple[str, int, float], ...]]


@dataclass(slots=True)
class _Node:
    """The end of one or more names."""

    name: str = ""
    before: dict[str, _Node] = field(default_factory=dict)
    """What goes on to the left, by its last character."""
    alike: frozenset[str] | None = None
    """The look-alikes of those characters; put together when first needed."""


class NameIndex:
    """Names of 3 to 16 characters, to be looked up by what a text ends with."""

    def __init__(self, names: Iterable[str], table: Confusables) -> None:
        self.names = frozenset(n for n in names if SHORTEST <= len(n) <= LONGEST)
        self.table = table
        self.longest = max((len(name) for name in self.names), default=0)
        self._ended: dict[str, _Found] = {}
        self._open: dict[str, bool] = {}
        """Tails that were asked for: most come again in the next round."""
        self._root = _Node()
        for name in sorted(self.names):
            node = self._root
            for char in reversed(name):
                node = node.before.setdefault(char, _Node())
            node.name = name

    def left_open(self, tails: Iterable[str]) -> set[str]:
        """Those of some ends of texts before which :meth:`look_up` may find a near name.

        It may where a character is a look-alike, or where all of them agree with a name.
        """
        known = self._open
        if len(known) > _MOST:
            known.clear()
        left = set()
        for tail in tails:
            is_open = known.get(tail)
            if is_open is None:
                is_open = known[tail] = self._left_open(tail)
            if is_open:
                left.add(tail)
        return left

    def _left_open(self, tail: str) -> bool:
        node = self._root.before.get(tail[-1])
        for char in tail[-2::-1]:
            if node is None:
                return False
            if char in (self._alike(node) if node.alike is None else node.alike):
                return True
            node = node.before.get(char)
        return node is not None

    def look_up(self, tail: str) -> _Found:
        """The longest name ``tail`` ends with, and the longer names it nearly ends with.

        The near ones come as (name, offset of the differing character in the name,
        likeness); a name that is known exactly hides everything that differs inside it.
        """
        short = tail[-_SHORT:]
        found = self._ended.get(short)
        if found is None:
            found, depth = self._look_up(tail)
            if depth < _SHORT and len(self._ended) < _MOST:
                self._ended[short] = found
        return found

    def _look_up(self, tail: str) -> tuple[_Found, int]:
        """The answer, and how many characters from the end on names go."""
        node = self._root
        known = ""
        depth = 0
        doubtful: list[int] = []
        for char in reversed(tail):
            # The last character always agrees: it says what kind of body this is.
            if depth and char in (self._alike(node) if node.alike is None else node.alike):
                doubtful.append(depth)
            before = node.before.get(char)
            if before is None:
                break
            node = before
            depth += 1
            known = node.name or known
        near = [found for at in doubtful if at >= len(known) for found in self._near(tail, at)]
        return (known, tuple(near)), len(tail) if doubtful else depth

    def _near(self, tail: str, depth: int) -> Iterator[tuple[str, int, float]]:
        """The names that ``tail`` ends with but for the character before the last ``depth``."""
        node = self._root
        for char in reversed(tail[len(tail) - depth :]):
            node = node.before[char]
        for other, alike in self._meant(node, tail[-depth - 1]):
            for name in _followed(other, tail, depth + 1):
                yield name, len(name) - depth - 1, alike

    def _alike(self, node: _Node) -> frozenset[str]:
        node.alike = frozenset[str]().union(*map(self.table.neighbours, node.before))
        return node.alike

    def _meant(self, node: _Node, char: str) -> Iterator[tuple[_Node, float]]:
        """Where names go on from a node by a look-alike of a character, and how alike it is."""
        likes = self.table.neighbours(char)
        return ((other, likes[right]) for right, other in node.before.items() if right in likes)

    def twins(self, name: str) -> Iterator[str]:
        """The names that differ from this one by one look-alike character."""
        node: _Node | None = self._root
        for size, char in enumerate(reversed(name), 1):
            if node is None:
                return
            for other, _ in self._meant(node, char):
                found = _followed(other, name, size)
                yield from (twin for twin in found if len(twin) == len(name))
            node = node.before.get(char)

    def opened(self, name: str, at: int) -> list[str]:
        """The names that agree with this one everywhere but at one offset."""
        node = self._root
        for char in reversed(name[at + 1 :]):
            before = node.before.get(char)
            if before is None:
                return []
            node = before
        wanted = len(name)
        return [
            found
            for other in node.before.values()
            for found in _followed(other, name, wanted - at)
            if len(found) == wanted
        ]


def _followed(node: _Node, tail: str, size: int) -> Iterator[str]:
    """The names from ``node`` on whose rest is what stands before the last ``size`` characters."""
    at: _Node | None = node
    while at is not None:
        if at.name:
            yield at.name
        size += 1
        at = at.before.get(tail[-size]) if size <= len(tail) else None
