"""fix → review → fix: the clean text equals the decisions, and undo still gives the source."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from repair.cli import run
from repair.model import Status
from repair.review.decisions import Action
from repair.review.document import Place
from repair.review.session import Session, open_session

SAMPLE = Path(__file__).resolve().parent.parent / "golden" / "sample-gazette" / "input.txt"
EXPECTED = {
    Action.ACCEPT: (Status.APPLIED, "accept"),
    Action.EDIT: (Status.APPLIED, "edit"),
    Action.REJECT: (Status.REFUSED, "reject"),
    Action.SIC: (Status.REFUSED, "sic"),
}


def fixed(source: Path, out: Path) -> Session:
    assert run(["fix", str(source), "-o", str(out)]) == 0
    return open_session(out)


def decide_some(session: Session, share: float = 0.3) -> list[Place]:
    """Every proposal, and some of what was applied, decided by chance (always the same)."""
    chance = random.Random(7)
    done = []
    for place in session.places:
        if place.status is Status.REVIEW:
            action = chance.choice(list(EXPECTED))
        elif place.status is Status.APPLIED and chance.random() < share:
            action = chance.choice([Action.REJECT, Action.SIC])
        else:
            continue
        if action is Action.EDIT and place.lines > 1:
            action = Action.ACCEPT
        text = place.after + "（改）" if action is Action.EDIT else ""
        session.decide([place], action, text=text)
        done.append(place)
    return done


def carried_out(decided: list[Place], after: Session) -> list[tuple[str, str, int]]:
    """The decisions the second run did not carry out: rule, action, line."""
    found: dict[int, set[tuple[Status, str]]] = {}
    for place in after.places:
        if place.decision is not None:
            state = (place.status, place.fixes[0].decision)
            found.setdefault(place.decision.id, set()).add(state)
    return [
        (p.rule, p.decision.action.value, p.line)
        for p in decided
        if p.decision is not None
        and EXPECTED[p.decision.action] not in found.get(p.decision.id, set())
    ]


def test_the_second_run_carries_the_decisions_out(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    shutil.copy(SAMPLE, source)
    out = tmp_path / "out"
    session = fixed(source, out)
    decided = [p for p in decide_some(session, 0) if p.decision]
    assert len(decided) >= 3
    after = fixed(source, out)
    assert carried_out(decided, after) == []
    assert after.stale(after.documents[0]) == ()
    first = (out / "a.clean.txt").read_bytes()
    assert run(["fix", str(source), "-o", str(out)]) == 0
    assert (out / "a.clean.txt").read_bytes() == first
    assert run(["undo", str(out / "a.clean.txt"), "-o", str(tmp_path / "back.txt")]) == 0
    assert (tmp_path / "back.txt").read_bytes() == source.read_bytes()


def test_a_safe_fix_can_be_refused_each_by_itself(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    shutil.copy(SAMPLE, source)
    session = fixed(source, tmp_path / "out")
    places = [p for p in session.places if p.status is Status.APPLIED and p.rule[:2] == "FC"]
    session.decide([places[3]], Action.REJECT)
    after = fixed(source, tmp_path / "out")
    assert carried_out([places[3]], after) == []
    refused = [p for p in after.places if p.status is Status.REFUSED]
    assert [p.line for p in refused] == [places[3].line]


def test_decisions_live_through_a_paragraph_gained(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    shutil.copy(SAMPLE, source)
    session = fixed(source, tmp_path / "out")
    decided = decide_some(session, 0)
    lines = SAMPLE.read_text().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("第二条"))
    lines[at:at] = ["本办法由县水利局会同有关部门解释，自公布之日起施行。", ""]
    source.write_text("\n".join(lines))
    assert carried_out(decided, fixed(source, tmp_path / "out")) == []


def test_a_correction_by_hand_is_carried_out_and_undone(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("第一条 孙家壮村由县水利局管护。\n\n第二条 老井由孙家壮村村民委员会管护。\n")
    session = fixed(source, tmp_path / "out")
    document = session.documents[0]
    start = document.clean.index("孙家壮村")
    session.correct(document, start, start + 4, "孙家庄村")
    after = fixed(source, tmp_path / "out")
    assert after.documents[0].clean.startswith("第一条 孙家庄村由")
    offers = [p for p in after.places if p.status is Status.REVIEW and p.rule == "ED001"]
    assert [(p.before, p.after, p.line) for p in offers] == [("壮", "庄", 3)]
    after.decide(offers, Action.ACCEPT)
    assert "壮" not in fixed(source, tmp_path / "out").documents[0].clean
    again = open_session(tmp_path / "out")
    assert again.undo() is not None
    assert again.undo() is not None
    assert fixed(source, tmp_path / "out").documents[0].clean == source.read_text()


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["linzi-2016-02", "zhoucun-2017-06"])
def test_real_gazettes(tmp_path: Path, shared: Path, name: str) -> None:
    """Refusing many fixes changes what others find; nearly all decisions still hold."""
    source = shared / "gazettes" / f"{name}.txt"
    decided = decide_some(fixed(source, tmp_path / "out"), 0.1)
    lost = carried_out(decided, fixed(source, tmp_path / "out"))
    assert len(decided) > 30
    assert len(lost) <= len(decided) * 0.03, lost
