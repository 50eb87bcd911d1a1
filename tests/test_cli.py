"""The command line as a user meets it: streams, formats, exit codes, help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from repair import cli
from repair.report.jsonl import read_report

DAMAGED = "(青政发[2019]12号)\n"
CLEAN = "(青政发〔2019〕12号)\n"


def gazette_repair(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "repair", *args], input=stdin, capture_output=True, check=False
    )


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "issue.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    return path


def test_works_as_a_filter(tmp_path: Path) -> None:
    report = tmp_path / "fixes.jsonl"
    done = gazette_repair("fix", "-", "--report", str(report), stdin=DAMAGED.encode())
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, CLEAN, b"")
    assert [f.after for f in read_report(report).fixes] == ["〔", "〕"]


def test_one_file_goes_to_standard_output(damaged: Path) -> None:
    done = gazette_repair("fix", str(damaged))
    assert done.stdout.decode() == CLEAN
    assert sorted(p.name for p in damaged.parent.iterdir()) == ["issue.txt"]


def test_check_writes_nothing_and_exits_1(
    damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["fix", str(damaged), "--check"]) == 1
    assert "issue.txt: 1 fix would be applied" in capsys.readouterr().out
    damaged.write_text(CLEAN, encoding="utf-8")
    assert cli.run(["fix", str(damaged), "--check"]) == 0


def test_diff_is_unified_and_plain_when_piped(damaged: Path) -> None:
    out = gazette_repair("fix", str(damaged), "--diff").stdout.decode()
    assert out.splitlines()[:3] == ["--- issue.txt", "+++ issue.clean.txt", "@@ -1 +1 @@"]
    assert f"-{DAMAGED}+{CLEAN}" in out
    assert "\x1b" not in out


def test_piped_runs_are_quiet(damaged: Path, tmp_path: Path) -> None:
    done = gazette_repair("fix", str(damaged), "-o", str(tmp_path / "out"))
    assert (done.stdout, done.stderr) == (b"", b"")


def test_json_names_every_file(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["fix", str(damaged), str(tmp_path / "no.txt"), "-o", str(tmp_path / "out")]
    assert cli.run([*args, "--format", "json"]) == 3
    data = json.loads(capsys.readouterr().out)
    assert data["files"][0]["verdict"] == "ready"
    assert data["files"][0]["counts"]["applied"] == 1
    assert data["errors"] == [f"{tmp_path / 'no.txt'}: no such file or folder"]


def test_hold_puts_doubtful_files_aside(tmp_path: Path) -> None:
    source = tmp_path / "issue.txt"
    source.write_text(DAMAGED, encoding="utf-8")
    out = tmp_path / "out"
    assert cli.run(["fix", str(source), "-o", str(out), "--hold", "look", "--apply", "none"]) == 0
    assert (out / "held/issue.clean.txt").exists()
    assert not (out / "issue.clean.txt").exists()


def test_resume_skips_what_is_done(damaged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cli.run(["fix", str(damaged), "-o", str(out)])
    before = (out / "issue.clean.txt").stat().st_mtime_ns
    cli.run(["fix", str(damaged), "-o", str(out), "--resume"])
    assert (out / "issue.clean.txt").stat().st_mtime_ns == before
    cli.run(["fix", str(damaged), "-o", str(out), "--resume", "--apply", "none"])
    assert (out / "issue.clean.txt").read_text(encoding="utf-8") == DAMAGED


@pytest.mark.parametrize("command", cli.cli.list_commands(None))  # type: ignore[arg-type]
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Examples:" in out


def test_version_and_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("gazette-repair 0.")
    assert cli.run(["fxi"]) == 2
    assert "did you mean 'fix'" in capsys.readouterr().err


def test_start_up_is_lean() -> None:
    code = "import sys, repair.cli; repair.cli.run(['--version']); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rich", "opencc", "rapidfuzz", "repair.engine", "PIL", "lxml", "starlette", "jinja2"}
    assert not heavy & set(out.stdout.split())


def test_rules_print_their_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["rules"]) == 0
    first = capsys.readouterr().out.splitlines()[0].split()[0]
    assert cli.run(["rules", first]) == 0
    assert "## What it does" in capsys.readouterr().out
    assert cli.run(["rules", "XX9"]) == 2
