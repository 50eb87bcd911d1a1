from __future__ import annotations

from repair.engine import repair_text
from repair.options import Options

SOURCE = """# 东湖区人民政府

## 关于印发绿化养护管理办法的通知

(东政发〔2017〕4号)

各镇人民政府,区政府各部门:

现将《绿化养护管理办法》印发给你们,请认真执行。

### 一、总体要求

加强绿化养护管理。

# (一)明确责任

各镇负责辖区内的绿化养护。

二、组织实施

各部门要抓好落实。

东湖区人民政府

2017年3月5日
"""


def test_levels_follow_the_document_and_not_the_extractor() -> None:
    result = repair_text(SOURCE, Options(to="markdown"))
    marked = [line for line in result.text.split("\n") if line.startswith("#")]
    assert "# 关于印发绿化养护管理办法的通知" in marked
    assert "## 一、总体要求" in marked
    assert "## 二、组织实施" in marked
    assert "# 东湖区人民政府" not in marked
    assert repair_text(result.text, Options(to="markdown")).text == result.text


def test_plain_text_gets_no_marks() -> None:
    assert "#" not in repair_text(SOURCE, Options(to="text")).text


def test_markdown_without_documents_keeps_its_marks() -> None:
    text = "# 笔记\n\n## 第一部分\n\n一些话。\n\n### 小节\n\n一些话。\n"
    assert repair_text(text, Options(to="markdown")).text == text


LISTS = """东湖区人民政府

关于印发绿化养护管理办法的通知

(东政发〔2017〕4号)

各镇人民政府:

现将有关事项通知如下,请认真执行。

应当报送的材料:
(一)申请书;
(二)身份证明;
1.复印件一份
2. 原件一份
3. 照片一张

东湖区人民政府
2017年3月5日
"""


def test_lines_one_under_another_stay_lines() -> None:
    result = repair_text(LISTS, Options(to="markdown"))
    assert "应当报送的材料:\n\n(一)申请书;\n\n(二)身份证明;\n\n1. 复印件一份" in result.text
    # Markdown's own list stays as it is, and items without text under them are no headings.
    assert "2. 原件一份\n3. 照片一张" in result.text
    assert "东湖区人民政府\n\n2017年3月5日" in result.text
    assert repair_text(result.text, Options(to="markdown")).text == result.text
    assert repair_text(LISTS, Options(to="text")).text == LISTS


def test_lines_stay_where_no_document_is_recognised() -> None:
    text = "# 说明\n\n本项目有三个部分\n安装\n1.使用\n\n以及参考\n"
    assert repair_text(text, Options(to="markdown")).text == text


CONTENTS = """目 录

关于印发绿化养护管理办法的通知·····\t1
关于公布绿化能手名单的通知·····\t4

东湖区人民政府

关于印发绿化养护管理办法的通知

(东政发〔2017〕4号)

各镇人民政府:

现将《绿化养护管理办法》印发给你们。

东湖区人民政府

关于公布绿化能手名单的通知

(东政发〔2017〕5号)

各镇人民政府:

绿化能手名单
单位\t姓名\t面积
青石镇\t王小河\t12
白河镇\t李大江\t15
黑山镇\t张长青\t18
以上名单已经公示。
"""


def test_entries_and_tables_stand_apart_from_text() -> None:
    result = repair_text(CONTENTS, Options(to="markdown"))
    assert "\t1\n\n关于公布" in result.text
    assert "名单\n\n| 单位 | 姓名 | 面积 |\n| --- | --- | --- |\n" in result.text
    assert "| 18 |\n\n以上名单" in result.text
    assert repair_text(result.text, Options(to="markdown")).text == result.text
