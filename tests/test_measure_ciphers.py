"""What the decoder reaches on damaged clean text; the whole table: ``-m tests.measure_ciphers``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.measure_ciphers import SCENARIOS, Tally, measure
from tests.simulate_ciphers import CLASSES, Damage, damage, glyph

pytestmark = pytest.mark.corpus
LIMIT = 15_000


def test_the_simulator_says_what_it_did() -> None:
    done = damage("依据《办法》（试行），增长8％。", Damage(dict.fromkeys(CLASSES, 1.0)))
    assert glyph("《") == "叶"
    assert done.text == "依据叶办法曳渊试行冤袁增长愿豫遥"
    for edit in done.edits:
        assert done.text.startswith(edit.wrong, edit.start)


@pytest.mark.parametrize("scenario", ["corner", "title", "digit", "punctuation", "all"])
def test_precision_and_recall(shared: Path, scenario: str) -> None:
    tally = Tally()
    for name in ("state_council_01", "law_local_regs_01"):
        text = (shared / "clean" / f"{name}.txt").read_text(encoding="utf-8")[:LIMIT]
        measure(damage(text, SCENARIOS[scenario]), tally)
    right, wrong, missed = (
        sum(counts.values()) for counts in (tally.right, tally.wrong, tally.missed)
    )
    assert right >= 0.98 * (right + missed)
    assert right >= 0.998 * (right + wrong)
