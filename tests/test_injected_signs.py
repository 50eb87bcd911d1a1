"""Sound text with a few signs garbled: those come back, and nothing else is touched.

The gate of the ciphers is opened by quotes, document numbers and circled numbers; all other
hanzi of the cipher (园, 院, 原, 运 …) stay words. What is applied beyond the injected signs is
over-correction.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from repair.engine import repair_text
from repair.model import Status

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

HEAD = (
    "关于印发办法的通知\n\n（青政发〔2018〕6号）\n\n按照“先急后缓”的原则，坚持“一河一策”，"
    "落实“谁主管、谁负责”的要求，根据青政发〔2017〕31号、青政办发〔2018〕12号文件："
    "①明确责任；②加强检查；③严格考核。\n\n"
)
GLYPHS = {"〔": "也", "〕": "页", "①": "淤", "②": "于", "③": "盂"}
UNDAMAGED = ("linzi-2018-10", "zhoucun-2017-06", "zibo-2017")
SIZE, PIECES = 5000, 4


def pieces(folder: Path, names: list[Path]) -> list[str]:
    """Pieces of texts, the same at every run, each with the head that opens the gate."""
    chance = random.Random(7)
    found = []
    for path in names:
        text = (folder / path).read_text("utf-8")
        for _ in range(PIECES):
            start = chance.randrange(0, len(text) - SIZE)
            piece = text[start : start + SIZE]
            found.append(HEAD + piece[piece.find("\n") + 1 :])
    return found


@pytest.mark.parametrize("kind", ["gazettes", "clean"])
def test_only_what_was_garbled_is_repaired(shared: Path, kind: str) -> None:
    names = sorted((shared / kind).glob("*.txt"))
    if kind == "gazettes":
        names = [path for path in names if path.stem in UNDAMAGED]
    chance = random.Random(1)
    injected = right = harm = 0
    examples: list[str] = []
    kinds: set[str] = set()
    for sound in pieces(shared / kind, names):
        garbled = "".join(chance.choice("冶治") if c == "”" else GLYPHS.get(c, c) for c in sound)
        injected += sum(a != b for a, b in zip(sound, garbled, strict=True))
        for fix in repair_text(garbled).fixes:
            if fix.status is not Status.APPLIED or not fix.rule.startswith("FC"):
                continue
            if sound[fix.start : fix.end].strip() == fix.after.strip():
                right += 1
            elif sound[fix.start : fix.end] == fix.before:
                harm += 1
                kinds.add(fix.before + fix.after)
                examples.append(f"{fix.rule} {garbled[fix.start - 8 : fix.end + 8]!r} {fix.after}")
    assert injected > 100
    assert right >= 0.97 * injected, (right, injected)
    # Known: 采（运）砂 in one law, a single letter's hanzi alone in brackets.
    assert harm <= {"gazettes": 0, "clean": 8}[kind], examples
    assert kinds <= {"运K"}, examples
