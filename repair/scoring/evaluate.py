"""Scores cleaned texts against labels: what a text became, not how a tool cut its fixes.

Every label counts once:

* an edit is right when the text around it is what the label makes of the source together
  with the tool's other changes nearby; blanks and width are folded away;
* a change of characters that no label explains is harm, and so is a label that only a
  person may decide (``sure: false``) when it was applied instead of proposed;
* a line break that vanished without a label is a wrong join, one that appeared a wrong split;
* a table row is right when its cells are, in order; in tables nothing else is asked of
  the line breaks.

Nothing here knows the engine: it reads the documented report, or no report at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Any

from repair.model import Edit, Patch
from repair.scoring.alignment import (
    Change,
    Folded,
    align,
    breaks_at,
    changes_of_edits,
    fold,
    fold_string,
    merged,
    position,
)
from repair.scoring.score import Outcome, Score
from repair.scoring.truth import EditLabel, Labels, Report, Table

_REACH = 12
"""Printed characters around a label in which the tool's own cuts may lie."""
_NEARBY = 8
"""Changes near a label that are tried as parts of its repair (2**8 combinations at most)."""
_MARKUP = frozenset("#*-_|`\\<>p/")
_LOOSE = frozenset(":|-*#<>/p\\_`")
"""What a table may lose or gain without harm: separators and an extractor's marks."""


# Judging


class Judge:
    """One source and what it became."""

    def __init__(self, source: str, clean: str, edits: Sequence[Edit] | None) -> None:
        self.source = source
        self.clean = clean
        self.old: Folded = fold(source)
        self.new: Folded = fold(clean)
        self.changes: list[Change] = (
            align(self.old, self.new)
            if edits is None
            else changes_of_edits(self.old, self.new, edits)
        )
        self.merged = merged(self.changes)
        self._explained: dict[EditLabel, tuple[Change, ...]] = {}

    def cut_deletions(self, labels: Iterable[EditLabel]) -> None:
        """Cut what was deleted in one piece where a label begins or ends: the rest is harm."""
        edges = sorted({self.old.index(at) for x in labels for at in (x.start, x.end)})
        out: list[Change] = []
        for change in self.changes:
            start = change.start
            if change.new_start == change.new_end:
                low, high = bisect_right(edges, start), bisect_left(edges, change.end)
                for edge in edges[low:high]:
                    out.append(Change(start, edge, change.new_start, change.new_end))
                    start = edge
            out.append(Change(start, change.end, change.new_start, change.new_end))
        self.changes = out

    def explains(self, label: EditLabel) -> tuple[Change, ...]:
        """The changes that together are this label's repair; none if it was not made."""
        if label not in self._explained:
            self._explained[label] = self._explain(label)
        return self._explained[label]

    def _explain(self, label: EditLabel) -> tuple[Change, ...]:
        wrong, right = fold_string(label.wrong), fold_string(label.right)
        start, end = self.old.index(label.start), self.old.index(label.end)
        near = self._near(start, end)
        actual = self._built(near, near, start, end)
        for size in range(1, len(near) + 1):
            for parts in combinations(near, size):
                kept = [c for c in near if c not in parts]
                if any((c.start < end and start < c.end) or c.start == start for c in kept):
                    continue
                if self._built(near, kept, start, end, (start, end, right)) == actual:
                    return parts
        # A label that says nothing once blanks and width are folded is right as it stands.
        return () if wrong != right else tuple(near)

    def touches(self, label: EditLabel) -> tuple[Change, ...]:
        """The changes at the very characters of a label."""
        start, end = self.old.index(label.start), self.old.index(label.end)
        return tuple(
            c for c in self._near(start, end) if c.start < max(end, start + 1) and c.end >= start
        )

    def joined(self, offset: int) -> bool:
        """Whether no line break is left before the character at an offset of the source."""
        return not breaks_at(self.merged, self.old.index(offset), self.new.breaks)

    def image(self, start: int, end: int) -> tuple[int, int]:
        """The span of the clean text that a span of the source became, whole lines."""
        first = position(self.changes, self.old.index(start))
        last = position(self.changes, self.old.index(end), after=True)
        if first >= last:
            return 0, 0
        low, high = self.new.offsets[first], self.new.offsets[last - 1] + 1
        low = self.clean.rfind("\n", 0, low) + 1
        line_end = self.clean.find("\n", high)
        return low, len(self.clean) if line_end < 0 else line_end

    def around(self, start: int, end: int, reach: int = 14) -> str:
        """What the text became around a span of the source, on one line."""
        here = self.old.index(start)
        first = position(self.changes, here)
        last = position(self.changes, self.old.index(end), after=True)
        offsets = self.new.offsets
        low = offsets[max(first - reach, 0)] if offsets else 0
        high = offsets[min(last + reach, len(offsets)) - 1] + 1 if offsets else 0
        return self.clean[low:high].replace("\n", "⏎")

    def _near(self, start: int, end: int) -> list[Change]:
        low = bisect_left(self.changes, start - _REACH, key=lambda c: c.end)
        out = []
        for change in self.changes[low:]:
            if change.start > end + _REACH:
                break
            out.append(change)
        middle = (start + end) / 2
        out.sort(key=lambda c: abs((c.start + c.end) / 2 - middle))
        return sorted(out[:_NEARBY], key=lambda c: c.start)

    def _built(
        self,
        near: Sequence[Change],
        kept: Sequence[Change],
        start: int,
        end: int,
        label: tuple[int, int, str] | None = None,
    ) -> str:
        low = max(min([start, *(c.start for c in near)]) - 1, 0)
        high = max([end, *(c.end for c in near)]) + 1
        parts = [(c.start, c.end, self.new.chars[c.new_start : c.new_end]) for c in kept]
        out: list[str] = []
        at = low
        for first, last, text in sorted([*parts, label] if label else parts):
            out += (self.old.chars[at:first], text)
            at = last
        out.append(self.old.chars[at:high])
        return "".join(out)


def judge_rows(table: Table, text: str) -> tuple[list[bool], bool]:
    """Which rows of a table stand in a text, and whether the table is whole.

    Whole: all rows, in order, with nothing between them.
    """
    lines = [cells for line in text.split("\n") if (cells := _cells(line))]
    if table.roster:
        found = [_key(cells) for cells in _filled(lines)]
        wanted = [_key(row) for row in _filled(table.rows)]
    else:
        found = [_key(cells) for cells in lines]
        wanted = [_key(row) for row in table.rows]
    accepted = [{row} for row in wanted]
    if not table.roster:
        for forms, filled in zip(accepted, _filled_everywhere(table.rows), strict=True):
            forms.add(_key(filled))
    left = Counter(found)
    right = []
    for forms in accepted:
        form = next((f for f in forms if left[f] > 0), None)
        right.append(form is not None)
        if form is not None:
            left[form] -= 1
    whole = all(right) and any(
        all(found[at + i] in forms for i, forms in enumerate(accepted))
        for at in range(len(found) - len(accepted) + 1)
    )
    return right, whole


def _cells(line: str) -> tuple[str, ...]:
    stripped = line.strip(" \r\u3000")
    if not stripped.strip():
        return ()
    if stripped.startswith("|") and stripped.endswith("|"):
        return tuple(fold_string(cell) for cell in stripped[1:-1].split("|"))
    return tuple(fold_string(cell) for cell in line.rstrip("\r").split("\t"))


def _key(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cells)


def _filled(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    role = ""
    for row in rows:
        role = row[0] or role
        yield (role, *row[1:]) if len(row) > 1 else tuple(row)


def _filled_everywhere(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    above: list[str] = []
    for row in rows:
        above = [cell or (above[i] if i < len(above) else "") for i, cell in enumerate(row)]
        yield tuple(above)


# Scoring


def score_report(report: Report, labels: Labels) -> Score:
    """The score of a clean text with its report."""
    edits = [Edit(f["start"], f["end"], f["after"]) for f in report.applied]
    judge = Judge(report.source, report.clean, edits)
    scorer = _Scorer(judge, labels, report)
    return scorer.score()


def score_text(source: str, text: str, labels: Labels) -> Score:
    """The score of any tool's plain text, aligned with the source."""
    return _Scorer(Judge(source, text, None), labels, None).score()


class _Scorer:
    def __init__(self, judge: Judge, labels: Labels, report: Report | None) -> None:
        judge.cut_deletions(labels.edits)
        self.judge = judge
        self.labels = labels
        self.report = report
        self.explained: set[Change] = set()
        self.touched: set[Change] = set()
        self.out = Score(characters=labels.end)

    def score(self) -> Score:
        self._tables()
        proposed = self._proposals()
        self._edits(proposed)
        self._harm()
        self._breaks(proposed)
        return self.out

    def _add(
        self,
        span: tuple[int, int],
        kind: str,
        result: str,
        *,
        sure: bool = True,
        label: str = "",
    ) -> None:
        line = self.judge.source.count("\n", 0, span[0]) + 1
        self.out.outcomes.append(
            Outcome(
                self.labels.name,
                line,
                kind,
                result,
                sure,
                label,
                self.judge.around(*span),
                self._rules(*span) if result not in {"missed", "left"} else (),
            )
        )

    def _rules(self, start: int, end: int) -> tuple[str, ...]:
        fixes = self.report.applied if self.report else ()
        low = bisect_left(fixes, start - 1, key=lambda f: f["end"])
        found = []
        for fix in fixes[low:]:
            if fix["start"] > end + 1:
                break
            found.append(str(fix["rule"]))
        return tuple(dict.fromkeys(found))

    def _edits(self, proposed: set[object]) -> None:
        for label in self.labels.edits:
            if fold_string(label.wrong) == fold_string(label.right):
                continue
            parts = self.judge.explains(label)
            touched = () if parts else self.judge.touches(label)
            self.explained.update(parts)
            if parts:
                result = "right" if label.sure else "applied"
            elif label in proposed:
                result = "proposed"
            elif touched and label.sure:
                result = "wrong"
                self.touched.update(touched)
            else:
                result = "missed" if label.sure else "left"
            self._add(
                (label.start, label.end),
                label.kind,
                result,
                sure=label.sure,
                label=f"{label.wrong!r} → {label.right!r}"
                + (f" ({label.note})" * bool(label.note)),
            )

    def _harm(self) -> None:
        """Changes that nothing explains, put together where they stand together."""
        end = self.judge.old.index(self.labels.end)
        cluster: list[Change] = []
        for change in self.judge.changes:
            if change.start >= end:
                break
            if change in self.explained or change in self.touched:
                continue
            if self._in_table(change) or self._is_markup(change):
                continue
            if cluster and change.start - cluster[-1].end > 2:
                self._add_harm(cluster)
                cluster = []
            cluster.append(change)
        if cluster:
            self._add_harm(cluster)

    def _add_harm(self, cluster: Sequence[Change]) -> None:
        old, new = self.judge.old, self.judge.new
        first, last = cluster[0], cluster[-1]
        before = old.chars[first.start : last.end]
        after = new.chars[first.new_start : last.new_end]
        gone, come = Counter(before), Counter(after)
        self.out.lost += (gone - come).total()
        self.out.invented += (come - gone).total()
        offsets = [*old.offsets, len(self.judge.source)]
        span = (offsets[first.start], offsets[max(last.end - 1, first.start)] + 1)
        self._add(span, "unlabelled", "harm", label=f"{before!r} → {after!r}")

    def _is_markup(self, change: Change) -> bool:
        """A Markdown mark that went where the labels only give examples of such marks."""
        if self.labels.marks_labelled or change.new_start != change.new_end:
            return False
        text = self.judge.old.chars[change.start : change.end]
        if not set(text) <= _MARKUP:
            return False
        return text != "-" * len(text) or self.judge.old.breaks[change.start]

    @cached_property
    def _table_spans(self) -> list[tuple[int, int]]:
        old = self.judge.old
        return [(old.index(t.start), old.index(t.end)) for t in self.labels.tables]

    def _in_table(self, change: Change) -> bool:
        return any(s <= change.start and change.end <= e for s, e in self._table_spans)

    def _tables(self) -> None:
        for table, (start, end) in zip(self.labels.tables, self._table_spans, strict=True):
            low, high = self.judge.image(table.start, table.end)
            right, whole = judge_rows(table, self.judge.clean[low:high])
            source_right, _ = judge_rows(table, self.judge.source[table.start : table.end])
            self.out.tables += 1
            self.out.tables_whole += whole
            self.out.rows_in_source += sum(source_right)
            for row, good in zip(table.rows, right, strict=True):
                self._add_row(table, row, good)
            self._table_harm(table, start, end)

    def _add_row(self, table: Table, row: Sequence[str], good: bool) -> None:
        form = "roster" if table.roster else "table"
        result = "right" if good else "missed"
        label = f"{table.title}: {' │ '.join(row)}"
        self.out.outcomes.append(
            Outcome(self.labels.name, table.line, f"row:{form}", result, True, label, "")
        )

    def _table_harm(self, table: Table, start: int, end: int) -> None:
        """Characters a table lost or gained, wherever in it they stood."""
        explained = {c for label in self.labels.edits for c in self.judge.explains(label)}
        gone: Counter[str] = Counter()
        come: Counter[str] = Counter()
        for change in self.judge.changes:
            if start <= change.start and change.end <= end and change not in explained:
                gone.update(self.judge.old.chars[change.start : change.end])
                come.update(self.judge.new.chars[change.new_start : change.new_end])
        loose = _LOOSE | set(table.words)
        lost = Counter({c: n for c, n in (gone - come).items() if c not in loose})
        new = Counter({c: n for c, n in (come - gone).items() if c not in loose})
        if lost or new:
            self.out.lost += lost.total()
            self.out.invented += new.total()
            label = f"{''.join(lost.elements())!r} → {''.join(new.elements())!r}"
            self._add((table.start, table.start + 1), "in a table", "harm", label=label)

    def _breaks(self, proposed: set[object]) -> None:
        judge, old = self.judge, self.judge.old
        known: set[int] = set()
        for label in (*self.labels.joins, *self.labels.splits):
            join = label.kind.startswith("join")
            done = judge.joined(label.offset) == join
            known.add(old.index(label.offset))
            if done:
                result = "right" if label.sure else "applied"
            elif label in proposed:
                result = "proposed"
            else:
                result = "missed" if label.sure else "left"
            self._add(
                (label.offset, label.offset), label.kind, result, sure=label.sure, label=label.note
            )
        for boundary in range(1, old.index(self.labels.end)):
            if old.breaks[boundary] and not breaks_at(judge.merged, boundary, judge.new.breaks):
                self._add_break(boundary, "join:unlabelled", known)
        back = [c.inverse for c in judge.merged]
        for boundary in range(1, position(judge.changes, old.index(self.labels.end))):
            if judge.new.breaks[boundary] and not breaks_at(back, boundary, old.breaks):
                self._add_break(position(back, boundary), "split", known)

    def _add_break(self, boundary: int, kind: str, known: set[int]) -> None:
        """A line break that went or came without a label, outside tables."""
        if boundary in known or any(s < boundary < e for s, e in self._table_spans):
            return
        offset = self.judge.old.offsets[boundary]
        self._add((offset, offset), kind, "harm")

    def _proposals(self) -> set[object]:
        """Count the proposals and return the labels that they would satisfy."""
        if not self.report:
            return set()
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for fix in self.report.proposed:
            if fix["start"] < self.labels.end:
                groups.setdefault((fix["rule"], str(fix.get("group") or fix["id"])), []).append(fix)
        satisfied: set[object] = set()
        for fixes in groups.values():
            self.out.proposals += 1
            labels = self._satisfied_by(fixes)
            self.out.confirmed += bool(labels)
            satisfied |= labels
        return satisfied

    def _satisfied_by(self, fixes: Sequence[dict[str, Any]]) -> set[object]:
        """The labels that come right when one group of proposals is applied as well."""
        assert self.report is not None
        first, last = fixes[0]["start"], max(f["end"] for f in fixes)
        tables = [t for t in self.labels.tables if t.start < last and first < t.end]
        low = min([first - 120, *(t.start for t in tables)])
        high = max([last + 120, *(t.end for t in tables)])
        edits = [Edit(f["start"], f["end"], f["after"]) for f in fixes]
        kept = [
            Edit(f["start"], f["end"], f["after"])
            for f in self.report.applied
            if f["end"] >= low and f["start"] <= high and not _meets(f, edits)
        ]
        low = max(min([low, *(e.start for e in kept)]), 0)
        high = min(max([high, *(e.end for e in kept)]), len(self.report.source))
        try:
            patch = Patch(Edit(e.start - low, e.end - low, e.after) for e in (*kept, *edits))
        except ValueError:
            return set()
        piece = self.report.source[low:high]
        window = Judge(piece, patch.apply(piece), patch.edits)
        out: set[object] = set()
        for label in self.labels.edits:
            if low <= label.start and label.end <= high and not self.judge.explains(label):
                moved = EditLabel(
                    0, 0, label.start - low, label.end - low, label.wrong, label.right, "", True, ""
                )
                if window.explains(moved):
                    out.add(label)
        for mark in (*self.labels.joins, *self.labels.splits):
            if low < mark.offset < high:
                now, then = self.judge.joined(mark.offset), window.joined(mark.offset - low)
                if now != then and then == mark.kind.startswith("join"):
                    out.add(mark)
        for table in tables:
            a, b = self.judge.image(table.start, table.end)
            now_right, _ = judge_rows(table, self.judge.clean[a:b])
            c, d = window.image(table.start - low, table.end - low)
            then_right, _ = judge_rows(table, window.clean[c:d])
            if sum(then_right) > sum(now_right):
                out.add(table)
        return out


def _meets(fix: Mapping[str, Any], edits: Sequence[Edit]) -> bool:
    """Whether an applied fix lies where a proposal does, so that the proposal replaces it."""
    return any(
        (fix["start"] < e.end and e.start < fix["end"]) or fix["start"] == e.start for e in edits
    )
