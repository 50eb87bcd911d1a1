"""Full stops, exclamation and question marks that stand as hanzi.

## What it does
Writes 。 ！ ？ that were read as 遥 浴 钥, and 谣 where 遥 was misread in Founder's
private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`请遵照执行遥` becomes `请遵照执行。`

## Safety
遥感, 遥远, 浴室 are words and stay. Decided over the whole document, only where
its gate is open; what stays below the safe margin is proposed with both
readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC007", "founder-stop", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "stop")
