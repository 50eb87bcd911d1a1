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
    "《清河县湿地方案》已经县政府研究同意,现印发给你们。\n"
    "《清河县节水方案》已经县政府研究通过,现予公布。\n"
    "此件经研究同意,予以转发。\n此事经研究同意后办理。\n"
    "《清河县养老方案》已经县政府同意,现印发给你们。\n"
)


def test_gaps_of_a_later_part_have_the_offsets_of_the_text(monkeypatch) -> None:
    filler = "另行通知,请按要求办理。\n" * 40
    monkeypatch.setattr(grams, "ISSUE", len(filler))
    text = filler * 2 + MISSING + filler
    gaps = Context(text).get(parallels).gaps
    assert [(text[gap.at - 3 : gap.at], gap.missing) for gap in gaps] == [("县政府", "研究")]


def test_what_is_doubled_far_away_is_no_witness(monkeypatch) -> None:
    text = "信息公公开工作,信息公开工作。\n" + "另行通知,请办理。\n" * 20 + "办公公文用纸,"
    assert not Context(text).get(twice.twice)
    monkeypatch.setattr(twice, "REACH", 100)
    assert [found.at for found in Context(text).get(twice.twice)] == [3]


def test_words_are_weighed_in_the_text_as_it_is_left() -> None:
    """The marks before the words are gone when they are asked."""
    asked = [rule.RULE.code for rule in all_rules() if rule.RULE.stage is Stage.WORDS]
    assert {"CH009", "CH010", "CH011"} <= set(asked)
    garbled = MISSING.replace("《清河县养老方案》", "**《清河县养老方案》**")
    result = repair_text(garbled, Options())
    proposed = [fix for fix in result.fixes if fix.rule == "CH009"]
    assert [(fix.status, fix.after) for fix in proposed] == [(Status.REVIEW, "研究")]
    assert garbled[proposed[0].start :].startswith("同意,现印发")
