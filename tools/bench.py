"""How fast, how lean: throughput of the pipeline and its passes, start-up, memory, growth.

    python tools/bench.py [FOLDER…] [--only TABLE]

Folders of texts default to the shared gazettes and clean texts beside the project; without
them the sample gazette is repeated. Every figure is measured in this very run, the best of
three, in processor time; other tools run on the same text in the same process. Damaged text
is made with the test tree's simulator; there one run has to do.
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from itertools import count, islice, repeat
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from repair.context import Context
from repair.decoder.gate import gate
from repair.engine import repair_text
from repair.model import Stage
from repair.pages.furniture import furniture
from repair.rules import RuleModule, all_rules, findings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "golden" / "sample-gazette" / "input.txt"
MB = 1_000_000
SIZES = (100_000, 1_000_000, 10_000_000, 50_000_000)
PATIENCE = 30
#: Damaged text takes longer, and the largest size is what the table is for.
DAMAGED_SIZES = (1_000_000, 5_000_000, 20_000_000, 50_000_000)
#: Seconds below which nothing was decoded.
IDLE = 0.02
#: Damage by name, as scenarios of ``tests/measure_ciphers.py``.
DAMAGES = {"closing": "closing quotes garbled", "all": "everything garbled"}
T = TypeVar("T")
TABLES = ("pipeline", "gate", "passes", "families", "growth", "damaged", "start-up")
#: The families whose rules ask a text many small questions, by their codes.
FAMILIES = (("AG",), ("CH",), ("MK",), ("SG",), ("AG", "CH", "MK", "SG"))


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders of .txt files to measure on")
    parser.add_argument(
        "--only", action="append", choices=TABLES, help="this table alone; may be given again"
    )
    options = parser.parse_args()
    for folder in options.folders:
        if not any(folder.glob("*.txt")):
            parser.error(f"{folder}: no folder with .txt files")
    console = Console(width=110)
    repair_text("甲")  # dictionaries and rules load once, outside the clock
    corpora = _corpora(options.folders)
    for table in _tables(corpora, options.only or TABLES):
        console.print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"peak of this process: {peak:.0f} MB")


def _tables(corpora: dict[str, str], wanted: Iterable[str]) -> Iterator[Table]:
    text = corpora.get("clean") or next(iter(corpora.values()))
    if "pipeline" in wanted:
        for name, each in corpora.items():
            yield _pipeline(name, each)
    if "gate" in wanted:
        yield _gate(corpora)
    if "passes" in wanted:
        yield _passes(text)
    if "families" in wanted:
        yield _families(text)
    if "growth" in wanted:
        yield _growth(text)
    if "damaged" in wanted:
        for name, title in DAMAGES.items():
            yield _damaged(name, title, text)
    if "start-up" in wanted:
        yield _start_up()


def _corpora(folders: list[Path]) -> dict[str, str]:
    places = folders or [p for p in (SHARED / "gazettes", SHARED / "clean") if p.is_dir()]
    if not places:
        return {"sample": SAMPLE.read_text(encoding="utf-8") * 20}
    return {
        place.name: "".join(p.read_text(encoding="utf-8") for p in sorted(place.glob("*.txt")))
        for place in places
    }


def _pipeline(name: str, text: str) -> Table:
    size = len(text.encode())
    table = Table(title=f"{name}: {size / MB:.2f} MB", title_justify="left")
    table.add_column("tool")
    table.add_column("MB/s", justify="right")
    rate = _rate(size, repair_text, _anew(text))
    table.add_row("gazette-repair, everything", rate)
    if find_spec("ftfy"):
        import ftfy

        table.add_row("ftfy.fix_text", _rate(size, ftfy.fix_text, repeat(text)))
    if find_spec("autocorrect_py"):
        import autocorrect_py

        table.add_row("autocorrect.format", _rate(size, autocorrect_py.format, repeat(text)))
    import opencc

    converter = opencc.OpenCC("t2s")
    table.add_row("OpenCC t2s", _rate(size, converter.convert, repeat(text)))
    return table


def _gate(corpora: dict[str, str]) -> Table:
    table = Table(title="the gate of the font ciphers", title_justify="left")
    for head in ("texts", "MB", "MB/s", "gate"):
        table.add_column(head, justify="left" if head in ("texts", "gate") else "right")
    for name, text in corpora.items():
        size = len(text.encode())
        state = "open" if gate(text) else "shut"
        table.add_row(name, f"{size / MB:.2f}", _rate(size, gate, repeat(text)), state)
    return table


def _passes(text: str) -> Table:
    rules = {
        stage.name.lower(): [
            r for r in all_rules() if r.RULE.stage is stage and not r.RULE.normalises
        ]
        for stage in Stage
    }
    return _speeds("each pass on undamaged text", "pass", rules, text)


def _families(text: str) -> Table:
    rules = {
        ", ".join(codes): [r for r in all_rules() if r.RULE.code.startswith(codes)]
        for codes in FAMILIES
    }
    title = "families on undamaged text whose lines and page furniture are known"
    return _speeds(title, "family", rules, text, (furniture,))


def _speeds(
    title: str,
    head: str,
    groups: Mapping[str, list[RuleModule]],
    text: str,
    known: tuple[Callable[[Context], object], ...] = (),
) -> Table:
    """Speeds of groups of rules; what is ``known`` of a text is made before the clock starts."""
    size = len(text.encode())
    table = Table(title=title, title_justify="left")
    table.add_column(head)
    table.add_column("rules", justify="right")
    table.add_column("MB/s", justify="right")
    table.add_column("slowest rules (ms per MB)")
    contexts = (_prepared(Context(each), known) for each in _anew(text))
    for name, rules in groups.items():
        if rules:
            rate = _rate(size, partial(_run, rules), contexts)
            table.add_row(name, str(len(rules)), rate, _slowest(rules, text))
    return table


def _anew(text: str) -> Iterator[str]:
    """The text with one more line end each time, so that what was remembered does not help.

    A text is repaired once.
    """
    return (text + "\n" * end for end in count())


def _prepared(context: Context, known: Iterable[Callable[[Context], object]]) -> Context:
    for analysis in known:
        context.get(analysis)
    return context


def _run(rules: Iterable[RuleModule], context: Context) -> None:
    for rule in rules:
        for _ in findings(rule, context):
            pass


def _slowest(rules: Iterable[RuleModule], text: str) -> str:
    context = Context(text)
    times = []
    for rule in rules:
        started = time.process_time()
        _run([rule], context)
        times.append((time.process_time() - started, rule.RULE.code))
    size = len(text.encode()) / MB
    return ", ".join(f"{code} {t * 1000 / size:.1f}" for t, code in sorted(times)[::-1][:4])


def _growth(text: str) -> Table:
    table = Table(title="growth (one process each)", title_justify="left")
    for head in ("size", "seconds", "MB/s", "peak memory", "× text"):
        table.add_column(head, justify="right")
    for wanted in SIZES:
        seconds, peak = _measured_apart(text, wanted)
        table.add_row(
            f"{wanted / MB:g} MB",
            f"{seconds:.2f}",
            f"{wanted / MB / seconds:.1f}",
            f"{peak / MB:.0f} MB",
            f"{peak / wanted:.1f}",
        )
        if seconds > PATIENCE:
            table.caption = f"stopped: the last size took more than {PATIENCE} s"
            break
    return table


#: What the peak of a program by itself is; ``ru_maxrss`` begins with that of its parent.
_PEAK = """
import sys, time
from pathlib import Path
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
"""
_CHILD = """
from repair.engine import repair_text
text = Path(sys.argv[1]).read_text(encoding="utf-8")
repair_text("甲")
started = time.perf_counter()
repair_text(text)
print(time.perf_counter() - started, peak())
"""


def _measured_apart(text: str, wanted: int) -> tuple[float, float]:
    seconds, peak = _apart(_CHILD, _repeated(text, wanted))
    return seconds, peak


_DECODER = """
from repair.decoder.decode import decode_text
from repair.decoder.gate import gate
from repair.decoder.outcome import read
text = Path(sys.argv[1]).read_text(encoding="utf-8")
warm = text[:20000]
read(warm, gate(warm), decode_text(warm, gate(warm).activity))
started = time.process_time()
found = gate(text)
opened = time.process_time()
decoded = decode_text(text, found.activity)
done, lean = time.process_time(), peak()
read(text, found, decoded)
print(opened - started, done - opened, time.process_time() - done, lean, peak())
"""


def _damaged(name: str, title: str, text: str) -> Table:
    """Gate, decode and reading of garbled text; linear is what the MB/s must stay."""
    sys.path.insert(0, str(ROOT))
    from tests.measure_ciphers import SCENARIOS
    from tests.simulate_ciphers import damage

    table = Table(title=f"{title} (one process each, processor time)", title_justify="left")
    heads = (
        "size",
        "gate MB/s",
        "decode MB/s",
        "repairs MB/s",
        "memory to decode",
        "× text",
        "all ×",
    )
    for head in heads:
        table.add_column(head, justify="right")
    garbled = damage(text, SCENARIOS[name]).text
    for wanted in DAMAGED_SIZES:
        opened, decoded, made, lean, peak = _apart(_DECODER, _repeated(garbled, wanted))
        table.add_row(
            f"{wanted / MB:g} MB",
            f"{wanted / MB / opened:.1f}",
            # Too few signs for so much text: the gate is shut, and nothing is decoded.
            *(f"{wanted / MB / s:.1f}" if decoded > IDLE else "shut" for s in (decoded, made)),
            f"{lean / MB:.0f} MB",
            f"{lean / wanted:.1f}",
            f"{peak / wanted:.1f}",
        )
    return table


def _repeated(text: str, wanted: int) -> str:
    data = text.encode()
    return (data * (wanted // len(data) + 1))[:wanted].decode("utf-8", "ignore")


def _apart(program: str, text: str) -> list[float]:
    """The numbers a program prints that is given a file with the text."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", _PEAK + program, file.name],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
    return [float(number) for number in done.stdout.split()]


def _start_up() -> Table:
    table = Table(title="start-up (processor time, best of five)", title_justify="left")
    table.add_column("command")
    table.add_column("ms", justify="right")
    commands = {
        "python -c pass": ["-c", "pass"],
        "import repair": ["-c", "import repair"],
        "gazette-repair --version": ["-m", "repair", "--version"],
        "gazette-repair fix, empty input": ["-m", "repair", "fix", "-"],
    }
    for name, args in commands.items():
        best = min(_timed_command(args) for _ in range(5))
        table.add_row(name, f"{best * 1000:.0f}")
    return table


def _timed_command(args: list[str]) -> float:
    """Seconds of processor time, which a busy machine hardly changes."""
    before = _children()
    subprocess.run(
        [sys.executable, *args],
        check=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rate(size: int, work: Callable[[T], object], inputs: Iterator[T]) -> str:
    """The speed of the fastest of three runs; the inputs are made outside the clock."""
    best = float("inf")
    for given in islice(inputs, 3):
        gc.collect()
        started = time.process_time()
        work(given)
        best = min(best, time.process_time() - started)
    return f"{size / MB / best:,.1f}"


if __name__ == "__main__":
    main()
