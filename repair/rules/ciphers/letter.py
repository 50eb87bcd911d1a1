"""Latin letters that stand as hanzi.

## What it does
Writes A–Z, a–z that were read as 粤月悦… and 葬遭糟… in Founder's private
encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`转月贼基因` becomes `转Bt基因`.

## Safety
Runs of such hanzi and figures beside them speak for letters; 月 after a
number and 在, 再, 则 as words stay. Written as ASCII. Decided over the whole
document, only where its gate is open; what stays below the safe margin is
proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC010", "founder-letter", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "letter")
