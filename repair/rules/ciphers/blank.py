"""Wide blanks that stand as 摇.

## What it does
Writes the wide blank that was read as 摇 in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`王摇丹` becomes `王　丹`.

## Safety
动摇, 摇号 stay words; beside a real blank the glyph goes. Decided over the
whole document, only where its gate is open; what stays below the safe
margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC013", "founder-blank", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "blank")
