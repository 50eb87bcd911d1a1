"""Marks, signs and normalisations over real text: nothing in clean text, no figure touched."""

import re

import pytest

from repair.engine import repair_text
from repair.model import Status
from repair.options import Options

pytestmark = [pytest.mark.corpus, pytest.mark.slow]
OURS = ("MK", "SG", "CH101")
ALL = ("width", "blanks", "spacing", "script")


def texts(folder):
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def test_clean_text_stays(shared):
    for text in texts(shared / "clean"):
        assert repair_text(text, Options(select=OURS)).text == text


FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
LATIN = re.compile(r"[A-Za-z]+(?:[ ,.'-][A-Za-z]+)*")
ADDRESS = re.compile(r"[\w.]+@[\w.]+")


def test_normalisations_touch_no_figure_date_or_latin(shared):
    for folder in ("clean", "gazettes"):
        for text in texts(shared / folder):
            after = repair_text(text, Options(select=("NM",), normalize=ALL)).text
            for pattern in (FIGURE, LATIN, ADDRESS):
                assert pattern.findall(after) == pattern.findall(text)
            assert squeeze(after) == squeeze(text)


def squeeze(text):
    """The text without blanks and with one width of punctuation."""
    width = str.maketrans("，；：（）！？", ",;:()!?")
    return re.sub(r"[ \u3000]", "", text).translate(width)


def test_every_applied_sign_repair_is_of_a_known_kind(shared):
    """What may change: the pairs below were read in the gazettes and signed."""
    signed = {
        ("<", "〈"), (">", "〉"), ("》", "〉"), ("[", "〔"), ("]", "〕"), (" ", ""), ("門", "门"),
        ("爲", "为"), ("《", ""), (">", "≥"),
    }  # fmt: skip
    for text in texts(shared / "gazettes"):
        for fix in repair_text(text, Options(select=("SG", "CH101"))).fixes:
            if fix.status is Status.APPLIED:
                assert (fix.before, fix.after) in signed
