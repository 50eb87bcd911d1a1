"""Digits that stand as hanzi.

## What it does
Writes 0–9 that were read as 园员圆猿源缘远苑愿怨 in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`圆园员苑年员月` becomes `2017年1月`.

## Safety
Every digit carries the cipher's arithmetic as proof, which the engine
checks again; 公园, 人员, 能源 stay words. Written as ASCII: the print cannot tell
１ from 1. Decided over the whole document, only where its gate is open; what
stays below the safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC009", "founder-digit", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "digit")
