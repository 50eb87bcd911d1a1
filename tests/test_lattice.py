"""Words against signs: what the lattice leaves out of a passage changes no odds."""

from __future__ import annotations

from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.decoder.glyphs import spoken, word_pairs
from repair.decoder.language import language
from repair.decoder.lattice import Lattice, Reading

#: Characters that make words with one another and with the glyphs 治 遥 园 冶.
SOME = "治遥园冶理防盲公感金属炼环境工业的了，。“”3a \n　一"


def lattice() -> Lattice:
    return Lattice(spoken(), word_pairs(), language(), 0.7)


def by_states(text: str, readings: dict[int, Reading]) -> dict[int, float]:
    """The odds by the states of the whole passage, nothing left out."""
    whole = lattice()
    arcs = [whole._arcs(text, place) for place in range(len(text))]
    before, entries = whole._forward(text, arcs, readings, 0, len(text))
    after = whole._backward(text, arcs, readings, before, len(text))
    odds = {}
    for place, reading in readings.items():
        literal = max(
            entries[start] + weight + after[end][text[end - 1]]
            for start in range(max(0, place - 5), place + 1)
            for end, weight in arcs[start] or ()
            if end > place
        )
        odds[place] = whole._as_sign(place, reading, before, after) - literal
    return odds


@settings(max_examples=150)
@given(
    st.text(alphabet=SOME, min_size=1, max_size=16),
    st.lists(st.tuples(st.integers(0, 15), st.sampled_from(["”", "。", "0", ""])), max_size=3),
)
def test_the_stretch_tells_what_the_passage_tells(text: str, wanted: list[tuple[int, str]]) -> None:
    readings = {
        place: Reading(token, -9.0)
        for place, token in sorted(wanted)
        if place < len(text) and text[place] in "治遥园冶"
    }
    if not readings:
        return
    found = lattice().odds(text, readings)
    for place, odds in by_states(text, readings).items():
        assert isclose(found[place][0], odds, abs_tol=1e-9)


def test_the_word_that_covers_a_hanzi_is_named() -> None:
    text = "有色金属冶炼，防治污染。"
    odds = lattice().odds(text, {4: Reading("”", -9.0)})
    assert odds[4][1] == "冶炼"
    assert odds[4][0] < 0
