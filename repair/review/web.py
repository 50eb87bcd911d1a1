"""The reviewer in a browser."""

from __future__ import annotations

from pathlib import Path

from repair.review.session import Session


def serve(session: Session, *, port: int, opens: bool, pages: Path | None) -> None:
    """Serve the page until Ctrl-C."""
    raise NotImplementedError
