"""Person names by shape."""

import pytest

from repair.names.persons import is_person_name, spaced_name, surname_of


@pytest.mark.parametrize(
    "name",
    [
        "王旭",
        "王 旭",
        "欧阳明",
        "欧阳海生",
        "高元",
        "于刚",
        "余超",
        "艾力·买买提",
        "陈晶（女）",
        "司徒 静",
    ],
)
def test_names(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "水务局",
        "组长",
        "主任",
        "王",
        "安全生产",
        "高新区委",
        "合计",
        "区长",
        "第一条",
        "1",
        "",
        "林业局",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not is_person_name(text)


def test_surname_is_the_longest() -> None:
    assert surname_of("欧阳明") == "欧阳"
    assert surname_of("欧阳") == "欧"


def test_letter_spacing_goes_only_from_names() -> None:
    assert spaced_name("王 旭") == "王旭"
    assert spaced_name("目 录") is None
    assert spaced_name("王旭") is None
