"""What was decided here, made a rule for every text: exceptions and dictionary rows.

A rejected or ``sic`` phrase becomes an entry of ``protect`` in the configuration; an
accepted repair of one hanzi by another becomes a row of look-alikes in a user's pack.
Nothing is written here: the caller shows the difference first.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from repair.dictionaries import load_pack
from repair.errors import InputError
from repair.review.decisions import Action
from repair.review.document import Place
from repair.review.session import Session

_HANZI = re.compile(r"[\u3400-\u9fff]")
_HEADER = "a\tb\tsimilarity\tprovenance"
_ARRAY = re.compile(r"""^protect\s*=\s*\[(?:[^\]"']|"(?:\\.|[^"\\])*"|'[^']*')*\]""", re.MULTILINE)
#: Characters kept on each side of a protected phrase.
_AROUND = 3


@dataclass(frozen=True)
class Change:
    """A file as it is and as it would be."""

    path: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The difference, for a person to look at."""
        return "".join(
            unified_diff(
                self.before.splitlines(keepends=True),
                self.after.splitlines(keepends=True),
                str(self.path),
                str(self.path),
            )
        )


def exceptions(session: Session) -> list[str]:
    """Phrases a person said stand right, with a little around them, in order."""
    found: dict[str, None] = {}
    for place in session.places:
        if place.decision is not None and place.decision.action in (Action.REJECT, Action.SIC):
            phrase = _phrase(place)
            if phrase:
                found[phrase] = None
    return list(found)


def _phrase(place: Place) -> str:
    """The words as they stand, inside their line; empty where nothing but blanks is at stake."""
    source, change = place.document.source, place.change
    touched = "".join(source[start:end] for start, end, _ in change.edits)
    if not _HANZI.search(touched) or "\n" in source[change.start : change.end]:
        return ""
    left = source[max(change.start - _AROUND, 0) : change.start].rpartition("\n")[2]
    right = source[change.end : change.end + _AROUND].partition("\n")[0]
    return (left + source[change.start : change.end] + right.rstrip("\r")).strip()


def lookalikes(session: Session) -> list[tuple[str, str]]:
    """Pairs of hanzi of which a person accepted one for the other, sorted."""
    pairs: set[tuple[str, str]] = set()
    for place in session.places:
        decision = place.decision
        if decision is None or decision.action not in (Action.ACCEPT, Action.EDIT):
            continue
        wrong, right = decision.changed, decision.result
        single = len(wrong) == len(right) == 1 and wrong != right
        # Founder signs are no look-alikes: another cause, with its own table.
        if single and _HANZI.match(wrong) and _HANZI.match(right) and place.rule[:2] != "FC":
            pairs.add((min(wrong, right), max(wrong, right)))
    return sorted(pairs)


def protected(path: Path, phrases: Iterable[str]) -> Change:
    """A configuration file with more phrases to protect.

    Raises :class:`InputError` when the file can't be changed safely.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        data = tomllib.loads(before)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}", "mend it first") from error
    wanted = list(dict.fromkeys([*data.get("protect", ()), *map(_plain, phrases)]))
    lines = "".join(f"  {json.dumps(entry, ensure_ascii=False)},\n" for entry in wanted)
    array = f"protect = [\n{lines}]"
    if "protect" in data:
        after = _ARRAY.sub(lambda _: array, before, count=1)
    else:
        after = f"{array}\n{before}"
    if wanted == data.get("protect", []):
        after = before
    try:
        good = tomllib.loads(after) == data | ({"protect": wanted} if wanted else {})
    except tomllib.TOMLDecodeError:
        good = False
    if not good:
        raise InputError(f"{path}: protect can't be extended", "write it as one list of strings")
    return Change(path, before, after)


def _plain(phrase: str) -> str:
    """A phrase between slashes would be taken for a pattern."""
    is_pattern = len(phrase) > 2 and phrase.startswith("/") and phrase.endswith("/")
    return f"/{re.escape(phrase)}/" if is_pattern else phrase


def extended(path: Path, pairs: Iterable[tuple[str, str]], who: str) -> Change:
    """A user's pack with more look-alikes. Raises :class:`InputError` for a file that is none."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    known = load_pack(path).get("confusables.tsv", ()) if before.strip() else ()
    have = {(row[0], row[1]) for row in known}
    new = [f"{a}\t{b}\t0.80\treview by {who}" for a, b in pairs if (a, b) not in have]
    if not new:
        return Change(path, before, before)
    head = before if not before or before.endswith("\n") else before + "\n"
    # The rows go under the header of look-alikes, which a pack may repeat.
    return Change(path, before, head + "\n".join((_HEADER, *new)) + "\n")
