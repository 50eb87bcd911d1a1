"""A bracket that was read as the mark of a title.

## What it does
In text read from page images, gives back the round bracket before 以下称, 试行 and their
like where 《, 〈 or 【 was read and a round bracket closes; and wherever 〈 was read outside
a title. Other pairs of unlike brackets are proposed.

## Why it happens
In Song print the opening brackets differ by a few pixels; Tesseract reads （ as 〈 or 《
at the beginning of a word it knows from titles.

## Example
`国务院其他有关部门〈以下称负责部门)` → `国务院其他有关部门(以下称负责部门)`

## Safety
Safe where the words inside are those of an aside and the closing bracket is round: a title
mark there would stay open. Safe for 〈 outside a title: it only stands inside 《》, and of 109
（ that were set 27 were read as 〈. Elsewhere one of the two is wrong, and which is for a
person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule(
    code="OC002",
    name="bracket-read-as-title-mark",
    stage=Stage.SIGNS,
    safety=Safety.SAFE,
    images=True,
)

_UNLIKE = re.compile(r"([《〈【])([^《》〈〉【】()（）\n]{1,60})([)）])")
_ASIDE = re.compile(
    r"(?:以下|下同|试行|暂行|草案|征求意见|含|不含|包括|即|见|详见|附件|除外|另有|具体|略)"
)
_ROUND = {")": "(", "）": "（"}


def find(context: Context) -> Iterator[Fix]:
    """Openers of titles that a round bracket closes."""
    for match in _UNLIKE.finditer(context.text):
        opener, inside, closer = match.groups()
        line = context.text[context.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        alone = opener == "〈" and line.count("《") <= line.count("》")
        sure = alone or _ASIDE.match(inside) is not None
        yield Fix(
            match.start(),
            match.start() + 1,
            _ROUND[closer],
            f"{opener} is closed by {closer}.",
            0.95 if sure else 0.6,
            Safety.SAFE if sure else Safety.REVIEW,
            (
                f"{opener} opens what {closer} closes",
                *(("〈 stands inside a title only",) if alone else ()),
                *((f"{inside[:6]} begins an aside, not a title",) if sure and not alone else ()),
            ),
        )
