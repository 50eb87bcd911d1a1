"""The golden cases, each with its promises; and the commands that keep them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from repair.commands.golden import command
from repair.errors import InputError, OutputError, UsageError
from repair.golden import add, describe, find_cases, read_case, run_case, update, verdict

ROOT = Path(__file__).resolve().parent.parent
CASES = find_cases(ROOT / "golden")

DAMAGED = "各镇人民政府：\n\n现将《通知》[Ａ]印发给你们。公示牌 and 警示牌要清楚。\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case) -> None:
    run = run_case(case)
    said = verdict(case, run)
    assert not said, said + "\n" + "\n".join(describe(case, run))


def test_every_case_says_what_it_is() -> None:
    for case in CASES:
        assert case.label, case.folder
        assert case.source in {"in-the-wild", "synthetic", "negative"}, case.folder


def test_negative_cases_come_out_as_they_went_in() -> None:
    for case in CASES:
        if case.source == "negative":
            assert case.text == case.input.read_bytes().decode("utf-8"), case.folder


def test_the_sample_gazette_is_the_one_typeset_from_the_manuscript() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_sample.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, "run tools/make_sample.py"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    source = tmp_path / "page.txt"
    source.write_text(DAMAGED, "utf-8")
    add(source, tmp_path / "cases", "page", label="", kind="synthetic", comment="")
    return tmp_path / "cases"


def run_command(*words: str | Path) -> tuple[int, str]:
    run = CliRunner().invoke(command, [str(word) for word in words])
    if run.exception and not isinstance(run.exception, SystemExit):
        raise run.exception
    return run.exit_code, run.output


def test_a_new_case_passes(cases: Path) -> None:
    assert "和" in (cases / "page" / "expected.txt").read_text("utf-8")
    assert run_command("check", cases) == (0, "1 cases: 1 as expected, 0 not\n")


def test_check_shows_what_appeared_disappeared_and_changed(cases: Path) -> None:
    path = cases / "page" / "expected.fixes.jsonl"
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert records
    ghost = {**records[0], "rule": "ZZ001", "start": 0, "end": 2, "before": "各镇", "after": "某镇"}
    other = {**records[0], "status": "review"}
    lines = [json.dumps(r, ensure_ascii=False) for r in (ghost, other)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    (cases / "page" / "expected.txt").write_text("别的\n", "utf-8")
    code, said = run_command("check", cases)
    assert code == 1
    assert "1 disappeared" in said
    assert "1 changed" in said
    assert "…[各镇 → 某镇]人民政府" in said
    assert "-别的" in said
    assert "1 not" in said


def test_update_writes_only_what_was_asked(cases: Path) -> None:
    expected = cases / "page" / "expected.txt"
    right = expected.read_bytes()
    expected.write_bytes(b"x\n")
    (cases / "page" / "note.md").write_text("mine")
    code, said = run_command("update", cases)
    assert (code, expected.read_bytes()) == (0, b"x\n")
    assert "--only" in said
    code, said = run_command("update", cases, "--only", "page")
    assert expected.read_bytes() == right
    assert said.count("wrote") == 1
    assert (cases / "page" / "note.md").exists()
    with pytest.raises(UsageError, match="no golden case"):
        run_command("update", cases, "--only", "pagee")


def test_a_case_that_is_to_fail_must_fail(cases: Path) -> None:
    folder = cases / "page"
    (folder / "case.toml").write_text('label = "x"\nexpect = "fail"\n', "utf-8")
    assert "passes now" in verdict(read_case(folder), run_case(read_case(folder)))
    (folder / "expected.txt").write_text("理想\n", "utf-8")
    case = read_case(folder)
    assert verdict(case, run_case(case)) == ""
    assert update(case, run_case(case)) == []
    assert (folder / "expected.txt").read_text("utf-8") == "理想\n"


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("label = 1\nlable = 2\n", "lable"),
        ('expect = "maybe"\n', "maybe"),
        ('[options]\nnormalise = ["width"]\n', "normalise"),
        ("label = \n", "case.toml"),
    ],
)
def test_a_case_file_with_a_mistake_is_named(cases: Path, text: str, match: str) -> None:
    (cases / "page" / "case.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=match):
        read_case(cases / "page")


def test_nothing_is_overwritten_and_names_stay_inside(cases: Path, tmp_path: Path) -> None:
    source = tmp_path / "page.txt"
    for name, error in (("page", OutputError), ("../out", UsageError)):
        with pytest.raises(error):
            add(source, cases, name, label="", kind="synthetic", comment="")


def test_options_of_a_case_are_used(cases: Path) -> None:
    folder = cases / "page"
    (folder / "case.toml").write_text('label = "x"\n[options]\napply = "none"\n', "utf-8")
    assert run_case(read_case(folder)).result.text == DAMAGED


def test_a_folder_without_cases_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no golden cases"):
        find_cases(tmp_path)


def test_the_cases_are_found_from_anywhere(tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        code, said = run_command("check", "--only", "sample-gazette")
    finally:
        os.chdir(here)
    assert (code, "1 as expected" in said) == (0, True), said
