"""Letters and figures that stand as hanzi of the half-width zone.

## What it does
Writes 犌犅 as `GB`, 犐犆犛 as `ICS`, 犪犫犮 as `abc`: hanzi of GBK row A0, whose second byte is
the character's own plus 0x80. The filler 书书书 goes.

## Why it happens
Founder fonts keep half-width letters in a row of their own; national standards are full
of them, and read as GBK each prints as a rare hanzi.

## Example
`犌犅／犜１９００１` becomes `GB／T１９００１`.

## Safety
Safe: the hanzi are so rare that two of them side by side are no word. One alone beside
Chinese words is proposed. Blanks that were lost between words do not come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.ciphers import halfwidth_sign
from repair.context import Context
from repair.decoder.discussion import Discussion
from repair.decoder.gate import HALFWIDTH_HANZI
from repair.decoder.outcome import gate_of
from repair.model import Fix, Safety, Stage
from repair.proofs import Cipher
from repair.rules import Rule

RULE = Rule("FC015", "halfwidth-zone", Stage.CIPHERS, Safety.SAFE)

_RUN = re.compile(f"[{HALFWIDTH_HANZI}]+|书{{3,}}")
#: What may stand beside a single letter of the zone.
_BESIDE = re.compile(r"[0-9０-９A-Za-z.．,，()（）／/－—=＝+＋×<>＜＞%％]")


def find(context: Context) -> Iterator[Fix]:
    """The runs of such hanzi, where the document has a run of two or more."""
    if not context.get(gate_of).halfwidth:
        return
    text = context.text
    discussion = Discussion(text)
    for match in _RUN.finditer(text):
        start, end = match.span()
        if discussion.covers(start):
            continue
        filler = match[0][0] == "书"
        after = "" if filler else "".join(halfwidth_sign(char) or char for char in match[0])
        beside = text[start - 1 : start] + text[end : end + 1]
        sure = end - start > 1 or bool(_BESIDE.search(beside))
        yield Fix(
            start,
            end,
            after,
            f"{match[0]} is a filler of the font" if filler else f"{match[0]} is {after}",
            confidence=0.99 if sure else 0.8,
            safety=Safety.SAFE if sure else Safety.REVIEW,
            evidence=("GBK row A0 stands for ASCII in this font (second byte less 0x80)",),
            proof=Cipher("halfwidth"),
        )
