"""How many list numbers that were lost or replaced are proposed again (LN016).

    python tools/measure_numbers.py TEXTS … [--apart 3000] [--seeds 6] [--show]

Numbers of list members are taken out of sound texts, one in ``--apart`` characters: lost,
replaced by a mark of another kind, or misread as another number. A member counts where its
list has one below it and three in all: without that a gap can't be seen. What is proposed
elsewhere, or in the text before it was damaged, is made up.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from repair.context import Context  # noqa: E402
from repair.structure.numbering import lost_numbers  # noqa: E402

NUMERALS = "一二三四五六七八九十"
MARK = re.compile(
    rf"(?<=\n)[ \u3000]*(?P<mark>(?P<open>[(（]?)(?P<n>[{NUMERALS}]{{1,3}}|\d{{1,2}})"
    r"(?P<close>[)）]|[.．、](?!\d))[ \u3000]*)(?=[^\n\t|]*\n)"
)
FOREIGN = ("(1) ", "一、", "1. ", "（一）", "3. ", "(2)", "（三）", "①")


def number(written: str) -> int:
    """The number a figure or a numeral up to 99 says."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    high = 10 * (NUMERALS.index(tens) + 1 if tens else 1) if ten else 0
    return high + (NUMERALS.index(ones) + 1 if ones else 0)


def members(text: str) -> list[re.Match[str]]:
    """The marks whose loss leaves a gap: of a list of three, and not its last."""
    kinds: dict[tuple[str, str, bool], list[re.Match[str]]] = {}
    for match in MARK.finditer(text):
        kind = (match["open"], match["close"], match["n"].isdecimal())
        kinds.setdefault(kind, []).append(match)
    out = []
    for found in kinds.values():
        numbers = [number(match["n"]) for match in found]
        for at, own in enumerate(numbers[:-1]):
            first = at - own + 1
            whole = first >= 0 and numbers[first : at + 1] == list(range(1, own + 1))
            third = own >= 2 or numbers[at + 1 : at + 3] == [2, 3]
            if whole and numbers[at + 1] == own + 1 and third:
                out.append(found[at])
    return out


def damaged(text: str, rng: random.Random, apart: int) -> tuple[str, dict[int, tuple[str, str]]]:
    """A text with numbers gone, and for each place the damage and the mark that stood there."""
    chosen: list[re.Match[str]] = []
    for match in rng.sample(found := members(text), len(found)):
        if all(abs(match.start() - other.start()) >= apart for other in chosen):
            chosen.append(match)
    out, done, size, places = [], 0, 0, {}
    for match in sorted(chosen, key=re.Match.start):
        mark = match["mark"]
        kind = rng.choice(("lost", "replaced", "misread"))
        new = ""
        if kind == "replaced":
            new = rng.choice([foreign for foreign in FOREIGN if foreign.strip() != mark.strip()])
        elif kind == "misread":
            figures = "123456789" if match["n"].isdecimal() else NUMERALS
            new = mark.replace(match["n"], rng.choice([c for c in figures if c != match["n"]]))
        piece = text[done : match.start("mark")]
        size += len(piece)
        places[size] = (kind, mark)
        out += [piece, new]
        size += len(new)
        done = match.end("mark")
    return "".join([*out, text[done:]]), places


def main() -> None:
    """Damage the texts and print what is proposed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--apart", type=int, default=3000, help="characters between two damages")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--show", action="store_true", help="print what is missed or made up")
    arguments = parser.parse_args()
    made, right, wrong, invented, sound, size = Counter(), Counter(), Counter(), 0, 0, 0
    for path in arguments.texts:
        text = "\n" + path.read_text(encoding="utf-8").replace("\r\n", "\n")
        sound += len(before := lost_numbers(Context(text)))
        size += len(text)
        known = {(lost.mark, text[lost.end : lost.end + 12]) for lost in before}
        for seed in range(arguments.seeds):
            rng = random.Random(f"{path.name}{seed}")  # noqa: S311 - a simulator, not a secret
            source, places = damaged(text, rng, arguments.apart)
            proposed = {lost.start: lost for lost in lost_numbers(Context(source))}
            for at, (kind, mark) in places.items():
                lost = proposed.pop(at, None)
                made[kind] += 1
                right[kind] += lost is not None and lost.mark.strip() == mark.strip()
                wrong[kind] += lost is not None and lost.mark.strip() != mark.strip()
                if arguments.show and lost is None:
                    print(f"missed {kind} {mark!r}: {source[max(at - 20, 0) : at + 20]!r}")
            for lost in proposed.values():
                if (lost.mark, source[lost.end : lost.end + 12]) not in known:
                    invented += 1
                    if arguments.show:
                        print(f"made up {lost.mark!r}: {source[lost.start - 20 : lost.end + 20]!r}")
    for kind, n in sorted(made.items()):
        share = f"{right[kind]:5} of {n:5}  {right[kind] / n:6.1%}"
        print(f"{kind:10} {share}  wrong {wrong[kind]}")
    print(f"made up elsewhere {invented}; in {size:,} characters of sound text {sound}")


if __name__ == "__main__":
    main()
