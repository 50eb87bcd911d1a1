"""Configuration: found upwards, checked key by key, beaten by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair.config import config_for, parse
from repair.errors import UsageError

FILE = Path("gazette-repair.toml")


def test_found_upwards_and_beaten_by_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.gazette-repair]\nignore = ["NM"]\nmin-confidence = 0.5\nseries = "s.json"\n'
    )
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    config = config_for(below / "x.txt")
    assert config.path == tmp_path / "pyproject.toml"
    assert config.series == tmp_path / "s.json"
    assert config.over(min_confidence=None).min_confidence == 0.5
    assert config.over(min_confidence=0.9).min_confidence == 0.9
    assert config.over(ignore=("FC",)).ignore == ("FC",)


def test_a_pyproject_of_others_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "gazette-repair.toml").write_text('apply = "none"\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert config_for(inner / "x.txt").over().apply == "none"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"ignroe": []}, "did you mean 'ignore'"),
        ({"ignore": "FC"}, "must be a list of strings"),
        ({"jobs": True}, "must be a whole number"),
        ({"min-confidence": "0.5"}, "must be a number"),
        ({"min-confidence": 2.0}, "lies in 0…1"),
        ({"apply": "saef"}, "did you mean 'safe'"),
        ({"fill-merged": 1}, "must be true or false"),
        ({"required-version": ">=99"}, "install a version that fits"),
        ({"required-version": "new"}, "not a version condition"),
    ],
)
def test_mistakes_are_named(table: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        parse(FILE, table)


def test_versions_compare_as_releases() -> None:
    assert parse(FILE, {"required-version": ">=0.1,<99"}).path == FILE
