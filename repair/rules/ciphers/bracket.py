"""Brackets that stand as hanzi.

## What it does
Writes （ ） ［ ］ 【 】 ｛ ｝ that were read as 渊 冤 咱 暂 揖 铱 喳 札 in Founder's
private encoding.

## Why it happens
Founder BookMaker keeps signs as two-byte codes of its own; read as GBK, a
sign's lead byte is 0x31 too high and prints as a hanzi.

## Example
`渊试行冤` becomes `（试行）`.

## Safety
渊源, 冤枉, 咱们 and 暂时 are words of the lexicon and stay. Decided over the whole
document, only where its gate is open; what stays below the safe margin is
proposed with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.rules.ciphers._family import fixes

RULE = Rule("FC005", "founder-bracket", Stage.CIPHERS, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """The fixes of this class from the decode of the document."""
    return fixes(context, "bracket")
