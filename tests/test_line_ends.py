"""The line ends that no mark closes."""

from __future__ import annotations

from repair.context import Context
from repair.line_ends import open_ends


def test_lines_that_a_mark_closes_and_blank_lines_are_left_out() -> None:
    text = "目录\n\n一、总则。\n王 旭 \n第一条：\n页 3\n附则"
    assert [text[:end][-1] for end in Context(text).get(open_ends)] == ["录", " ", "3"]
