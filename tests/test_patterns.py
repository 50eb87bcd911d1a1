"""Patterns that are compiled at their first use do what compiled ones do."""

from __future__ import annotations

import re

import pytest

from repair.patterns import lazy


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    pattern = lazy("[三五](?P<unit>年|月)", re.MULTILINE)
    assert pattern.pattern == "[三五](?P<unit>年|月)"
    assert [match["unit"] for match in pattern.finditer("三年五月")] == ["年", "月"]
    assert pattern.sub("", "三年间") == "间"
    assert pattern.search("七日") is None


def test_an_error_shows_at_the_first_use() -> None:
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.search("甲")
