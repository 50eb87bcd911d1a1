"""Dashes, dots and middle dots that stand as hanzi.

## What it does
Writes — ～ … · that were read as 要 耀 噎 窑; a run of 要 is one dash in
Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`绿色发展要要建设` becomes `绿色发展——建设`.

## Safety
要 alone is nearly always the word; it is a dash between figures only.
Decided over the whole document, only where its gate is open; what stays
below the safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC008", "founder-dash", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "dash")
