"""How well whole issues are repaired: every family of damage at once, judged place by place.

    python tools/measure_issues.py [TEXTS …] [--issues 40] [--seed 1] [--documents 4]
                                   [--cipher NAME] [--ignore RULE …] [--show WHAT …] [--write DIR]

Issues are put together of sound texts (folders or files; without any, of our own words),
printed and damaged by ``tests/issues``; what was applied is compared with the print. For each
kind of damage: how many places, how many are as printed now, proposed, or something else.
*Harm* is every change of what was not damaged. ``--show`` prints the places: ``HARM``,
``WRONG``, ``MISS``, ``ASK`` (proposed), ``PART``, ``ROW``, ``RECORD`` (a field of a record that is
wrong), or a kind of damage.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from repair.engine import Result, repair_text  # noqa: E402
from repair.model import Status  # noqa: E402
from repair.options import Options  # noqa: E402
from repair.structure.records import records_of  # noqa: E402
from tests.issues import content, mixes, press, records, score  # noqa: E402


def judged(issue: press.Issue, result: Result) -> score.Score:
    """A repaired issue judged; the undamaged print must stay as it is."""
    edits: dict[bool, list[score.Edit]] = {True: [], False: []}
    for fix in result.fixes:
        if fix.status in (Status.APPLIED, Status.REVIEW):
            edit = score.Edit(fix.start, fix.end, fix.after, fix.rule)
            edits[fix.status is Status.APPLIED].append(edit)
    return score.score(issue, edits[True], edits[False])


def share(part: int, whole: int) -> str:
    """A rate with what it is made of."""
    return f"{part:6} of {whole:6} {part / whole:7.1%}" if whole else f"{part:6} of {whole:6}"


def row(kind: str, found: score.Score, n: int, right: int) -> str:
    """One line of the table."""
    rest = found.proposed, found.wrong
    asked, wrong = (c.total() if kind == "all" else c[kind] for c in rest)
    return f"{kind:30} {share(right, n)}  {asked:8} {wrong:6}"


def report(total: score.Score, issues: int) -> None:
    """Print the table."""
    print(f"{issues} issues, {total.size:,} characters")
    print(f"{'':30} {'right':>24}  proposed  wrong")
    for kind in sorted(total.sites):
        print(row(kind, total, total.sites[kind], total.right[kind]))
    print(row("all", total, total.sites.total(), total.right.total()))
    for kind in ("table", "roster"):
        n, before = total.rows[f"{kind} n"], total.rows[f"{kind} before"]
        print(f"{kind + ' rows':30} {share(total.rows[f'{kind} after'], n)}  ({before} before)")
    print(f"harm {total.harm.total()}", dict(total.harm.most_common()))


def main() -> int:
    """Read the command line, simulate, repair, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path, help="folders or files of sound text")
    parser.add_argument("--issues", type=int, default=40)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cipher", choices=list(mixes.CIPHERS), help="one mix for all issues")
    parser.add_argument("--ignore", nargs="*", default=[], help="rules that shall be off")
    parser.add_argument("--show", nargs="*", default=[])
    parser.add_argument("--write", type=Path, help="folder for the damaged and printed texts")
    args = parser.parse_args()
    bodies = content.passages(args.texts)
    total, by_name, counts = score.Score(), {}, Counter()
    read: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for seed in range(args.seed, args.seed + args.issues):
        rng = random.Random(seed)  # noqa: S311 - for repeatable issues
        mix = mixes.mix(rng, args.cipher or "")
        documents = content.issue(rng, bodies, args.documents)
        issue = press.extract(documents, mix, seed)
        if args.write:
            args.write.mkdir(parents=True, exist_ok=True)
            (args.write / f"{seed}.txt").write_text(issue.damaged, encoding="utf-8")
            (args.write / f"{seed}.printed").write_text(issue.printed, encoding="utf-8")
        result = repair_text(issue.damaged, Options(ignore=tuple(args.ignore)))
        fields = list(records.compare(documents[2:], list(records_of(result))))
        right, every = records.count(fields)
        read, printed = read + right, printed + every
        for name, good, what in fields:
            if not good and "RECORD" in args.show:
                print(f"{seed:3} RECORD {name}: {what}")
        found = judged(issue, result)
        for line in found.examples:
            if any(what in line for what in args.show):
                print(f"{seed:3} {line}")
        by_name.setdefault(mix.name, score.Score())
        by_name[mix.name] += found
        counts[mix.name] += 1
        total += found
    report(total, args.issues)
    print("records:", ", ".join(f"{name} {read[name]}/{n}" for name, n in printed.items()))
    for name, part in sorted(by_name.items()):
        n = part.sites.total()
        rates = share(part.right.total(), n)
        print(f"  {name:22} {counts[name]:3} issues {rates}  harm {part.harm.total()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
