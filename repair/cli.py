"""The command line: finds the commands, turns errors into one line and an exit code."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import Any

import click

import repair
from repair.errors import RepairError

_EPILOG = """\b
Examples:
  gazette-repair fix gazette.txt            clean text to standard output
  gazette-repair fix scans/ -o out/         a folder, with reports
  gazette-repair review out/                decide the doubtful ones
  gazette-repair undo out/gazette.clean.txt the source again
  gazette-repair rules FC002                what a rule does, and why

\b
Exit codes: 0 done · 1 findings under --check · 2 usage or configuration ·
3 some inputs failed · 130 interrupted."""


class Commands(click.Group):
    """The modules of :mod:`repair.commands`, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        from repair import commands

        return sorted(info.name for info in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"repair.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest known command in the error."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    repair.__version__, prog_name="gazette-repair", message="%(prog)s %(version)s"
)
def cli() -> None:
    """Repair the text of scanned and extracted Chinese government gazettes."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(run(args))


def run(args: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        outcome: Any = cli.main(args, prog_name="gazette-repair", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except RepairError as error:
        click.echo(f"gazette-repair: {error}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "gazette-repair: interrupted; finished files are whole, the rest untouched", err=True
        )
        return 130
    except BrokenPipeError:
        # The reader (head, less) went away: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # A full disk, a folder where a file should be: the machine's, so no traceback.
        click.echo(f"gazette-repair: {error.filename or 'system'}: {error.strerror}", err=True)
        return 3
    return outcome if isinstance(outcome, int) else 0
