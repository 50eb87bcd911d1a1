"""The report file: a header line, then one line per fix, sorted by place in the source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import repair
from repair.errors import InputError
from repair.model import Edit, Fix, Patch, Safety, Status
from repair.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from repair.engine import Result
    from repair.source import Source

SCHEMA = "gazette-repair/1"
_ALWAYS = (
    "id",
    "group",
    "rule",
    "start",
    "end",
    "line",
    "col",
    "before",
    "after",
    "status",
    "safety",
    "confidence",
    "message",
    "evidence",
)
_SOMETIMES = ("by", "decision", "page", "bbox")
_KNOWN = frozenset((*_ALWAYS, *_SOMETIMES))


@dataclass(frozen=True)
class Report:
    """A report read back."""

    header: dict[str, Any]
    fixes: tuple[Fix, ...]

    @property
    def patch(self) -> Patch:
        """The applied fixes, from source to clean text."""
        return Patch(
            Edit(f.start, f.end, f.after) for f in self.fixes if f.status is Status.APPLIED
        )


def clean_bytes(source: Source, text: str) -> bytes:
    """The clean file: UTF-8, with a byte-order mark only where the source is UTF-8 with one."""
    return text.encode("utf-8-sig" if source.encoding == "utf-8-sig" else "utf-8")


def header_of(
    source: Source,
    result: Result,
    options: Options,
    *,
    dictionaries: str = "",
    series: str = "",
    decisions: str = "",
) -> dict[str, Any]:
    """The first line of a report; digests name the dictionaries, series and decisions used."""
    from repair.rules import selected_rules

    rules = selected_rules(options.select, options.ignore, options.normalize)
    return {
        "schema": SCHEMA,
        "source": source.name,
        "source_sha256": source.sha256,
        "clean_sha256": hashlib.sha256(clean_bytes(source, result.text)).hexdigest(),
        "encoding": source.encoding,
        "newline": source.newline,
        "tool": f"gazette-repair {repair.__version__}",
        "rules": [rule.RULE.code for rule in rules],
        "dictionaries": dictionaries,
        "options": options.as_dict(),
        "series": series or None,
        "decisions": decisions or None,
        "pages": [list(page) for page in result.pages],
        "counts": result.counts,
        "facts": result.ledger.as_dict(),
        "withdrawn": list(result.withdrawn),
        "verdict": result.verdict,
    }


def dump(header: dict[str, Any], fixes: Iterable[Fix]) -> str:
    """The whole file as text."""
    return "".join(lines(header, fixes))


def lines(header: dict[str, Any], fixes: Iterable[Fix]) -> Iterator[str]:
    """The lines of the file, each made when asked for: the report of a text garbled throughout
    is twelve times its size."""
    yield _ENCODE(header) + "\n"
    for fix in fixes:
        yield _ENCODE(record(fix)) + "\n"


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def record(fix: Fix) -> dict[str, Any]:
    """A fix as the report has it."""
    out: dict[str, Any] = {key: getattr(fix, key) for key in _ALWAYS}
    out["confidence"] = round(fix.confidence, 4)
    out["evidence"] = list(fix.evidence)
    for key in _SOMETIMES:
        value = getattr(fix, key)
        if value not in (None, ""):
            out[key] = list(value) if isinstance(value, tuple) else value
    return out


def read_report(path: Path) -> Report:
    """Read a report. Raises :class:`InputError` naming the line that is wrong."""
    try:
        # Not splitlines(): U+2028 and its like may stand inside a quoted text.
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the report can't be read ({error})") from error
    return parse(lines, str(path))


def parse(lines: Iterable[str], name: str) -> Report:
    """A report from its lines; ``name`` stands in errors."""
    header: dict[str, Any] = {}
    fixes = []
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
            if number == 1:
                if data["schema"] != SCHEMA:
                    raise InputError(
                        f"{name}: made by another version (schema {data['schema']!r})",
                        f"this one reads {SCHEMA!r}",
                    )
                header = data
            else:
                fixes.append(_fix(data))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{name}:{number}: not a report line ({error})") from error
    if not header:
        raise InputError(f"{name}: the report is empty")
    return Report(header, tuple(fixes))


def _fix(data: dict[str, Any]) -> Fix:
    if not data.keys() <= _KNOWN:
        data = {key: value for key, value in data.items() if key in _KNOWN}
    data["safety"], data["status"] = Safety(data["safety"]), Status(data["status"])
    data["evidence"] = tuple(data["evidence"])
    if "bbox" in data:
        data["bbox"] = tuple(data["bbox"])
    return Fix(**data)
