"""The rules: one small file each, found by being there.

A rule module holds ``RULE``, a :class:`Rule`, and ``find(context)``, which yields
:class:`repair.model.Fix` over ``context.text``. Its docstring is its manual page:
a title line, then the sections What it does, Why it happens, Example, Safety.
Codes are never reused.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

from repair.errors import UsageError
from repair.model import Fix, Safety, Stage

if TYPE_CHECKING:
    from repair.context import Context

#: What the families' codes begin with, and what the end of a run calls them.
FAMILIES = {
    "MK": "extractor marks",
    "FC": "Founder signs",
    "SG": "signs and brackets",
    "CH": "wrong characters",
    "AG": "agencies and numbers",
    "LN": "cut paragraphs",
    "TB": "table rows",
    "OC": "misread signs",
    "NM": "normalised",
    "ED": "corrections by hand",
}
#: A font garbles the text that a page came with. Where a scan stands among such pages, what
#: was read of it is its print.
_FONTS = "FC"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of damage: what it is called, when it runs, how far it may go."""

    code: str
    name: str
    stage: Stage
    safety: Safety
    since: str = "0.1.0"
    normalises: str = ""
    """The ``--normalize`` word that switches this rule on; empty: always on."""
    unreadable: bool = False
    """A note of this rule says that the text can't be trusted (verdict ``ocr``)."""
    images: bool = False
    """What it repairs happens only where a page's image was read."""

    @property
    def family(self) -> str:
        return FAMILIES[self.code[:2]]


class RuleModule(Protocol):
    """A module of this package that holds a rule."""

    RULE: Rule
    __doc__: str

    @staticmethod
    def find(context: Context) -> Iterable[Fix]: ...


@cache
def all_rules() -> tuple[RuleModule, ...]:
    """Every rule module, by stage and code. Raises ``ValueError`` on a doubled code."""
    found: dict[str, RuleModule] = {}
    for module in _modules():
        if not hasattr(module, "RULE"):
            continue
        rule = cast("RuleModule", module)
        if rule.RULE.code in found:
            raise ValueError(f"two rules are called {rule.RULE.code}")
        found[rule.RULE.code] = rule
    return tuple(sorted(found.values(), key=lambda m: (m.RULE.stage, m.RULE.code)))


def findings(rule: RuleModule, context: Context) -> Iterator[Fix]:
    """What a rule finds in a text, on the pages that it is for."""
    layout = context.layout
    if rule.RULE.images:
        if layout is not None and layout.ocr:
            yield from (fix for fix in rule.find(context) if layout.is_read(fix.start))
    elif layout is not None and layout.layers and rule.RULE.code.startswith(_FONTS):
        yield from (fix for fix in rule.find(context) if not layout.is_read(fix.start))
    else:
        yield from rule.find(context)


def selected_rules(
    select: Iterable[str], ignore: Iterable[str], normalize: Iterable[str]
) -> tuple[RuleModule, ...]:
    """The rules that options leave on; codes may be prefixes (``FC``) or names.

    Raises :class:`UsageError` for a code that names no rule.
    """
    return _selected(tuple(select), tuple(ignore), frozenset(normalize))


@lru_cache(maxsize=16)
def _selected(
    chosen: Sequence[str], dropped: Sequence[str], words: Set[str]
) -> tuple[RuleModule, ...]:
    """As above: asked three times a file, and files are many."""
    rules = all_rules()
    for word in (*chosen, *dropped):
        if not any(_named(rule.RULE, word) for rule in rules):
            raise UsageError(
                f"no rule is called {word!r}", "see `gazette-repair rules` for the codes"
            )
    return tuple(
        rule
        for rule in rules
        if (not chosen or any(_named(rule.RULE, w) for w in chosen))
        and not any(_named(rule.RULE, w) for w in dropped)
        and (not rule.RULE.normalises or rule.RULE.normalises in words)
    )


def _named(rule: Rule, word: str) -> bool:
    return rule.name == word or rule.code.startswith(word.upper())


def _modules() -> Iterator[ModuleType]:
    for family in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        package = importlib.import_module(f"{__name__}.{family.name}")
        for info in sorted(
            pkgutil.iter_modules(getattr(package, "__path__", [])), key=lambda m: m.name
        ):
            yield importlib.import_module(f"{package.__name__}.{info.name}")
