"""Content lists and JSON lines: pages and boxes kept, several documents, clear errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repair import cli
from repair.errors import InputError
from repair.paged import Fields, identities, is_paged, read_paged

BLOCKS = [
    {"type": "text", "text": "关于印发办法的通知", "page_idx": 0, "bbox": [1, 2, 3, 4]},
    {"type": "image", "img_path": "x.png", "page_idx": 0},
    {"type": "text", "text": "(青政发[2019]12号)", "page_idx": 0, "bbox": [5, 6, 7, 8]},
    {"type": "table", "table_caption": ["表1"], "table_body": "<table></table>", "page_idx": 1},
    {"type": "list", "list_items": ["一是甲。", "二是乙。"], "page_idx": 1},
]  # fmt: skip


def test_a_content_list_keeps_pages_and_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a_content_list.json"
    path.write_text(json.dumps(BLOCKS), encoding="utf-8")
    source = read_paged(path)
    assert source.text == (
        "关于印发办法的通知\n\n(青政发[2019]12号)\n\f表1\n<table></table>\n\n一是甲。\n二是乙。\n"
    )
    assert source.layout is not None
    number = source.layout.at(source.text.index("青政发"))
    assert number is not None
    assert (number.page, number.bbox) == (1, (5, 6, 7, 8))
    last = source.layout.at(source.text.index("二是"))
    assert last is not None
    assert last.page == 2


def test_json_lines_of_several_documents_become_several_outputs(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    records = [
        {"doc": "甲/1", "no": 1, "body": "甲文第一页"},
        {"doc": "乙", "no": 1, "body": "(青政发[2019]12号)"},
        {"doc": "甲/1", "no": 2, "body": "第二页。"},
    ]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    fields = Fields("body", "doc", "no")
    assert identities(path, fields) == ("甲/1", "乙")
    assert read_paged(path, fields, "甲/1").text == "甲文第一页\n\f第二页。\n"
    args = ["--text-field", "body", "--id-field", "doc", "--page-field", "no"]
    assert cli.run(["fix", str(path), "-o", str(tmp_path / "out"), *args]) == 0
    assert (tmp_path / "out/all.乙.clean.txt").read_text(
        encoding="utf-8"
    ) == "(青政发〔2019〕12号)\n"
    clean = tmp_path / "out/all.甲_1.clean.txt"
    assert cli.run(["undo", str(clean)]) == 0
    assert (tmp_path / "out/all.甲_1.source.txt").read_text(encoding="utf-8") == (
        "甲文第一页\n\f第二页。\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.jsonl", '{"text": "甲"}\n{"text": 1}', "a.jsonl:2: no text in field 'text'"),
        ("a.jsonl", "{", "a.jsonl:1: not JSON"),
        ("a_content_list.json", "{}", "not a content list"),
        ("a_content_list.json", '[{"text": "甲", "page_idx": "x"}]', "block 0 has no page"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_paged(tmp_path / name)


def test_our_own_json_lines_are_no_input() -> None:
    assert not is_paged(Path("a.fixes.jsonl"))
    assert is_paged(Path("a.jsonl"))
    assert not is_paged(Path("a.json"))
