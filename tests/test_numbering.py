from __future__ import annotations

import random
import re

import pytest
from damage_lines import document, gazette

from repair.context import Context
from repair.structure.numbering import lost_numbers, numeral

MARK = re.compile(r"(?<=\n)(?:[一二三四五六七八九十]{1,3}、|（[一-九]）|\d\. |（\d）)")


def test_sound_issues_lack_nothing() -> None:
    for seed in range(4):
        assert not lost_numbers(Context("\n".join(gazette(seed)) + "\n"))
        assert not lost_numbers(Context("\n\n".join(document(seed, 120)) + "\n"))


@pytest.mark.parametrize("foreign", ["", "①", "(9) "])
def test_a_number_that_is_gone_comes_back(foreign: str) -> None:
    """What is proposed is right; the last member of a list can't be missed."""
    made = found = 0
    for seed in range(8):
        text = "\n" + "\n".join(gazette(seed)) + "\n"
        marks = list(MARK.finditer(text))
        for match in random.Random(seed).sample(marks, 12):
            damaged = text[: match.start()] + foreign + text[match.end() :]
            proposals = lost_numbers(Context(damaged))
            assert all((p.start, p.mark) == (match.start(), match[0]) for p in proposals)
            made += 1
            found += len(proposals)
    assert found >= 0.65 * made


def test_the_second_of_a_list_may_be_the_one() -> None:
    items = ["（一）清理河道；", "（二）修补堤坝；", "（三）植树造林；", "（四）疏通沟渠。"]
    for wrong in ("", "（九）", "（三）"):
        text = "\n".join(["", "包括：", items[0], wrong + items[1][3:], *items[2:], ""])
        (lost,) = lost_numbers(Context(text))
        assert lost.mark == "（二）"


def test_numerals() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
