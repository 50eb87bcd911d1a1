from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.words.repeats import Repeats


def slowly(text: str, size: int) -> list[int]:
    return [m.start() for m in re.finditer(rf"(?s)(?=(.{{{size}}})\1)", text)]


@given(st.text(alphabet="加强的\n. \u4e00\u0100\u4f00", max_size=30), st.integers(1, 4))
def test_same_as_back_references(text, size):
    assert list(Repeats(text).offsets(size)) == slowly(text, size)


@given(st.text(alphabet="加强𠀀", max_size=20), st.integers(1, 3))
def test_characters_of_two_units(text, size):
    assert list(Repeats(text).offsets(size)) == slowly(text, size)


def test_every_offset_of_a_longer_run():
    assert list(Repeats("甲乙甲乙甲").offsets(2)) == [0, 1]


def test_unknown_size():
    with pytest.raises(KeyError):
        list(Repeats("甲甲").offsets(9))
