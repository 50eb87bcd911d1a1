"""Writes ``docs/rules.md`` from the docstrings of the rules; ``--check`` writes nothing."""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from repair.model import Stage  # noqa: E402 - the source tree, not an installed copy
from repair.rules import FAMILIES, RuleModule, all_rules  # noqa: E402

TARGET = ROOT / "docs" / "rules.md"
HEAD = """\
# Rules

<!-- Made by tools/make_docs.py from the docstrings of the rules. Do not edit. -->

One rule, one kind of damage. `safe` rules are applied, unless a single fix is doubtful; fixes of
`review` rules are proposals for a person; `note` rules point at damage and change nothing. Rules
with a `--normalize` word are off until you ask for them. `gazette-repair rules CODE` prints a page.

The passes run in this order: {stages}. Then everything runs again until nothing changes.
"""


def main() -> int:
    """Write the file, or say with --check whether it is current."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    text = render(all_rules())
    current = TARGET.exists() and TARGET.read_text("utf-8") == text
    if not current and not check:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(text, "utf-8")
    print(f"{TARGET.name}: {'current' if current else 'out of date' if check else 'written'}")
    return 1 if check and not current else 0


def render(modules: tuple[RuleModule, ...]) -> str:
    """The whole page."""
    by_code = sorted(modules, key=lambda m: m.RULE.code)
    families = [
        (name, [module for module in by_code if module.RULE.code.startswith(prefix)])
        for prefix, name in FAMILIES.items()
    ]
    families = [(name, members) for name, members in families if members]
    stages = ", ".join(stage.name.lower() for stage in Stage)
    parts = [HEAD.format(stages=stages)]
    for family, members in families:
        parts.append("\n".join(_index(family, members)))
    for family, members in families:
        parts.append(f"# {family.capitalize()}\n")
        parts += ["\n".join(_page(module)) for module in members]
    return "\n".join(parts)


def _index(family: str, members: list[RuleModule]) -> Iterator[str]:
    yield f"**{family.capitalize()}**\n"
    yield "| code | name | safety | |"
    yield "|---|---|---|---|"
    for module in members:
        rule = module.RULE
        link = f"[{rule.code}](#{_anchor(module)})"
        yield f"| {link} | {rule.name} | {rule.safety} | {_title(module)} |"
    yield ""


def _page(module: RuleModule) -> Iterator[str]:
    rule = module.RULE
    yield f"## {rule.code} {rule.name}\n"
    off = f" · off; `--normalize {rule.normalises}`" if rule.normalises else ""
    stage = rule.stage.name.lower()
    yield f"*{_title(module)}* · {rule.safety} · {stage} · since {rule.since}{off}\n"
    body = inspect.cleandoc(module.__doc__).split("\n", 1)[1].strip("\n")
    yield body.replace("\n## ", "\n### ").replace("## ", "### ", 1) + "\n"


def _title(module: RuleModule) -> str:
    title = inspect.cleandoc(module.__doc__).splitlines()[0].rstrip(".")
    return title.replace("|", "\\|").replace("<", "&lt;")


def _anchor(module: RuleModule) -> str:
    return f"{module.RULE.code} {module.RULE.name}".lower().replace(" ", "-")


if __name__ == "__main__":
    sys.exit(main())
