"""What other issues of a gazette taught: an explicit input, never a side effect."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError
from repair.patterns import lazy

if TYPE_CHECKING:
    from repair.context import Context

SCHEMA = "gazette-repair-series/1"

#: A phrase must stand this often in an issue to be a term of it, and this many are kept.
TERM_COUNT = 3
TERMS = 4000
PHRASE = lazy("(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{4,12}(?![\u4e00-\u9fff])")
_NUMBER = lazy("([\u4e00-\u9fff]{2,8})[ \u3000]*〔[ \u3000]*(?:19|20)\\d\\d[ \u3000]*〕")


@dataclass(frozen=True)
class Series:
    """Counts over clean issues. Every mapping goes from a string to the issues it was seen in."""

    issues: int = 0
    agencies: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    """Phrases between marks that an issue uses at least three times."""
    persons: Mapping[str, int] = field(default_factory=dict)
    """Names of persons in rosters."""
    ciphers: Mapping[str, float] = field(default_factory=dict)
    """Share of issues in which a cipher pair (``也〔``) was active."""
    prefixes: Mapping[str, int] = field(default_factory=dict)
    """Issuer words of document numbers (``临政发``)."""

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits that stand in every report made with this series."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]

    def to_json(self) -> str:
        return json.dumps(
            {"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, sort_keys=True, indent=1
        )

    @staticmethod
    def load(path: Path) -> Series:
        """Read a file made by ``gazette-repair learn``. Raises :class:`InputError`."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: not a series file ({error})") from error
        if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
            raise InputError(f"{path}: not a series file", f"it lacks schema {SCHEMA!r}")
        try:
            return Series(**data)
        except TypeError as error:
            raise InputError(f"{path}: not a series file ({error})") from error


@dataclass(frozen=True)
class Lesson:
    """What one issue teaches."""

    agencies: frozenset[str]
    terms: frozenset[str]
    persons: frozenset[str]
    ciphers: frozenset[str]
    prefixes: frozenset[str]


def lesson(text: str) -> Lesson:
    """What the text of one issue teaches; the cleaner the text, the better the lesson."""
    from repair.context import Context
    from repair.names.agencies import document_names
    from repair.names.posts import holders
    from repair.tables.line_shapes import names_of
    from repair.tables.recognise import regions

    context = Context(text)
    phrases = Counter(PHRASE.findall(text))
    lines = context.document.lines
    persons = {
        name
        for region in context.get(regions)
        for line in lines[region.first : region.last]
        for name in names_of(line.text)
    } | {holder.name for holder in context.get(holders)}
    return Lesson(
        agencies=frozenset(context.get(document_names)),
        terms=frozenset(p for p, n in phrases.items() if n >= TERM_COUNT),
        persons=frozenset(persons),
        ciphers=_active(context),
        prefixes=frozenset(_NUMBER.findall(text)),
    )


def _active(context: Context) -> frozenset[str]:
    """The cipher pairs that are at work in the text (``冶”``)."""
    return frozenset(context.profile.ciphers.found)


def learn(lessons: Iterable[Lesson]) -> Series:
    """One series of many issues. The order of the issues does not matter."""
    taught = list(lessons)
    total = len(taught)
    ciphers = _count(one.ciphers for one in taught)
    terms = _count(one.terms for one in taught)
    kept = sorted(terms, key=lambda term: (-terms[term], term))[:TERMS]
    return Series(
        issues=total,
        agencies=_count(one.agencies for one in taught),
        terms={term: terms[term] for term in sorted(kept)},
        persons=_count(one.persons for one in taught),
        ciphers={pair: round(n / total, 3) for pair, n in ciphers.items()},
        prefixes=_count(one.prefixes for one in taught),
    )


def _count(sets: Iterable[frozenset[str]]) -> dict[str, int]:
    counts = Counter(item for one in sets for item in one)
    return dict(sorted(counts.items()))
