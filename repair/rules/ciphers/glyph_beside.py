"""Glyphs of a sign beside the sign itself.

## What it does
Takes away the glyph that was kept when the sign was put in.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`“河长制治”` becomes `“河长制”`.

## Safety
The word is weighed with and without the hanzi: 以奖促治” keeps its 治. Decided
over the whole document, only where its gate is open; what stays below the
safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC014", "founder-glyph-beside", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "beside")
