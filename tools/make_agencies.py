"""Make ``dictionaries/agencies.tsv``: cores by grammar, and the names that gazettes prove.

A core is a function with an organ (财政 + 局); it has no place and no count. A proven
name is read in the gazettes given: delimited on both sides, a known place or level
before a known core (or a township's office). Of two names that differ by one
look-alike character only the one more gazettes (then more lines) know is kept.

    python tools/make_agencies.py GAZETTE… -o dictionaries/agencies.tsv
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from agency_words import ALIASES, FUNCTIONS, ORGANS, WHOLE

from repair.names.agencies import NameIndex, learnt_names
from repair.words.confusables import confusables

HEAD = (
    "# Names of government bodies. grammar: a core of function and organ, by hand\n"
    "# (tools/agency_words.py); gazettes: read in gazettes, lines per gazette\n"
    "# (tools/make_agencies.py). issues: in how many gazettes; 0 for a core.\n"
)
LEVELS = {"国": "state", "省": "province", "市": "city", "县": "county", "区": "county"}


def cores() -> dict[str, tuple[str, ...]]:
    """Every core with its aliases."""
    same: dict[str, set[str]] = defaultdict(set)
    for group in ALIASES:
        words = group.split()
        for word in words:
            same[word] |= set(words) - {word}
    out: dict[str, tuple[str, ...]] = {}
    for codes, functions in FUNCTIONS.items():
        for function in dict.fromkeys(functions.split()):
            for organ in (o for code in codes for o in ORGANS[code]):
                aliases = {a + organ for a in same[function]}
                out[function + organ] = tuple(sorted(aliases | set(out.get(function + organ, ()))))
    out |= dict.fromkeys(WHOLE.split(), ())
    return {name: aliases for name, aliases in out.items() if len(name) >= 3}


def proven(gazettes: list[Path], index: NameIndex) -> dict[str, Counter[str]]:
    """Names with lines per gazette, the misread ones left out."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for path in gazettes:
        for name, count in learnt_names(path.read_text(encoding="utf-8"), index).items():
            seen[name][path.stem] += count
    found = {
        name: counts
        for name, counts in seen.items()
        if name not in index.names and not name.startswith("各")
    }
    rivals = NameIndex(found, confusables())
    weight = {name: (len(c), c.total()) for name, c in found.items()}
    out = {}
    for name, counts in sorted(found.items()):
        _, near = rivals.look_up(name)
        twins = {twin for i in range(len(name)) for twin in _twins(name, i, rivals)}
        if all(weight[twin] < weight[name] for twin in twins) and not near:
            out[name] = counts
    return out


def _twins(name: str, at: int, rivals: NameIndex) -> list[str]:
    return [
        other
        for other in rivals.opened(name, at)
        if other != name and rivals.table.alike(other[at], name[at])
    ]


def level_of(name: str) -> str:
    """The level its first place word tells."""
    if name.endswith(("街道", "街道办事处", "镇", "镇人民政府", "乡", "乡人民政府")):
        return "township"
    if name.startswith(("国务院", "国家", "全国", "中国", "中央")):
        return "state"
    found = [(name.find(c), level) for c, level in LEVELS.items() if c in name[:4]]
    return min(found)[1] if found else ""


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Make agencies.tsv.")
    parser.add_argument("gazettes", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    known = cores()
    index = NameIndex(known, confusables())
    names = proven(sorted(arguments.gazettes), index)
    rows = [f"{n}\t{level_of(n)}\t{'|'.join(a)}\t0\tgrammar" for n, a in known.items()]
    for name, counts in names.items():
        lines = " ".join(f"{g}:{n}" for g, n in sorted(counts.items()))
        rows.append(f"{name}\t{level_of(name)}\t\t{len(counts)}\tgazettes {lines}")
    text = "name\tlevel\taliases\tissues\tprovenance\n" + "\n".join(sorted(rows)) + "\n"
    arguments.output.write_text(HEAD + text, encoding="utf-8")
    print(f"{len(known)} cores, {len(names)} names → {arguments.output.name}")


if __name__ == "__main__":
    main()
