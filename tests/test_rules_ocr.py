"""The OC rules: what they repair in OCR'd text, what they leave, and that others are safe."""

from __future__ import annotations

import pytest

from repair.engine import repair_text
from repair.rules import all_rules
from repair.source import Layout

OCR = Layout((), ocr=True)

REPAIRED = [
    ("第三条”本规定自公布之日起施行。\n", "第三条 本规定自公布之日起施行。\n"),
    ("第十二章 “监督管理\n", "第十二章 监督管理\n"),
    ('第四条" 各单位应当配合。\n', "第四条 各单位应当配合。\n"),
]
LEFT = [
    "第三条“三同时”制度由建设单位落实。\n",
    '第四条"三同时"制度由建设单位落实。\n',
    "第五条 各单位应当配合。\n",
    "按照“第三条”的规定执行。\n",
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_repaired(text: str, expected: str) -> None:
    assert repair_text(text, layout=OCR).text == expected


@pytest.mark.parametrize("text", LEFT)
def test_left(text: str) -> None:
    assert repair_text(text, layout=OCR).text == text


@pytest.mark.parametrize("text", [before for before, _ in REPAIRED])
def test_text_that_was_not_read_from_an_image_is_none_of_their_business(text: str) -> None:
    codes = {fix.rule for fix in repair_text(text).fixes}
    assert not {code for code in codes if code.startswith("OC")}


def test_every_rule_is_silent_without_a_layout() -> None:
    from repair.context import Context

    context = Context("".join(before for before, _ in REPAIRED))
    for rule in all_rules():
        if rule.RULE.code.startswith("OC"):
            assert not list(rule.find(context))
