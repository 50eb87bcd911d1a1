"""Decisions listed, and made to hold everywhere."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from reviewing import Make, folder, sample

from repair.cli import run
from repair.dictionaries import load_pack
from repair.errors import InputError
from repair.review.decisions import Action
from repair.review.promote import protected
from repair.review.session import open_session

#: Three characters on each side of 也.
PHRASE = "治盲，也应当落"


def decided(path: Path) -> Path:
    text = "第一条 雪官街道办事处负责防盲治盲，也应当落实。\n"
    makes = [Make("官", "宫", rule="CH002"), Make("治", "”"), Make("也", "〔", rule="FC003")]
    session = open_session(folder(path / "out", {"a": (text, makes)}))
    actions = (Action.ACCEPT, Action.REJECT, Action.SIC)
    for place, action in zip(session.places, actions, strict=True):
        session.decide([place], action)
    return path / "out"


def promote(path: Path, *more: str) -> int:
    config, pack = str(path / "c.toml"), str(path / "d.tsv")
    folder_ = str(decided(path))
    return run(["decisions", "promote", folder_, "--config", config, "--dictionary", pack, *more])


def test_promotion_shows_the_difference_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.toml").write_text('select = ["FC"]\nprotect = ["甲", "]乙"]\n')
    assert promote(tmp_path, "--yes") == 0
    out = capsys.readouterr().out
    assert '+  "责防盲治盲，也",' in out
    assert "+官\t宫\t0.80\t" in out
    data = tomllib.loads((tmp_path / "c.toml").read_text())
    assert data == {
        "select": ["FC"],
        "protect": ["甲", "]乙", "责防盲治盲，也", PHRASE],
    }
    assert [row[:2] for row in load_pack(tmp_path / "d.tsv")["confusables.tsv"]] == [("官", "宫")]
    assert promote(tmp_path, "--yes") == 0
    assert "nothing to promote" in capsys.readouterr().out


def test_a_no_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.confirm", lambda _: False)
    assert promote(tmp_path) == 0
    assert not (tmp_path / "c.toml").exists()
    assert not (tmp_path / "d.tsv").exists()


def test_a_configuration_that_can_not_be_changed_safely_is_left(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('"protect" = ["甲"]\n')
    with pytest.raises(InputError, match="can't be extended"):
        protected(path, ["乙"])


def test_decisions_are_listed_stale_ones_aloud(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample(tmp_path)
    session = open_session(tmp_path, "王")
    session.decide([session.documents[0].places[0]], Action.REJECT, comment="原文\x1b如此")
    assert run(["decisions", "list", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "linzi.txt:4  reject  FC002  曳 → 曳  王" in out
    assert "原文␛如此" in out
    assert "1 decisions, 0 stale" in out
    folder(tmp_path, {"linzi": ("全文已换。\n", [])})
    assert run(["decisions", "list", str(tmp_path), "--stale"]) == 0
    assert "stale: fits nothing any more" in capsys.readouterr().out
