"""Whole issues of our own words: every family of damage at once, and how they get on."""

import random
from collections import Counter

import pytest

from repair.engine import repair_text
from repair.model import Status
from repair.structure.records import records_of
from tests.issues import content, mixes, press, records
from tests.issues.garble import Piece
from tests.issues.press import Issue, Mix
from tests.issues.score import Edit, Score, score

CIPHERS = ("quotes", "figures", "everything half")


def judged(issue: Issue) -> Score:
    fixes = repair_text(issue.damaged).fixes
    done = [Edit(f.start, f.end, f.after, f.rule) for f in fixes if f.status is Status.APPLIED]
    return score(issue, done)


def made(seed: int, cipher: str = "", documents: int = 2) -> Issue:
    rng = random.Random(seed)
    mix = mixes.mix(rng, cipher)
    return press.extract(content.issue(rng, [], documents), mix, seed)


def test_simulator_is_repeatable_and_seeded():
    assert made(5).damaged == made(5).damaged
    assert made(5).damaged != made(6).damaged


def test_without_damage_read_and_printed_are_the_same():
    rng = random.Random(3)
    documents = content.issue(rng, [], 1)
    documents[2].blocks = [block for block in documents[2].blocks if not block.rows]
    issue = press.extract(documents, Mix(width=200, rows=10_000), 3)
    assert issue.damaged == issue.printed
    assert score(issue, []).sites.total() == 0


def test_scorer_tells_right_missed_wrong_and_harm():
    pieces = [
        Piece("甲", "甲"),
        Piece("冶", "”", "quote"),
        Piece("乙丙丁", "乙丙丁"),
        Piece("\n\n", "", "cut"),
    ]
    issue = Issue(Mix(), [*pieces, Piece("戊，己", "戊，己")])
    assert score(issue, [Edit(1, 2, "”"), Edit(5, 7, "")]).right.total() == 2
    assert score(issue, [Edit(5, 7, "\n")]).right.total() == 0
    assert score(issue, [Edit(8, 9, ",")]).harm.total() == 0
    found = score(issue, [Edit(1, 2, "’", "FC"), Edit(3, 4, "", "CH")])
    assert (found.wrong["quote"], found.harm["changed CH"]) == (1, 1)


def test_scorer_counts_what_is_left_of_a_place():
    issue = Issue(
        Mix(), [Piece("也", "〔", "corner"), Piece("圆", "2", "digit"), Piece("号", "号")]
    )
    found = score(issue, [Edit(1, 2, "2")])
    assert (found.right["digit"], found.right["corner"], found.wrong.total()) == (1, 0, 0)


def test_scorer_knows_a_run_repaired_at_once():
    digits = [Piece(glyph, figure, "digit") for glyph, figure in zip("圆园员", "201", strict=True)]
    issue = Issue(
        Mix(), [Piece("噎", "…", "dash"), Piece("\n", "", "entry"), *digits, Piece("。", "。")]
    )
    found = score(issue, [Edit(2, 5, "201")])
    assert (found.right["digit"], found.right.total(), found.wrong.total()) == (3, 3, 0)
    assert score(issue, [Edit(2, 5, "207")]).wrong.total() == 5


@pytest.mark.parametrize("cipher", CIPHERS)
def test_whole_issues(cipher):
    found = Score()
    for seed in (7, 8):
        found += judged(made(seed, cipher))
    assert not found.harm
    assert not found.wrong
    assert found.right.total() >= 0.85 * found.sites.total()
    assert found.rows["roster after"] >= 0.9 * found.rows["roster n"]


def test_what_was_printed_stays_as_it_is():
    issue = made(7, "everything")
    result = repair_text(issue.printed)
    assert result.text == issue.printed


def test_records_say_what_the_issue_was_made_of():
    right, every = Counter(), Counter()
    for seed in range(1, 7):
        rng = random.Random(seed)
        mix = mixes.mix(rng, "")
        documents = content.issue(rng, [], 3)
        result = repair_text(press.extract(documents, mix, seed).damaged)
        found = list(records.compare(documents[2:], list(records_of(result))))
        assert len(found) > 3 * len(documents[2:])
        one, all_ = records.count(found)
        right, every = right + one, every + all_
    assert right.total() >= 0.98 * every.total()
    assert all(right[name] >= 0.9 * n for name, n in every.items())
