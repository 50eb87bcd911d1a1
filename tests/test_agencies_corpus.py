"""Agencies and wrong characters over the shared gazettes: nothing invented, damage found."""

from __future__ import annotations

import importlib
import pkgutil
import random

import pytest

import repair.rules.agencies
import repair.rules.characters
from repair.context import Context
from repair.dictionaries import Dictionaries, default_dictionaries, rows
from repair.model import Safety
from repair.names.agencies import index_of, learnt_names
from repair.rules.agencies.misread_agency import find
from repair.words.confusables import confusables

pytestmark = [pytest.mark.corpus, pytest.mark.slow]


def _rules():
    for package in (repair.rules.agencies, repair.rules.characters):
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            if hasattr(module, "RULE"):
                yield module


def test_nothing_in_clean_text(shared):
    for path in sorted((shared / "clean").glob("*.txt")):
        context = Context(path.read_text(encoding="utf-8"))
        for rule in _rules():
            found = [f for f in rule.find(context) if f.safety is not Safety.NOTE]
            assert not found, (path.name, rule.RULE.code, found)


def test_proposals_are_few(shared):
    proposals = characters = 0
    for path in sorted((shared / "gazettes").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        characters += len(text)
        context = Context(text)
        for rule in _rules():
            safeties = [f.safety for f in rule.find(context)]
            proposals += sum(s is Safety.REVIEW for s in safeties)
            proposals += len(safeties) if rule.RULE.safety is Safety.REVIEW else 0
    assert 10_000 * proposals / characters <= 3


class _Without(Dictionaries):
    """The dictionary as if one gazette had never been read."""

    def __init__(self, gazette: str) -> None:
        super().__init__()
        kept = []
        for row in rows("agencies.tsv"):
            proofs = row[4].split()[1:] if row[3] != "0" else []
            others = [proof for proof in proofs if not proof.startswith(f"{gazette}:")]
            if row[3] == "0":
                kept.append(row)
            elif others:
                kept.append((*row[:3], str(len(others)), "gazettes " + " ".join(others)))
        object.__setattr__(self, "kept", tuple(kept))

    def table(self, name):
        return self.kept if name == "agencies.tsv" else super().table(name)


def test_leave_one_out(shared):
    """A name swapped in its own gazette, judged without what that gazette taught."""
    rng, table, whole = random.Random(7), confusables(), index_of(default_dictionaries())
    swaps = right = wrong = 0
    for path in sorted((shared / "gazettes").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        dictionary = _Without(path.stem)
        before = {f.start for f in find(Context(text, dictionaries=dictionary))}
        names = [n for n in sorted(learnt_names(text, whole)) if text.count(n) > 1]
        for _ in range(40):
            name = rng.choice(names)
            at = rng.randrange(len(name) - 1)
            likes = sorted(table.neighbours(name[at]))
            if not likes:
                continue
            damaged = name[:at] + rng.choice(likes) + name[at + 1 :]
            if whole.look_up(damaged)[0] == damaged:
                continue
            start = text.find(name)
            source = text[:start] + damaged + text[start + len(name) :]
            swaps += 1
            for fix in find(Context(source, dictionaries=dictionary)):
                if fix.safety is Safety.SAFE and fix.start not in before:
                    good = fix.start == start + at and fix.after == name[at]
                    right += good
                    wrong += not good
    assert swaps > 150
    assert right / swaps >= 0.85
    assert right / (right + wrong) >= 0.995
