"""Closing quotation marks that stand as hanzi.

## What it does
Writes ” ’ 」 』 that were read as 冶 爷 夜 一, and 治 or 洽 where an OCR model read
冶 once more in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`“放管服冶改革` and `“放管服治改革` become `“放管服”改革`.

## Safety
A “ without a close speaks for the sign, a known word (防治, 冶炼) against it;
以奖促治” and 防盲治盲 stay. Decided over the whole document, only where its gate is
open; what stays below the safe margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC002", "founder-closing-quote", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "closing-quote")
