"""The arithmetic of the font ciphers: two-way, with its exceptions."""

from __future__ import annotations

import pytest

from repair.ciphers import (
    circled,
    decodable,
    founder_hanzi,
    founder_sign,
    halfwidth_hanzi,
    halfwidth_sign,
    private_characters,
    private_number,
    reads_as,
    stands_beside,
)

PAIRS = [
    *("〔也", "〕页", "〈掖", "〉业", "《叶", "》曳", "“野", "”冶", "‘耶", "’爷", "【揖", "】铱"),
    *(
        "［咱",
        "］暂",
        "，袁",
        "。遥",
        "、尧",
        "（渊",
        "）冤",
        "：院",
        "；曰",
        "！浴",
        "？钥",
        "—要",
    ),
    *("～耀", "…噎", "·窑", "％豫", "℃益", "①淤", "②于", "③盂", "④榆", "⑤虞", "⑥愚", "⑦舆"),
    *("⑧余", "⑨俞", "⑩逾", "０园", "１员", "２圆", "３猿", "４源", "５缘", "６远", "７苑", "８愿"),
    *("９怨", "Ａ粤", "Ｂ月", "Ｃ悦", "ａ葬", "ｂ遭", "ｃ糟", "．郾", "－鄄", "＊鄢", "∅覬"),
]


@pytest.mark.parametrize("pair", PAIRS)
def test_pairs_of_the_main_zone(pair: str) -> None:
    sign, hanzi = pair
    assert founder_sign(hanzi) == sign
    assert reads_as("founder", hanzi, sign)


def test_blank_is_in_the_main_zone() -> None:
    assert founder_sign("摇") == "\u3000"


def test_decodable_pairs_are_two_way_and_no_identity() -> None:
    table = decodable()
    twice = {"郾": "援", "鄄": "原"}
    assert len(set(table.values())) == len(table) - len(twice)
    for hanzi, sign in table.items():
        assert founder_hanzi(sign) == twice.get(hanzi, hanzi)
        assert hanzi != sign


@pytest.mark.parametrize("hanzi", ["元", "亿", "的", "A", "", "〔"])
def test_no_sign(hanzi: str) -> None:
    assert founder_sign(hanzi) is None


def test_half_width_zone_is_two_way() -> None:
    assert "".join(halfwidth_sign(c) or "?" for c in "犌犅／犜") == "GB?T"
    for code in range(0x21, 0x7F):
        hanzi = halfwidth_hanzi(chr(code))
        assert hanzi is not None
        assert halfwidth_sign(hanzi) == chr(code)


def test_private_numbers_are_two_way() -> None:
    for number in (11, 20, 99, 100, 123, 999, 1234):
        for plane in (15, 16):
            chars = private_characters(number, plane)
            assert chars is not None
            assert private_number(chars) == number
    assert private_characters(9) is None
    assert private_number("\U001000ca") is None
    assert circled(11) == "⑪"
    assert circled(36) == "㊱"
    assert circled(51) == "[51]"


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        ("圆园员苑", "2017", True),
        ("圆园员苑", "２０１７", True),
        ("圆园员苑", "2018", False),
        ("要要", "——", True),
        ("要要要", "——", True),
        ("要", "——", False),
        ("咱2013暂", "[2013]", True),
        ("咱2013暂", "〔2013〕", True),
        ("治", "”", True),
        ("孟", "③", True),
        ("孟", "②", False),
        ("豫", "%", True),
        ("摇", "", True),
        ("也", "", False),
        ("人", "", False),
        ("2017", "2018", False),
    ],
)
def test_reads_as(before: str, after: str, right: bool) -> None:
    assert reads_as("founder", before, after) is right


def test_reads_as_of_other_families() -> None:
    assert reads_as("halfwidth", "犌犅", "GB")
    assert not reads_as("halfwidth", "犌犅", "GC")
    assert reads_as("private", private_characters(12) or "", "⑫")
    assert not reads_as("nothing", "也", "〔")


def test_stands_beside() -> None:
    assert stands_beside("治", "制”")
    assert not stands_beside("治", "制“")
