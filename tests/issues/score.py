"""Judges a repaired issue: three texts laid over each other, the damaged, printed and repaired.

Damage and repairs are both replacements on the damaged text. Where they touch they make one
place, which is right when both come to the same (blanks and punctuation width folded away).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tests.issues.garble import Piece
from tests.issues.press import Issue

_FOLD = str.maketrans("，；：！？（）．％＜＞～－／＋＝", ",;:!?().%<>~-/+=")
#: Rules that make rows; in tables and rosters these are judged by their rows alone.
GRID = ("TB", "LN", "MK", "NM")


@dataclass(frozen=True, order=True)
class Edit:
    """``text[start:end]`` becomes ``after``; ``kind`` says why, in damage or repair."""

    start: int
    end: int
    after: str
    kind: str = ""


@dataclass
class Score:
    """Counts by kind of damage, and what was done wrongly."""

    sites: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    """Sites that became something else than what was printed."""
    harm: Counter[str] = field(default_factory=Counter)
    """Changes of sound text, by what they are and by the rule that made them."""
    rows: Counter[str] = field(default_factory=Counter)
    """Rows of tables and rosters: ``n``, ``before`` (right already), ``after``, by kind."""
    examples: list[str] = field(default_factory=list)
    size: int = 0

    def __iadd__(self, other: Score) -> Score:
        for name in ("sites", "right", "proposed", "wrong", "harm", "rows"):
            getattr(self, name).update(getattr(other, name))
        self.examples += other.examples
        self.size += other.size
        return self


def fold(text: str) -> str:
    """What is compared: no blanks, one line end for several, narrow signs."""
    text = re.sub(r"[！-～]", lambda m: chr(ord(m[0]) - 0xFEE0), text).translate(_FOLD)
    return re.sub("\n+", "\n", re.sub(r"[^\S\n]+", "", text))


def _bare(text: str) -> str:
    return re.sub(r"[:\s]", "", text)


def _done(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    out, at = [], start
    for edit in edits:
        out += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join([*out, text[at:end]])


def damages(pieces: Sequence[Piece]) -> tuple[list[Edit], list[tuple[int, int, Piece]]]:
    """What undoes the damage, and the stretches that are judged row by row, too."""
    edits: list[Edit] = []
    regions: list[tuple[int, int, Piece]] = []
    at = 0
    for piece in (part for whole in pieces for part in (whole, *whole.parts)):
        end = at + len(piece.wrong)
        if piece.rows:
            regions.append((at, end, piece))
            continue
        if piece.kind:
            lead = len(piece.wrong) - len(piece.wrong.lstrip(" ")) if piece.right else 0
            edits.append(Edit(at + lead, end, piece.right, piece.kind))
        at = end
    return edits, regions


def score(issue: Issue, repairs: Sequence[Edit], proposals: Sequence[Edit] = ()) -> Score:
    """Judge repairs, replacements on ``issue.damaged`` that do not overlap."""
    text = issue.damaged
    found = Score(size=len(text))
    damage, regions = damages(issue.pieces)
    found.sites.update(edit.kind for edit in damage)
    for start, end, piece in regions:
        own = [e for e in repairs if start <= e.start and e.end <= end]
        _rows(found, piece, text[start:end], _done(text, start, end, own))
    repairs = [
        e
        for e in repairs
        if not e.kind.startswith(GRID)
        or not any(s <= e.start and e.end <= t for s, t, _ in regions)
    ]
    asked = sorted((e.start, e.end) for e in proposals)
    for start, end, owed, done in _places(damage, sorted(repairs)):
        in_rows = any(s <= start and end <= t for s, t, _ in regions)
        seen = _overlaps(asked, start, end)
        _judge(found, text, (start, end), owed, done, seen, in_rows, issue.mix.name)
    return found


def _places(
    damage: list[Edit], repairs: list[Edit]
) -> Iterable[tuple[int, int, list[Edit], list[Edit]]]:
    """Stretches in which damage and repairs touch each other."""
    every = [
        (e.start, e.end, which, e) for which, some in enumerate((damage, repairs)) for e in some
    ]
    every.sort(key=lambda item: item[:3])
    both: tuple[list[Edit], list[Edit]] = ([], [])
    start = end = -1
    for first, last, which, edit in every:
        if end >= 0 and first > end:
            yield start, end, *both
            both = ([], [])
            start = end = -1
        if end < 0:
            start, end = first, last
        end = max(end, last)
        both[which].append(edit)
    if end >= 0:
        yield start, end, *both


def _overlaps(asked: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(asked, (end + 1, 0))
    return any(last >= start for _, last in asked[max(at - 20, 0) : at])


def _judge(
    found: Score, text: str, span: tuple[int, int], owed: list[Edit], done: list[Edit],
    asked: bool, in_rows: bool, name: str,
) -> None:  # fmt: skip
    """One place. In a table what goes with a repeated head or a role's colon is no damage."""
    start, end = span
    was = fold(text[start:end])
    want, got = fold(_done(text, start, end, owed)), fold(_done(text, start, end, done))
    kinds = [edit.kind for edit in owed]
    if want == got or (in_rows and want and _bare(got) in _bare(want)):
        found.right.update(kinds)
        return
    if not owed:
        kind = _harm(was, got, "/".join(sorted({e.kind for e in done})))
        found.harm[kind] += 1
        found.examples.append(f"HARM {kind}: {_context(text, start, end, got)} [{name}]")
        return
    if was == got:
        found.proposed.update(kinds if asked else ())
        found.examples.append(
            f"{'ASK ' if asked else 'MISS'} {kinds}: {_context(text, start, end, want)} [{name}]"
        )
        return
    left = _left(text, span, owed, got) or _untouched(text, owed, done)
    if left is not None:
        found.right.update(edit.kind for edit in owed if edit not in left)
        found.proposed.update(edit.kind for edit in left if asked)
        kinds = [edit.kind for edit in left]
        found.examples.append(f"PART {kinds}: {_context(text, start, end, got)} [{name}]")
        return
    found.wrong.update(kinds)
    rules = "/".join(sorted({e.kind for e in done}))
    found.examples.append(
        f"WRONG {kinds} by {rules}, want {want!r}: {_context(text, start, end, got)} [{name}]"
    )


def _left(text: str, span: tuple[int, int], owed: list[Edit], got: str) -> list[Edit] | None:
    """The damage that was left where the rest of a place was put right; none if there is none."""
    if len(owed) > 1:
        some = [[edit] for edit in owed]
        some += [[e for e in owed if e.kind == kind] for kind in sorted({e.kind for e in owed})]
        some += [[e for e in owed if e.kind != kind] for kind in sorted({e.kind for e in owed})]
        for left in some:
            if fold(_done(text, *span, [e for e in owed if e not in left])) == got:
                return left
    return None


def _untouched(text: str, owed: list[Edit], done: list[Edit]) -> list[Edit] | None:
    """The damage no repair reached, where each repair did what was owed within its span."""
    for repair in done:
        inside = [e for e in owed if repair.start <= e.start and e.end <= repair.end]
        if fold(_done(text, repair.start, repair.end, inside)) != fold(repair.after):
            return None
    spans = [(e.start, e.end) for e in done]
    return [e for e in owed if not any(a <= e.start and e.end <= b for a, b in spans)] or None


def _harm(was: str, got: str, rules: str) -> str:
    if was.replace("\n", "") != got.replace("\n", ""):
        return f"changed {rules}"
    joined = "\n" in was and "\n" not in got
    return f"{'joined' if joined else 'parted'} {rules}"


def _context(text: str, start: int, end: int, after: str) -> str:
    around = f"{text[max(start - 14, 0) : start]}⟦{text[start:end]}→{after}⟧{text[end : end + 14]}"
    return around.replace("\n", "⏎")


def _rows(found: Score, piece: Piece, before: str, after: str) -> None:
    want = [_row(cells) for cells in piece.rows]
    found.rows[piece.kind + " n"] += len(want)
    for name, text in (("before", before), ("after", after)):
        have = [_row(line.split("\t")) for line in text.split("\n") if line.strip()]
        blocks = SequenceMatcher(None, want, have, autojunk=False).get_matching_blocks()
        matched = {block.a + n for block in blocks for n in range(block.size)}
        found.rows[f"{piece.kind} {name}"] += len(matched)
        if name == "after":
            found.examples += [
                f"ROW {piece.kind}: {want[n]!r}" for n in range(len(want)) if n not in matched
            ]


def _row(cells: Iterable[str]) -> str:
    return "|".join(re.sub(r"[:\s]", "", fold(cell)) for cell in cells)
