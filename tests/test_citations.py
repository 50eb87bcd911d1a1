from __future__ import annotations

from repair.context import Context
from repair.dictionaries import Dictionaries, default_dictionaries
from repair.rules.agencies.two_numbers import find
from repair.structure.citations import citations, issuers


def test_title_with_inner_title():
    text = "《沂川区人民政府关于印发〈沂川区节水 办法〉的通知》(沂政发〔2019〕 12 号)"
    (citation,) = citations(Context(text))
    assert citation.number == "沂政发〔2019〕12号"
    assert citation.title == "沂川区人民政府关于印发沂川区节水办法的通知"
    assert citation.subject == "关于印发沂川区节水办法的通知"


def test_outer_marks_inside_outer_marks():
    text = "《甲市关于印发《乙办法》的通知》（甲政发[2019]1号）"
    (citation,) = citations(Context(text))
    assert citation.title == "甲市关于印发乙办法的通知"


def test_no_beginning_no_title():
    assert citations(Context("办法》（甲政发〔2019〕1号）")) == ()


def test_issuers():
    table = issuers(default_dictionaries())
    assert table["国办发"].name == "国务院办公厅"
    assert table["鲁政发"].place == "山东省"
    row = ("岭政发", "云岭县人民政府", "county", "云岭县", "mine")
    assert issuers(Dictionaries({"issuers.tsv": (row,)}))["岭政发"].place == "云岭县"


def test_two_numbers_are_noted_at_both_places():
    title = "《江北市人民政府关于推进农村改厕工作的实施意见》"
    short = "《关于推进农村改厕工作的实施意见》"
    text = f"{title}（江政发〔2016〕30号）。\n{short}（江政办发〔2016〕130号）。\n"
    notes = list(find(Context(text)))
    assert len(notes) == 2
    assert all(text[n.start : n.end] == n.after for n in notes)
    assert "江政办发〔2016〕130号" in notes[0].message


def test_contents_and_document_with_two_numbers_are_noted():
    title = "关于推进农村改厕工作的实施意见"
    issue = f"""目 录

{title}
(江政发〔2016〕30号) (1)

关于做好防汛工作的通知
(江政发〔2016〕31号) (5)

江北市人民政府

{title}

江政发〔2016〕38号

各县人民政府：

现印发给你们。市政府《{title}》（岭政发〔2016〕7号）同时执行。

江北市人民政府

关于做好防汛工作的通知

江政发〔2016〕31号
"""
    notes = list(find(Context(issue)))
    assert [issue[n.start : n.end] for n in notes] == ["江政发〔2016〕30号", "江政发〔2016〕38号"]
    assert "江政发〔2016〕38号" in notes[0].message
