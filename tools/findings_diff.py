"""The diff of findings between two output folders of ``fix``, rule by rule, in context.

    python tools/findings_diff.py OLD NEW [--rule FC] [--limit 20] [--status applied]

Run ``fix`` over the same files before and after a change, and read this: what appeared,
disappeared or changed is what the change did to real text.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from repair.golden import in_context, outline  # noqa: E402 - the source tree, not an installed copy
from repair.report.jsonl import read_report  # noqa: E402
from repair.undo import source_text  # noqa: E402

Fixes = dict[tuple[int, int, str], dict[str, Any]]


def main() -> int:
    """Print the diff; the exit code is 0 whatever it says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--rule", default="", help="only rules whose code begins so")
    parser.add_argument("--status", default="", help="only fixes that have or had this status")
    parser.add_argument("--limit", type=int, default=20, help="lines per rule and kind (20)")
    args = parser.parse_args()
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(args.new.rglob("*.fixes.jsonl")):
        name = path.relative_to(args.new)
        text, new = read(path)
        old_path = args.old / name
        if not old_path.exists():
            print(f"{name}: only in {args.new}")
            continue
        _, old = read(old_path)
        for kind, fix in differences(old, new):
            if fix["rule"].startswith(args.rule) and args.status in {"", fix["status"]}:
                file = path.name.removesuffix(".fixes.jsonl")
                lines[fix["rule"], kind].append(f"  {file}  {in_context(text, fix)}")
    for (rule, kind), found in sorted(lines.items()):
        print(f"{rule} {kind}: {len(found)}")
        print("\n".join(found[: args.limit]))
        if len(found) > args.limit:
            print(f"  … and {len(found) - args.limit} more")
    if not lines:
        print("no difference")
    return 0


def read(report_path: Path) -> tuple[str, Fixes]:
    """The source text (rebuilt) and the fixes of a report, by place and rule."""
    report = read_report(report_path)
    stem = report_path.name.removesuffix(".fixes.jsonl")
    clean = next(
        path
        for path in (report_path.with_name(f"{stem}.clean{end}") for end in (".txt", ".md"))
        if path.exists()
    )
    source = source_text(clean.read_bytes().decode("utf-8-sig"), report)
    return source, {(f.start, f.end, f.rule): outline(f) for f in report.fixes}


def differences(old: Fixes, new: Fixes) -> list[tuple[str, dict[str, Any]]]:
    """What kind of difference, and the fix (as it is now, if it is)."""
    out = []
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            out.append(("appeared", new[key]))
        elif key not in new:
            out.append(("disappeared", old[key]))
        elif old[key] != new[key]:
            was = old[key]
            out.append((f"changed from {was['status']}", new[key]))
    return out


if __name__ == "__main__":
    sys.exit(main())
