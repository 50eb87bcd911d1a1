"""Repair the text of Chinese government gazettes, with a reason for every change.

>>> from repair import repair_text
>>> repair_text("(临政发也 2017 页 7 号)").text  # doctest: +SKIP
'(临政发〔2017〕7号)'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from repair.engine import Result, repair_text
    from repair.files import repair_file
    from repair.model import Fix
    from repair.options import Options

__version__ = "0.1.0"
__all__ = ["Fix", "Options", "Result", "__version__", "repair_file", "repair_text"]

_HOMES = {
    "Fix": "repair.model",
    "Options": "repair.options",
    "Result": "repair.engine",
    "repair_file": "repair.files",
    "repair_text": "repair.engine",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the public names load when first used
    if name not in _HOMES:
        raise AttributeError(f"module 'repair' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
