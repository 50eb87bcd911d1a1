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
