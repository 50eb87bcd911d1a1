"""The diff of findings between two runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tool(*words: str | Path) -> str:
    run = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return run.stdout


def test_what_appeared_and_disappeared_is_shown_in_context(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("公示牌 and 警示牌要清楚，桥梁 and 涵洞要常查。\n", "utf-8")
    for folder, more in (("old", ["--ignore", "MK010"]), ("new", [])):
        tool("-m", "repair", "fix", source, "-o", tmp_path / folder, *more)
    said = tool("tools/findings_diff.py", tmp_path / "old", tmp_path / "new")
    assert "MK010 appeared: 2" in said
    assert "公示牌[ and  → 和]警示牌" in said
    said = tool("tools/findings_diff.py", tmp_path / "new", tmp_path / "old", "--limit", "1")
    assert "MK010 disappeared: 2" in said
    assert "and 1 more" in said
    assert "no difference" in tool("tools/findings_diff.py", tmp_path / "new", tmp_path / "new")
