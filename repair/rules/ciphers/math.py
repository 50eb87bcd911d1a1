"""Per cent, degrees, mathematical signs and Greek letters that stand as hanzi.

## What it does
Writes ％ ℃ ＝ ± × ＜ ≥ α β … that were read as 豫 益 越 依 伊 约 逸 琢 茁 … in
Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`增长8豫` becomes `增长8%`.

## Safety
They need figures, letters or signs beside them; 豫 before a document number
of Henan stays. Decided over the whole document, only where its gate is
open; what stays below the safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC012", "founder-math", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "math", "greek", "symbol")
