"""The configuration file: found upwards from the input, checked key by key."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import repair
from repair.errors import UsageError
from repair.options import APPLY, FORMATS, NORMALISATIONS, Options

NAMES = ("gazette-repair.toml", "pyproject.toml")
_LISTS = {"select", "ignore", "normalize", "protect", "include", "hold", "dictionary"}
_OWN = {"jobs": int, "series": str, "required-version": str}
_OPTION_KEYS = {f.name.replace("_", "-") for f in fields(Options)}
KEYS = sorted(_OPTION_KEYS | _LISTS | set(_OWN))


@dataclass(frozen=True)
class Config:
    """What a configuration file says; paths are resolved against it."""

    path: Path | None = None
    options: dict[str, Any] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    dictionary: tuple[Path, ...] = ()
    series: Path | None = None
    jobs: int | None = None

    def over(self, **chosen: Any) -> Options:  # noqa: ANN401 - the values of Options
        """Options: the command line's choices (those not None) over the file's."""
        given = {key: value for key, value in chosen.items() if value is not None}
        return checked(replace(Options(), **{**self.options, **given}))


def checked(options: Options) -> Options:
    """The same options. Raises :class:`UsageError` for a value outside its list."""
    for word in options.normalize:
        _one_of("normalize", word, NORMALISATIONS)
    _one_of("apply", options.apply, APPLY)
    _one_of("to", options.to, FORMATS)
    if not 0 <= options.min_confidence <= 1:
        raise UsageError(f"min-confidence is {options.min_confidence}", "it lies in 0…1")
    return options


def _one_of(key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        near = difflib.get_close_matches(value, known, 1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UsageError(f"{key}: unknown value {value!r}", f"{hint}known: {', '.join(known)}")


def config_for(path: Path) -> Config:
    """The configuration that holds for an input: the nearest file upwards, or none."""
    folder = path.absolute() if path.is_dir() else path.absolute().parent
    return _config_in(folder)


@cache
def _config_in(folder: Path) -> Config:
    for place in (folder, *folder.parents):
        for name in NAMES:
            file = place / name
            if file.is_file():
                table = _table(file)
                if table is not None:
                    return parse(file, table)
    return Config()


def _table(file: Path) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        if file.name == "pyproject.toml":
            return None  # somebody else's file, and not ours to judge
        raise UsageError(f"{file}: {error}") from error
    if file.name == "pyproject.toml":
        table = data.get("tool", {}).get("gazette-repair")
        return table if isinstance(table, dict) else None
    return data


def parse(file: Path, table: dict[str, Any]) -> Config:
    """A configuration from its table. Raises :class:`UsageError` naming file and key."""
    for key, value in table.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(KEYS)}"
            raise UsageError(f"{file}: unknown key {key!r}", hint)
        _check_type(file, key, value)
    wanted = table.get("required-version")
    if wanted and not _version_fits(wanted):
        raise UsageError(
            f"{file}: required-version is {wanted!r}, this is {repair.__version__}",
            "install a version that fits",
        )
    options: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
        if key in _OPTION_KEYS
    }
    checked(replace(Options(), **options))
    series = table.get("series")
    return Config(
        path=file,
        options=options,
        include=tuple(table.get("include", ())),
        hold=tuple(table.get("hold", ())),
        dictionary=tuple(file.parent / name for name in table.get("dictionary", ())),
        series=file.parent / series if series else None,
        jobs=table.get("jobs"),
    )


def _check_type(file: Path, key: str, value: object) -> None:
    default = getattr(Options(), key.replace("-", "_"), None)
    wanted: type | tuple[type, ...]
    if key in _LISTS:
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        name = "a list of strings"
    else:
        wanted = _OWN.get(key) or ((int, float) if isinstance(default, float) else type(default))
        good = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
        name = {bool: "true or false", str: "a string", int: "a whole number"}.get(
            wanted if isinstance(wanted, type) else float, "a number"
        )
    if not good:
        raise UsageError(f"{file}: {key} must be {name}, not {value!r}")


def _version_fits(wanted: str) -> bool:
    """Whether this version meets conditions such as ``>=0.1,<2`` or ``0.1.0``."""
    mine = _release(repair.__version__)
    for part in wanted.split(","):
        match = re.fullmatch(r"\s*(==|>=|<=|>|<)?\s*(\d+(?:\.\d+)*)\s*", part)
        if not match:
            raise UsageError(f"required-version: {wanted!r} is not a version condition")
        sign, other = match[1] or "==", _release(match[2])
        width = max(len(mine), len(other))
        left = mine + (0,) * (width - len(mine))
        right = other + (0,) * (width - len(other))
        fits = {
            "==": left == right,
            ">=": left >= right,
            "<=": left <= right,
            ">": left > right,
            "<": left < right,
        }
        if not fits[sign]:
            return False
    return True


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
