"""Words compared with the same words elsewhere: far places, parts of long texts, one question."""

from __future__ import annotations

from repair.context import Context
from repair.engine import repair_text
from repair.model import Stage, Status
from repair.options import Options
from repair.rules import all_rules
from repair.words import grams, twice
from repair.words.parallels import parallels

MISSING = (
    "做好管理和服务,完善医疗和服务设施,加强指导和服务工作。\n"
    "提供咨询和服务,规范办理和服务流程,改进监督和服务方式。\n"
    "参与社区自治管理和服、公益事业等工作。\n"
)


def test_gaps_of_a_later_part_have_the_offsets_of_the_text(monkeypatch) -> None:
    filler = "另行通知,请按要求办理。\n" * 40
    monkeypatch.setattr(grams, "ISSUE", len(filler))
    text = filler * 2 + MISSING + filler
    gaps = Context(text).get(parallels).gaps
    assert [(text[gap.at - 3 : gap.at], gap.missing) for gap in gaps] == [("理和服", "务")]


def test_what_is_doubled_far_away_is_no_witness(monkeypatch) -> None:
    text = "信息公公开工作,信息公开工作。\n" + "另行通知,请办理。\n" * 20 + "办公公文用纸,"
    assert not Context(text).get(twice.twice)
    monkeypatch.setattr(twice, "REACH", 100)
    assert [found.at for found in Context(text).get(twice.twice)] == [3]


def test_words_are_weighed_in_the_text_as_it_is_left() -> None:
    """The marks before the words are gone when they are asked."""
    asked = [rule.RULE.code for rule in all_rules() if rule.RULE.stage is Stage.WORDS]
    assert {"CH009", "CH010", "CH011"} <= set(asked)
    garbled = MISSING.replace("参与社区", "**参与社区**")
    result = repair_text(garbled, Options())
    proposed = [fix for fix in result.fixes if fix.rule == "CH009"]
    assert [(fix.status, fix.after) for fix in proposed] == [(Status.REVIEW, "务")]
    assert garbled[proposed[0].start :].startswith("、公益事业")
