"""Clean one gazette and show what happened: the end-of-run screen, some diffs, the files."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

from repair import screen
from repair.files import Job, process
from repair.model import Fix, Status
from repair.report.jsonl import read_report

#: Characters shown on either side of a change.
AROUND = 18


def main(sample: Path, output: Path) -> None:
    """Repair ``sample`` into ``output`` and print the story."""
    console = Console(highlight=False)
    started = time.perf_counter()
    outcome = process(Job(sample, target=output / "sample-gazette", html=True))
    if outcome.error:
        sys.exit(outcome.error)
    source = sample.read_text(encoding="utf-8")
    fixes = read_report(output / "sample-gazette.fixes.jsonl").fixes
    console.print("\nSome of the repairs, one for each kind of damage:\n", style="bold")
    for members in _one_per_rule(fixes):
        console.print(_in_context(source, members), soft_wrap=True)
    console.print()
    tally = screen.Tally()
    tally.add(outcome)
    for line in tally.lines(time.perf_counter() - started, output):
        console.print(line, soft_wrap=True, markup=False)
    console.print("\nwritten:")
    for path in sorted(output.glob("sample-gazette.*")):
        console.print(f"  {path}", markup=False)


def _one_per_rule(fixes: tuple[Fix, ...]) -> list[list[Fix]]:
    shown: dict[str, list[Fix]] = {}
    for fix in fixes:
        if fix.status is Status.APPLIED:
            members = shown.setdefault(fix.rule, [])
            if not members or members[0].group == fix.group:
                members.append(fix)
    return list(shown.values())


def _in_context(source: str, members: list[Fix]) -> Text:
    first, last = members[0], members[-1]
    line = Text(f"{first.rule} {first.line:>4}  ", style="dim")
    position = max(first.start - AROUND, source.rfind("\n", 0, first.start) + 1)
    end = min(last.end + AROUND, len(source))
    for fix in members:
        line.append(source[position : fix.start].replace("\n", "⏎"), style="default")
        line.append(fix.before.replace("\n", "⏎").replace(" ", "␠"), style="red strike")
        line.append(fix.after.replace("\n", "⏎").replace("\t", "⇥"), style="bold green")
        position = fix.end
    line.append(source[position:end].split("\n", maxsplit=1)[0], style="default")
    return line


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sample", type=Path, help="the gazette to clean")
    parser.add_argument("output", type=Path, help="the folder to write into")
    main(**vars(parser.parse_args()))
