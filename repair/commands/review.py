"""``gazette-repair review``: decide what the rules left to a person."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from pathlib import Path

import click

from repair.commands import PATH

_STATUSES = ("review", "applied", "refused", "suppressed", "noted")


@click.command(
    epilog="""\b
Examples:
  gazette-repair review out/                  in the terminal, like git add -p
  gazette-repair review out/ --web            in the browser, beside the page images
  gazette-repair review out/a.clean.txt --order document
  gazette-repair review out/ --status applied look through what was done

\b
Decisions are saved at each key in NAME.decisions.jsonl, and carried out by the
next `gazette-repair fix`."""
)
@click.argument("path", type=PATH)
@click.option("--web", is_flag=True, help="Open a local page in the browser.")
@click.option("--plain", is_flag=True, help="Plain lines without colour, for screen readers.")
@click.option(
    "--order",
    type=click.Choice(["doubt", "document"]),
    default="doubt",
    show_default=True,
    help="Most doubtful groups first, or through the text.",
)
@click.option("--rule", default="", help="Only rules whose code begins so (FC, LN001).")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(_STATUSES),
    help="What to go through; the proposals (review) unless given. Repeatable.",
)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0)
@click.option("--max-confidence", type=click.FloatRange(0, 1), default=1.0)
@click.option("--who", default="", help="The name written beside decisions (default: yours here).")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="With --web: a fixed port.")
@click.option("--no-open", is_flag=True, help="With --web: print the address, open nothing.")
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --web: folder with page images or PDFs, where the report names none.",
)
def command(
    path: Path,
    web: bool,
    plain: bool,
    order: str,
    rule: str,
    statuses: tuple[str, ...],
    min_confidence: float,
    max_confidence: float,
    who: str,
    port: int,
    no_open: bool,
    pages: Path | None,
) -> None:
    """Go through proposed fixes one by one, or group by group.

    PATH is a folder that `fix -o` wrote, or one clean text or report in it.
    """
    from repair.errors import InputError
    from repair.model import Status
    from repair.review.session import Filter, find_reports, open_session
    from repair.review.store import Lock, user

    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    name = who or user()
    shown = Filter(
        statuses=frozenset(Status(s) for s in statuses or ("review",)),
        rule=rule,
        low=min_confidence,
        high=max_confidence,
    )
    with ExitStack() as stack:
        for folder in sorted({report.parent for report in find_reports(path)}):
            stack.enter_context(Lock(folder, name))
        # Ten thousand small objects that all stay: collecting garbage meanwhile finds none.
        gc.disable()
        session = open_session(path, name)
        gc.freeze()
        gc.enable()
        if web:
            from repair.review.web import serve

            serve(session, port=port, opens=not no_open, pages=pages)
            return
        from repair.review.terminal import Terminal

        Terminal(session, shown=shown, order=order, plain=plain).run()
