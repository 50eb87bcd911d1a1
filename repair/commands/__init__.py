"""The commands: one module each, found by name."""

from __future__ import annotations

from pathlib import Path

import click

#: A path on the command line. Not asked here whether it can be read: click would end the run
#: at the first that can't, where a run over many names it and goes on with the others.
PATH = click.Path(path_type=Path, readable=False)
