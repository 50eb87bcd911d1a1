from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.repeats import repeats


def slowly(text: str, size: int) -> list[int]:
    return [m.start() for m in re.finditer(rf"(?s)(?=(.{{{size}}})\1)", text)]


@given(st.text(alphabet="加强的\n. \u4e00\u0100", max_size=30), st.integers(1, 4))
def test_same_as_back_references(text, size):
    assert list(repeats(text, size)) == slowly(text, size)


@given(st.text(alphabet="加强𠀀", max_size=20), st.integers(1, 3))
def test_characters_of_two_units(text, size):
    assert list(repeats(text, size)) == slowly(text, size)


def test_every_offset_of_a_longer_run():
    assert list(repeats("甲乙甲乙甲", 2)) == [0, 1]


def test_unknown_size():
    with pytest.raises(KeyError):
        list(repeats("甲甲", 9))
