from __future__ import annotations

import json
from collections import Counter

import pytest
from damage_lines import document, gazette, run_together

from repair.context import Context
from repair.joins.splits import seams
from repair.model import Edit, Patch


def split(text: str) -> str:
    edits = [Edit(s.start, s.end, "\n\n") for s in seams(Context(text)) if s.sure]
    return Patch(edits).apply(text)


def test_neighbours_run_together_come_apart() -> None:
    """0.9 of 200 and more seams found, hardly any made up."""
    made = found = wrong = 0
    for seed in range(12):
        blocks = gazette(seed)
        text, seams_made = run_together(blocks, seed, 0.12)
        result = split(text).strip().split("\n\n")
        kept = Counter(result) & Counter(blocks)
        lost = len(blocks) - sum(kept.values())
        made += seams_made
        found += seams_made - lost / 2
        wrong += max(0, len(result) - len(blocks))
    assert made >= 200
    assert found >= 0.9 * made
    assert wrong <= 0.01 * made


def test_sound_issues_stay_whole() -> None:
    for seed in range(4):
        text = "\n\n".join(gazette(seed)) + "\n"
        assert not seams(Context(text))
        assert not seams(Context("\n\n".join(document(seed, 100)) + "\n"))


STAY = [
    "主要措施有：1. 加强巡查。2. 落实责任。3. 做好宣传。",
    "要做到：一是加强巡查；二是落实责任；三是做好宣传。",
    "3. 建立制度。按照统一要求，健全各项制度。",
    "（牵头单位：区农业局。责任单位：区林业局、区水务局）",
]


@pytest.mark.parametrize("line", STAY)
def test_enumerations_within_paragraphs_stay(line: str) -> None:
    text = "\n\n".join([*gazette(1), line, *gazette(2)]) + "\n"
    assert not [s for s in seams(Context(text)) if s.sure]


@pytest.mark.corpus
def test_labelled_splits(shared) -> None:
    for name in ("linzi-2017-11", "linzi-2016-02"):
        text = (shared / "gazettes" / f"{name}.txt").read_text(encoding="utf-8")
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        path = shared / "truth" / f"{name}.splits.jsonl"
        labels = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        found = {s.end for s in seams(Context(text)) if s.sure}
        limit = starts[860] if name == "linzi-2017-11" else len(text)
        true = {starts[row["line"] - 1] + row["col"] for row in labels}
        sure = {
            starts[row["line"] - 1] + row["col"]
            for row in labels
            # Lists of names and of units are taken apart by the rules for tables.
            if row["sure"] and not row["note"].startswith(("name list", "two units"))
        }
        assert sure <= found
        assert {at for at in found if at < limit} <= true


@pytest.mark.corpus
def test_sound_texts_stay_whole(shared) -> None:
    for path in sorted((shared / "clean").glob("*.txt")):
        assert not seams(Context(path.read_text(encoding="utf-8")))


def test_an_item_of_two_sentences_stays() -> None:
    """The second sentence takes up a word of the first, or begins as nothing else does."""
    items = "（一）修建小型堤坝；\n（二）修建中型堤坝；\n（三）修建不低于五级的堤坝。"
    assert not [s for s in seams(Context(f"\n{items}五级堤坝的防洪标准不低于十年。\n")) if s.sure]
    assert not [s for s in seams(Context(f"\n{items}标准由县水利局另行规定并公布。\n")) if s.sure]


def test_a_blank_beside_a_foreign_word_parts_nothing() -> None:
    text = (
        "\n1. 判断目前请求锁的线程\n2. 判断对象的 ID 是否与线程一致，一致则继续。\n3. 释放对象锁\n"
    )
    assert not seams(Context(text))


def test_an_enumeration_within_a_paragraph_stays() -> None:
    list_before = "（一）清理河道。\n（二）修补堤坝。\n（三）清点物资。\n"
    inner = "会议提出两个要求：（一）坚持值班。（二）及时报告。（三）落实责任。\n（四）另行通知。\n"
    assert not seams(Context("\n" + list_before + inner))


LISTS = "\n\n".join(
    f"{head}\n\n一是{a}。加强日常管理，及时消除隐患。\n\n二是{b}。明确专人负责，按月上报情况。"
    for head, a, b in (
        ("1. 河道清理", "清理岸坡", "修补堤坝"),
        ("2. 道路维修", "修补路面", "疏通边沟"),
        ("3. 校舍检查", "检查屋顶", "更换线路"),
    )
)


RUN_IN = "改善环境，方便生活。一是扩大绿地。沿路栽植乔木。\n\n二是修建步道。方便居民散步。"


def test_a_first_member_that_runs_in_begins_a_line() -> None:
    (seam,) = seams(Context(f"\n{LISTS}\n\n{RUN_IN}\n"))
    assert seam.sure


def test_a_first_member_stays_where_most_run_in() -> None:
    assert not seams(Context("\n" + f"{RUN_IN}\n\n" * 4))
    printed = LISTS.replace("。", "，").replace("\n\n", "\n") + "\n"
    assert not seams(Context(f"\n{printed}绿地。一是栽植乔木，沿\n{printed}"))


HEAD = (
    "东湖区人民政府\n\n关于清理{}的通知\n\n东政发〔2019〕{}号\n\n各镇人民政府，区政府各部门：\n\n"
)


def test_an_addressee_leaves_the_text() -> None:
    heads = "".join(HEAD.format(what, n) + "请认真落实。\n\n" for n, what in enumerate("河路校", 1))
    run_in = HEAD.format("渠道", 4).rstrip() + "为保证供水，现通知如下。\n"
    (seam,) = seams(Context("\n" + heads + run_in))
    assert seam.sure
    (seam,) = seams(Context("\n" + run_in))
    assert not seam.sure
    label = heads + "各镇人民政府，区政府各部门：按职责落实。\n"  # not below a head
    assert not seams(Context("\n" + label))


def test_an_issuer_with_its_title_is_proposed_where_other_issuers_stand_alone() -> None:
    run_in = "\n\n东湖区人民政府办公室 关于修补堤坝的通知\n\n请认真落实。\n"
    for heads in (1, 2):
        text = "".join(HEAD.format(what, 1) + "请落实。\n\n" for what in "河路"[:heads]) + run_in
        (seam,) = seams(Context("\n" + text))
        assert seam.sure == (heads > 1)
