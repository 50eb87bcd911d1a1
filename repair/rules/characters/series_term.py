"""A phrase or name that other issues write with another, look-alike character.

## What it does
With `--series`, compares what stands between marks with the terms that at least two other
issues use, and the persons of name lists with theirs. Where all characters but one agree,
and the two look alike, it writes the term.

## Why it happens
A misread character is mostly a good hanzi in a phrase that stands once in its issue; the
other issues of a gazette use the same phrases.

## Example
`安全生产贵任制` in one issue, `安全生产责任制` in two others.

## Safety
Safe only where the words read far better with the other character, the form stands once in
the text, and neither character is a number, a direction or a negation. Else nothing is said.
Each of the five gazettes judged by the other four: of 389 swapped characters 231 come right,
none wrong, and nothing is found in what was not swapped.
Persons are proposed only: two people may differ by one character. Without `--series` the
rule is silent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.names.posts import holders
from repair.rules import Rule
from repair.series import PHRASE, Series
from repair.words.confusables import Confusables, table_of
from repair.words.lexicon import score

RULE = Rule("CH007", "series-term", Stage.SIGNS, Safety.SAFE)

#: So many other issues must know a term.
ISSUES = 2
#: How much likelier (natural logarithm) the phrase must read; AG001 has the same measure.
BETTER = 6.0
#: Phrases are told apart by these, and facts hang on them.
COUNTED = frozenset("〇零一二三四五六七八九十百千万亿东西南北上下前后左右大小不未无非甲乙丙丁")


def find(context: Context) -> Iterator[Fix]:
    """Fixes for phrases, proposals for persons; nothing without a series."""
    if context.series is not None:
        table = table_of(context.dictionaries)
        yield from _phrases(context.text, context.series, table)
        yield from _persons(context, context.series, table)


def _opened(counts: Mapping[str, int]) -> dict[str, list[str]]:
    """What enough issues know, by every form with one character open."""
    out: dict[str, list[str]] = defaultdict(list)
    for term, issues in counts.items():
        if issues >= ISSUES:
            for at in range(len(term)):
                out[f"{term[:at]}\0{term[at + 1 :]}"].append(term)
    return out


def _meant(
    form: str, known: Mapping[str, list[str]], table: Confusables
) -> Iterator[tuple[int, str]]:
    """Where a form differs from a known one by a look-alike, and that one; none if it is known."""
    found = []
    for at, char in enumerate(form):
        for other in known.get(f"{form[:at]}\0{form[at + 1 :]}", ()):
            if other == form:
                return
            if table.alike(char, other[at]) and not {char, other[at]} & COUNTED:
                found.append((at, other))
    if len(found) == 1:
        yield found[0]


def _phrases(text: str, series: Series, table: Confusables) -> Iterator[Fix]:
    known = _opened(series.terms)
    matches = list(PHRASE.finditer(text)) if known else []
    counts = Counter(match[0] for match in matches)
    for match in matches:
        form = match[0]
        for at, term in _meant(form, known, table):
            if counts[form] == 1 and score(term) - score(form) >= BETTER:
                yield _fix(series, match.start() + at, form, (at, term), Safety.SAFE)


def _persons(context: Context, series: Series, table: Confusables) -> Iterator[Fix]:
    known = _opened(series.persons)
    for holder in context.get(holders) if known else ():
        start = context.text.rfind(holder.name, 0, holder.parts[0][0]) if holder.parts else -1
        if start < 0:
            continue  # Letter-spaced names keep their blanks: no offset to speak of.
        for at, name in _meant(holder.name, known, table):
            if len(name) == 3:  # Of two characters one is the surname; half a name proves nothing.
                yield _fix(series, start + at, holder.name, (at, name), Safety.REVIEW)


def _fix(series: Series, place: int, form: str, meant: tuple[int, str], safety: Safety) -> Fix:
    at, term = meant
    issues = series.terms.get(term) or series.persons[term]
    return Fix(
        place,
        place + 1,
        term[at],
        f"{form} stands here only; other issues have {term}, and the two look alike.",
        confidence=0.95 if safety is Safety.SAFE else 0.5,
        safety=safety,
        evidence=(f"{term} is known from {issues} other issues (series {series.digest})",),
    )
