"""Words against signs: the best reading of a passage, and how much every other loses.

A passage is read from left to right; at every place a word of the lexicon, a sign that
stands there, or the sign a hanzi may stand for continues the reading. The result for a
hanzi is the log-likelihood of the best reading in which it is the sign minus that of the
best in which it is a hanzi (a difference of max-marginals): what the place itself tells,
all its neighbours being read as suits best.

These are the inner loops of the decoder; they are written out, and weights are looked up
in plain dictionaries that fill themselves.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from repair.decoder.language import Language, token
from repair.words.lexicon import LONGEST, Lexicon

_NOTHING = -1e9
_BLANK = " \u3000\t\r"

#: The best score of the readings up to a place, by what stands last in them.
State = dict[str, float]
#: Where words that begin at a place end, with their weights; None where no hanzi stands.
Arcs = list[tuple[int, float]] | None


class Reading(NamedTuple):
    """How to read a hanzi as a sign, or (empty token) as a glyph that goes."""

    token: str
    weight: float
    """Its log-probability, the sign's share and its activity together."""


class Lattice:
    """Weighs the readings of passages, each from both ends."""

    def __init__(
        self,
        lexicon: Lexicon,
        pairs: Container[str],
        language: Language,
        newline: float = 1.0,
    ) -> None:
        """``pairs``: neighbours inside words, as far as one of them is a hanzi with readings;
        ``newline``: how much a line end says (0: cut anywhere; 1: a paragraph's end)."""
        self._logs, self._prefixes = lexicon.log_probability, lexicon.prefixes
        self._unknown = lexicon.unknown
        self._pairs = pairs
        self._share = language.word_share
        self._together = _Rows(language, newline)

    def odds(self, text: str, readings: Mapping[int, Reading]) -> dict[int, tuple[float, str]]:
        """How much better the sign is than the best reading as hanzi, by place in the text.

        Values are the difference of log-likelihoods, and the word that covers the hanzi
        in the best reading without the sign, if it is longer than one hanzi. There must be
        a reading.
        """
        if len(readings) == 1:
            [(place, reading)] = readings.items()
            if reading.token:
                return {place: self._alone(text, place, reading)}
        arcs, low, high = self._stretch(text, min(readings), max(readings))
        before, entries = self._forward(text, arcs, readings, low, high)
        after = self._backward(text, arcs, readings, before, high)
        found = {}
        for place, reading in readings.items():
            literal, word = _literal(text, place, low, arcs, entries, after)
            found[place] = self._as_sign(place, reading, before, after) - literal, word
        return found

    def _alone(self, text: str, place: int, reading: Reading) -> tuple[float, str]:
        """The same for the only reading of a passage, as nine of ten are.

        What stands last at a place is then known, and a number takes the place of a state.
        """
        arcs, low, high = self._stretch(text, place, place)
        entries, sign = self._up_to(text, place, reading.token, arcs, low)
        rest, behind = self._from_behind(text, place, reading.token, arcs, high)
        literal, word = _NOTHING, ""
        for start in range(max(low, place - LONGEST + 1), place + 1):
            for end, weight in arcs[start] or ():
                if end > place and entries[start] + weight + rest[end] > literal:
                    literal, word = entries[start] + weight + rest[end], text[start:end]
        return sign + reading.weight + behind - literal, word if len(word) > 1 else ""

    def _up_to(
        self, text: str, place: int, own: str, arcs: list[Arcs], low: int
    ) -> tuple[list[float], float]:
        """The best scores before a word, by where it begins, and that with the sign."""
        together = self._together
        scores, entries = [_NOTHING] * (place + 1), [_NOTHING] * (place + 1)
        scores[low] = 0.0
        last = _last_before(text, low)
        for at in range(low, place):
            char, words, here = text[at], arcs[at], scores[at]
            if words is not None:
                entry = here if "一" <= last <= "龥" else here + together[last][char]
                entries[at], last = entry, char
                for end, weight in words:
                    if end <= place and entry + weight > scores[end]:
                        scores[end] = entry + weight
            elif char in _BLANK:
                scores[at + 1] = here
            else:
                scores[at + 1] = here + together[last][token(char)]
                last = token(char)
        here = scores[place]
        entries[place] = here if "一" <= last <= "龥" else here + together[last][text[place]]
        return entries, here + together[last][own]

    def _from_behind(
        self, text: str, place: int, own: str, arcs: list[Arcs], high: int
    ) -> tuple[list[float], float]:
        """What the rest of the stretch adds, by where it begins, and behind the sign."""
        together, row = self._together, self._together[own]
        rest, behind = [0.0] * (high + 1), 0.0
        for at in range(high - 1, place, -1):
            char, words = text[at], arcs[at]
            if words is not None:
                rest[at] = max([weight + rest[end] for end, weight in words])
                behind = rest[at] + row[char]
                last = _last_before(text, at)
                if not "一" <= last <= "龥":
                    rest[at] += together[last][char]
            elif char in _BLANK:
                rest[at] = rest[at + 1]
            else:
                behind = rest[at + 1] + row[token(char)]
                rest[at] = rest[at + 1] + together[_last_before(text, at)][token(char)]
        return rest, behind

    def _stretch(self, text: str, first: int, last: int) -> tuple[list[Arcs], int, int]:
        """The words of a passage, and the stretch of it that can tell readings apart.

        Where no word lies across a place, and what stands before it can be read in one way,
        all readings go through that place alike: what lies beyond adds the same to each.
        """
        low = self._uncrossed(text, first)
        arcs: list[Arcs] = [None] * low
        reach = low
        for place in range(low, len(text)):
            if place >= reach and place > last + 1 and text[place - 1] not in _BLANK:
                return arcs, low, place
            words = self._arcs(text, place)
            arcs.append(words)
            if words is not None and words[-1][0] > reach:
                reach = words[-1][0]
        return arcs, low, len(text)

    def _uncrossed(self, text: str, place: int) -> int:
        """The last place up to that of a glyph that no word lies across."""
        if text[place - 1 : place + 1] not in self._pairs:
            return place
        logs, prefixes = self._logs, self._prefixes
        start = max(place - LONGEST + 1, 0)
        while start < place:
            word = text[start : place + 1]
            if word in logs or word in prefixes:
                place, start = start, max(start - LONGEST + 1, 0)
            else:
                start += 1
        return place

    def _arcs(self, text: str, start: int) -> Arcs:
        char = text[start]
        if char < "一" or char > "龥":
            return None
        logs, prefixes, share = self._logs, self._prefixes, self._share
        found = [(start + 1, logs.get(char, self._unknown) + share)]
        end, size = start + 2, len(text)
        while end <= size:
            word = text[start:end]
            if word in logs:
                found.append((end, logs[word] + share))
            if word not in prefixes:
                break
            end += 1
        return found

    def _forward(
        self,
        text: str,
        arcs: list[Arcs],
        readings: Mapping[int, Reading],
        low: int,
        high: int,
    ) -> tuple[list[State], list[float]]:
        """States up to behind the last reading, and the best score before a word at a place."""
        stop = max(readings) + 1
        states: list[State] = [{} for _ in range(high + 1)]
        states[low][_last_before(text, low)] = 0.0
        entries = [_NOTHING] * stop
        together = self._together
        for place in range(low, stop):
            char, here, words = text[place], states[place], arcs[place]
            if words is not None:
                entry = _NOTHING
                for last, score in here.items():
                    value = score if "一" <= last <= "龥" else score + together[last][char]
                    entry = max(entry, value)
                entries[place] = entry
                for end, weight in words:
                    there = states[end]
                    last = text[end - 1]
                    if entry + weight > there.get(last, _NOTHING):
                        there[last] = entry + weight
                if place in readings:
                    _read(here, states[place + 1], readings[place], together)
            elif char in _BLANK:
                states[place + 1] = here
            else:
                own = token(char)
                states[place + 1][own] = max([here[last] + together[last][own] for last in here])
        return states, entries

    def _backward(
        self,
        text: str,
        arcs: list[Arcs],
        readings: Mapping[int, Reading],
        before: list[State],
        high: int,
    ) -> list[State]:
        """What the rest of the stretch adds, by place and what stands last, behind the first
        reading.

        Behind the last reading each place is reached in one way only: by what stands there.
        """
        together = self._together
        stop = max(readings) + 1
        lasts: list[Iterable[str]] = list(before[: stop + 1])
        for place in range(stop, high):
            char = text[place]
            bound = arcs[place] is not None
            lasts.append(
                lasts[place] if char in _BLANK and not bound else (char if bound else token(char),)
            )
        after: list[State] = [{} for _ in range(high)]
        after.append(dict.fromkeys(lasts[high], 0.0))
        for place in range(high - 1, min(readings), -1):
            char, words, here = text[place], arcs[place], after[place]
            if words is not None:
                word = max([weight + after[end][text[end - 1]] for end, weight in words])
                for last in lasts[place]:
                    here[last] = word if "一" <= last <= "龥" else word + together[last][char]
                if place in readings:
                    _read_back(here, after[place + 1], readings[place], together)
            elif char in _BLANK:
                after[place] = after[place + 1]
            else:
                own = token(char)
                rest = after[place + 1][own]
                for last in lasts[place]:
                    here[last] = rest + together[last][own]
        return after

    def _as_sign(
        self, place: int, reading: Reading, before: list[State], after: list[State]
    ) -> float:
        """The best reading in which a place is the sign."""
        here, there, own = before[place], after[place + 1], reading.token
        if not own:
            return max([here[last] + there[last] for last in here]) + reading.weight
        together = self._together
        best = max([here[last] + together[last][own] for last in here])
        return reading.weight + there[own] + best


def _last_before(text: str, place: int) -> str:
    """What stands last before a place, blanks looked through; nothing at the beginning."""
    while place and text[place - 1] in _BLANK:
        place -= 1
    if not place:
        return ""
    char = text[place - 1]
    return char if "一" <= char <= "龥" else token(char)


def _literal(
    text: str,
    place: int,
    low: int,
    arcs: list[Arcs],
    entries: list[float],
    after: list[State],
) -> tuple[float, str]:
    """The best reading in which a place is a hanzi, and the word that covers it there."""
    literal, word = _NOTHING, ""
    for start in range(max(low, place - LONGEST + 1), place + 1):
        words = arcs[start]
        if not words or words[-1][0] <= place:
            continue
        for end, weight in words:
            if end > place:
                value = entries[start] + weight + after[end][text[end - 1]]
                if value > literal:
                    literal, word = value, text[start:end]
    return literal, word if len(word) > 1 else ""


def _read(here: State, there: State, reading: Reading, together: _Rows) -> None:
    """Go on with a sign, or over a glyph that goes."""
    own, weight = reading.token, reading.weight
    if own:
        best = max([score + together[last][own] for last, score in here.items()]) + weight
        there[own] = max(best, there.get(own, _NOTHING))
    else:
        for last, score in here.items():
            there[last] = max(score + weight, there.get(last, _NOTHING))


def _read_back(here: State, there: State, reading: Reading, together: _Rows) -> None:
    """The same from the other end."""
    own, weight = reading.token, reading.weight
    if own:
        rest = there[own] + weight
        for last, score in here.items():
            here[last] = max(score, rest + together[last][own])
    else:
        for last, score in here.items():
            here[last] = max(score, there[last] + weight)


class _Rows(dict[str, "_Row"]):
    """How much likelier than chance two tokens are neighbours, by the first of them."""

    def __init__(self, language: Language, newline: float) -> None:
        super().__init__()
        self._language, self._newline = language, newline

    def __missing__(self, left: str) -> _Row:
        row = self[left] = _Row(left, self._language, self._newline)
        return row


class _Row(dict[str, float]):
    """The same for one left neighbour, by the second."""

    def __init__(self, left: str, language: Language, newline: float) -> None:
        super().__init__()
        self._left, self._language, self._newline = left, language, newline

    def __missing__(self, right: str) -> float:
        value = self._language.together(self._left, right)
        if self._left == "¶" or right == "¶":
            value *= self._newline
        self[right] = value
        return value
