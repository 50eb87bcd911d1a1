"""Where rare hanzi stand in a text: one search for all of them, which all forms share."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from repair.decoder.forms import Form


class Anchors(dict[str, Sequence[int]]):
    """The offsets of rare hanzi, in order; those that do not occur are missing."""

    def of(self, hanzi: str) -> Sequence[int]:
        """The offsets of any of several hanzi, put in order once for all that ask."""
        if hanzi not in self and len(hanzi) > 1:
            self[hanzi] = array("q", sorted(at for char in hanzi for at in self.get(char, ())))
        return self.get(hanzi, ())

    def behind(self, text: str, hanzi: str, before: str) -> Sequence[int]:
        """The offsets of hanzi behind one of some characters, or at the beginning."""
        key = f"{hanzi} behind {before}"
        if key not in self:
            places = self.of(hanzi)
            self[key] = array("q", [at for at in places if text[at - 1 : at] in before])
        return self[key]


def anchors(text: str, hanzi: str, more: str = "", before: str = "") -> Anchors:
    """The offsets of some hanzi. One search for a class costs as much as for two of them.

    ``more``: hanzi that words are full of, which matter only behind one of the characters
    ``before`` or at the text's beginning, and so cost little.
    """
    found: defaultdict[str, array[int]] = defaultdict(partial(array, "q"))
    for match in _sought(hanzi, more, before).finditer(text):
        found[match[0]].append(match.start())
    return Anchors(found)


@cache
def _sought(hanzi: str, more: str, before: str) -> re.Pattern[str]:
    if not more:
        return re.compile(_class(hanzi))
    # The class of all comes first: a search for a class is much faster than for alternatives.
    return re.compile(f"{_class(hanzi + more)}(?:(?<={_class(hanzi)})|(?<!{_class(before, '^')}.))")


def _class(characters: str, sign: str = "") -> str:
    return f"[{sign}{re.escape(''.join(sorted(set(characters))))}]"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def spans(
    text: str, form: Form, known: Anchors, only: Callable[[int], bool] | None = None
) -> Iterator[tuple[int, int]]:
    """Where a form's pattern matches, as a search of the whole text would find it.

    ``only``: of the anchors, those that are worth a look.
    """
    if not form.at:
        yield from (match.span() for match in _compiled(form.pattern).finditer(text))
        return
    places = known.behind(text, form.at, form.after) if form.after else known.of(form.at)
    if not places:
        return
    pattern = _compiled(form.pattern)
    done = 0
    for at in filter(only, places) if only else places:
        if at < done:
            continue
        if not form.back:
            match = pattern.match(text, at)
        else:
            match = _around(text, pattern, at, max(at - form.back, done), at + 1 + form.ahead)
        if match:
            done = match.end()
            yield match.span()


def _around(
    text: str, pattern: re.Pattern[str], at: int, start: int, end: int
) -> re.Match[str] | None:
    """The match that covers a place, if there is one in a window around it."""
    if not pattern.search(text, start, end):
        return None
    for match in pattern.finditer(text, start, end):
        if match.end() > at:
            return match if match.start() <= at else None
    return None
