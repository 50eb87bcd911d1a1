"""What other issues of a gazette taught: an explicit input, never a side effect."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from repair.errors import InputError

SCHEMA = "gazette-repair-series/1"


@dataclass(frozen=True)
class Series:
    """Counts over clean issues. Every mapping goes from a string to the issues it was seen in."""

    issues: int = 0
    agencies: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    persons: Mapping[str, int] = field(default_factory=dict)
    ciphers: Mapping[str, float] = field(default_factory=dict)
    """Share of issues in which a cipher pair (``也〔``) was active."""

    @property
    def digest(self) -> str:
        """Twelve hex digits that stand in every report made with this series."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]

    def to_json(self) -> str:
        return json.dumps(
            {"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, sort_keys=True, indent=1
        )

    @staticmethod
    def load(path: Path) -> Series:
        """Read a file made by ``gazette-repair learn``. Raises :class:`InputError`."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: not a series file ({error})") from error
        if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
            raise InputError(f"{path}: not a series file", f"it lacks schema {SCHEMA!r}")
        try:
            return Series(**data)
        except TypeError as error:
            raise InputError(f"{path}: not a series file ({error})") from error
