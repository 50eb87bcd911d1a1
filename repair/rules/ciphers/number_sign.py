"""Circled, parenthesised and Roman numbers that stand as hanzi.

## What it does
Writes ① ② ③ … ⑴ ⒈ ㈠ Ⅰ that were read as 淤 于 盂 …, and 孟 where 盂 was misread
in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`；于加强管理；盂` becomes `；②加强管理；③`.

## Safety
A number needs the one before it or the one after; 于 the preposition and 余
the surname stay. Decided over the whole document, only where its gate is
open; what stays below the safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC011", "founder-number-sign", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "number")
