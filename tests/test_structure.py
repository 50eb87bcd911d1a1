"""Documents of an issue: contents, numbers, titles, dates, annexes, records, where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repair import cli
from repair.context import Context
from repair.engine import repair_text
from repair.source import read_source
from repair.structure.blocks import level_of
from repair.structure.contents import same_title
from repair.structure.issue import iso_date, structure_of
from repair.structure.records import records_of

ISSUE = """青河县人民政府公报

目 录

县政府文件

关于印发青河县河道管理办法的通知..... 1

关于做好2019年防汛工作的意见
(青政发〔2019〕13号) (5)

青河县人民政府

关于印发青河县河道管理办法的通知

(青政发〔2019〕12号)

各乡镇人民政府，县政府各部门：

现将《青河县河道管理办法》印发给你们，请认真贯彻执行。

青河县人民政府

2019 年 6 月 3 日

青河县河道管理办法

第一章 总则

第一条 为加强河道管理，保障防洪安全，制定本办法。

序号\t河道\t责任单位
1\t青河\t县水务局
2\t白河\t县城管局

青河县人民政府关于做好2019年防汛工作的意见

青政发〔2019〕13号

各乡镇人民政府：

一、提高认识

（一）落实责任。各级各部门要落实防汛责任。

二〇一九年六月十二日

附件1

防汛责任人名单
"""


def test_documents_are_found_with_their_parts() -> None:
    issue = structure_of(Context(ISSUE))
    assert [(e.title, e.number, e.page) for e in issue.entries] == [
        ("关于印发青河县河道管理办法的通知", "", "1"),
        ("关于做好2019年防汛工作的意见", "青政发〔2019〕13号", "5"),
    ]
    first, second = issue.documents
    assert (first.doc_number, first.issuer, first.date) == (
        "青政发〔2019〕12号",
        "青河县人民政府",
        "2019-06-03",
    )
    assert first.addressee == "各乡镇人民政府，县政府各部门"
    assert [title for title, _ in first.annexes] == ["青河县河道管理办法"]
    assert [b.kind for b in first.blocks] == [
        "issuer", "title", "number", "addressee", "paragraph", "signature", "date",
        "annex", "heading", "item", "table",
    ]  # fmt: skip
    assert (second.title, second.issuer) == (
        "青河县人民政府关于做好2019年防汛工作的意见",
        "青河县人民政府",
    )
    assert (second.date, second.contents_page) == ("2019-06-12", "5")
    assert second.annexes[0][0] == "防汛责任人名单"


ARTICLES = """
青河县人民政府
关于印发青河县约谈制度和挂牌督办办法的通知
青政发〔2019〕15号
各乡镇人民政府：

现将《青河县约谈制度》和《青河县挂牌督办办法》印发给你们，请认真执行。

附件：1. 约谈记录表

2. 督办台账

青河县约谈制度

第一章 总则

第一条 有下列情形之一的，予以约谈：

（一）乡镇

1. 未落实责任的；

2. 其他情形

第二条 约谈由县安委会组织。

青河县挂牌督办办法

一、督办范围

（一）重点

重点隐患由县安委会督办。

约谈记录 表

单位	时间	内容
乡镇	月初	记录
部门	月底	记录

附件2

督办台账

另行填报。
"""


PLAN = """
青河县人民政府 关于印发青河县发展规划的通知
青政发〔2019〕16号
各乡镇人民政府：

现将《青河县发展规划》印发给你们，请认真执行。

联系人：王小河 联系电话：3161234

青河县人民政府

2019年6月3日

（此件公开发布）

青河县发展规划

县发展改革局

第一章 重点产业

第一节 传统产业

一、化工

（一）改造提升，淘汰落后。

1. 淘汰落后设备。由县工业局负责。

第二章 保障措施

（一）加强领导

各部门要加强领导。

专栏 1 重点项目

1. 水库工程

新建水库一座。

县级项目汇总表

项目\t单位\t金额
水库\t县水务局\t12
公路\t县交通局\t15
学校\t县教育局\t18
"""


def test_chapters_stand_above_the_levels_of_notices() -> None:
    (official,) = structure_of(Context(PLAN)).documents
    assert (official.issuer, official.title) == ("青河县人民政府", "关于印发青河县发展规划的通知")
    assert [(b.kind, b.level, b.text[:4]) for b in official.blocks] == [
        ("issuer", 0, "青河县人"), ("title", 0, "关于印发"), ("number", 0, "青政发〔"),
        ("addressee", 0, "各乡镇人"), ("paragraph", 0, "现将《青"), ("note", 0, "联系人："),
        ("signature", 0, "青河县人"), ("date", 0, "2019"), ("note", 0, "（此件公"),
        ("annex", 0, "青河县发"), ("issuer", 0, "县发展改"), ("heading", 1, "第一章 "),
        ("heading", 2, "第一节 "), ("heading", 3, "一、化工"), ("heading", 4, "（一）改"),
        ("item", 5, "1. 淘"), ("heading", 1, "第二章 "), ("heading", 2, "（一）加"),
        ("paragraph", 0, "各部门要"), ("heading", 2, "专栏 1"), ("heading", 3, "1. 水"),
        ("paragraph", 0, "新建水库"), ("caption", 0, "县级项目"), ("table", 0, "项目\t单"),
    ]  # fmt: skip
    assert all(PLAN[b.start : b.end] == b.text for b in official.blocks)


BLANKS = """
青河县人民政府

关于做好防汛工作的通知

青政发也20 19页1 7号

各乡镇人民政府：

请各单位按照预案做好准备。

附件：1. 防汛领导小组成员名单

2. 防汛任务分工表

青河县人民政府

201 9年 6月1 3日

青河县防汛领导小组成员名单

组长\t王小河\t县水务局局长
成员\t李大江\t县应急局局长
\t张长青\t县气象局局长

青河县防汛任务分工表

序号\t任务\t单位
1\t巡查堤坝\t县水务局
2\t储备物资\t县应急局

附件

青河县人民政府

关于开展安全检查的通知

青政发[2019]第18号

各乡镇人民政府：

请各单位认真自查。
"""


def test_numbers_and_dates_are_read_through_blanks() -> None:
    first, second = structure_of(Context(BLANKS)).documents
    assert (first.doc_number, first.date) == ("青政发〔2019〕17号", "2019-06-13")
    assert [title for title, _ in first.annexes] == [
        "青河县防汛领导小组成员名单", "青河县防汛任务分工表",
    ]  # fmt: skip
    assert (second.doc_number, second.issuer) == ("青政发〔2019〕18号", "青河县人民政府")


SHEET = """
青河县财政局  文件
县审计局

青财字〔2019〕8号

关于加强防汛资金管理
工作的通知

各乡镇人民政府：

现将《青河县防汛资金使用情况调查的工作方案》印发给你们。

2019年6月3日

附件1

关于青河县水利局
防汛资金使用情况的报告

各项资金已经到位。

青河县防汛资金使用情况
调查的工作方案

各单位应当自查。
"""


def test_the_head_of_a_sheet_stands_above_the_number() -> None:
    (official,) = structure_of(Context(SHEET)).documents
    assert (official.doc_number, official.issuer, official.title) == (
        "青财字〔2019〕8号",
        "青河县财政局、县审计局",
        "关于加强防汛资金管理工作的通知",
    )
    assert (official.addressee, official.date) == ("各乡镇人民政府", "2019-06-03")
    assert [title for title, _ in official.annexes] == [
        "关于青河县水利局防汛资金使用情况的报告",
        "青河县防汛资金使用情况调查的工作方案",
    ]
    assert [b.kind for b in official.blocks] == [
        "issuer", "issuer", "number", "title", "title", "addressee", "paragraph", "date",
        "annex", "annex", "annex", "paragraph", "annex", "annex", "paragraph",
    ]  # fmt: skip


def test_articles_have_their_items_below_them() -> None:
    (official,) = structure_of(Context(ARTICLES)).documents
    assert [title for title, _ in official.annexes] == [
        "青河县约谈制度", "青河县挂牌督办办法", "约谈记录表", "督办台账",
    ]  # fmt: skip
    assert [(b.kind, b.level) for b in official.blocks[5:]] == [
        ("note", 0), ("note", 0),
        ("annex", 0), ("heading", 1), ("item", 3), ("heading", 4), ("item", 5), ("item", 5),
        ("item", 3), ("annex", 0), ("heading", 1), ("heading", 2), ("paragraph", 0),
        ("annex", 0), ("table", 0), ("annex", 0), ("annex", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_spans_of_blocks_lie_in_the_source_whatever_its_newlines() -> None:
    for source in (ISSUE, ISSUE.replace("\n", "\r\n")):
        result = repair_text(source)
        for record in records_of(result):
            for block in record["blocks"]:
                start, end = block["source_span"]
                assert source[start:end].replace("\r\n", "\n") == block["text"]


def test_a_text_without_number_and_contents_is_one_document() -> None:
    issue = structure_of(Context("青河县河道管理办法\n\n第一条 为加强管理，制定本办法。\n"))
    assert [d.title for d in issue.documents] == ["青河县河道管理办法"]
    assert structure_of(Context("")).documents == ()


HANDED_ON = """东河市人民政府办公室、东河军分区关于做好征兵工作的通知
东政办发〔2018〕3号

各县人民政府：
现将有关事项通知如下。请认真执行。
东河市人民政府办公室
2018年3月1日
（此件公开发布）

东河市人民政府办公室转发市水利局
关于汛期安全检查情况报告的通知
东政办发〔2018〕5号

各县人民政府：
市水利局的报告已经市政府同意，现转发给你们。
东河市人民政府办公室
2018年6月1日
（本文有删减）
东河市人民政府办公室对市第九次会议第12号建议的答复
东政办函〔2018〕7号

市第九次会议第12号建议收悉，现答复如下。
2018年7月1日
"""


def test_titles_of_documents_handed_on_and_of_answers() -> None:
    records = list(records_of(repair_text(HANDED_ON)))
    assert [(r["issuer"], r["title"]) for r in records] == [
        (None, "东河市人民政府办公室、东河军分区关于做好征兵工作的通知"),
        (
            "东河市人民政府办公室",
            "东河市人民政府办公室转发市水利局关于汛期安全检查情况报告的通知",
        ),
        ("东河市人民政府办公室", "东河市人民政府办公室对市第九次会议第12号建议的答复"),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017 年 9 月 30 日", "2017-09-30"),
        ("二〇一七年十一月二十三日", "2017-11-23"),
        ("（2019年1月10日）", "2019-01-10"),
        ("2017年13月1日", ""),
        ("2017年9月", ""),
    ],
)
def test_dates_become_iso(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("line", "level"),
    [("一、总则", 1), ("第三章 罚则", 1), ("（二）范围", 2), ("3. 要求", 3), ("(4)其他", 4),
     ("第五条 本办法", 3), ("2.5公里", 0), ("一般规定", 0)],
)  # fmt: skip
def test_levels_follow_the_standard(line: str, level: int) -> None:
    assert level_of(line) == level


def test_titles_are_one_whatever_blanks_width_and_issuer() -> None:
    assert same_title("关于印发办法（试行）的通知", "青河县人民政府 关于印发办法(试行)的 通知")
    assert not same_title("关于加强河道管理的意见", "关于加强林业管理的决定")


def test_where_names_page_source_line_and_fixes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("甲\n\n(青政发[2019]12号)\n", encoding="utf-8")
    cli.run(["fix", str(source), "-o", str(tmp_path / "out")])
    clean = tmp_path / "out/a.clean.txt"
    capsys.readouterr()
    assert cli.run(["where", f"{clean}:3", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["source_lines"], found["page"]) == ([3, 3], 1)
    assert [fix["rule"] for fix in found["fixes"]] == ["SG001", "SG001"]
    assert cli.run(["where", f"{clean}:99"]) == 2
    assert cli.run(["where", str(clean)]) == 2


def test_records_and_inspect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text(ISSUE, encoding="utf-8")
    cli.run(["fix", str(source), "-o", str(tmp_path / "out"), "--records"])
    lines = (tmp_path / "out/a.records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["doc_number"] for line in lines] == [
        "青政发〔2019〕12号",
        "青政发〔2019〕13号",
    ]
    (table,) = json.loads(lines[0])["tables"]
    assert table["header"] == ["序号", "河道", "责任单位"]
    assert table["rows"][0] == ["1", "青河", "县水务局"]
    capsys.readouterr()
    assert cli.run(["inspect", str(source), "--blocks"]) == 0
    out = capsys.readouterr().out
    assert "font ciphers: none" in out
    assert "documents: 2" in out


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "documents", "unlisted"),
    [("linzi-2016-02", 13, 0), ("linzi-2017-11", 12, 0), ("linzi-2018-10", 9, 1),
     ("zhoucun-2017-06", 22, 0), ("zibo-2017", 7, 0)],
)  # fmt: skip
def test_every_document_of_the_gazettes_is_found(
    shared: Path, name: str, documents: int, unlisted: int
) -> None:
    """Counts were made by reading the contents pages and the texts; one is in no contents."""
    result = repair_text(read_source(shared / f"gazettes/{name}.txt").text)
    records = list(records_of(result))
    assert len(records) == documents
    assert sum(not r["contents_page"] for r in records) == unlisted
    for record in records:
        assert record["title"].find("关于") in range(12)
        assert record["issuer"].endswith(("人民政府", "办公室", "办公厅"))
        assert record["addressee"]
    # The page of a title bears the number that the contents page gives, or the one before,
    # where a page end was put between the lines of the title.
    pages = [
        (int(record["contents_page"]), int(block["printed_page"]))
        for record in records
        for block in record["blocks"]
        if block["type"] == "title" and record["contents_page"] and block["printed_page"]
    ]
    assert sum(said == found for said, found in pages) >= 0.8 * len(pages)
    assert all(said - found in (0, 1) for said, found in pages)
    assert len(pages) >= documents - unlisted - 1
