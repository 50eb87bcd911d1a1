"""The queue: documents, places, groups, decisions, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from reviewing import LINZI, Make, folder, log, sample

from repair.errors import InputError
from repair.model import Status
from repair.review.decisions import Action, load
from repair.review.grids import Cell
from repair.review.paint import Painter
from repair.review.session import Filter, open_session

OPEN = Filter().keeps


def test_the_source_comes_back_and_positions_map(tmp_path: Path) -> None:
    session = open_session(sample(tmp_path))
    linzi = session.documents[0]
    assert linzi.source == LINZI
    assert linzi.clean == LINZI.replace("\n\n局", "局")
    at = LINZI.index("共同")
    assert linzi.clean[linzi.target(at) :].startswith("共同")
    assert linzi.heading(at) == "临河区人民政府关于印发《临河区河道保洁办法》的通知"


def test_groups_run_over_the_folder_most_doubt_first(tmp_path: Path) -> None:
    groups = open_session(sample(tmp_path)).groups(OPEN)
    assert [(g.first.before, len(g.places), g.files) for g in groups] == [
        ("治", 5, 2),
        (" ", 1, 1),
        ("曳", 1, 1),
    ]
    assert len(groups[0].sample(3)) == 3
    assert groups[0].sample(3, 7) == groups[0].sample(3, 7)


def test_document_order_goes_through_the_text(tmp_path: Path) -> None:
    groups = open_session(sample(tmp_path)).groups(OPEN, "document")
    assert [g.first.before for g in groups] == ["曳", "治", "治", "治", "治", "治", " "]


def test_segments_show_the_change_in_the_text_as_it_will_read(tmp_path: Path) -> None:
    session = open_session(sample(tmp_path))
    place = session.documents[0].places[0]
    marks = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    shown = "".join(marks[s.kind].format(s.text) for s in place.segments(5))
    assert shown == "道保洁办法[-曳-][+》+]印发给你们"


def test_segments_of_an_interleaved_place_show_what_others_repaired(tmp_path: Path) -> None:
    source = "见淄政发也 2017 页 7 号，以及别的文件。\n"
    makes = [
        Make("也 2017 页", "〔2017〕", rule="FC003"),
        Make("发", "發", rule="SG009", status=Status.APPLIED),
    ]
    place = open_session(folder(tmp_path, {"a": (source, makes)})).documents[0].places[1]
    assert place.rule == "FC003"
    assert [(s.kind, s.text) for s in place.segments(3)] == [
        ("same", "淄政發"),
        ("del", "也 "),
        ("ins", "〔"),
        ("same", "2017"),
        ("del", " 页"),
        ("ins", "〕"),
        ("same", " 7 "),
    ]
    assert place.after == "〔2017〕"


def test_a_group_is_decided_and_undone_as_one(tmp_path: Path) -> None:
    session = open_session(sample(tmp_path), "王")
    group = session.groups(OPEN)[0]
    session.decide(group.places, Action.ACCEPT, seen=3)
    lines = log(tmp_path / "linzi.decisions.jsonl")
    assert [(x["action"], x["seen"], x["of"], x["who"]) for x in lines] == [
        ("accept", 3, 5, "王")
    ] * 3
    assert len({x["batch"] for x in lines}) == 1
    assert not any(p.open for p in group.places)
    assert session.undo() == list(group.places)
    assert len(load(tmp_path / "linzi.decisions.jsonl")) == 0


def test_a_later_session_knows_and_can_undo_what_an_earlier_decided(tmp_path: Path) -> None:
    sample(tmp_path)
    first = open_session(tmp_path)
    first.decide(first.groups(OPEN)[0].places, Action.REJECT)
    first.decide([first.documents[0].places[0]], Action.EDIT, text="〉")
    second = open_session(tmp_path)
    assert [p.open for p in second.places].count(False) == 6
    assert [p.before for p in second.undo() or []] == ["曳"]
    assert len(second.undo() or []) == 5
    assert second.undo() is None


def test_skip_is_remembered_but_stays_open(tmp_path: Path) -> None:
    session = open_session(sample(tmp_path))
    place = session.documents[0].places[0]
    session.decide([place], Action.SKIP)
    assert place.open
    assert open_session(tmp_path).documents[0].places[0].decision is not None


def test_filters(tmp_path: Path) -> None:
    session = open_session(sample(tmp_path))

    def count(**chosen: object) -> int:
        keeps = Filter(**chosen).keeps  # type: ignore[arg-type]
        return sum(keeps(p) for p in session.places)

    assert count() == 7
    assert count(rule="fc") == 6
    assert count(low=0.55) == 3
    assert count(search="账户") == 1
    assert count(statuses=frozenset({Status.APPLIED})) == 1


def test_a_correction_waits_for_the_next_run_and_goes_stale_aloud(tmp_path: Path) -> None:
    session = open_session(sample(tmp_path))
    zhou = session.documents[1]
    start = zhou.clean.index("王芳")
    session.correct(zhou, start, start + 2, "王 芳")
    assert [d.before for d in session.corrections(zhou)] == ["王芳"]
    assert session.stale(zhou) == ()
    session.undo()
    assert session.corrections(zhou) == ()


def test_a_changed_clean_text_is_refused(tmp_path: Path) -> None:
    sample(tmp_path)
    clean = tmp_path / "linzi.clean.txt"
    clean.write_text(clean.read_text() + "补记\n")
    with pytest.raises(InputError, match="was changed since its report"):
        open_session(tmp_path)


@pytest.mark.parametrize("name", ["linzi.clean.txt", "linzi.fixes.jsonl"])
def test_one_file_can_be_named(tmp_path: Path, name: str) -> None:
    session = open_session(sample(tmp_path) / name)
    assert [d.title for d in session.documents] == ["linzi.txt"]


def test_a_folder_without_reports_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gazette-repair fix"):
        open_session(tmp_path)


def test_a_row_of_a_table_fits_and_marks_what_changed() -> None:
    cells = (Cell("县水务局", False), Cell("县公安局", True), Cell("", False))
    plain = Painter(colour=False).row(cells, "ins", 60)
    assert plain == "县水务局 │ *县公安局* │ ·"
    assert "\x1b[32;1m县公安局\x1b[0m" in Painter(colour=True).row(cells, "ins", 60)
    assert len(Painter(colour=False).row((Cell("长" * 90, False),) * 3, "ins", 60)) < 60


def _at_once(path: Path) -> Path:
    """Issuer and title in one line in two places far apart, one proposal."""
    title = "白溪区人民政府 关于{}的通知\n"
    text = title.format("甲") + "为做好工作，现通知如下。\n" * 40 + title.format("乙")
    makes = [Make(" ", "\n", rule="LN011", nth=n) for n in (1, 2)]
    return folder(path, {"a": (text, makes)}, one_group=True)


def test_changes_far_apart_are_shown_one_by_one_and_counted(tmp_path: Path) -> None:
    session = open_session(_at_once(tmp_path))
    place = session.documents[0].places[0]
    assert place.lines == 2
    with pytest.raises(ValueError, match="several lines"):
        session.decide([place], Action.EDIT, text="白溪区人民政府")
    shown = ["".join(s.text for s in part if s.kind != "del") for part in place.parts(8)]
    assert shown == ["白溪区人民政府\n关于甲的通知\n为", "\n白溪区人民政府\n关于乙的通知\n"]


def test_what_follows_an_insertion_at_the_beginning_is_kept(tmp_path: Path) -> None:
    source = "甲项\t\n乙项\t区政府各部门\n"
    makes = [
        Make("区政府各部门", "", rule="TB015"),
        Make("\n乙", "区政府各部门\n乙", rule="TB015"),
    ]
    place = open_session(folder(tmp_path, {"a": (source, makes)}, one_group=True))
    assert place.documents[0].places[0].after == "区政府各部门\n乙项\t"


def test_what_is_put_in_at_the_same_position_is_shown(tmp_path: Path) -> None:
    makes = [
        Make("", "\t", rule="TB006", status=Status.APPLIED, nth=3),
        Make("", "区政府各部门", rule="TB008", nth=3),
    ]
    place = open_session(folder(tmp_path, {"a": ("甲项\n乙项\n", makes)})).documents[0].places[1]
    assert [s.text for s in place.segments(3)] == ["甲项\t", "区政府各部门", "\n乙项"]


def test_a_decision_carried_out_together_with_other_fixes_is_not_stale(tmp_path: Path) -> None:
    text = "甲项\n乙项\n"
    path = folder(tmp_path, {"a": (text, [Make("", "区政府各部门", rule="TB008", nth=3)])})
    session = open_session(path)
    session.decide(list(session.places), Action.ACCEPT)
    for decision, stale in (("accept", 0), ("", 1)):
        makes = [
            Make("甲", "丙", rule="TB008", status=Status.APPLIED),
            Make("", "区政府各部门", rule="TB008", status=Status.APPLIED, decision=decision, nth=3),
        ]
        after = open_session(folder(tmp_path, {"a": (text, makes)}, one_group=True))
        assert len(after.stale(after.documents[0])) == stale


def test_an_item_of_a_list_is_no_title(tmp_path: Path) -> None:
    text = "青河区河道保洁规划\n六、保障措施\n6. 巡河员培训计划\n（三）巡河计划\n镇政府管户河道。\n"
    document = open_session(folder(tmp_path, {"a": (text, [Make("户", "护")])})).documents[0]
    assert document.heading(text.index("户")) == "青河区河道保洁规划"
