"""Errors a user can act on: each says what happened, what to do, and its exit code."""

from __future__ import annotations


class RepairError(Exception):
    """One line for the user: the cause, and advice where there is any."""

    exit_code = 3

    def __init__(self, cause: str, advice: str = "") -> None:
        super().__init__(f"{cause}: {advice}" if advice else cause)
        self.cause = cause
        self.advice = advice


class UsageError(RepairError):
    """The command line or the configuration is wrong."""

    exit_code = 2


class InputError(RepairError):
    """An input can't be read as text."""


class OutputError(RepairError):
    """An output can't be written, or would overwrite something else."""


class MissingExtraError(RepairError):
    """An optional part of the tool is not installed."""
