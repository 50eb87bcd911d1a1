"""Decisions: keyed by what changes and the words around, kept line by line."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.context import Context as RuleContext
from repair.errors import InputError
from repair.model import Fix, Safety
from repair.review.decisions import (
    Action,
    Decision,
    Decisions,
    correction,
    load,
    place_decision,
)
from repair.review.places import Places, Words, change_of, signature
from repair.review.store import Lock, Store
from repair.rules.editor import correction as editor

SOURCE = (
    "各镇人民政府，区政府各部门：\n现将《全区河道保洁办法治印发给你们，请遵照执行。\n\n"
    "一、总则。第一条 河道保洁实行“河长制治管理，由区水务局负责。\n"
    "二、职责。第二条 沿河单位实行“门前包干治责任，由镇政府负责。\n"
)


def fix_at(text: str, before: str, after: str, rule: str = "FC002", nth: int = 1) -> list[Fix]:
    start = -1
    for _ in range(nth):
        start = text.index(before, start + 1)
    return [Fix(start, start + len(before), after, "", rule=rule)]


def decided(action: Action, source: str, fixes: list[Fix], **more: object) -> Decision:
    decision = place_decision(action, Places(source), change_of(source, fixes))
    return replace(decision, id=1, **more)  # type: ignore[arg-type]


@given(st.text(alphabet="甲乙ａ1 \n，。　〔", max_size=40), st.data())
def test_words_positions_agree_in_both_directions(text: str, data: st.DataObject) -> None:
    words = Words(text)
    for index in range(len(words.text)):
        assert words.index(words.position(index)) == index
    at = data.draw(st.integers(0, len(text)))
    assert words.index(at) == len(Words(text[:at]).text)


def test_signature_is_the_same_with_and_without_blanks() -> None:
    assert signature([("也 ", "〔"), (" 页 ", "〕")]) == signature([("也", "〔"), ("页", "〕")])
    assert signature([("\r\n\r\n", "")]) == signature([("\n\n", "")]) != signature([(" ", "")])


@pytest.mark.parametrize("action", list(Action))
def test_a_decision_is_found_again_in_the_same_text(action: Action) -> None:
    fixes = fix_at(SOURCE, "河长制治", "河长制”")
    ruling = Decisions([decided(action, SOURCE, fixes, text="“")]).decide(SOURCE, fixes)
    assert ruling is not None
    assert ruling.action == action.value
    assert ruling.after == ("河长制“" if action is Action.EDIT else "")


def test_other_places_of_the_same_rule_are_left_alone() -> None:
    decisions = Decisions([decided(Action.REJECT, SOURCE, fix_at(SOURCE, "治管理", "”管理"))])
    assert decisions.decide(SOURCE, fix_at(SOURCE, "治责任", "”责任")) is None
    assert decisions.decide(SOURCE, fix_at(SOURCE, "治印发", "”印发")) is None
    assert decisions.decide(SOURCE, fix_at(SOURCE, "治管理", "”管理", rule="FC009")) is None


def test_it_survives_other_repairs_nearby() -> None:
    decision = decided(Action.ACCEPT, SOURCE, fix_at(SOURCE, "治管理", "”管理"))
    later = SOURCE.replace("，", ",").replace("第一条 ", "第一条").replace("“", "「")
    later = later.replace("各镇人民政府", "各镇人民政府、开发区管委会")
    fixes = fix_at(later, "治管理", "”管理")
    assert Decisions([decision]).decide(later, fixes) is not None


def test_an_older_decision_is_replayed_on_a_text_that_gained_a_paragraph() -> None:
    decision = decided(Action.EDIT, SOURCE, fix_at(SOURCE, "治责任", "”责任"), text="’")
    newer = "关于河道的补充说明：河长制治管理从严。\n" * 3 + SOURCE
    assert Decisions([decision]).decide(newer, fix_at(newer, "治责任", "”责任")).after == "’责任"
    for nth in (1, 2, 3, 4):
        assert Decisions([decision]).decide(newer, fix_at(newer, "治管理", "”", nth=nth)) is None


def test_twins_are_told_apart_by_their_order() -> None:
    text = "序号 单位 意见\n同意镇政府的治意见\n" * 5
    decision = decided(Action.REJECT, text, fix_at(text, "治", "”", nth=2))
    rulings = [
        Decisions([decision]).decide(text, fix_at(text, "治", "”", nth=n)) for n in range(1, 6)
    ]
    assert [r is not None for r in rulings] == [False, True, False, False, False]


def test_sic_holds_against_every_rule_at_that_place() -> None:
    decisions = Decisions([decided(Action.SIC, SOURCE, fix_at(SOURCE, "治管理", "”管理"))])
    other = fix_at(SOURCE, "治管理", "洽管理", rule="CH001")
    ruling = decisions.decide(SOURCE, other)
    assert ruling is not None
    assert ruling.action == "sic"
    assert decisions.decide(SOURCE, fix_at(SOURCE, "负责", "负 责", rule="CH001")) is None


def test_edit_covers_what_the_pass_gives_beyond_the_trimmed_change() -> None:
    text = "现公布淄政发也 2017 页 7 号文件，请执行。"
    trimmed = fix_at(text, "也 2017 页 7", "〔2017〕7")
    decision = decided(Action.EDIT, text, trimmed, text="[2017]")
    wide = fix_at(text, "淄政发也 2017 页 7 号", "淄政发〔2017〕7 号")
    ruling = Decisions([decision]).decide(text, wide)
    assert ruling is not None
    assert ruling.after == "淄政发[2017]7 号"


def test_stale_decisions_are_told() -> None:
    kept = decided(Action.ACCEPT, SOURCE, fix_at(SOURCE, "治管理", "”管理"))
    gone = replace(kept, id=2, edits="曳→》", before="曳", after="》")
    decisions = Decisions([kept, gone])
    decisions.decide(SOURCE, fix_at(SOURCE, "治管理", "”管理"))
    assert decisions.stale == (gone,)


def test_the_digest_is_about_what_changes_the_text() -> None:
    one = decided(Action.ACCEPT, SOURCE, fix_at(SOURCE, "治管理", "”管理"))
    assert Decisions([one]).digest == Decisions([replace(one, id=9, who="x", comment="y")]).digest
    assert Decisions([one]).digest != Decisions([replace(one, action=Action.REJECT)]).digest
    assert Decisions().digest == Decisions([replace(one, action=Action.SKIP)]).digest == ""


def test_the_store_numbers_overrules_and_undoes(tmp_path: Path) -> None:
    path = tmp_path / "a.decisions.jsonl"
    one = decided(Action.ACCEPT, SOURCE, fix_at(SOURCE, "治管理", "”管理"))
    two = decided(Action.REJECT, SOURCE, fix_at(SOURCE, "治责任", "”责任"))
    store = Store(path, "王")
    [first] = store.add([one])
    store.add([two])
    [third] = store.add([replace(one, action=Action.SIC, comment="原文如此")])
    assert [d.action for d in load(path).all] == [Action.REJECT, Action.SIC]
    assert load(path).all == store.decisions.all
    store.undo([third.id])
    assert [d.action for d in load(path).all] == [Action.REJECT]
    assert (first.id, third.id, third.who) == (1, 3, "王")
    again = Store(path, "李")
    assert again.add([one])[0].id == 5


def test_a_torn_last_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.decisions.jsonl"
    one = decided(Action.ACCEPT, SOURCE, fix_at(SOURCE, "治管理", "”管理"))
    two = decided(Action.REJECT, SOURCE, fix_at(SOURCE, "治责任", "”责任"))
    Store(path).add([one, two])
    whole = path.read_bytes()
    for cut in range(len(whole) - 120, len(whole)):
        path.write_bytes(whole[:cut])
        kept = len(load(path))
        assert kept in (1, 2)
        store = Store(path)
        assert len(store.decisions) == kept
        store.add([two])
        assert [d.action for d in load(path).all][-1] is Action.REJECT
        assert len(load(path)) == 2


def test_a_broken_line_in_the_middle_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.decisions.jsonl"
    path.write_text('{"action": "accept"}\n{"id": 1, "action": "undo", "undoes": 7}\n')
    with pytest.raises(InputError, match="line 1 is no decision"):
        load(path)


def test_the_lock_names_its_holder_and_dies_with_it(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys, time, pathlib
        from repair.review.store import Lock
        lock = Lock(pathlib.Path(sys.argv[1]), "张三")
        print("held", flush=True)
        time.sleep(60)
        """
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InputError, match="张三"):
            Lock(tmp_path, "李四")
    finally:
        holder.kill()
        holder.wait()
    with Lock(tmp_path, "李四") as lock:
        assert "李四" in lock.path.read_text()
    assert not list(tmp_path.iterdir())


def test_lines_of_the_log_are_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.decisions.jsonl"
    Store(path).add([decided(Action.EDIT, SOURCE, fix_at(SOURCE, "治责任", "”责任"), text="’")])
    line = json.loads(path.read_text().splitlines()[0])
    assert (line["action"], line["before"], line["after"], line["text"]) == ("edit", "治", "”", "’")
    assert line["contexts"][0][1].startswith("责任由镇政府负责")


def run_correction(text: str, decisions: Decisions) -> list[Fix]:
    return list(editor.find(RuleContext(text, decisions=decisions)))


ROWS = "1\t孙 家庄村\t12\n2\t李家庄村\t9\n3\t孙 家庄村\t7\n"


def test_a_correction_by_hand_is_replayed_and_offered_elsewhere() -> None:
    start = ROWS.index("孙 家庄村")
    mine = correction(Places(ROWS), start, start + 5, "孙家庄村")
    fixes = run_correction(ROWS, Decisions([replace(mine, id=1)]))
    assert [(f.start, f.safety) for f in fixes] == [(2, Safety.SAFE), (22, Safety.REVIEW)]
    ruling = Decisions([mine]).decide(ROWS, [fixes[0]._replace(rule="ED001")])
    assert ruling is not None
    assert ruling.action == "accept"
    assert Decisions([mine]).decide(ROWS, [fixes[1]._replace(rule="ED001")]) is None


def test_a_correction_finds_nothing_on_its_own_result() -> None:
    text = "组长：宋爱 副区长\n组员：宋爱 主任\n"
    mine = correction(Places(text), 3, 5, "宋爱国")
    assert (mine.before, mine.after) == ("宋爱", "宋爱国")
    done = text[:3] + "宋爱国" + text[5:]
    assert [f.start for f in run_correction(text, Decisions([mine]))] == [3]
    assert run_correction(done, Decisions([mine])) == []


def test_a_correction_of_one_twin_stays_with_it() -> None:
    text = "同意镇政府的治意见\n" * 4
    start = text.index("治意见", 12)
    mine = correction(Places(text), start, start + 3, "建议案")
    [safe] = [f for f in run_correction(text, Decisions([mine])) if f.safety is Safety.SAFE]
    assert safe.start == start
    done = text[:start] + "建议案" + text[start + 3 :]
    assert all(f.safety is Safety.REVIEW for f in run_correction(done, Decisions([mine])))


def test_an_insertion_takes_a_neighbour_with_it() -> None:
    mine = correction(Places("区交通输局"), 3, 3, "运")
    assert (mine.before, mine.after) == ("通", "通运")
    with pytest.raises(ValueError, match="changes nothing"):
        correction(Places("区交通输局"), 1, 2, "交")


def test_a_rejected_group_stays_rejected_when_it_gains_an_edit() -> None:
    text = "组员：\n- 路其水 县支行副行长\n- 王小明 县统计局副局长\n"
    at = text.index(" 县支行")
    row = [
        Fix(at - 5, at - 5, "\t", "", rule="TB020"),
        Fix(at, at + 1, "\t", "", rule="TB020"),
    ]
    decision = decided(Action.REJECT, text, row)
    wider = [Fix(at - 5, at - 3, "\t", "", rule="TB020"), row[1]]
    assert Decisions([decision]).decide(text, wider) is not None
    other = text.index(" 县统计")
    assert (
        Decisions([decision]).decide(text, [Fix(other, other + 1, "\t", "", rule="TB020")]) is None
    )
