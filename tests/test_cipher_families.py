"""The smaller families: half-width zone, private numbers, the CNKI font, and what is unknown."""

from __future__ import annotations

import pytest

from repair import repair_text
from repair.ciphers import private_characters
from repair.model import Status
from repair.options import Options

ONLY = Options(select=("FC",))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("犌犅／犜１２３４５—２００６ 产品规范", "GB／T１２３４５—２００６ 产品规范"),
        ("犐犆犛９１．０４０", "ICS９１．０４０"),
        ("前言书书书本标准由犃犅犆公司起草", "前言本标准由ABC公司起草"),
        (f"见注{private_characters(12)}和{private_characters(31, 15)}。", "见注⑫和㉛。"),
        ("试验表明o产量增加∀分析认为o措施可行∀", "试验表明，产量增加。分析认为，措施可行。"),
    ],
)
def test_families(text: str, clean: str) -> None:
    assert repair_text(text, ONLY).text == clean


@pytest.mark.parametrize(
    "text", ["牛犇先生到会。", "书书写得好。", "集合论用∀和∃。", "o型圈和O型圈。"]
)
def test_sound_text_stays(text: str) -> None:
    assert repair_text(text, ONLY).text == text


def test_unknown_cipher_is_noted() -> None:
    text = "各村：\n䎁䎂䎃䎄䎅䎆䎇䎈䎉䎊䎋䎌\n"
    result = repair_text(text, ONLY)
    assert result.text == text
    assert [f.rule for f in result.fixes] == ["FC018"]
    assert result.fixes[0].status is Status.NOTED
    assert result.verdict == "ocr"


def test_numbers_of_glyphs_are_noted_and_nothing_in_their_lines_is_read() -> None:
    text = (
        "各村：\n(cid:27)fo(cid:134)p(cid:159)q$_{2}$x^2\n北\n(cid:30)hr(cid:240)(cid:31)\n"
        "以上。(cid:108)项目\n"
    )
    result = repair_text(text)
    assert result.text == text
    assert [(f.rule, f.line, f.status) for f in result.fixes] == [("FC018", 2, Status.NOTED)]
    assert result.verdict == "ocr"


def test_shifted_codes_are_noted_with_their_step() -> None:
    sound = "各部门应当加强领导，指导工作，落实责任，按时完成任务。"
    text = "".join(chr(ord(c) - 4) if "一" < c < "龥" else c for c in sound)
    result = repair_text(text, ONLY)
    assert result.text == text
    assert [f.rule for f in result.fixes] == ["FC019"]
    assert "+4" in result.fixes[0].evidence[0]
