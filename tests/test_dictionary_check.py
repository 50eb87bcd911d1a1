from __future__ import annotations

import pytest

from repair.dictionaries import load_pack, with_packs
from repair.dictionary_check import check, our_files
from repair.errors import InputError

HEAD = "name\tlevel\taliases\tissues\tprovenance\n"


def test_ours_are_sound():
    assert [problem for path in our_files() for problem in check(path)] == []


def write(tmp_path, text):
    path = tmp_path / "pack.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + "乙局\t\t\t0\tmine\n甲局\t\t\t0\tmine\n", ""),
        (HEAD + "甲局\t\t\t0\tmine\n乙局\t\t\t0\tmine\n", "sorted"),
        (HEAD + "甲局\t\t\t0\tmine\n甲局\t\t\t0\tmine\n", "already"),
        (HEAD + "甲局\t\t\t0\t\n", "provenance is empty"),
        (HEAD + "甲局\t\t0\tmine\n", "columns"),
        ("a\tb\tsimilarity\tprovenance\n甲\t甲\t0.9\tmine\n", "smaller code point"),
        ("# by hand\nwrong\tright\n甲\t甲\n", "by itself"),
        ("# by hand\nwrong\tright\n甲\t乙\n乙\t甲\n", "chain"),
        ("wrong\tright\n甲\t乙\n", "where the rows come from"),
        ("", "no rows"),
    ],
)
def test_what_is_found(tmp_path, text, word):
    problems = check(write(tmp_path, text))
    assert bool(problems) == bool(word)
    assert not word or word in problems[0]


def test_a_pack_of_two_tables(tmp_path):
    text = (
        HEAD + "甲局\t\t\t0\tmine\n\nprefix\tissuer\tlevel\tplace\tprovenance\n甲政发\t甲\t\t\tme\n"
    )
    pack = load_pack(write(tmp_path, text))
    assert {name: len(rows) for name, rows in pack.items()} == {
        "agencies.tsv": 1,
        "issuers.tsv": 1,
    }


@pytest.mark.parametrize("text", ["甲局\t1\n", HEAD + "甲局\tmine\n"])
def test_not_a_pack(tmp_path, text):
    with pytest.raises(InputError):
        load_pack(write(tmp_path, text))


def test_packs_change_the_digest(tmp_path):
    pack = write(tmp_path, HEAD + "甲局\t\t\t0\tmine\n")
    assert with_packs([pack]).digest != with_packs([]).digest
