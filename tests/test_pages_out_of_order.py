"""Pages in the wrong order are noted, and nothing is moved."""

from __future__ import annotations

import pytest

from repair.context import Context
from repair.engine import repair_text
from repair.model import Status
from repair.rules.lines.pages_out_of_order import find

PAGE = "本页写的是第{0}件事，各单位要认真办理，按时报送结果。\n\n— {0} —\n"


def pages(*numbers: int) -> str:
    return "\f".join(PAGE.format(number) for number in numbers)


@pytest.mark.parametrize(
    ("numbers", "noted"),
    [
        ((1, 2, 3, 4, 5), []),
        ((1, 2, 4, 5, 6, 3, 7, 8), [3]),
        ((1, 2, 3, 5, 6, 7), []),
        ((1, 2, 1), []),
        ((9, 3, 7, 1, 5), []),
    ],
)
def test_only_steps_back_in_a_run_are_noted(numbers: tuple[int, ...], noted: list[int]) -> None:
    found = [fix.message.split()[1] for fix in find(Context(pages(*numbers)))]
    assert found == [str(number) for number in noted]


def test_the_note_stands_in_the_report_and_changes_nothing() -> None:
    result = repair_text(pages(1, 2, 4, 5, 6, 3, 7, 8))
    notes = [fix for fix in result.fixes if fix.rule == "LN023"]
    assert [fix.status for fix in notes] == [Status.NOTED]
    order = [result.text.index(f"第{number}件") for number in (1, 2, 4, 5, 6, 3, 7, 8)]
    assert order == sorted(order)
