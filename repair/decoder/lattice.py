"""Words against signs: the best reading of a passage, and how much every other loses.

A passage is read from left to right; at every place a word of the lexicon, a sign that
stands there, or one of the signs a hanzi may stand for continues the reading. The
result for a hanzi is the log-likelihood of the best reading in which it is the sign
minus that of the best in which it is a hanzi (a difference of max-marginals): what the
place itself tells, all its neighbours being read as suits best.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repair.decoder.language import Language, token
from repair.lexicon import LONGEST, Lexicon

#: A newline in the middle of a paragraph says less than one at its end.
_NOTHING = -1e9

State = dict[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a hanzi: as a sign, or (empty token) as a glyph that goes."""

    sign: str
    token: str
    weight: float
    """Its log-probability, the sign's share and its activity together."""


@dataclass
class Passage:
    """A piece of text with the readings its hanzi may have, by place in the piece."""

    text: str
    readings: Mapping[int, Sequence[Reading]]
    newline: float = 1.0
    """How much a line end says here (0: lines are cut anywhere; 1: lines are paragraphs)."""


class Lattice:
    """All readings of one passage, weighed from both ends."""

    def __init__(self, passage: Passage, lexicon: Lexicon, language: Language) -> None:
        self._passage = passage
        self._language = language
        self._words = _word_arcs(passage.text, lexicon, language.word_share)
        self._before: list[State] = [{} for _ in range(len(passage.text) + 1)]
        self._forward()
        self._after = self._backward()

    def odds(self, place: int) -> tuple[float, str]:
        """How much better the sign is than the best reading of a place as hanzi.

        Returns the difference of log-likelihoods, and the word that covers the hanzi
        in that best reading.
        """
        literal, word = _NOTHING, ""
        text = self._passage.text
        for start in range(max(0, place - LONGEST + 1), place + 1):
            arcs = self._words.get(start)
            if not arcs or arcs[-1][0] <= place:
                continue
            entry = self._entry(start)
            for end, weight in arcs:
                if end > place:
                    value = entry + weight + self._after[end].get(text[end - 1], _NOTHING)
                    if value > literal:
                        literal, word = value, text[start:end]
        best = max(self._sign_value(place, r) for r in self._passage.readings[place])
        return best - literal, word if len(word) > 1 else ""

    def _sign_value(self, place: int, reading: Reading) -> float:
        after = self._after[place + 1]
        if not reading.token:
            return max(
                score + reading.weight + after.get(last, _NOTHING)
                for last, score in self._before[place].items()
            )
        together = self._language.together
        rest = after.get(reading.token, _NOTHING)
        return (
            reading.weight
            + rest
            + max(
                score + self._scaled(last, reading.token, together(last, reading.token))
                for last, score in self._before[place].items()
            )
        )

    def _scaled(self, left: str, right: str, value: float) -> float:
        return value * self._passage.newline if "¶" in (left, right) else value

    def _entry(self, place: int) -> float:
        """The best score of readings up to a place where a word begins."""
        first = self._passage.text[place]
        best = _NOTHING
        for last, score in self._before[place].items():
            gain = 0.0
            if last < "一" or last > "龥":
                gain = self._scaled(last, first, self._language.together(last, first))
            best = max(best, score + gain)
        return best

    def _forward(self) -> None:
        text, readings = self._passage.text, self._passage.readings
        together, scaled = self._language.together, self._scaled
        states = self._before
        states[0][""] = 0.0
        for place, char in enumerate(text):
            here = states[place]
            if not here:
                continue
            arcs = self._words.get(place)
            if arcs:
                entry = self._entry(place)
                for end, weight in arcs:
                    _raise(states[end], text[end - 1], entry + weight)
                for reading in readings.get(place, ()):
                    self._read(here, states[place + 1], reading)
            elif char in " \u3000\t\r":
                for last, score in here.items():
                    _raise(states[place + 1], last, score)
            else:
                own = token(char)
                best = max(
                    score + scaled(last, own, together(last, own)) for last, score in here.items()
                )
                _raise(states[place + 1], own, best)

    def _read(self, here: State, there: State, reading: Reading) -> None:
        if not reading.token:
            for last, score in here.items():
                _raise(there, last, score + reading.weight)
            return
        together, scaled = self._language.together, self._scaled
        best = max(
            score + scaled(last, reading.token, together(last, reading.token))
            for last, score in here.items()
        )
        _raise(there, reading.token, best + reading.weight)

    def _backward(self) -> list[State]:
        text, readings = self._passage.text, self._passage.readings
        together, scaled = self._language.together, self._scaled
        after: list[State] = [{} for _ in range(len(text) + 1)]
        for last in self._before[len(text)]:
            after[len(text)][last] = 0.0
        for place in range(len(text) - 1, -1, -1):
            char = text[place]
            arcs = self._words.get(place)
            if arcs:
                word = max(weight + after[end].get(text[end - 1], _NOTHING) for end, weight in arcs)
                signs = readings.get(place, ())
                for last in self._before[place]:
                    value = word
                    if last < "一" or last > "龥":
                        value += scaled(last, char, together(last, char))
                    for sign in signs:
                        rest = after[place + 1].get(sign.token or last, _NOTHING) + sign.weight
                        if sign.token:
                            rest += scaled(last, sign.token, together(last, sign.token))
                        value = max(value, rest)
                    after[place][last] = value
            elif char in " \u3000\t\r":
                after[place] = {
                    last: after[place + 1].get(last, _NOTHING) for last in self._before[place]
                }
            else:
                own = token(char)
                rest = after[place + 1].get(own, _NOTHING)
                after[place] = {
                    last: rest + scaled(last, own, together(last, own))
                    for last in self._before[place]
                }
        return after


def _raise(state: State, key: str, value: float) -> None:
    if value > state.get(key, -math.inf):
        state[key] = value


def _word_arcs(text: str, lexicon: Lexicon, share: float) -> dict[int, list[tuple[int, float]]]:
    """For every place of a hanzi, where words that begin there end, with their weights."""
    logs, prefixes, unknown = lexicon.log_probability, lexicon.prefixes, lexicon.unknown
    arcs: dict[int, list[tuple[int, float]]] = {}
    size = len(text)
    for start, char in enumerate(text):
        if char < "一" or char > "龥":
            continue
        found = [(start + 1, logs.get(char, unknown) + share)]
        word = char
        end = start + 1
        while word in prefixes and end < size:
            end += 1
            word = text[start:end]
            value = logs.get(word)
            if value is not None:
                found.append((end, value + share))
        arcs[start] = found
    return arcs
