"""The terminal reviewer, driven through a pseudo-terminal."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reviewing import Make, folder, log, sample

from repair.review.decisions import Action, load
from repair.review.paint import fit, visible, width_of

ROOT = Path(__file__).resolve().parent.parent
PROMPT = "?,q] "


class Driver:
    """A program in a pseudo-terminal."""

    def __init__(self, arguments: list[str], **environment: str) -> None:
        self.master, slave = pty.openpty()
        self.size(24, 100)
        env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
        env |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "repair", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env | environment,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(slave)
        self.seen = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def size(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, wanted: str, seconds: float = 20) -> str:
        """What came up to and with ``wanted``."""
        end = time.monotonic() + seconds
        while wanted not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(end - time.monotonic(), 0))
            if not ready:
                raise AssertionError(f"no {wanted!r} in {self.seen!r}")
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
            if not data:
                raise AssertionError(f"ended without {wanted!r}: {self.seen!r}")
            self.seen += self.decoder.decode(data).replace("\r\n", "\n")
        cut = self.seen.index(wanted) + len(wanted)
        out, self.seen = self.seen[:cut], self.seen[cut:]
        return out

    def send(self, keys: str, wanted: str = PROMPT) -> str:
        os.write(self.master, keys.encode())
        return self.until(wanted)

    def end(self) -> int:
        try:
            return self.process.wait(10)
        finally:
            os.close(self.master)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    started: list[Driver] = []

    def start(*arguments: str, **environment: str) -> Driver:
        driver = Driver(["review", str(tmp_path), *arguments], **environment)
        started.append(driver)
        return driver

    yield start
    for driver in started:
        if driver.process.poll() is None:
            driver.process.kill()
            driver.process.wait()


def actions(path: Path) -> list[tuple[str, str, str]]:
    return [(d.action.value, d.before, d.result) for d in load(path).all]


def test_a_session_with_every_key(tmp_path: Path, drive: Callable[..., Driver]) -> None:
    sample(tmp_path)
    t = drive("--who", "王")
    first = t.until(PROMPT)
    assert "── 1/7 · 7 left" in first
    assert "\x1b[31;9m治\x1b[0m\x1b[32;1m”\x1b[0m" in first
    assert "linzi.txt:6 · 临河区人民政府关于印发《临河区河道保洁办法》的通知" in first
    assert "FC002 · review · confidence 0.60 · 5 like it in 2 file(s)" in first
    assert "because: “治” stands where a closing quote is missing" in first
    assert "accept" in t.send("?")
    assert "2/7 · 6 left" in t.send("y")
    assert "3/7 · 5 left" in t.send("n")
    t.send("e", "replacement: ")
    assert "4/7" in t.send("\x7f」\n")
    assert "5/7 · 3 left" in t.send("s")
    assert "4/7" in t.send("k")
    assert "5/7" in t.send("j")
    t.send("#", "comment: ")
    t.send("看不清\n")
    assert "6/7" in t.send(" ")
    assert "孙[" not in t.send("/", "search: ")
    assert "1/7" in t.send("保洁实行\n")
    assert "accepted by 王" in t.send("k")
    t.send("f", "empty: all): ")
    assert "── 1/1 · 1 left" in t.send("NM\n")
    t.send("f", "empty: all): ")
    assert "no place fits" in t.send("ZZ\n")
    t.send("f", "empty: all): ")
    t.send("\n")
    assert "order: document" in t.send("o")
    assert "order: doubt" in t.send("o")
    t.send("c", "as it stands")
    t.send("王芳\n", "should read: ")
    assert "the next `fix` carries it out" in t.send("\x7f方\n")
    assert "undone" in t.send("u")
    assert "undone" in t.send("u")
    t.send("g")
    last = t.send("q", "carry it out")
    assert "1 accepted" in last
    assert t.end() == 0
    assert actions(tmp_path / "linzi.decisions.jsonl") == [
        ("accept", "治", "”"),
        ("reject", "治", "治"),
        ("edit", "治", "」"),
    ]
    assert actions(tmp_path / "zhou.decisions.jsonl") == [("sic", "治", "治")]
    raw = log(tmp_path / "zhou.decisions.jsonl")
    assert [x["action"] for x in raw] == ["sic", "skip", "accept", "undo", "undo"]
    assert raw[1]["comment"] == "看不清"


def test_a_whole_group_after_a_sample(tmp_path: Path, drive: Callable[..., Driver]) -> None:
    line = "第{}条 实行“网格{}治管理，逐级负责到人。\n"
    text = "".join(line.format(n, n) for n in range(1, 41))
    folder(tmp_path, {"a": (text, [Make("治", "”", nth=n) for n in range(1, 41)])})
    t = drive()
    t.until(PROMPT)
    shown = t.send("a", "anything else: back")
    assert shown.count("a.txt:") == 5
    assert "5 of 40 shown" in shown
    t.send("x", "nothing decided")
    t.until(PROMPT)
    t.send("a", "back")
    assert "40 places accepted" in t.send("y", "carry it out")
    assert t.end() == 0
    lines = log(tmp_path / "a.decisions.jsonl")
    assert len(lines) == 40
    assert {(x["seen"], x["of"]) for x in lines} == {(5, 40)}


def test_lines_decided_at_once_are_shown_each_with_its_own_words(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    title = "白溪区人民政府 关于{}的通知\n"
    text = title.format("甲") + "为做好工作，现通知如下。\n" * 40 + title.format("乙")
    makes = [Make(" ", "\n", rule="LN011", nth=n) for n in (1, 2)]
    folder(tmp_path, {"a": (text, makes)}, one_group=True)
    t = drive(NO_COLOR="1")
    shown = t.until(PROMPT)
    assert "2 lines decided at once" in shown
    assert "like it" not in shown
    assert "(1) 白溪区人民政府[- -]{+⏎+}关于甲的通知" in shown
    assert "(2) " in shown
    assert "白溪区人民政府[- -]{+⏎+}关于乙的通知" in shown
    assert "several lines are decided at once" in t.send("e")
    t.send("c", "as it stands")
    t.send("关于乙\n", "should read: ")
    assert "the next `fix` carries it out" in t.send("\x7f丙\n")
    t.send("y", "1 accepted")
    assert t.end() == 0


def test_rows_are_shown_where_the_change_is_seen_in_them(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    long = "按照全区统一部署组织开展河道保洁和巡查工作，" * 5
    text = f"任务\t单位\n{long}落实管户责任。\t水利局\n清点船只\t>95%\n"
    folder(tmp_path, {"a": (text, [Make("户", "护", rule="CH008"), Make(">", "≥", rule="SG007")])})
    t = drive("--order", "document", NO_COLOR="1")
    assert "before" not in t.until(PROMPT)
    shown = t.send("j")
    assert "*>95%*" in shown
    assert "*≥95%*" in shown
    t.send("q", "left")
    assert t.end() == 0


def test_killed_in_the_middle_nothing_decided_is_lost(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    sample(tmp_path)
    t = drive()
    t.until(PROMPT)
    t.send("y")
    t.send("n")
    os.write(t.master, b"y")
    t.process.send_signal(signal.SIGKILL)
    t.process.wait()
    kept = actions(tmp_path / "linzi.decisions.jsonl")
    assert kept[:2] == [("accept", "治", "”"), ("reject", "治", "治")]
    again = drive()
    assert f"{7 - len(kept)} left" in again.until(PROMPT)
    again.send("q", "left")
    assert again.end() == 0


def test_a_second_reviewer_is_told_who_is_there(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    sample(tmp_path)
    first = drive("--who", "张三")
    first.until(PROMPT)
    second = drive("--who", "李四")
    assert "张三" in second.until("nothing was changed")
    assert second.end() == 3
    first.send("q", "left")
    assert first.end() == 0


def test_ctrl_c_and_ctrl_d_end_it_with_all_saved(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    sample(tmp_path)
    for key in ("\x03", "\x04"):
        t = drive()
        t.until(PROMPT)
        t.send("y")
        assert "1 accepted" in t.send(key, "carry it out")
        assert t.end() == 0
    assert len(load(tmp_path / "linzi.decisions.jsonl")) == 2


def test_ctrl_c_in_a_prompt_calls_only_that_off(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    sample(tmp_path)
    t = drive()
    t.until(PROMPT)
    t.send("e", "replacement: ”")
    time.sleep(1)  # readline hears a signal only once it waits, a moment after it has printed
    assert "called off" in t.send("\x03")
    t.send("q", "left")
    assert t.end() == 0
    assert not (tmp_path / "linzi.decisions.jsonl").exists()


def test_resizing_shows_the_place_again(tmp_path: Path, drive: Callable[..., Driver]) -> None:
    sample(tmp_path)
    t = drive(NO_COLOR="1")
    t.until(PROMPT)
    t.size(24, 40)
    again = t.until(PROMPT)
    assert max(width_of(x) for x in again.splitlines() if x.startswith(("──", "linzi"))) <= 40
    t.send("q", "left")
    assert t.end() == 0


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colour_nothing_is_escaped(
    tmp_path: Path, drive: Callable[..., Driver], environment: dict[str, str]
) -> None:
    sample(tmp_path)
    t = drive(**environment)
    shown = t.until(PROMPT)
    assert "\x1b" not in shown
    assert "[-治-]{+”+}" in shown
    t.send("q", "left")
    assert t.end() == 0


def test_plain_lines_for_screen_readers(tmp_path: Path, drive: Callable[..., Driver]) -> None:
    sample(tmp_path)
    t = drive("--plain", "--order", "document")
    shown = t.until(PROMPT)
    assert "\x1b" not in shown
    assert "Place 1 of 7, 7 left.\nWhere: linzi.txt:4," in shown
    assert "\nWas: 曳\nBecomes: 》\n" in shown
    t.send("q", "left")
    assert t.end() == 0


def test_a_pipe_works_line_by_line(tmp_path: Path) -> None:
    sample(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "repair", "review", str(tmp_path)],
        input="y\nn\nq\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "1 accepted, 1 rejected · 5 left" in run.stdout
    assert "\x1b" not in run.stdout


def test_a_hostile_text_can_not_drive_the_terminal(
    tmp_path: Path, drive: Callable[..., Driver]
) -> None:
    text = "前文\x1b]0;owned\x07\x1b[2J甲\u202e乙治\u200b后文\x9b31m\n"
    folder(tmp_path, {"a": (text, [Make("治", "\x1b[31m”", evidence=("\x1b[5m眨眼",))])})
    t = drive(NO_COLOR="1")
    shown = t.until(PROMPT)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]", shown)
    assert "␛[2J甲<U+202E>乙[-治-]{+␛[31m”+}<U+200B>后文<U+009B>31m" in shown
    t.send("q", "left")
    assert t.end() == 0


def test_visible_and_fit() -> None:
    assert visible("甲\t乙\r\n丙\u2028") == "甲⇥乙⏎丙<U+2028>"
    assert width_of("甲a") == 3
    assert fit("甲乙丙", 5) == "甲乙…"
    assert fit("甲乙", 4) == "甲乙"


def test_editing_warns_about_brackets(tmp_path: Path, drive: Callable[..., Driver]) -> None:
    sample(tmp_path)
    t = drive()
    t.until(PROMPT)
    t.send("e", "replacement: ")
    assert "unbalanced in this paragraph: “" in t.send("\x7f》\n")
    t.send("q", "carry it out")
    assert t.end() == 0
    assert load(tmp_path / "linzi.decisions.jsonl").all[0].action is Action.EDIT
