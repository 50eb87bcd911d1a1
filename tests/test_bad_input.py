"""Each bad input: one clear line, the other files done, nothing half written, the right code."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from repair import batch, cli
from repair.engine import repair_text
from repair.files import Job, Outcome
from repair.source import write_atomic

GOOD = "关于印发实施方案的通知\n\n各镇人民政府:\n\n请认真贯彻执行。\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def fix(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = cli.run(["fix", *map(str, args)])
    out = capsys.readouterr()
    return code, out.out, out.err


def one_line(error: str) -> str:
    assert error.count("\n") == 1, error
    assert "Traceback" not in error
    return error


def half_written(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.name.startswith(".") and p.is_file()]


BROKEN = {
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
    "zip": (b"PK\x03\x04" + bytes(50), "ZIP"),
    "bytes": (b"abc\xff\xff\xfe\xff\xff", "byte 0xff at offset 3 fits none of utf-8, gb18030"),
    "surrogate": ("甲".encode() + b"\xed\xa0\x80\xff", "offset 3"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_unreadable_bytes_are_named_and_the_others_done(
    kind: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, words = BROKEN[kind]
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    code, _, err = fix(capsys, bad, good, "-o", tmp_path / "out")
    assert code == 3
    assert "bad.txt" in one_line(err)
    assert words in err
    assert (tmp_path / "out/good.clean.txt").read_text(encoding="utf-8") == GOOD
    assert not (tmp_path / "out/bad.clean.txt").exists()


def test_a_missing_file(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = fix(capsys, tmp_path / "no.txt", good, "-o", tmp_path / "out")
    assert code == 3
    assert "no.txt: no such file" in one_line(err)
    assert (tmp_path / "out/good.clean.txt").exists()


def test_a_folder_without_matches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    code, _, err = fix(capsys, tmp_path / "in", "-o", tmp_path / "out")
    assert code == 3
    assert "nothing in it matches *.txt *.md *content_list.json" in one_line(err)


def test_a_glob_the_shell_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2017/a.txt", "2018/a.txt", "2018/a.clean.txt", "2018/b.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    code, _, _ = fix(capsys, tmp_path / "in/**/*.txt", "-o", tmp_path / "out")
    assert code == 0
    written = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.clean.*")}
    assert written == {"2017/a.clean.txt", "2018/a.clean.txt"}


def test_a_glob_without_matches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = fix(capsys, tmp_path / "*.txt", "-o", tmp_path / "out")
    assert code == 3
    assert "*.txt: no file matches this glob" in one_line(err)


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that may not be read, nor the file in it; root, who reads everything, included."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "bad.txt").write_text(GOOD, encoding="utf-8")

    def refuse(real: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Any = ".", *args: Any, **options: Any) -> Any:
            if str(path).startswith(str(folder)):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *args, **options)

        return asked

    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda p, *a, **o: not str(p).startswith(str(folder)) and allowed(p, *a, **o)
    )
    monkeypatch.setattr(os, "scandir", refuse(os.scandir))
    monkeypatch.setattr(Path, "read_bytes", refuse(Path.read_bytes))
    return folder


def test_an_unreadable_file(
    closed: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = fix(capsys, closed / "bad.txt", good, "-o", tmp_path / "out")
    assert code == 3
    assert "bad.txt: can't be read (Permission denied)" in one_line(err)
    assert (tmp_path / "out/good.clean.txt").exists()


def test_an_unreadable_folder(
    closed: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = fix(capsys, closed, good, "-o", tmp_path / "out")
    assert code == 3
    assert "closed: can't be listed (Permission denied)" in one_line(err)
    assert (tmp_path / "out/good.clean.txt").exists()


@pytest.mark.parametrize("text", ["", "\n", "\x00甲\x00", "一" * 50_000, "\r", "甲\r乙"])
def test_odd_texts_come_out_whole(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(text.encode())
    code, out, err = fix(capsys, path, "--select", "ED")
    assert (code, out, err) == (0, text, "")


def test_lone_surrogates_stay_in_the_library(tmp_path: Path) -> None:
    assert repair_text("甲\ud800乙").text == "甲\ud800乙"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_comes_back_by_undo(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(GOOD.replace("\n", "\r\n").encode(encoding))
    assert fix(capsys, source, "-o", tmp_path / "out")[0] == 0
    assert cli.run(["undo", str(tmp_path / "out/a.clean.txt")]) == 0
    assert (tmp_path / "out/a.txt").read_bytes() == source.read_bytes()


def test_utf8_without_damage_is_the_same_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in {"a.txt": GOOD.encode(), "b.txt": GOOD.encode("utf-8-sig")}.items():
        (tmp_path / name).write_bytes(data)
    assert fix(capsys, tmp_path, "-o", tmp_path / "out")[0] == 0
    for name in ("a", "b"):
        clean = (tmp_path / f"out/{name}.clean.txt").read_bytes()
        assert clean == (tmp_path / f"{name}.txt").read_bytes()


def test_an_output_folder_that_cannot_be_made(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = fix(capsys, good, "-o", good / "below-a-file")
    assert code == 3
    assert "can't be written" in one_line(err)


def test_a_full_disk_leaves_the_old_file(
    good: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "good.clean.txt").write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = fix(capsys, good, "-o", out)
    assert code == 3
    assert "No space left on device" in one_line(err)
    assert (out / "good.clean.txt").read_text(encoding="utf-8") == "old"
    assert half_written(out) == []


def test_same_names_from_different_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder, encoding="utf-8")
    inputs = [tmp_path / "x/a.txt", tmp_path / "y/a.txt"]
    assert fix(capsys, *inputs, "-o", tmp_path / "out")[0] == 0
    assert (tmp_path / "out/x/a.txt.clean.txt").read_text(encoding="utf-8") == "x"
    assert (tmp_path / "out/y/a.txt.clean.txt").read_text(encoding="utf-8") == "y"


def test_a_clash_of_stems_keeps_the_full_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "a.md").write_text("乙", encoding="utf-8")
    assert fix(capsys, tmp_path / "a.txt", tmp_path / "a.md", "-o", tmp_path / "out")[0] == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "a.md.clean.md",
        "a.md.fixes.jsonl",
        "a.txt.clean.txt",
        "a.txt.fixes.jsonl",
    ]


def test_input_inside_the_output_folder(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fix(capsys, good, "-o", tmp_path)[0] == 0
    assert fix(capsys, tmp_path, "--check")[0] == 0
    assert fix(capsys, tmp_path, "-o", tmp_path / "out")[0] == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "good.clean.txt",
        "good.fixes.jsonl",
    ]


def test_a_loop_of_links_ends(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    code, _, err = fix(capsys, tmp_path, "-o", tmp_path / "out")
    assert code == 3
    assert "dangling.txt: no such file" in one_line(err)
    assert (tmp_path / "out/good.clean.txt").exists()


#: A shell may have started us with interrupts ignored, which children inherit.
_INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from repair.cli import main
main(sys.argv[1:])
"""


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(GOOD * 200, encoding="utf-8")
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, "fix", str(folder), "-o", str(out), "--jobs", "2"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for _ in range(600):
        time.sleep(0.05)
        if out.exists() and len(list(out.glob("*.fixes.jsonl"))) > 2:
            break
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
    assert half_written(out) == []
    for report in out.glob("*.fixes.jsonl"):
        clean = report.with_name(report.name.replace(".fixes.jsonl", ".clean.txt"))
        assert clean.read_text(encoding="utf-8") == GOOD * 200


def test_ctrl_c_at_any_moment_of_writing_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    # In a thread: what the interpreter remembers of so many interrupts ends with it.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(_moments_of_writing, tmp_path).result() > 20


def _moments_of_writing(folder: Path) -> int:
    """Interrupts the writing of a file at its first moment, its second, … and counts them."""
    path = folder / "a.clean.txt"
    for moment in range(10_000):
        path.write_bytes(b"old")
        finished = False
        with suppress(KeyboardInterrupt), interrupted_at(moment):
            write_atomic(path, b"new")
            finished = True
        assert path.read_bytes() == b"new" or not finished
        assert path.read_bytes() in {b"old", b"new"}
        assert half_written(folder) == []
        if finished:
            return moment
    raise AssertionError("writing never ends")


@contextmanager
def interrupted_at(moment: int) -> Iterator[None]:
    """As Ctrl-C does, raise KeyboardInterrupt between two lines of Python: the given one."""
    passed = itertools.count()

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        if frame.f_code.co_name != "interrupted_at" and next(passed) == moment:
            raise KeyboardInterrupt
        return trace

    outer = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(outer)


def test_ctrl_c_while_an_outcome_is_shown_begins_no_more_files(tmp_path: Path) -> None:
    jobs = []
    for number in range(40):
        source = tmp_path / f"{number:02}.txt"
        source.write_text(GOOD * 100, encoding="utf-8")
        jobs.append(Job(source, target=tmp_path / "out" / source.stem))

    def interrupt(_: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(batch.run(jobs, 2, interrupt))
    assert 0 < len(list((tmp_path / "out").glob("*.clean.txt"))) < 40


def test_usage_errors_exit_2(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fix(capsys, good, good)[0] == 2
    assert fix(capsys, good, "--select", "QQ")[0] == 2
    assert fix(capsys, good, "--normalize", "widht")[2].count("did you mean 'width'") == 1
    assert fix(capsys, "-", good)[0] == 2
    assert fix(capsys, good, "-o", tmp_path, "--report", "x")[0] == 2
    assert fix(capsys)[0] == 2


def test_undo_takes_several_texts_and_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(GOOD + name, encoding="utf-8")
    assert fix(capsys, tmp_path, "-o", tmp_path / "out")[0] == 0
    clean = [str(tmp_path / f"out/{name}.clean.txt") for name in ("a", "no", "b")]
    assert cli.run(["undo", *clean, "-o", f"{tmp_path}/back/"]) == 3
    assert "no.clean.txt: its report no.fixes.jsonl is missing" in capsys.readouterr().err
    for name in ("a", "b"):
        assert (tmp_path / f"back/{name}.txt").read_text(encoding="utf-8") == GOOD + name
    assert cli.run(["undo", *clean, "-o", str(tmp_path / "a.txt")]) == 2


def test_a_report_does_not_choose_where_undo_writes(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fix(capsys, good, "-o", tmp_path / "out")[0] == 0
    report = tmp_path / "out/good.fixes.jsonl"
    report.write_text(
        report.read_text(encoding="utf-8").replace('"good.txt"', '"../../evil.txt"', 1),
        encoding="utf-8",
    )
    assert cli.run(["undo", str(tmp_path / "out/good.clean.txt")]) == 0
    assert (tmp_path / "out/evil.txt").exists()


def test_undo_refuses_what_does_not_fit(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    fix(capsys, good, "-o", out)
    clean = out / "good.clean.txt"
    (out / "good.txt").write_text("another", encoding="utf-8")
    assert cli.run(["undo", str(clean)]) == 3
    assert "exists and differs" in one_line(capsys.readouterr().err)
    clean.write_text("edited", encoding="utf-8")
    assert cli.run(["undo", str(clean)]) == 3
    assert "changed since it was written" in one_line(capsys.readouterr().err)
    (out / "good.fixes.jsonl").unlink()
    assert cli.run(["undo", str(clean)]) == 3
    assert "report good.fixes.jsonl is missing" in one_line(capsys.readouterr().err)
    assert cli.run(["undo", str(good)]) == 3
    assert "not a clean text" in one_line(capsys.readouterr().err)


@pytest.mark.slow
def test_large_files_and_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "全区各级各部门要认真贯彻落实会议精神，扎实做好各项工作，"
    one = tmp_path / "line.txt"
    one.write_text(line * (50_000_000 // len(line.encode())), encoding="utf-8")
    assert fix(capsys, one, "-o", tmp_path / "out")[0] == 0
    assert (tmp_path / "out/line.clean.txt").read_bytes() == one.read_bytes()
