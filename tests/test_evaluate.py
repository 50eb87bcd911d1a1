"""The score of a cleaned text, on a small source with labels of every sort."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from repair.commands.evaluate import command
from repair.errors import InputError
from repair.scoring.alignment import align, fold, fold_string
from repair.scoring.evaluate import judge_rows, score_report, score_text
from repair.scoring.score import Score
from repair.scoring.truth import Report, Table, read_labels, read_report

SOURCE = """\
青禾县人民政府
关于河道管护的通知
(青政发也 2019 页 5 号)
坚持“一河一策治的办法,治理水源和
岸线。完成河长责责任落实。 第二条 另行通知。
乡镇\t目标 个数
甲乡\t3
\t4
末尾一段,共8处堤堤坝。
"""
EDITS = [
    (3, 4, "也", "〔", "bracket", True),
    (3, 11, "页", "〕", "bracket", True),
    (4, 7, "治", "”", "quote", True),
    (5, 8, "责", "", "extra", True),
    (9, 7, "处", "个", "misread", False),
]
TABLE = {
    "start_line": 6,
    "end_line": 8,
    "title": "目标",
    "columns": ["乡镇", "目标个数"],
    "repaired_rows": [["甲乡", "3"], ["", "4"]],
}


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    folder = tmp_path / "truth"
    folder.mkdir()
    keys = ("line", "col", "wrong", "right", "kind", "sure")
    write = {
        "edits.jsonl": [dict(zip(keys, e, strict=True)) for e in EDITS],
        "joins.jsonl": [{"line": 4, "next": 5, "glue": "", "kind": "page-break", "sure": True}],
        "nojoins.jsonl": [{"line": 1, "next": 2, "why": "issuer"}],
        "splits.jsonl": [{"line": 5, "col": 14, "sure": True}],
    }
    for name, records in write.items():
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
        (folder / f"a.{name}").write_text(text, "utf-8")
    (folder / "a.tables.json").write_text(json.dumps([TABLE], ensure_ascii=False), "utf-8")
    return folder


def scored(truth: Path, *replacements: tuple[str, str]) -> Score:
    """The score of the source after some replacements, each of a string that stands once."""
    text = SOURCE
    for old, new in replacements:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return score_text(SOURCE, text, read_labels(truth, "a", SOURCE, 9))


def test_the_source_itself_scores_nothing_and_harms_nothing(truth: Path) -> None:
    summary = scored(truth).summary()
    assert summary["edits"] == {"part": 0, "n": 4, "rate": 0.0}
    assert summary["harm"] == {"changes": 0, "lost": 0, "invented": 0}
    assert (summary["joins"]["part"], summary["splits"]["part"]) == (0, 0)
    assert summary["rows"]["part"] == summary["rows right in the source"] == 2


def test_repairs_count_however_blanks_and_width_come_out(truth: Path) -> None:
    summary = scored(
        truth,
        ("(青政发也 2019 页 5 号)", "（青政发〔2019〕5号）"),
        ("一策治", "一策”"),
        ("责责", "责"),
        ("和\n岸", "和岸"),
        ("。 第二", "。\n第二"),
    ).summary()
    assert summary["edits"]["part"] == 4
    assert summary["edit precision"] == {"part": 4, "n": 4, "rate": 1.0}
    assert (summary["joins"]["part"], summary["splits"]["part"]) == (1, 1)
    assert summary["wrong joins"] == summary["wrong splits"] == 0


def test_a_wrong_repair_and_a_change_without_a_label_are_harm(truth: Path) -> None:
    score = scored(truth, ("一策治", "一策’"), ("治理水源", "治理水"), ("第二条", "第三条"))
    summary = score.summary()
    assert score.count("edit", "wrong") == 1
    assert summary["harm"] == {"changes": 2, "lost": 2, "invented": 1}
    assert summary["edit precision"]["rate"] == 0.0


def test_an_unsure_label_may_not_be_applied(truth: Path) -> None:
    assert scored(truth, ("8处", "8个")).summary()["unsure edits"] == {"applied": 1}
    assert scored(truth).summary()["unsure edits"] == {"left": 1}


def test_breaks_that_go_and_come_without_labels(truth: Path) -> None:
    summary = scored(truth, ("政府\n关于", "政府关于"), ("一策治的", "一策治\n的")).summary()
    assert (summary["wrong joins"], summary["wrong splits"]) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [("甲乡\t3\n\t4", "甲乡\t3\n甲乡\t4", 2), ("\n\t4", "\n4", 1), ("甲乡\t3", "甲乡 3", 1)],
)
def test_rows_are_compared_cell_by_cell(truth: Path, old: str, new: str, right: int) -> None:
    assert scored(truth, (old, new)).summary()["rows"]["part"] == right


def test_deleting_more_than_the_label_is_harm(truth: Path) -> None:
    summary = scored(truth, ("河长责责任", "河长责")).summary()
    assert summary["edits"]["part"] + summary["harm"]["lost"] >= 1
    assert summary["edit precision"]["part"] < summary["edit precision"]["n"]
    text = SOURCE.replace("责责任落实", "任落实")
    summary = score_text(SOURCE, text, read_labels(truth, "a", SOURCE, 9)).summary()
    assert (summary["edits"]["part"], summary["harm"]["lost"]) == (1, 1)


def test_losing_a_table_cell_is_harm(truth: Path) -> None:
    assert scored(truth, ("\n\t4", "")).summary()["harm"]["lost"] == 1


def test_either_copy_of_a_doubled_character_may_go(truth: Path) -> None:
    text = SOURCE.replace("河长责责任", "河长\n责任")
    summary = score_text(SOURCE, text, read_labels(truth, "a", SOURCE, 9)).summary()
    assert summary["edits"]["part"] == 1
    assert summary["harm"]["changes"] == 0


def test_labels_of_another_source_are_refused(truth: Path) -> None:
    with pytest.raises(InputError, match="line 3, column 4"):
        read_labels(truth, "a", SOURCE.replace("青政发", "青"))


def test_roster_roles_may_stand_once_or_in_every_row() -> None:
    rows = (("组长", "王一", "县长"), ("", "李二", "局长"))
    table = Table(0, 0, 1, "名单", rows, True, "")
    assert judge_rows(table, "组长\t王 一\t县长\n\t李二\t局长") == ([True, True], True)
    assert judge_rows(table, "组长\t王一\t县长\n\n组长\t李二\t局长") == ([True, True], True)
    assert judge_rows(table, "组长:王一 县长\n李二\t局长") == ([False, False], False)


def report_of(fixes: list[tuple[str, str, str]]) -> Report:
    """A report over the source: (old, new, status) of strings that stand once."""
    records = []
    for number, (old, new, status) in enumerate(fixes, 1):
        assert SOURCE.count(old) == 1
        start = SOURCE.index(old)
        records.append(
            {
                "id": number,
                "group": "",
                "rule": "XX001",
                "start": start,
                "end": start + len(old),
                "before": old,
                "after": new,
                "status": status,
            }
        )
    applied = sorted((r for r in records if r["status"] == "applied"), key=lambda r: r["start"])
    text, at = "", 0
    for record in applied:
        text += SOURCE[at : record["start"]] + record["after"]
        at = record["end"]
    proposed = tuple(r for r in records if r["status"] == "review")
    return Report(SOURCE, text + SOURCE[at:], tuple(applied), proposed)


def test_proposals_are_counted_and_checked_against_the_labels(truth: Path) -> None:
    report = report_of(
        [
            ("策治的", "策”的", "applied"),
            ("8处", "8个", "review"),
            ("责责", "责", "review"),
            ("和\n岸", "和岸", "review"),
            ("堤堤", "堤", "review"),
        ]
    )
    score = score_report(report, read_labels(truth, "a", SOURCE, 9))
    assert (score.proposals, score.confirmed) == (4, 3)
    assert score.summary()["unsure edits"] == {"proposed": 1}
    assert score.count("join", "proposed") == 1
    assert [o.rules for o in score.outcomes if o.result == "right" and o.kind == "quote"] == [
        ("XX001",)
    ]


def test_the_source_is_rebuilt_from_clean_text_and_report(truth: Path, tmp_path: Path) -> None:
    report = report_of([("策治的", "策”的", "applied"), ("8处", "8个", "review")])
    (tmp_path / "a.clean.txt").write_text(report.clean, "utf-8")
    lines = [{"schema": "gazette-repair/1"}, *report.applied, *report.proposed]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (tmp_path / "a.fixes.jsonl").write_text(text, "utf-8")
    assert read_report(tmp_path, "a") == report
    run = CliRunner().invoke(
        command, [str(tmp_path), "--truth", str(truth), "--until", "a=9", "--format", "json"]
    )
    assert run.exit_code == 0, run.output
    assert json.loads(run.output)["all"]["edits"]["part"] == 1
    run = CliRunner().invoke(command, [str(tmp_path), "--truth", str(truth), "--show"])
    assert "missed" in run.output
    (tmp_path / "a.clean.txt").write_text(report.clean.replace("策”", "策"), "utf-8")
    with pytest.raises(InputError, match="does not fit"):
        read_report(tmp_path, "a")


def test_marks_cut_off_in_two_pieces_are_no_new_line_break(truth: Path) -> None:
    source = "前文。\n\n## **标题**\n"
    start = source.index("##")
    fixes = [(start, start + 3, ""), (start + 3, start + 5, ""), (start + 7, start + 9, "")]
    applied = tuple(
        {"id": i, "rule": "MK", "start": s, "end": e, "before": source[s:e], "after": a}
        for i, (s, e, a) in enumerate(fixes)
    )
    labels = replace(read_labels(truth, "a", SOURCE, 9), edits=(), joins=(), splits=(), tables=())
    report = Report(source, "前文。\n\n标题\n", applied, ())
    summary = score_report(report, replace(labels, end=len(source))).summary()
    assert summary["wrong splits"] == summary["wrong joins"] == 0


def test_texts_are_aligned_across_moved_line_breaks() -> None:
    old, new = (
        fold("一二三四五六七八九十甲乙\n丙丁戊己"),
        fold("一二三 四五六七八九十甲乙丙丁,戊己"),
    )
    (change,) = align(old, new)
    assert (change.start, change.end, new.chars[change.new_start : change.new_end]) == (14, 14, ",")


def test_folding() -> None:
    assert fold_string("（青政 〔２０１８〕）。\u3000①") == "(青政〔2018〕).①"


def test_error_rate(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲乙丙,丁", "utf-8")
    (tmp_path / "b.txt").write_text("甲乙丙，戊", "utf-8")
    run = CliRunner().invoke(command, ["--cer", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert "2 of 5" in run.output
    assert "1 of 5" in run.output


@pytest.mark.corpus
def test_a_text_with_all_labels_applied_scores_full(shared: Path) -> None:
    for name in ("linzi-2016-02", "linzi-2017-11"):
        source = (shared / "gazettes" / f"{name}.txt").read_text("utf-8")
        labels = read_labels(shared / "truth", name, source)
        edits = [(e.start, e.end, e.right) for e in labels.edits if e.sure]
        edits += [(len(source[: j.offset].rstrip()), j.offset, "") for j in labels.joins if j.sure]
        edits += [(s.offset, s.offset, "\n") for s in labels.splits if s.sure]
        text, at = "", 0
        for start, end, new in sorted(edits):
            text += source[at:start] + new
            at = end
        text += source[at:]
        summary = score_text(source, text, labels).summary()
        for figure in ("edits", "edit precision", "joins", "join precision", "splits"):
            assert summary[figure]["rate"] == 1.0, (name, figure, summary[figure])
        assert summary["harm"]["changes"] == summary["wrong splits"] == 0
