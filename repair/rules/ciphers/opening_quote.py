"""Opening quotation marks that stand as hanzi.

## What it does
Writes “ ‘ 「 『 that were read as 野 耶 腋 液 in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`推进野放管服”改革` becomes `推进“放管服”改革`.

## Safety
Weighed by the words around (野外, 爷爷 stay words) and by what closes after it,
also across a page cut. Decided over the whole document, only where its gate
is open; what stays below the safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC001", "founder-opening-quote", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "opening-quote")
