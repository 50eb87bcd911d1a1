"""How fast, how lean: throughput of the pipeline and its passes, start-up, memory, growth.

    python tools/bench.py [FOLDER…]

Folders of texts default to the shared gazettes and clean texts beside the project; without
them the sample gazette is repeated. Every figure is measured in this very run, the best of
three; other tools run on the same text in the same process.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from repair.context import Context
from repair.engine import repair_text
from repair.model import Stage
from repair.rules import RuleModule, all_rules

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "golden" / "sample-gazette" / "input.txt"
MB = 1_000_000
SIZES = (100_000, 1_000_000, 10_000_000, 50_000_000)
PATIENCE = 30


def main(folders: list[Path]) -> None:
    """Measure and print."""
    console = Console(width=110)
    repair_text("甲")  # dictionaries and rules load once, outside the clock
    corpora = _corpora(folders)
    for name, text in corpora.items():
        console.print(_pipeline(name, text))
    text = corpora.get("clean") or next(iter(corpora.values()))
    console.print(_passes(text))
    console.print(_growth(text))
    console.print(_start_up())


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
    table.add_row("gazette-repair, everything", _rate(size, lambda: repair_text(text)))
    if find_spec("ftfy"):
        import ftfy

        table.add_row("ftfy.fix_text", _rate(size, lambda: ftfy.fix_text(text)))
    if find_spec("autocorrect_py"):
        import autocorrect_py

        table.add_row("autocorrect.format", _rate(size, lambda: autocorrect_py.format(text)))
    import opencc

    converter = opencc.OpenCC("t2s")
    table.add_row("OpenCC t2s", _rate(size, lambda: converter.convert(text)))
    return table


def _passes(text: str) -> Table:
    size = len(text.encode())
    table = Table(title="each pass on undamaged text", title_justify="left")
    table.add_column("pass")
    table.add_column("rules", justify="right")
    table.add_column("MB/s", justify="right")
    table.add_column("slowest rules (ms per MB)")
    for stage in Stage:
        rules = [r for r in all_rules() if r.RULE.stage is stage and not r.RULE.normalises]
        if rules:
            rate = _rate(size, lambda rules=rules: _run(rules, Context(text)))  # type: ignore[misc]
            table.add_row(stage.name.lower(), str(len(rules)), rate, _slowest(rules, text))
    return table


def _run(rules: Iterable[RuleModule], context: Context) -> None:
    for rule in rules:
        for _ in rule.find(context):
            pass


def _slowest(rules: Iterable[RuleModule], text: str) -> str:
    context = Context(text)
    times = []
    for rule in rules:
        started = time.perf_counter()
        _run([rule], context)
        times.append((time.perf_counter() - started, rule.RULE.code))
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


_CHILD = """
import resource, sys, time
from pathlib import Path
from repair.engine import repair_text
text = Path(sys.argv[1]).read_text(encoding="utf-8")
repair_text("甲")
started = time.perf_counter()
repair_text(text)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def _measured_apart(text: str, wanted: int) -> tuple[float, float]:
    import tempfile

    data = text.encode()
    repeated = (data * (wanted // len(data) + 1))[:wanted].decode("utf-8", "ignore")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(repeated)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, file.name],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def _start_up() -> Table:
    table = Table(title="start-up (best of five)", title_justify="left")
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
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *args],
        check=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def _rate(size: int, work: Callable[[], object]) -> str:
    best = float("inf")
    for _ in range(3):
        gc.collect()
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return f"{size / MB / best:,.1f}"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of this process: {peak:.0f} MB")
