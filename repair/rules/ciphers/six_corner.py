"""Six-corner brackets of document numbers that stand as hanzi.

## What it does
Writes 〔 and 〕 that were read as 也 and 页 in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`政发也 2017 页 7 号` becomes `政发〔2017〕7号`.

## Safety
A year between the two is unmistakable; 也 as an adverb and 首页 stay. The
digits are not touched; the stray blanks go. Decided over the whole
document, only where its gate is open; what stays below the safe margin is
proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC003", "founder-six-corner", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "six-corner")
