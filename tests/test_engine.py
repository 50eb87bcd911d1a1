"""The promises of the engine, with rules made up for the test."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair import engine
from repair.context import Context
from repair.engine import Result, repair_text
from repair.errors import RepairError
from repair.model import Fix, Safety, Stage, Status
from repair.options import Options
from repair.proofs import Elsewhere
from repair.rules import Rule

Find = Callable[[Context], Iterable[Fix]]


def made_up(
    code: str, find: Find, stage: Stage = Stage.SIGNS, safety: Safety = Safety.SAFE
) -> SimpleNamespace:
    return SimpleNamespace(RULE=Rule(code, code.lower(), stage, safety), find=find, __doc__=code)


def substitution(pattern: str, after: str, **fields: object) -> Callable[[Context], Iterator[Fix]]:
    def find(context: Context) -> Iterator[Fix]:
        for match in re.finditer(pattern, context.text):
            yield Fix(match.start(), match.end(), after, "test", **fields)  # type: ignore[arg-type]

    return find


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    def go(text: str, *rules: SimpleNamespace, **options: object) -> Result:
        monkeypatch.setattr(engine, "selected_rules", lambda *_: rules)
        return repair_text(text, Options(**options))  # type: ignore[arg-type]

    return go


def rebuilt(result: Result) -> str:
    """The clean text from source and applied fixes alone, as the promise has it."""
    out, position = [], 0
    for fix in result.fixes:
        if fix.status is Status.APPLIED:
            assert fix.before == result.source[fix.start : fix.end]
            assert fix.start >= position
            out += [result.source[position : fix.start], fix.after]
            position = fix.end
    return "".join([*out, result.source[position:]])


def test_nothing_found_changes_nothing(run: Callable[..., Result]) -> None:
    result = run("一二三\r\n四\n")
    assert result.text == "一二三\r\n四\n"
    assert result.verdict == "ready"


def test_later_passes_see_earlier_ones_and_fixes_flatten(run: Callable[..., Result]) -> None:
    result = run(
        "(临政发也 2017 页 7 号)",
        made_up("FC990", substitution("也 ", "["), Stage.CIPHERS),
        made_up("SG990", substitution(r"\[", "〔"), Stage.SIGNS),
        made_up("NM990", substitution(" 页 ", "〕"), Stage.SIGNS),
    )
    assert result.text == "(临政发〔2017〕7 号)"
    first = result.fixes[0]
    assert (first.before, first.after, first.rule) == ("也 ", "〔", "FC990")
    assert any("SG990" in line for line in first.evidence)
    assert rebuilt(result) == result.text


def test_crlf_counts_two_and_comes_back(run: Callable[..., Result]) -> None:
    source = "发展,\r\n改革。\r\n甲\n乙\r\n"
    join = made_up("LN990", substitution(",\n", ","), Stage.LINES)
    split = made_up("LN991", substitution("。\n(?!\n)", "。\n\n"), Stage.LINES)
    result = run(source, join, split)
    assert result.text == "发展,改革。\r\n\r\n甲\n乙\r\n"
    assert rebuilt(result) == result.text


@pytest.mark.parametrize(
    ("text", "pattern", "after"),
    [
        ("共2017人", "2017", "2018"),
        ("不低于三成", "不", ""),
        ("增长5.3%", r"\.", ""),
        ("增长5.3%", "%", "‰"),
        ("20\n17年", r"\n", ""),
        ("达到>90%", ">", "≥"),
        ("第十一条", "十一", "十二"),
        ("4-5条", "-", "—"),
        ("11月31日", "日", ""),
        ("90%以上", "以上", "以下"),
        ("①项", "①", "②"),
        ("甲乙", "甲", "甲3"),
        ("12<p>34", "<p>", ""),
        ("3月5日", "3月5日", "5月3日"),
    ],
)
def test_facts_are_protected(
    run: Callable[..., Result], text: str, pattern: str, after: str
) -> None:
    result = run(text, made_up("CH990", substitution(pattern, after)))
    assert result.text == text
    assert {f.status for f in result.fixes} == {Status.REVIEW}


@pytest.mark.parametrize(
    ("text", "pattern", "after", "clean"),
    [
        ("于 2017 年 9 月", r" (?=[年月])", "", "于 2017年 9月"),
        ("达标率90%,增长", ",", "，", "达标率90%，增长"),
        ("- 1. 总则", "^- ", "", "1. 总则"),
        ("也 2017 页 7 号", "也 2017 页 7 号", "〔2017〕7号", "〔2017〕7号"),
        ("计划生\n育三条", "\n", "", "计划生育三条"),
    ],
)
def test_what_is_no_fact_is_free(
    run: Callable[..., Result], text: str, pattern: str, after: str, clean: str
) -> None:
    assert run(text, made_up("CH990", substitution(pattern, after))).text == clean


def test_elsewhere_proof_is_rechecked(run: Callable[..., Result]) -> None:
    text = "全区新建道路1O公里。按规划,全区新建道路10公里。"
    at = text.index("1O") + 1
    quote = text.index("新建道路10公里")

    def find(context: Context) -> Iterator[Fix]:
        if "1O" in context.text:
            yield Fix(at, at + 1, "0", "test", proof=Elsewhere(quote, quote + 9))

    def lie(context: Context) -> Iterator[Fix]:
        if "1O" in context.text:
            yield Fix(at, at + 1, "5", "test", proof=Elsewhere(quote, quote + 9))

    assert run(text, made_up("CH990", find)).text == text.replace("1O", "10")
    assert run(text, made_up("CH990", lie)).text == text


def test_a_thousand_wrong_fixes_on_facts_are_all_held_back(run: Callable[..., Result]) -> None:
    rng = random.Random(7)
    text = "".join(
        f"第{rng.randint(1, 99)}条 全年投入{rng.randint(100, 9999)}.{rng.randint(1, 9)}万元,"
        f"不超过{rng.randint(1, 90)}%,于{rng.randint(1990, 2020)}年{rng.randint(1, 12)}月完成。\n"
        for _ in range(1000)
    )
    facts = list(re.finditer(r"[0-9.%不]|(?<=[0-9])[年月]", text))
    chosen = sorted(rng.sample(facts, 1000), key=lambda m: m.start())

    def find(context: Context) -> Iterator[Fix]:
        for match in chosen if context.text == text else ():
            wrong = rng.choice(["", "0", "9", "8.", "‰", "未"])
            if wrong != match[0]:
                yield Fix(match.start(), match.end(), wrong, "wrong")

    result = run(text, made_up("CH990", find))
    assert [f for f in result.fixes if f.status is Status.APPLIED] == []
    assert result.text == text
    assert sum(f.status is Status.REVIEW for f in result.fixes) >= 900


def test_groups_stand_or_fall_together(run: Callable[..., Result]) -> None:
    def find(context: Context) -> Iterator[Fix]:
        if context.text.startswith("甲"):
            yield Fix(0, 1, "丙", "test", group="g")
            yield Fix(2, 3, "9", "test", group="g")

    result = run("甲乙8", made_up("CH990", find))
    assert result.text == "甲乙8"
    assert len({f.group for f in result.fixes}) == 1
    assert result.counts["review"] == 1


def test_conflicts_follow_the_stated_order(run: Callable[..., Result]) -> None:
    strong = made_up("CH991", substitution("甲乙", "丙", confidence=0.99))
    weak = made_up("CH990", substitution("乙丁", "戊", confidence=0.9))
    result = run("甲乙丁", strong, weak)
    assert result.text == "丙丁"
    loser = next(f for f in result.fixes if f.status is Status.SUPPRESSED)
    assert (loser.rule, loser.by) == ("CH990", "CH991")


def test_oscillating_rules_become_proposals(run: Callable[..., Result]) -> None:
    there = made_up("CH990", substitution("甲", "乙"), Stage.SIGNS)
    back = made_up("CH991", substitution("乙", "甲"), Stage.LINES)
    result = run("甲方", there, back)
    assert result.text == "甲方"
    assert set(result.withdrawn) == {"CH990", "CH991"}
    assert result.verdict == "look"


def test_protected_phrases_are_left_and_counted(run: Callable[..., Result]) -> None:
    rule = made_up("FC990", substitution("治", "”"))
    result = run("以奖促治", rule, protect=("以奖促治", "/没有.{2}/"))
    assert result.text == "以奖促治"
    assert result.fixes[0].by == "protect"
    assert result.unused_protect == ("/没有.{2}/",)


def test_min_confidence_and_apply(run: Callable[..., Result]) -> None:
    rule = made_up("CH990", substitution("甲", "乙", confidence=0.6, safety=Safety.REVIEW))
    assert run("甲", rule).text == "甲"
    assert run("甲", rule, apply="review").text == "乙"
    assert run("甲", rule, apply="review", min_confidence=0.7).fixes[0].by == "min-confidence"
    safe = made_up("CH990", substitution("甲", "乙"))
    assert run("甲", safe, apply="none").verdict == "look"


def test_a_rule_that_fails_is_named(run: Callable[..., Result]) -> None:
    def broken(context: Context) -> Iterator[Fix]:
        raise KeyError("x")

    with pytest.raises(RepairError, match="CH990"):
        run("甲", made_up("CH990", broken))


ALPHABET = "也页治冶”“甲乙,。 12%\n\r年"


@given(
    st.text(alphabet=ALPHABET, max_size=60),
    st.lists(
        st.tuples(
            st.sampled_from(["也", "页 ?", "治", "甲 ?乙", ",\n+", " ", "。", "[12]", "冶”"]),
            st.sampled_from(["", "〔", "〕", "”", "x", "\n", "，"]),
            st.sampled_from(list(Stage)),
            st.sampled_from([Safety.SAFE, Safety.SAFE, Safety.REVIEW]),
        ),
        max_size=6,
    ),
)
def test_promises_hold_for_any_rules(
    source: str, specs: list[tuple[str, str, Stage, Safety]]
) -> None:
    rules = [
        made_up(f"CH{index:03}", substitution(pattern, after), stage, safety)
        for index, (pattern, after, stage, safety) in enumerate(specs)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "selected_rules", lambda *_: rules)
        result = repair_text(source)
        again = repair_text(source)
        second = repair_text(result.text)
    assert rebuilt(result) == result.text
    assert result.patch.invert(source).apply(result.text) == source
    assert result.fixes == again.fixes
    if not result.withdrawn:
        assert second.text == result.text
    counts = result.counts
    parts = ("applied", "review", "refused", "suppressed")
    assert counts["found"] == sum(counts[part] for part in parts)
    starts = [f.start for f in result.fixes if f.status is Status.APPLIED]
    assert len(starts) == len(set(starts))
