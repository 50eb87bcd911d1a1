"""Commas, colons and semicolons that stand as hanzi.

## What it does
Writes ， 、 ； ： that were read as 袁 尧 曰 院 in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`认真研究袁抓好落实` becomes `认真研究，抓好落实`.

## Safety
法院, 医院 and 袁 as a surname where no comma can stand are kept. Decided over
the whole document, only where its gate is open; what stays below the safe
margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC006", "founder-pause", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "pause")
