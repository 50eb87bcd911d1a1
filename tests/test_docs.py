"""The docs that are made from the code, and what they promise about it."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from repair.rules import FAMILIES, all_rules

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ["## What it does", "## Why it happens", "## Example", "## Safety"]


@pytest.mark.slow
def test_the_rules_page_is_current() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_docs.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, "run `make docs`"


@pytest.mark.parametrize("module", all_rules(), ids=lambda m: m.RULE.code)
def test_every_rule_has_its_manual_page(module) -> None:
    page = inspect.cleandoc(module.__doc__)
    assert [line for line in page.splitlines() if line.startswith("## ")] == SECTIONS
    assert page.splitlines()[0].strip()
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", module.RULE.name)
    assert re.fullmatch(r"[A-Z]{2}\d{3}", module.RULE.code)
    assert module.RULE.code[:2] in FAMILIES


def test_links_of_the_docs_lead_somewhere() -> None:
    written = {*(ROOT / "docs").glob("*.md")} - {ROOT / "docs" / "rules.md"}
    for page in [ROOT / "README.md", *written]:
        text = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
