"""The line ends that no mark closes: names, titles, rows, and lines that were cut.

Nearly all lines of running text end with a mark. Whoever looks for cuts or for rows of a list
needs the others only, and one search finds them for all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repair.context import Context

#: Looked for from the newline, which is rarer than the characters before it.
_OPEN = re.compile(r"\n(?<=[^。；;：:《》\n]\n)")


def open_ends(context: Context) -> Sequence[int]:
    """Offsets of the newlines that end a line with something in it and no closing mark."""
    return [match.start() for match in _OPEN.finditer(context.text)]
