"""Fit the confidences of the cipher decoder: how often a margin is right.

    python tools/calibrate_ciphers.py FOLDER … [--limit CHARS]

Damages the clean texts of the folders with the test tree's simulator, decodes them, and
prints for each band of the margin the share of readings that are right, and the knots
for ``repair/decoder/confidence.py``. Run it on other texts than those it is judged on.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Read the command line and print the table."""
    from repair.decoder.measure import predictions
    from tests.measure_ciphers import SCENARIOS, texts
    from tests.simulate_ciphers import damage, narrow

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=20_000)
    options = parser.parse_args()
    bands: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for _, text in texts(options.folders, options.limit):
        for how in SCENARIOS.values():
            done = damage(text, how)
            truth = {edit.start: edit.right for edit in done.edits}
            for found in predictions(done.text):
                band = bands[min(int(found.margin * 2) / 2, 12.0)]
                band[0] += narrow(truth.get(found.place, "?")) == narrow(found.after)
                band[1] += 1
    for margin in sorted(bands):
        right, number = bands[margin]
        print(f"{margin:5.1f}  {right / number:.4f}  {number}")


if __name__ == "__main__":
    main()
