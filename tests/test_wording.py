"""What findings say, in words."""

from __future__ import annotations

from repair.wording import times


def test_numbers_of_places_are_said_as_people_say_them() -> None:
    assert [times(n) for n in (0, 1, 2)] == ["0 times", "once", "2 times"]
