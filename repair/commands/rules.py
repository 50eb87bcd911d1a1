"""``gazette-repair rules``: the list of rules, or the manual page of one."""

from __future__ import annotations

import inspect

import click


@click.command(
    epilog="""\b
Examples:
  gazette-repair rules
  gazette-repair rules FC002
  gazette-repair rules FC          all of a family"""
)
@click.argument("codes", nargs=-1)
def command(codes: tuple[str, ...]) -> None:
    """List the rules, or print the manual pages of CODES (codes, prefixes or names)."""
    from repair.rules import all_rules, selected_rules

    if codes:
        for module in selected_rules(codes, (), ("width", "blanks", "spacing", "script")):
            rule = module.RULE
            click.secho(f"{rule.code} {rule.name}", bold=True)
            click.echo(f"{rule.safety} · {rule.family} · since {rule.since}\n")
            click.echo(inspect.cleandoc(module.__doc__) + "\n")
        return
    for module in all_rules():
        rule = module.RULE
        title = inspect.cleandoc(module.__doc__).splitlines()[0]
        off = f"  (off; --normalize {rule.normalises})" if rule.normalises else ""
        click.echo(f"{rule.code}  {rule.safety!s:6}  {rule.name:28} {title}{off}")
