"""Title marks that stand as hanzi.

## What it does
Writes 《 》 〈 〉 that were read as 叶 曳 掖 业 in Founder's private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`关于印发叶管理办法曳的通知` becomes `关于印发《管理办法》的通知`.

## Safety
Pairs are balanced over the document; 企业 and 从业 stay words. Decided over the
whole document, only where its gate is open; what stays below the safe
margin is proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC004", "founder-title-mark", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "title")
