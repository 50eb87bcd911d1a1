"""The engine: runs the rules, and alone changes text.

A run is a series of rounds; a round has a pass per stage; a pass gives every rule of
its stage the same text and applies what :mod:`repair.settle` lets through. Rounds
repeat until nothing changes, so the clean text has nothing left to apply.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from repair.context import Context
from repair.errors import RepairError, UsageError
from repair.facts import Ledger, count
from repair.flatten import Applied, Leftover, flatten, leftover
from repair.model import Edit, Fix, Patch, Span, Stage, Status
from repair.newlines import to_lf, with_newlines
from repair.options import Options
from repair.rules import RuleModule, findings, selected_rules
from repair.settle import Group, grouped, settle
from repair.source import newline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from repair.dictionaries import Dictionaries
    from repair.profile import Profile
    from repair.review.decisions import Decisions
    from repair.series import Series
    from repair.source import Layout

#: Rounds before a text that still changes is called oscillating.
MAX_ROUNDS = 8


@dataclass(frozen=True)
class Result:
    """What a run gives: the clean text, every fix over the source, and what is known of both."""

    source: str
    text: str
    fixes: tuple[Fix, ...]
    patch: Patch
    profile: Profile
    verdict: str
    """``ready``, ``look`` (proposals open) or ``ocr`` (the text can't be trusted)."""
    ledger: Ledger
    pages: tuple[tuple[int, int, str | None], ...]
    """Per page: start in the source, start in the clean text, printed number."""
    withdrawn: tuple[str, ...] = ()
    """Rules that kept changing the text back and forth and were turned into proposals."""
    unused_protect: tuple[str, ...] = ()
    """``protect`` entries that matched nothing."""

    @property
    def counts(self) -> dict[str, int]:
        """Groups by what became of them; found = applied + review + refused + suppressed."""
        seen = {(f.group, f.status) for f in self.fixes}
        by_status = Counter(str(status) for _, status in seen)
        out = {str(status): by_status[str(status)] for status in Status}
        found = sum(out.values()) - out["noted"]
        return {"found": found, **out}


@dataclass
class _Run:
    """The state of one run; its patch leads from the source to ``text``."""

    source: str
    text: str
    patch: Patch
    source_layout: Layout | None
    layout: Layout | None
    applied: list[Applied] = field(default_factory=list)
    leftovers: dict[object, Leftover] = field(default_factory=dict)
    groups: int = 0
    proved: int = 0
    """Groups applied that touch facts."""


def repair_text(
    text: str,
    options: Options | None = None,
    *,
    series: Series | None = None,
    decisions: Decisions | None = None,
    dictionaries: Dictionaries | None = None,
    layout: Layout | None = None,
    doubted: Sequence[Span] = (),
) -> Result:
    """Repair one text.

    ``text`` is the decoded source, newlines as they are; ``layout`` its pages and
    boxes, if known; fixes at ``doubted`` spans of it are proposed and not applied.
    Raises :class:`UsageError` for a bad option and :class:`RepairError` when a rule fails.
    """
    options = options or Options()
    rules = selected_rules(options.select, options.ignore, options.normalize)
    stages = [(stage, [rule for rule in rules if rule.RULE.stage is stage]) for stage in Stage]
    protect = _compiled(options.protect)
    lf = to_lf(text)
    start = lf.apply(text)

    def context_of(run: _Run, first: Context | None = None) -> Context:
        patch = run.patch
        return Context(
            run.text,
            options=options,
            dictionaries=dictionaries,
            series=series,
            layout=run.layout,
            decisions=decisions,
            first=first,
            moved=lambda at: patch.target(lf.source_span(at, at)[0].start),
        )

    withdrawn: frozenset[str] = frozenset()
    while True:
        run = _Run(text, start, lf, layout, layout.moved(lf) if layout else None)
        first = context = context_of(run)
        restless: set[str] = set()
        seen = {hash(start)}
        for _ in range(MAX_ROUNDS):
            before = run.text
            restless = set()
            for stage, here in stages:
                if not here or (stage is Stage.WORDS and run.text != before):
                    continue
                changed = _run_pass(run, context, here, protect, withdrawn, doubted)
                if changed:
                    restless |= changed
                    context = context_of(run, first)
            if run.text == before and not restless:
                break
            if hash(run.text) in seen:
                break
            seen.add(hash(run.text))
        if not restless:
            break
        withdrawn |= restless
    return _result(run, first, protect, tuple(sorted(withdrawn)), rules)


def _run_pass(
    run: _Run,
    context: Context,
    rules: Iterable[RuleModule],
    protect: Sequence[tuple[str, re.Pattern[str]]],
    withdrawn: frozenset[str],
    doubted: Sequence[Span] = (),
) -> set[str]:
    """One pass; returns the rules that changed the text."""
    groups: list[Group] = []
    for rule in rules:
        try:
            found = findings(rule, context)
            groups += grouped(context.text, rule.RULE.code, rule.RULE.safety, found)
        except (RepairError, MemoryError, RecursionError):
            raise
        except Exception as error:
            raise RepairError(
                f"rule {rule.RULE.code} failed ({type(error).__name__}: {error})",
                f"go on with --ignore {rule.RULE.code}, and report it",
            ) from error
    if not groups:
        return set()
    protected = sorted(
        Span(m.start(), m.end()) for _, pattern in protect for m in pattern.finditer(context.text)
    )
    settled = settle(
        context.text,
        groups,
        options=context.options,
        protected=protected,
        decisions=context.decisions,
        withdrawn=withdrawn,
        doubted=[Span(run.patch.target(s.start), run.patch.target(s.end)) for s in doubted],
    )
    edits: list[Edit] = []
    horizon = len(run.applied)
    changed: set[str] = set()
    for group in settled:
        if group.status is Status.APPLIED:
            run.groups += 1
            run.proved += group.proved
            changed.add(group.rule)
            for fix in group.fixes:
                edits.append(Edit(fix.start, fix.end, fix.after, (len(run.applied),)))
                run.applied.append(Applied(run.groups, fix, group.decision))
        else:
            left = leftover(run.source, run.patch, group, horizon)
            run.leftovers[left.key] = left
    if edits:
        patch = Patch(edits)
        run.text = patch.apply(run.text)
        run.patch = run.patch.then(patch)
        run.layout = run.layout.moved(patch) if run.layout else None
    return changed


def _result(
    run: _Run,
    first: Context,
    protect: Sequence[tuple[str, re.Pattern[str]]],
    withdrawn: tuple[str, ...],
    rules: Sequence[RuleModule],
) -> Result:
    patch = with_newlines(run.patch, newline_of(run.source))
    patch, fixes = flatten(
        run.source, patch, run.applied, run.leftovers.values(), run.source_layout
    )
    clean = patch.apply(run.source)
    numbers_in, signs_in = count(run.source)
    numbers_out, signs_out = count(clean) if patch else (numbers_in, signs_in)
    unreadable = {rule.RULE.code for rule in rules if rule.RULE.unreadable}
    if any(f.status is Status.NOTED and f.rule in unreadable for f in fixes):
        verdict = "ocr"
    else:
        verdict = "look" if any(f.status is Status.REVIEW for f in fixes) else "ready"
    lf = to_lf(run.source)
    pages = [(lf.source_span(p.start, p.start)[0].start, p.printed) for p in first.document.pages]
    return Result(
        source=run.source,
        text=clean,
        fixes=fixes,
        patch=patch,
        profile=first.profile,
        verdict=verdict,
        ledger=Ledger(numbers_in, numbers_out, signs_in, signs_out, run.proved),
        pages=tuple((at, patch.target(at), printed) for at, printed in pages),
        withdrawn=withdrawn,
        unused_protect=tuple(
            entry
            for entry, pattern in protect
            if not pattern.search(first.text) and not pattern.search(clean)
        ),
    )


def _compiled(protect: Iterable[str]) -> list[tuple[str, re.Pattern[str]]]:
    """Phrases stand for themselves; ``/…/`` is a regular expression."""
    out = []
    for entry in protect:
        is_pattern = len(entry) > 2 and entry.startswith("/") and entry.endswith("/")
        try:
            out.append((entry, re.compile(entry[1:-1] if is_pattern else re.escape(entry))))
        except re.error as error:
            raise UsageError(f"protect: {entry} is not a pattern ({error})") from error
    return out
