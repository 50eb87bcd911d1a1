"""The one search for rare hanzi."""

from __future__ import annotations

from repair.context import Context
from repair.words.rare import in_traditional, meant, rare_hanzi, traditional_forms


def test_hanzi_of_words_are_left_out() -> None:
    text = "商务洽谈，环境防洽。"
    assert Context(text).get(rare_hanzi).odd == [text.rindex("洽")]
    found = {(other.char, other.left) for other in meant(text, text.rindex("洽"))}
    assert ("治", True) in found


def test_the_first_and_the_last_hanzi_of_a_text_have_one_neighbour() -> None:
    assert Context("洽理").get(rare_hanzi).odd == [0]
    assert Context("防洽").get(rare_hanzi).odd == [1]
    assert Context("洽").get(rare_hanzi).odd == []


def test_traditional_forms_are_counted() -> None:
    assert Context("相关部門，行爲规范。").get(traditional_forms) == 2
    assert not Context("相关部門，行爲规范。").get(in_traditional)
    assert Context("縣政府關於實施環境保護條例的決定。").get(in_traditional)
    assert Context("plain").get(traditional_forms) == 0
