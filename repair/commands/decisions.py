"""``gazette-repair decisions``: what was decided, and what to make of it."""

from __future__ import annotations

from pathlib import Path

import click

_PATH = click.argument("path", type=click.Path(path_type=Path, exists=True))


@click.group(
    epilog="""\b
Examples:
  gazette-repair decisions list out/              every decision, stale ones marked
  gazette-repair decisions list out/ --stale      those that fit nothing any more
  gazette-repair decisions promote out/           exceptions and look-alikes from them"""
)
def command() -> None:
    """Look at the decisions of a review, or make them hold everywhere."""


@command.command("list")
@_PATH
@click.option("--stale", is_flag=True, help="Only those that fit nothing any more.")
def list_(path: Path, stale: bool) -> None:
    """List the decisions about PATH, a folder that `fix -o` wrote or a file in it."""
    from repair.review.paint import visible
    from repair.review.session import open_session

    session = open_session(path)
    total = gone = 0
    for document in session.documents:
        old = {d.id for d in session.stale(document)}
        lines = {p.decision.id: p.line for p in document.places if p.decision}
        for decision in session.stores[document.report].decisions.all:
            total += 1
            gone += decision.id in old
            if stale and decision.id not in old:
                continue
            where = f"{document.title}:{lines[decision.id]}" if decision.id in lines else "–"
            what = f"{decision.before} → {decision.result}"
            note = "  stale: fits nothing any more" if decision.id in old else ""
            who = f"{decision.who} {decision.when[:10]}"
            click.echo(
                f"{visible(where)}  {decision.action:6}  {decision.rule}  {visible(what)}  "
                f"{visible(who)}  {visible(decision.comment)}{note}".rstrip()
            )
    click.echo(f"{total} decisions, {gone} stale")


@command.command("promote")
@_PATH
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("gazette-repair.toml"),
    show_default=True,
    help="Where exceptions (protect) go.",
)
@click.option(
    "--dictionary",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("gazette-repair.tsv"),
    show_default=True,
    help="The pack that gets look-alike characters; give it to `fix --dictionary`.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
def promote(path: Path, config: Path, dictionary: Path, yes: bool) -> None:
    """Make rejected phrases exceptions, and accepted characters dictionary rows.

    The difference is shown first, and nothing is written without a yes.
    """
    from repair.review.promote import exceptions, extended, lookalikes, protected
    from repair.review.session import open_session
    from repair.review.store import user
    from repair.source import write_atomic

    session = open_session(path)
    changes = [
        protected(config, exceptions(session)),
        extended(dictionary, lookalikes(session), user()),
    ]
    changes = [change for change in changes if change.after != change.before]
    if not changes:
        click.echo("nothing to promote")
        return
    for change in changes:
        click.echo(change.diff)
    if not yes and not click.confirm("write this?"):
        click.echo("nothing written")
        return
    for change in changes:
        write_atomic(change.path, change.after.encode())
        click.echo(f"wrote {change.path}")
