"""How quick reviewing is: 10,000 proposals in the terminal and in headless Chromium.

``python tools/bench_review.py`` prints one line per figure; ``measure()`` returns them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = 10_000
KEYS = 60
_ROOT = Path(__file__).resolve().parent.parent


def make(folder: Path, places: int = PLACES) -> None:
    """A folder as ``fix`` writes it, with so many proposals, no two lines alike."""
    lines = [
        f"第{n}条 各单位实行“网格{n * 7919 % 10007}治管理，逐级负责到人。" for n in range(places)
    ]
    text = "\n".join(lines) + "\n"
    head = {
        "schema": "gazette-repair/1",
        "source": "bench.txt",
        "source_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "clean_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "encoding": "utf-8",
        "newline": "\n",
        "pages": [],
        "counts": {},
        "verdict": "look",
    }
    rows: list[dict[str, object]] = [head]
    start = 0
    for number, line in enumerate(lines, 1):
        at = start + line.index("治")
        rows.append(
            {
                "id": number,
                "group": str(number),
                "rule": f"FC{number % 9 + 1:03}",
                "start": at,
                "end": at + 1,
                "line": number,
                "col": at - start,
                "before": "治",
                "after": "”",
                "status": "review",
                "safety": "review",
                "confidence": 0.3 + number % 60 / 100,
                "message": "A closing quote that a font turned into a hanzi.",
                "evidence": [f"“网格{number}” has no closing quote"],
            }
        )
        start += len(line) + 1
    (folder / "bench.clean.txt").write_bytes(text.encode())
    report = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "bench.fixes.jsonl").write_text(report, encoding="utf-8")


def terminal_start(folder: Path) -> tuple[float, float]:
    """Seconds from the command to the first prompt: by the clock, and of the processor."""
    master, slave = pty.openpty()
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "repair", "review", str(folder)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=_ROOT,
        start_new_session=True,
    )
    os.close(slave)
    seen = b""
    while b"?,q]" not in seen and select.select([master], [], [], 60)[0]:
        seen += os.read(master, 65536)
    took = time.perf_counter() - begin
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = -9
    os.close(master)
    return took, used.ru_utime + used.ru_stime


def key_to_next(folder: Path, keys: int = KEYS) -> list[float]:
    """Milliseconds from a key press to the next place drawn, in the page's own clock."""
    sys.path.insert(0, str(_ROOT / "tests"))
    from browsing import browser

    server = subprocess.Popen(
        [sys.executable, "-m", "repair", "review", str(folder), "--web", "--no-open"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
    )
    drivers = browser()
    try:
        driver = next(drivers)
        assert server.stdout is not None
        driver.get(server.stdout.readline().split()[1])
        driver.set_script_timeout(120)
        while not driver.execute_script("return document.querySelector('#line del')"):
            time.sleep(0.1)
        return list(driver.execute_async_script(_PRESS, keys))
    finally:
        drivers.close()
        server.terminate()
        server.wait()


_PRESS = """
const [keys, done] = arguments, times = [];
function press() {
  if (times.length >= keys) { done(times); return; }
  const begin = performance.now();
  document.addEventListener("place-shown", () => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      times.push(performance.now() - begin);
      setTimeout(press, 60);
    };
    channel.port2.postMessage(0);
  }), { once: true });
  const key = "yn"[times.length % 2];
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}
press();
"""


def measure(*, browser: bool = True) -> dict[str, float]:
    """The figures by name: seconds for the terminal, milliseconds for the browser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        wall, cpu = zip(*(terminal_start(folder) for _ in range(3)), strict=True)
        figures = {"terminal_start_s": min(wall), "terminal_start_cpu_s": min(cpu)}
        if browser:
            times = sorted(key_to_next(folder))
            figures["key_to_next_ms"] = statistics.median(times)
            figures["key_to_next_p95_ms"] = times[int(len(times) * 0.95)]
        return figures


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--no-browser", action="store_true", help="the terminal reviewer alone")
    options = parser.parse_args()
    for figure, value in measure(browser=not options.no_browser).items():
        print(f"{figure}\t{value:.2f}")


if __name__ == "__main__":
    main()
