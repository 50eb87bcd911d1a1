"""Shared fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The benchmark is for speed; a busy machine must fail no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real gazettes and labels; tests over it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the shared gazettes are not here (expected beside the project, in ../shared)")
    return SHARED
