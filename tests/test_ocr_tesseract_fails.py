"""Tesseract crashes, hangs or writes nonsense: the page is named, nothing else suffers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from repair import cli
from repair.errors import MissingExtraError
from repair.ocr import extra
from repair.ocr.reading import OcrOptions, read_pages
from tests.fake_tesseract import DEEDS, put_on_path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Two pages with some ink, in a file."""
    page = Image.new("L", (600, 400), 255)
    draw = ImageDraw.Draw(page)
    for x in range(60, 540, 40):
        draw.rectangle((x, 80, x + 28, 108), outline=0, width=4)
    path = tmp_path / "scan.tif"
    page.save(path, save_all=True, append_images=[page])
    return path


@pytest.mark.parametrize("deed", DEEDS)
def test_every_page_is_named_and_none_stops_the_others(
    deed: str, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_path(tmp_path, monkeypatch, DEEDS[deed])
    timeout = 0.4 if deed == "hangs" else 20.0
    started = time.monotonic()
    pages = list(read_pages(scan, OcrOptions(timeout=timeout)))
    assert time.monotonic() - started < 15
    assert [page.number for page in pages] == [1, 2]
    for page in pages:
        assert "tesseract" in page.failed
        assert len(page.failed) < 300
        assert page.failed.isprintable()
        assert str(tmp_path) not in page.failed


@pytest.mark.parametrize("deed", ["is killed", "writes nothing", "writes garbage"])
def test_the_command_line_goes_on_with_the_next_file(
    deed: str,
    scan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put_on_path(tmp_path, monkeypatch, DEEDS[deed])
    text = tmp_path / "a.txt"
    text.write_text("第一条 为了保护环境，制定本办法。\n", encoding="utf-8")
    out = tmp_path / "out"
    assert cli.run(["fix", str(scan), str(text), "-o", str(out)]) == 3
    said = capsys.readouterr().err
    assert "scan.tif" in said
    assert "Traceback" not in said
    assert (out / "a.clean.txt").read_text(encoding="utf-8") == text.read_text(encoding="utf-8")
    assert not (out / "scan.clean.txt").exists()


def test_a_page_that_only_is_a_witness_may_fail(
    scan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The text is repaired as without pages."""
    put_on_path(tmp_path, monkeypatch, DEEDS["is killed"])
    text = tmp_path / "a.txt"
    text.write_text(
        "要落实“河长制冶工作，开展“清河行动冶检查，评选“先进冶单位。\n" * 3, encoding="utf-8"
    )
    alone, seen = tmp_path / "alone", tmp_path / "seen"
    assert cli.run(["fix", str(text), "-o", str(alone)]) == 0
    assert cli.run(["fix", str(text), "-o", str(seen), "--pages", str(scan)]) == 3
    assert "page 1: tesseract" in capsys.readouterr().err
    assert (seen / "a.clean.txt").read_bytes() == (alone / "a.clean.txt").read_bytes()


def test_a_program_that_does_not_even_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_bytes(b"\x7fELF nothing")
    program.chmod(0o755)
    monkeypatch.delenv("TESSERACT_CMD", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingExtraError, match="does not run"):
        extra.need_tesseract("chi_sim")


def test_a_missing_language_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(tmp_path, monkeypatch, "exit 1", langs="eng")
    with pytest.raises(MissingExtraError, match="tesseract-ocr-chi-sim"):
        extra.need_tesseract("eng+chi_sim")
