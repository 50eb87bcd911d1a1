"""The optional parts this package needs, asked for when they are first used.

Nothing else of the tool may break because one of them is missing, and whoever lacks
one is told exactly what to install.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from functools import cache
from types import ModuleType

from repair.errors import MissingExtraError

_PIP = "pip install 'gazette-repair[ocr]'"
_APT = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
#: Debian calls a language pack by its code with dashes: chi_sim → tesseract-ocr-chi-sim.
_PACK = "apt-get install tesseract-ocr-{}"


def need(module: str) -> ModuleType:
    """Import a module of the ``ocr`` extra. Raises :class:`MissingExtraError`."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        package = {"PIL": "pillow"}.get(package, package)
        raise MissingExtraError(f"page images need {package}", f"run `{_PIP}`") from error


def need_tesseract(languages: str) -> str:
    """The tesseract program, with all packs of ``languages`` (``chi_sim+eng``) installed.

    Raises :class:`MissingExtraError` when the program or a pack is missing.
    """
    program = os.environ.get("TESSERACT_CMD", "tesseract")
    found = shutil.which(program)
    if found is None:
        raise MissingExtraError("page images need tesseract, which is not here", f"run `{_APT}`")
    installed = _packs(found, os.environ.get("TESSDATA_PREFIX", ""))
    for language in languages.split("+"):
        if language not in installed:
            package = _PACK.format(language.replace("_", "-").lower())
            raise MissingExtraError(
                f"tesseract has no language pack {language!r}", f"run `{package}`"
            )
    return found


@cache
def _packs(program: str, data: str) -> frozenset[str]:
    del data  # only a part of the key: another data folder holds other packs
    try:
        run = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingExtraError(f"tesseract does not run ({error})", f"run `{_APT}`") from error
    return frozenset(line.strip() for line in (run.stdout + run.stderr).splitlines()[1:])
