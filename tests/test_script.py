"""Scripts: OpenCC's tables, asked with care; what normalisation would leave."""

import sys
import types

import pytest

from repair.context import Context
from repair.errors import MissingExtraError
from repair.normalising import left_as_is
from repair.words.script import (
    TRADITIONAL,
    converter,
    simplified,
    table,
    traditional,
    traditional_share,
)


@pytest.fixture
def fresh():
    converter.cache_clear()
    yield
    converter.cache_clear()


def test_the_pure_python_package_of_that_name_is_refused(monkeypatch, fresh):
    monkeypatch.setitem(sys.modules, "opencc", types.ModuleType("opencc"))
    with pytest.raises(MissingExtraError, match="opencc-python-reimplemented"):
        converter("t2s")


def test_opencc_missing(monkeypatch, fresh):
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(MissingExtraError, match="pip install opencc"):
        converter("t2s")


def test_table_is_a_table():
    pairs = table()
    assert pairs["門"] == "门"
    assert pairs["爲"] == "为"
    assert pairs["県"] == "县"
    assert len(pairs) > 3000
    assert all(old != new and len(new) == 1 for old, new in pairs.items())
    assert not set(pairs.values()) & set(pairs)


@pytest.mark.parametrize(
    "text", ["乾县", "毕昇", "於陵", "慰藉", "显著", "藉口", "芸芸众生", "瓦缶", "束脩", "哪吒"]
)
def test_standard_forms_are_no_slips(text):
    assert not traditional().search(text)


def test_a_text_is_traditional_or_strewn():
    assert traditional_share("縣政府關於實施環境保護條例的決定，各單位應當遵照執行。") > TRADITIONAL
    assert traditional_share("县政府各部門应当遵照执行。") < TRADITIONAL
    assert simplified("部門行爲") == "部门行为"


def test_left_as_is_counts_and_changes_nothing():
    text = "公报\n\n目 录\n\n高度重视,加强领导(试行);在 15 个工作日内。\n"
    counts = left_as_is(Context(text))
    assert counts == {"half-width marks": 4, "blanks": 2, "letter-spaced words": 1}
    assert left_as_is(Context("高度重视，加强领导。\n")) == {}
