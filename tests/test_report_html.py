"""The report page: complete, self-contained, escaped, and usable in a browser."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browsing import browser, complaints
from reviewing import LINZI, Make, folder, sample

from repair.cli import run
from repair.model import Status
from repair.report import page
from repair.report.html import digest, write_folder, write_report
from repair.review.decisions import Action
from repair.review.document import Document
from repair.review.grids import grid_of
from repair.review.session import find_reports, open_session

HOSTILE = (
    "<script>alert(1)</script>与</script><img src=x onerror=alert(2)>\n"
    "甲\u202e乙治“引号'\"&amp;<b>\u2028行\x00\n"
    "<!-- {{ 7*7 }} {% raw %} ${1} ]]>\n"
)
HOSTILE_NAME = '<img src=x onerror=alert(1)>"&'


class Elements(HTMLParser):
    """Every element and attribute of a page, and its text outside scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._raw = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._raw = tag if tag in ("script", "style") else self._raw

    def handle_endtag(self, tag: str) -> None:
        self._raw = "" if tag == self._raw else self._raw

    def handle_data(self, data: str) -> None:
        self.text += "" if self._raw else data


def hostile(path: Path) -> Path:
    makes = [
        Make("治", "”<script>alert(3)</script>", evidence=("</script><script>alert(4)</script>",)),
        Make("与", "", rule="SG001", status=Status.APPLIED, message="<b>x</b>\u202e"),
    ]
    return folder(path, {HOSTILE_NAME: (HOSTILE, makes)}, tool="<i>tool</i>")


def test_rows_give_the_source_and_the_clean_text_again(tmp_path: Path) -> None:
    document = Document(sample(tmp_path) / "linzi.fixes.jsonl")
    rows = page.rows_of(document)
    before = after = ""
    for row in rows:
        for piece in row.pieces:
            before += piece.text + piece.gone.replace("⏎", "").replace("␣", " ")
            after += piece.text + (
                piece.come if piece.status == "applied" else piece.gone.replace("␣", " ")
            )
        before += "\n"
    assert before == LINZI
    assert after == document.clean.replace("\n", "")
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_where_fixes_overlap_the_applied_one_is_drawn(tmp_path: Path) -> None:
    makes = [
        Make("乙丙", "二三", status=Status.APPLIED),
        Make("丙丁", "三四", status=Status.SUPPRESSED),
    ]
    document = Document(folder(tmp_path, {"a": ("甲乙丙丁", makes)}) / "a.fixes.jsonl")
    [row] = page.rows_of(document)
    assert [(p.text, p.gone, p.come) for p in row.pieces] == [
        ("甲", "", ""),
        ("", "乙丙", "二三"),
        ("丁", "", ""),
    ]


def test_what_a_proposal_puts_in_beside_an_applied_fix_is_drawn(tmp_path: Path) -> None:
    makes = [
        Make("", "\t", rule="TB006", status=Status.APPLIED, nth=3),
        Make("", "区政府各部门", rule="TB008", nth=3),
        Make("丁", "", rule="CH001", status=Status.APPLIED),
        Make("", "丙", rule="CH009", nth=4),
    ]
    document = Document(find_reports(folder(tmp_path, {"a": ("甲乙\n丁", makes)}))[0])
    drawn = [(p.gone, p.come) for row in page.rows_of(document) for p in row.pieces if p.place >= 0]
    assert drawn == [("", "⇥"), ("", "区政府各部门"), ("", "丙"), ("丁", "")]


def test_the_page_stands_alone_and_allows_only_its_own_script(tmp_path: Path) -> None:
    html = write_report(sample(tmp_path) / "linzi.fixes.jsonl").read_text()
    parsed = Elements(html)
    assert not any(
        k in ("src", "href") and v and "//" in v for _, a in parsed.elements for k, v in a.items()
    )
    assert not re.search(r"@import|url\(", html)
    policy = next(a["content"] for t, a in parsed.elements if a.get("http-equiv"))
    assert policy is not None
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    script = re.search(r"<script>(.*)</script>", html, re.DOTALL)
    style = re.search(r"<style>(.*)</style>", html, re.DOTALL)
    assert script is not None
    assert style is not None
    assert digest(script[1]) in policy
    assert digest(style[1]) in policy
    assert not any(k.startswith("on") or k == "style" for _, a in parsed.elements for k in a)


def test_a_hostile_document_is_text_everywhere(tmp_path: Path) -> None:
    hostile(tmp_path)
    for written in write_folder(tmp_path, find_reports(tmp_path)):
        html = written.read_text()
        parsed = Elements(html)
        tags = [t for t, _ in parsed.elements]
        assert "img" not in tags
        assert "i" in tags or written.name != "report.html"
        assert tags.count("script") == (1 if written.name == "report.html" else 2)
        assert "\u202e" not in html
        assert "\x00" not in html
        assert HOSTILE_NAME in parsed.text
    html = (tmp_path / f"{HOSTILE_NAME}.report.html").read_text()
    assert "<script>alert(1)</script>与" not in html
    assert "<U+202E>" in Elements(html).text
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    assert "</script><script>alert(4)</script>" in json.loads(data[1])["strings"]


def test_the_command_writes_pages_and_an_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample(tmp_path)
    assert run(["report", str(tmp_path)]) == 0
    assert "report.html and 2 more" in capsys.readouterr().out
    index = (tmp_path / "report.html").read_text()
    assert {a["href"] for t, a in Elements(index).elements if t == "a"} == {
        "./linzi.report.html",
        "./zhou.report.html",
    }
    before = {p.name: p.read_bytes() for p in tmp_path.glob("*.html")}
    assert run(["report", str(tmp_path)]) == 0
    assert before == {p.name: p.read_bytes() for p in tmp_path.glob("*.html")}


def test_the_errata_list(tmp_path: Path) -> None:
    text = "一、设置治安岗亭。\n=1+1 应由区政附备案。\n"
    makes = [
        Make("附", "府", rule="CH002", status=Status.APPLIED, page=3),
        Make("=1", "=1 ", rule="NM001", status=Status.APPLIED),
        Make("治", "”", rule="FC002"),
    ]
    folder(tmp_path, {"a": (text, makes)})
    session = open_session(tmp_path, "王")
    place = next(p for p in session.places if p.rule == "CH002")
    session.decide([place], Action.ACCEPT, comment="见目录")
    assert run(["report", str(tmp_path), "--errata", str(tmp_path / "e.csv")]) == 0
    data = (tmp_path / "e.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows[0] == ["文件", "页", "行", "原文", "更正", "理由", "更正人"]
    assert len(rows) == 2
    assert rows[1][1:3] == ["3", "2"]
    assert rows[1][3].endswith("政附备案。")
    assert rows[1][4].endswith("政府备案。")
    assert rows[1][6] == "王"
    assert "见目录" in rows[1][5]


def test_no_cell_of_the_errata_is_a_formula(tmp_path: Path) -> None:
    folder(tmp_path, {"a": ("=甲乙\n", [Make("乙", "一", rule="CH002", status=Status.APPLIED)])})
    run(["report", str(tmp_path), "--errata", str(tmp_path / "e.csv")])
    rows = list(csv.reader((tmp_path / "e.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][3] == "'=甲乙"


def test_a_table_before_and_after(tmp_path: Path) -> None:
    text = "附表\n1\t甲镇\t5\n\t2\t乙镇\t6\n3\t丙镇\t7\n以上各镇\n"
    makes = [Make("\t2", "2", rule="TB006", status=Status.APPLIED)]
    document = Document(folder(tmp_path, {"a": (text, makes)}) / "a.fixes.jsonl")
    grid = grid_of(document.places[0])
    assert grid is not None
    assert [[c.text for c in row] for row in grid.before][1] == ["", "2", "乙镇", "6"]
    assert [[c.text for c in row] for row in grid.after] == [
        ["1", "甲镇", "5"],
        ["2", "乙镇", "6"],
        ["3", "丙镇", "7"],
    ]
    assert [c.changed for c in grid.after[1]] == [True, False, False]
    assert not any(c.changed for c in grid.after[0])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    yield from browser()


@pytest.mark.browser
def test_the_page_in_a_browser(tmp_path: Path, chromium: Any) -> None:
    path = write_report(sample(tmp_path) / "linzi.fixes.jsonl")
    chromium.get(path.as_uri())
    assert complaints(chromium) == []
    run_js = chromium.execute_script

    def key(name: str) -> None:
        run_js(
            "document.body.dispatchEvent("
            "new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))",
            name,
        )

    def shown() -> int:
        return len(
            set(
                run_js(
                    "return Array.from(document.querySelectorAll('.c:not(.off)'),"
                    "(c) => c.dataset.p)"
                )
            )
        )

    assert shown() == 6
    key("j")
    assert run_js("return document.activeElement.dataset.p") == "0"
    assert "《 stands open before" in run_js("return document.getElementById('card').textContent")
    key("j")
    assert run_js("return document.getElementById('where').value") == "2 / 6"
    run_js("document.querySelector('input[value=LN]').click()")
    assert shown() == 5
    run_js("document.querySelector('tr[data-rule=OC009]').click()")
    assert shown() == 1
    run_js("document.querySelector('tr[data-rule=OC009]').click()")
    run_js(
        "document.getElementById('q').value = '账户';"
        "document.getElementById('tools').dispatchEvent(new Event('change'))"
    )
    assert shown() == 1
    run_js("document.getElementById('split').click()")
    run_js("document.getElementById('lang').click()")
    assert run_js("return document.documentElement.dataset.lang") == "zh"
    assert complaints(chromium) == []


@pytest.mark.browser
def test_a_hostile_page_runs_nothing(tmp_path: Path, chromium: Any) -> None:
    for written in write_folder(hostile(tmp_path), find_reports(tmp_path)):
        chromium.get(written.as_uri())
        assert complaints(chromium) == []
        assert chromium.execute_script("return document.images.length") == 0
