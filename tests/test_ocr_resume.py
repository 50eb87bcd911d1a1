"""Pages once read are not read again: after an interruption, and with ``--resume``."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from PIL import Image, ImageDraw

from repair import cli
from repair.ocr import checking, hocr
from repair.ocr.outputs import read_into
from repair.ocr.page import Block, Glyph, Page, line_of
from repair.ocr.pictures import pages_beside
from repair.ocr.progress import PageProgress
from repair.ocr.reading import OcrOptions, Step
from repair.report.jsonl import read_report
from tests.fake_tesseract import put_on_path

LINES = (
    "为进一步加强河道管理，保护水环境，",
    "各镇要认真落实“河长制”工作要求，",
    "定期通报检查结果。",
)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tesseract that reads the same three lines on every page, and notes its calls."""
    lines = [
        line_of([Glyph(c, (60 + 24 * i, 80 + 50 * r, 82 + 24 * i, 102 + 50 * r)) for i, c in row])
        for r, row in enumerate(map(enumerate, LINES))
    ]
    page = Page(1, 600, 400, (Block(tuple(lines)),))
    canned = tmp_path / "canned.hocr"
    canned.write_text("".join(hocr.write([page], "canned")), encoding="utf-8")
    passed_over = 'case "$*" in *"psm 13"*) exit 1 ;; esac'
    whole = f'cp \'{canned}\' "$2.hocr"; : > "$2.txt"'
    return put_on_path(tmp_path, monkeypatch, f"{passed_over}\n{whole}")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Three pages whose ink stands where those lines stand."""
    page = Image.new("L", (600, 400), 255)
    draw = ImageDraw.Draw(page)
    for row, line in enumerate(LINES):
        for at in range(len(line)):
            x, y = 61 + 24 * at, 81 + 50 * row
            draw.line((x, y, x + 19, y + 19), 0, 3)
            draw.line((x + 19, y, x, y + 19), 0, 3)
    path = tmp_path / "scan.tif"
    page.save(path, save_all=True, append_images=[page, page])
    return path


def count(calls: Path) -> int:
    """How many pages tesseract was given since last asked."""
    lines = calls.read_text().splitlines() if calls.exists() else []
    found = sum(line.endswith(" hocr") and "--psm 13" not in line for line in lines)
    calls.unlink(missing_ok=True)
    return found


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def begin_and_interrupt(scan: Path, target: Path) -> None:
    """A reading that is stopped when two pages are done."""

    def stop_after_two(step: Step) -> None:
        if step.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_into(scan, target, OcrOptions(jobs=1), progress=stop_after_two)


def test_an_interrupted_reading_goes_on_where_it_stopped(
    scan: Path, calls: Path, tmp_path: Path
) -> None:
    begin_and_interrupt(scan, tmp_path / "scan")
    assert count(calls) >= 2
    kept = sorted(path.stem for path in (tmp_path / ".scan.pages").rglob("*.hocr"))
    assert kept[:2] == ["00001", "00002"]
    read_into(scan, tmp_path / "scan", OcrOptions(jobs=1))
    assert count(calls) <= 3 - len(kept)


def test_fix_keeps_its_pages_until_all_is_written(
    scan: Path, calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("repair.files.repair_text", interrupted)
        with pytest.raises(click.Abort):
            cli.cli.main(["fix", str(scan), "-o", str(out)], standalone_mode=False)
    assert count(calls) >= 3
    assert cli.run(["fix", str(scan), "-o", str(out)]) == 0
    assert count(calls) == 0
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_resume_knows_a_finished_scan_by_its_bytes_and_options(
    scan: Path, calls: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    arguments = ["fix", str(scan), "-o", str(out)]
    assert cli.run(arguments) == 0
    assert count(calls) >= 3
    report = (out / "scan.fixes.jsonl").read_bytes()
    header = json.loads(report.splitlines()[0])
    assert header["read"]["name"] == "scan.tif"
    assert str(tmp_path) not in json.dumps(header)
    assert cli.run([*arguments, "--resume"]) == 0
    assert count(calls) == 0
    assert (out / "scan.fixes.jsonl").read_bytes() == report
    assert cli.run([*arguments, "--resume", "--psm", "4"]) == 0
    assert count(calls) >= 3
    scan.write_bytes(scan.read_bytes() + b"\0")
    assert cli.run([*arguments, "--resume", "--psm", "4"]) == 0
    assert count(calls) >= 3


def test_what_could_not_all_be_read_is_tried_again(scan: Path, calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = calls.with_name("tesseract")
    sound = program.read_text()
    # The second page fails.
    fails = f"[ $(grep -c 'psm 6' '{calls}') = 2 ] && kill -9 $$\n"
    program.write_text(sound.replace("cp ", fails + "cp ", 1))
    arguments = ["fix", str(scan), "-o", str(out), "--jobs", "1", "--resume"]
    assert cli.run(arguments) == 3
    assert count(calls) == 3
    program.write_text(sound)
    assert cli.run(arguments) == 0
    assert count(calls) == 1
    assert cli.run(arguments) == 0
    assert count(calls) == 0


def test_witnesses_are_kept_and_asked_for(
    scan: Path, calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("".join(LINES).replace("”", "冶") + "\n", encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["fix", str(text), "-o", str(out), "--resume"]
    assert cli.run(arguments) == 0
    asked = [*arguments, "--pages", str(scan)]
    with monkeypatch.context() as patch:
        patch.setattr(checking, "judged", interrupted)
        with pytest.raises(click.Abort):
            cli.cli.main(asked, standalone_mode=False)
    assert count(calls) >= 3  # though the text alone was finished before
    cli.run(asked)
    assert count(calls) == 0
    assert not list(out.glob(".*"))
    cli.run(asked)
    assert count(calls) == 0


def test_the_pages_are_found_by_the_name_in_the_report(
    scan: Path, calls: Path, tmp_path: Path
) -> None:
    """Whoever looks at a fix, in the reviewer or with ``page``, need not name them again."""
    out = tmp_path / "out"
    assert cli.run(["fix", str(scan), "-o", str(out)]) == 0
    assert (out / "scan.ocr.txt").exists()
    header = read_report(out / "scan.fixes.jsonl").header
    assert pages_beside(header, out) == scan
    assert pages_beside({"read": {"name": "../../etc/passwd"}}, out) is None
    again = tmp_path / "out" / "again"
    assert cli.run(["fix", str(out / "scan.hocr"), "-o", str(again)]) == 0
    header = read_report(again / "scan.fixes.jsonl").header
    assert header["read"]["name"] == "scan.hocr"
    assert pages_beside(header, out) == scan


def test_pages_kept_without_their_images_are_read_for_them(
    scan: Path, calls: Path, tmp_path: Path
) -> None:
    begin_and_interrupt(scan, tmp_path / "scan")
    read_into(scan, tmp_path / "scan", OcrOptions(jobs=1), save_pages=True)
    saved = sorted(path.name for path in (tmp_path / "scan.pages").iterdir())
    assert saved == ["scan-0001.png", "scan-0002.png", "scan-0003.png"]


def test_what_was_kept_is_no_pace(
    scan: Path, calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Step] = []
    read_into(scan, tmp_path / "scan", OcrOptions(jobs=1), progress=steps.append)
    assert steps == [Step(done, 0, 3) for done in range(4)]
    steps.clear()
    read_into(scan, tmp_path / "scan", OcrOptions(jobs=1), progress=steps.append)
    assert steps[-1] == Step(3, 3, 3)


def test_who_stops_a_reading_is_told_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    progress = PageProgress("a.pdf", kept=True)
    with pytest.raises(KeyboardInterrupt), progress:  # noqa: PT012
        progress.step(Step(2, 0, 3))
        raise KeyboardInterrupt
    assert "goes on with the others" in capsys.readouterr().err
