"""The lexicon: the table is sound, and segmentation finds words."""

from __future__ import annotations

from repair.dictionaries import data_path
from repair.words.lexicon import frequency, occurrences, score, segment


def test_table_is_sorted_and_positive() -> None:
    lines = data_path("lexicon.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    words = [word for word, _ in rows]
    assert words == sorted(set(words))
    assert all(int(count) > 0 for _, count in rows)
    assert all("\u4e00" <= char <= "\u9fff" for word in words for char in word)


def test_frequency_of_unknown_is_zero() -> None:
    assert frequency("治理") > 1000
    assert frequency("冶炼") > 100
    assert frequency("理治") == 0


def test_words_beat_single_characters() -> None:
    assert segment("有色金属冶炼") == ["有色金属", "冶炼"]
    assert score("冶炼") > score("冶") + score("炼")
    assert score("") == 0.0


def test_unknown_characters_cost_more_than_known_ones() -> None:
    assert score("A") < score("冶") < score("的")


def test_words_are_found_within_bounds_and_one_after_the_other() -> None:
    text = "治理了理治理，治理"
    assert list(occurrences("治理", text, 0, len(text))) == [0, 4, 7]
    assert list(occurrences("治理", text, 1, 8)) == [4]
    assert list(occurrences("理理", "理理理理", 0, 4)) == [0, 2]
    assert not list(occurrences("理论", text, 0, len(text)))
