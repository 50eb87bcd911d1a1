"""A form is tried at its anchors only, and finds what a search of the whole text finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.decoder.anchors import anchors, spans
from repair.decoder.forms import FORMS, Form
from repair.decoder.gate import SOUGHT

FILLER = "年第2015 号。\n“”（）《》〔〕，、①③治理一表a％豫园员"


def _alphabet(form: Form) -> str:
    plain = re.sub(r"\\[dsn]|[\\{}()|?*+^$<=!:\[\].-]", "", form.pattern)
    return "".join(sorted(set(plain + form.at + FILLER)))


def _whole(text: str, form: Form) -> list[tuple[int, int]]:
    found = re.compile(form.pattern, re.MULTILINE).finditer(text)
    return [m.span() for m in found if not form.at or set(form.at) & set(m[0])]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_anchors_miss_nothing(form: Form) -> None:
    @settings(max_examples=60)
    @given(st.text(_alphabet(form), max_size=40))
    def same(text: str) -> None:
        known = anchors(text, *SOUGHT)
        assert list(spans(text, form, known)) == _whole(text, form)

    same()


def test_anchors_are_in_order_and_only_those_that_occur() -> None:
    found = anchors("渊甲冤渊乙冤", "渊冤曳")
    assert {hanzi: list(places) for hanzi, places in found.items()} == {"渊": [0, 3], "冤": [2, 5]}


def test_hanzi_of_words_are_anchors_where_their_forms_may_be() -> None:
    found = anchors("要求5要6渊需要", "渊", "要", "45")
    assert {hanzi: list(places) for hanzi, places in found.items()} == {"要": [0, 3], "渊": [5]}
