"""A program called ``tesseract`` that does what the real one does on a bad day."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

#: What it does with a page; ``$1`` is the image, ``$2`` the output's name less its ending.
DEEDS = {
    "is killed": "kill -9 $$",
    "crashes": "echo 'Segmentation fault' >&2; exit 139",
    "says garbage and fails": r"printf '\377\376\000\001 <b>%s{}' x >&2; exit 1",
    "hangs": "exec sleep 30",
    "writes nothing": "exit 0",
    "writes garbage": r'printf "\377\000<html" > "$2.hocr"; exit 0',
    "writes half a file": """printf '<?xml version="1.0"?><html><body><div class=' > "$2.hocr\"""",
}


def put_on_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch, deed: str, *, langs: str = "chi_sim"
) -> Path:
    """Make the program and let it be found; returns a file that gets each call's words."""
    calls = folder / "calls"
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        f'case "$*" in *--list-langs*) printf "List\\n{langs}\\n"; exit 0 ;; esac\n'
        f"echo \"$*\" >> '{calls}'\n{deed}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.delenv("TESSERACT_CMD", raising=False)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return calls
